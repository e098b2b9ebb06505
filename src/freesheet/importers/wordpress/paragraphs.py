"""Paragraphs restored: WordPress keeps them in classic posts as empty lines, and sets them only when a page is shown.

Written from what WordPress documents of ``wpautop()`` (https://developer.wordpress.org/reference/functions/wpautop/):
an empty line parts paragraphs, a single line break is kept as one, blocks and preformatted text are left alone.
"""

from __future__ import annotations

import re

from freesheet.importers.html.tokens import Comment, End, Start, Text, Token, tokens_of
from freesheet.importers.html.tree import BLOCKS

PAGE_BREAK = "nextpage"

_EMPTY_LINES = re.compile(r"\n[ \t\u00a0]*(?:\n[ \t\u00a0]*)+")
_VERBATIM = {"pre", "svg", "math", "script", "style", "textarea"}
_FLOW = {
    "", "address", "article", "aside", "blockquote", "body", "center", "dialog", "div", "fieldset", "footer", "form",
    "header", "main", "nav", "noscript", "search", "section", "details",
}  # fmt: skip
_NO_WORDS = {"ul", "ol", "menu", "dir", "dl", "table", "thead", "tbody", "tfoot", "tr", "figure", "hgroup"}
_ONE_LINE = {"h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend", "caption"}
_BREAK = "<br>"


def restore_paragraphs(html: str) -> str:
    """HTML in which the empty lines and line breaks of a classic post are paragraphs and breaks."""
    writer = _Writer()
    for token in tokens_of(html.replace("\r\n", "\n").replace("\r", "\n")):
        writer.take(token)
    writer.finish()
    return "".join(writer.out)


class _Writer:
    def __init__(self) -> None:
        self.out: list[str] = []
        self.open: list[str] = []
        self.verbatim = 0
        # Paragraphs not yet written, each as its pieces; a line break of the source is a piece of its own.
        self.run: list[list[str]] = [[]]

    @property
    def context(self) -> str:
        return self.open[-1] if self.open else ""

    def take(self, token: Token) -> None:
        if self.verbatim:
            self._verbatim(token)
        elif isinstance(token, Text):
            self._text(token.source)
        elif isinstance(token, Comment):
            if token.text.strip() == PAGE_BREAK:
                self.run.append([])
        elif isinstance(token, Start):
            self._start(token)
        else:
            self._end(token)

    def _verbatim(self, token: Token) -> None:
        self.out.append(token.source)
        if isinstance(token, Start) and token.name in _VERBATIM and token.raw is None:
            self.verbatim += 1
        elif isinstance(token, End) and token.name in _VERBATIM:
            self.verbatim -= 1

    def _text(self, source: str) -> None:
        for number, part in enumerate(_EMPTY_LINES.split(source)):
            if number:
                self.run.append([])
            for line_number, line in enumerate(part.split("\n")):
                if line_number:
                    self.run[-1].append("\n")
                if line:
                    self.run[-1].append(line)

    def _start(self, token: Start) -> None:
        if token.name in _VERBATIM and token.raw is None:
            self.finish()
            self.out.append(token.source)
            self.verbatim = 1
        elif token.name in BLOCKS or token.name == "hr":
            self.finish()
            self.out.append(token.source)
            if token.name != "hr":
                self.open.append(token.name)
        else:
            self.run[-1].append(_BREAK if token.name == "br" else token.source)

    def _end(self, token: End) -> None:
        if token.name not in BLOCKS:
            self.run[-1].append(token.source)
            return
        self.finish()
        if token.name in self.open:
            while self.open.pop() != token.name:
                pass
        self.out.append(token.source)

    def finish(self) -> None:
        """Write what was gathered, as the place asks for."""
        run, self.run = self.run, [[]]
        joint = " " if self.context in _ONE_LINE | _NO_WORDS else _BREAK
        written = [text for pieces in run if (text := _joined(pieces, joint)).strip()]
        if self.context == "p":
            self.out.append("</p><p>".join(written))
        elif self.context in _FLOW or (len(written) > 1 and self.context not in _ONE_LINE | _NO_WORDS):
            self.out += [f"<p>{text}</p>" for text in written]
        else:
            self.out.append(" ".join(written))


def _joined(pieces: list[str], joint: str) -> str:
    """The pieces of a paragraph with its line breaks as ``joint``, but for those at its ends or beside a break."""
    kept: list[str] = []
    after_newline = False
    for piece in pieces:
        if piece == "\n":
            if kept and not kept[-1].endswith((_BREAK, joint)):
                kept.append(joint)
                after_newline = True
            continue
        if not (piece == _BREAK and after_newline):
            kept.append(piece)
        after_newline = False
    while kept and not kept[-1].replace(_BREAK, "").strip():
        kept.pop()
    return "".join(kept)
