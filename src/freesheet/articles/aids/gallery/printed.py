"""What readers get of a gallery."""

from __future__ import annotations

from typing import Any

from freesheet.articles.aids.aid import Around, Printed
from freesheet.articles.aids.pictures import shown


def printed(value: Any, around: Around) -> Printed | None:
    """The pictures that can be shown; None where there is none."""
    views = tuple(view for picture in value["pictures"] if (view := shown(picture, around)) is not None)
    return {"title": value["title"] or "", "layout": value["layout"] or "grid", "pictures": views} if views else None
