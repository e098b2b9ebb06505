"""What readers get of the box with what they can do."""

from __future__ import annotations

from typing import Any

from freesheet.articles.aids.aid import Around, Printed


def printed(value: Any, around: Around) -> Printed | None:
    """Its heading, empty for the usual one, and its steps as HTML; None where there are none."""
    steps = tuple(html for step in value["steps"] if step and (html := around.rich(step.source)))
    return {"heading": value["heading"] or "", "steps": steps} if steps else None
