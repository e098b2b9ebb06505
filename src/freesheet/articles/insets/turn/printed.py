"""What readers get of a turn."""

from __future__ import annotations

import re
from typing import Any

from django.utils.safestring import mark_safe

from freesheet.articles.aids.aid import Around, Printed

_PARAGRAPH = re.compile(r"(<p\b[^>]*>)(.*?)(</p>)", re.DOTALL)
_OPENING = re.compile(r"<p\b[^>]*>")


def printed(value: Any, around: Around) -> Printed | None:
    """Who speaks and what is said, in two pieces between which the theme writes who it is; None where nothing is said.

    ``speaker`` is None where nobody of the article's speakers is meant. What who asks says is bold.
    """
    html = around.rich(value["text"].source) if value["text"] else ""
    if not html.strip():
        return None
    speaker = around.speaker(value["speaker"] or "")
    asks = speaker is not None and speaker.asks
    if asks:
        html = _PARAGRAPH.sub(r"\1<b>\2</b>\3", html)
    first = _OPENING.match(html)
    # Before a list stands a paragraph of its own: a name may not stand in it.
    opening, told = (first[0], html[first.end() :]) if first else ("<p>", f"</p>{html}")
    # Cleaned HTML, and tags of ours between it.
    return {"speaker": speaker, "asks": asks, "opening": mark_safe(opening), "told": mark_safe(told)}  # noqa: S308
