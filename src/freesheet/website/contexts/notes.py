"""Notes as readers get them: taken out of the text, numbered through an article, each beside its paragraph."""

from __future__ import annotations

import re

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from freesheet.lib.figures import written
from freesheet.lib.notes import has_notes, marked, parted
from freesheet.website.contexts.elements import NoteView
from freesheet.website.contexts.prose import rich

_SIGN = re.compile(r'<sup class="ref"><a id="from-(note-\d+)"[^>]*>([^<]*)</a></sup>')
"""What stands in the text for a note. It is made after all other HTML has been cleaned, so nothing else has a class."""

_PARAGRAPH = re.compile(r"</?p\b[^>]*>")


class Notes:
    """The notes of one body, in order."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.all: dict[str, NoteView] = {}

    def rich(self, source: str) -> SafeString:
        """Stored rich text as HTML for readers, with a sign for each note."""
        if not has_notes(source):
            return rich(source)
        text, notes = parted(source)
        views = [self._taken(note.kind, note.source) for note in notes]
        pieces = (self._sign(views[piece]) if isinstance(piece, int) else piece for piece in marked(rich(text)))
        return mark_safe("".join(pieces))  # noqa: S308  # cleaned pieces, and signs of ours between them

    def _taken(self, kind: str, source: str) -> NoteView:
        count = len(self.all) + 1
        html = mark_safe(_PARAGRAPH.sub("", rich(source)))  # noqa: S308  # cleaned, and less of it
        view = NoteView(f"note-{count}", written(count, self.language), kind, html)
        self.all[view.anchor] = view
        return view

    @staticmethod
    def _sign(view: NoteView) -> str:
        told = '<sup class="ref"><a id="from-{}" href="#{}" role="doc-noteref">{}</a></sup>'
        return format_html(told, view.anchor, view.anchor, view.number)

    def named_in(self, *html: str) -> tuple[NoteView, ...]:
        """The notes whose signs stand in pieces of HTML."""
        return tuple(self.all[found[1]] for piece in html for found in _SIGN.finditer(piece))


def without_signs(html: str) -> str:
    """HTML without the signs of its notes."""
    return _SIGN.sub("", html) if 'class="ref"' in html else html


def plain_signs(html: str) -> str:
    """HTML whose signs are numbers that lead nowhere: two articles in one feed would have the same anchors."""
    return _SIGN.sub(r"<sup>[\2]</sup>", html)
