"""What readers get of an information box."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from freesheet.articles.aids.aid import Around, Printed
from freesheet.articles.aids.pictures import shown


def printed(value: Any, around: Around) -> Printed | None:
    """Its heading and what stands in it, each a picture or HTML; None where nothing does."""
    inside = tuple(_inside(value["inside"], around))
    return {"heading": value["heading"] or "", "inside": inside} if inside else None


def _inside(blocks: Any, around: Around) -> Iterator[dict[str, Any]]:
    for block in blocks or ():
        if block.block_type == "picture":
            picture = shown(block.value, around)
            if picture is not None:
                yield {"picture": picture, "html": ""}
        elif html := around.rich(block.value.source):
            yield {"picture": None, "html": html}
