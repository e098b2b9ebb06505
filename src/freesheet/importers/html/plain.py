"""The words of HTML, and nothing else."""

from __future__ import annotations

from freesheet.importers.html.atoms import line_of, normalised, text_of
from freesheet.importers.html.tree import parse


def plain_text(html: str) -> str:
    """The words on one line: for headlines, captions and standfirsts."""
    return line_of(parse(html).root.words())


def plain_lines(html: str) -> str:
    """The words, with the line breaks that a reader would see."""
    return text_of(normalised(parse(html).root.words()))
