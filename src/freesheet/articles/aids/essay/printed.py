"""What readers get of a picture essay."""

from __future__ import annotations

from typing import Any

from freesheet.articles.aids.aid import Around, Printed
from freesheet.articles.aids.pictures import shown


def printed(value: Any, around: Around) -> Printed | None:
    """The scenes that have a picture or a text; None where none has."""
    scenes = [
        {
            "picture": shown(scene["picture"], around),
            "width": scene["width"] or "full",
            "text": around.rich(scene["text"].source) if scene["text"] else "",
        }
        for scene in value["scenes"]
    ]
    told = tuple(scene for scene in scenes if scene["picture"] is not None or scene["text"])
    return {"scenes": told} if told else None
