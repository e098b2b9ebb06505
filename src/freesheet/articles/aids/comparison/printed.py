"""What readers get of a comparison."""

from __future__ import annotations

from typing import Any

from freesheet.articles.aids.aid import Around, Printed
from freesheet.articles.aids.pictures import shown


def printed(value: Any, around: Around) -> Printed | None:
    """Both pictures with their labels; None where one is missing."""
    sides = [(value[f"{side}_label"] or "", shown(value[side], around)) for side in ("before", "after")]
    if any(view is None for _label, view in sides):
        return None
    return {
        "title": value["title"] or "",
        "name": around.place,
        "sides": tuple({"label": label, "picture": view} for label, view in sides),
    }
