"""What readers get of a live entry."""

from __future__ import annotations

from typing import Any

from freesheet.articles.aids.aid import Around, Printed
from freesheet.articles.aids.pictures import shown
from freesheet.articles.insets.live.block import moment_of
from freesheet.lib.clean import text_of


def printed(value: Any, around: Around) -> Printed | None:
    """When it was, as an aware datetime, its heading, its text as HTML, and a picture; None without time or text."""
    html = around.rich(value["text"].source) if value["text"] else ""
    at = moment_of(value)
    if at is None or not text_of(html).strip():
        return None
    return {"at": at, "heading": value["heading"] or "", "html": html, "picture": shown(value["picture"], around)}
