"""Notes that are written where they belong, in the middle of a text, taken out of it and numbered.

An editor marks some words of a paragraph as a note. They are stored as ``<footnote>`` or ``<sourcenote>``, in one
piece or, where they hold a link or are set bold in part, in several that touch.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

KINDS = {"footnote": "note", "sourcenote": "source"}
"""Elements in which notes are stored, and what each is to readers."""

_BLOCKS = {"p", "li", "ul", "ol", "h2", "h3", "h4", "hr"}
_VOID = {"br", "hr", "wbr", "embed"}
_MARK, _END = "\ufdd0", "\ufdd1"
"""Around the number of a note, where it was taken out. They are no characters, so no text can mean them."""
_MARKED = re.compile(f"{_MARK}([0-9]+){_END}")
_HOLLOW = re.compile(r"<(a|b|strong|i|em|s|del|sub|sup|code)\b[^>]*></\1>")
_EDGE = re.compile(r"</?(?:p|li|ul|ol|h[2-4])\b")
_ANY = re.compile(rf"</?(?:{'|'.join(KINDS)})\b[^>]*>")


@dataclass(frozen=True)
class Note:
    """A note: whether it is a ``note`` or a ``source``, and its words as stored rich text, without a paragraph."""

    kind: str
    source: str


def has_notes(source: str) -> bool:
    """Whether there may be notes in stored rich text."""
    return "note" in source and _ANY.search(source) is not None


def parted(source: str) -> tuple[str, list[Note]]:
    """Stored rich text without its notes, and these in order. Where one stood is a sign for :func:`marked`."""
    reader = _Reader()
    reader.feed(source.replace(_MARK, "").replace(_END, ""))
    reader.close()
    reader.settle()
    text = "".join(reader.text)
    while text != (text := _HOLLOW.sub("", text)):
        pass
    return text, reader.notes


def without(source: str) -> str:
    """Stored rich text without its notes.

    >>> without("<p>Salt rose<footnote>By a third.</footnote>.</p>")
    '<p>Salt rose.</p>'
    """
    return _MARKED.sub("", parted(source)[0]) if has_notes(source) else source


def spaced(source: str) -> str:
    """Stored rich text in which the words of notes do not touch those of the text."""
    return _ANY.sub(" ", source) if has_notes(source) else source


def marked(html: str) -> Iterator[str | int]:
    """The pieces of a text, and between them the places of notes, counted from 0."""
    for place, piece in enumerate(_MARKED.split(html)):
        yield int(piece) if place % 2 else piece


@dataclass
class _Pending:
    """A note that may go on in the next piece."""

    kind: str
    pieces: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Walks through stored rich text. What Draftail writes is well nested; what is not is given back as it comes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text: list[str] = []
        self.notes: list[Note] = []
        self.around: list[tuple[str, str]] = []
        self.kind = ""
        self.pending: _Pending | None = None

    def handle_starttag(self, tag: str, attrs: object) -> None:
        raw = self.get_starttag_text() or ""
        if tag in KINDS:
            self.kind = KINDS[tag]
        elif tag in _BLOCKS:
            self.settle()
            self.text.append(raw)
        elif tag in _VOID:
            self.say(raw)
        else:
            self.around.append((tag, raw))
            self.text.append(raw)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if tag not in KINDS:
            self.say(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in KINDS:
            self.kind = ""
            return
        if tag in _BLOCKS:
            self.settle()
        elif self.around and self.around[-1][0] == tag:
            self.around.pop()
        self.text.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.say(data)

    def handle_entityref(self, name: str) -> None:
        self.say(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.say(f"&#{name};")

    def say(self, words: str) -> None:
        """Words of the text, or of a note."""
        if not self.kind:
            self.text.append(self.settle(words) + words)
            return
        if self.pending is not None and self.pending.kind != self.kind:
            self.settle()
        if self.pending is None:
            self.pending = _Pending(self.kind)
        opened = "".join(raw for _tag, raw in self.around)
        closed = "".join(f"</{tag}>" for tag, _raw in reversed(self.around))
        self.pending.pieces.append(f"{opened}{words}{closed}")

    def settle(self, following: str = "") -> str:
        """End a note before ``following``; the space that parts its words from those before the note."""
        if self.pending is None:
            return ""
        pending, self.pending = self.pending, None
        whole = "".join(pending.pieces)
        if not re.sub(r"<[^>]*>|&nbsp;|\s", "", whole):
            return " " if whole else ""
        kept = self._text_up_to_here()
        apart = (kept or whole[-1:].isspace()) and following[:1].isalnum()
        links = any(tag == "a" for tag, _raw in self.around)
        closed = "".join(f"</{tag}>" for tag, _raw in reversed(self.around)) if links else ""
        opened = "".join(raw for _tag, raw in self.around) if links else ""
        self.text.append(f"{closed}{_MARK}{len(self.notes)}{_END}{opened}")
        self.notes.append(Note(pending.kind, whole.strip()))
        return " " if apart else ""

    def _text_up_to_here(self) -> bool:
        """Take the space from the end of the text, for a note's number stands close; whether there was any."""
        for place in range(len(self.text) - 1, -1, -1):
            piece = self.text[place]
            if _EDGE.match(piece):
                return False
            if not piece.startswith("<"):
                self.text[place] = piece.rstrip(" \u00a0")
                return self.text[place] != piece
        return False
