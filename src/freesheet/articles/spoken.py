"""The words of a body that a reader reads: what reading time and related articles are reckoned from."""

from __future__ import annotations

from typing import Any

from freesheet.articles.aids.walking import texts, told
from freesheet.articles.kinds import all_forms
from freesheet.lib.clean import text_of
from freesheet.lib.notes import spaced, without
from freesheet.media.queries import said_in

REPEATS = "pull"
"""The block that says again what the article says elsewhere."""


def spoken(body: Any) -> list[str]:
    """The plain text of each block that counts; captions, embeds, leftovers, notes, pull quotations and related
    articles do not, nor what stands in visual aids, but for the text of a picture essay. Turns and boxes do.

    ``body`` is a ``StreamValue``.
    """
    return [text for block in body if (text := _text(block).strip())]


def heard(article: Any) -> list[str]:
    """The plain text of what is said in the films and sounds of an article, in its own language.

    It is found by it, and likened to others by it; but nobody reads it to have read the article.
    """
    recordings = [block.value["recording"] for block in article.body if block.block_type == "recording"]
    code = article.locale.language_code
    said = (said_in(each, code) for each in [article.film, *recordings] if each is not None)
    return [text_of(each.html.replace("<", " <")).strip() for each in said if each is not None]


def all_said(body: Any) -> list[str]:
    """All that a body says, for who asks whether it says something else now: also what stands in visual aids, the
    figures of a chart first of all, and in notes. Captions and descriptions of pictures do not count here either.
    """
    return [_all_text(block) for block in body if block.block_type != REPEATS]


def names_said(article: Any) -> list[str]:
    """The names of an interview's speakers, and what is said of them."""
    said = ([block.value["name"], block.value["description"]] for block in article.speakers)
    return ["\n".join(text for text in texts if text) for texts in said]


def _all_text(block: Any) -> str:
    if block.block_type in all_forms():
        return " ".join(texts(block.block, block.value, but=("alt", "caption")))
    return _text(block, notes=True)


def _text(block: Any, notes: bool = False) -> str:
    kind, value = block.block_type, block.value
    if kind in all_forms():
        return " ".join(told(block.block, value))
    if kind in ("paragraph", "list"):
        source = spaced(value.source) if notes else without(value.source)
        # A space for each tag, or the words on both sides of </li><li> would run together.
        return text_of(source.replace("<", " <"))
    if kind in ("heading", "quotation"):
        return str(value["text"])
    if kind == "table":
        cells = [cell for row in value.row_data for cell in row["values"]]
        return " ".join(text_of(getattr(cell, "source", str(cell))) for cell in cells)
    return ""
