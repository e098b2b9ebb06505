"""HTML as a run of tokens, read once from left to right, however broken it is.

A browser forgives everything, and so must an importer. The rules are those of the HTML standard's tokenizer
(https://html.spec.whatwg.org/multipage/parsing.html#tokenization) as far as an article can meet them. The work
grows with the length of the source and with nothing else.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Text:
    """Words between tags. ``source`` still holds its entities; ``literal`` text has none."""

    source: str
    literal: bool = False

    @property
    def words(self) -> str:
        return self.source if self.literal else html.unescape(self.source)


@dataclass(frozen=True, slots=True)
class Start:
    """An opening tag. ``raw`` is what stood inside an element that holds no markup, such as a script."""

    name: str
    attrs: dict[str, str]
    source: str
    raw: str | None = field(default=None)


@dataclass(frozen=True, slots=True)
class End:
    """A closing tag."""

    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment, without its arrows."""

    text: str
    source: str


Token = Text | Start | End | Comment

_TAG_BEGINS = re.compile(r"</?[a-zA-Z]")
_NAME = re.compile(r"[a-zA-Z][^\s/>]*")
_ATTRIBUTE = re.compile(r"""([^\s/>=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?""")
_BETWEEN = re.compile(r"[\s/]*")
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)[^>]*>")
_ENTITY = re.compile(r"&(?:#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[a-zA-Z][a-zA-Z0-9]*;)")
_RAW = {"script", "style", "xmp", "iframe", "noembed", "noframes", "textarea", "title"}
_VERBATIM = {"script", "style"}
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])[^>]*>", re.IGNORECASE) for name in _RAW}


def tokens_of(source: str) -> Iterator[Token]:
    """The tokens of ``source``, in order. Their sources, put together, are ``source`` again."""
    return _Reader(source).tokens()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.place = 0
        # What was once looked for in vain is not looked for again, or many such would cost a square.
        self.missing: set[str] = set()

    def tokens(self) -> Iterator[Token]:
        text_from = 0
        while True:
            opening = self.source.find("<", self.place)
            if opening < 0:
                break
            self.place = opening
            token = self._markup()
            if token is None:
                self.place = opening + 1
                if self._is_broken(opening):
                    break
                continue
            if text_from < opening:
                yield Text(self.source[text_from:opening])
            yield token
            text_from = self.place
        yield from self._rest(text_from)

    def _is_broken(self, opening: int) -> bool:
        """Whether a tag was begun at ``opening`` and never ended: then no later one can be trusted either."""
        return _TAG_BEGINS.match(self.source, opening) is not None

    def _rest(self, start: int) -> Iterator[Token]:
        if start >= len(self.source):
            return
        # Where a quotation mark is missing, tags lose their attributes and the words are kept.
        place = start
        last = self.source.rfind(">") + 1
        while found := _ANY_TAG.search(self.source, place, max(last, place)):
            begin, after = found.start(), found.end()
            if begin > place:
                yield Text(self.source[place:begin])
            name = found[2].lower()
            raw = None
            if name in _VERBATIM and not found[1]:
                end = None if name in self.missing else _RAW_ENDS[name].search(self.source, after)
                self.missing |= set() if end else {name}
                raw, after = ("", end.end()) if end else ("", after)
            source = self.source[begin:after]
            yield End(name, source) if found[1] else Start(name, {}, source, raw)
            place = after
        if place < len(self.source):
            yield Text(self.source[place:])
        if place > start:
            yield Comment("broken", "")

    def _markup(self) -> Token | None:
        following = self.source[self.place + 1 : self.place + 2]
        if following in ("!", "?"):
            return self._comment()
        if following == "/":
            return self._end()
        if following.isascii() and following.isalpha():
            return self._start()
        return None

    def _comment(self) -> Token:
        begin = self.place
        inner, arrow = (begin + 4, "-->") if self.source.startswith("<!--", begin) else (begin + 2, ">")
        end = self._find(arrow, inner)
        if end < 0:
            # Browsers would swallow the rest of the article; here only the arrow goes.
            self.place = inner
            return Comment("", self.source[begin:inner])
        self.place = end + len(arrow)
        return Comment(self.source[inner:end], self.source[begin : self.place])

    def _find(self, what: str, start: int) -> int:
        place = -1 if what in self.missing else self.source.find(what, start)
        if place < 0:
            self.missing.add(what)
        return place

    def _end(self) -> Token | None:
        begin = self.place
        name = _NAME.match(self.source, begin + 2)
        close = self._find(">", begin)
        if name is None or close < 0:
            return None
        self.place = close + 1
        return End(name.group().lower(), self.source[begin : self.place])

    def _start(self) -> Token | None:
        begin = self.place
        named = _NAME.match(self.source, begin + 1)
        if named is None:
            return None
        name = named.group().lower()
        attrs: dict[str, str] = {}
        place = named.end()
        while True:
            between = _BETWEEN.match(self.source, place)
            place = between.end() if between else place
            if place >= len(self.source):
                return None
            if self.source[place] == ">":
                break
            found = _ATTRIBUTE.match(self.source, place)
            if found is None:
                place += 1
                continue
            value = found[2] if found[2] is not None else found[3] if found[3] is not None else found[4]
            attrs.setdefault(found[1].lower(), unescape_attribute(value or ""))
            place = found.end()
            if value is None and _opens_quotation(self.source, place):
                return None
        self.place = place + 1
        return self._with_raw(name, attrs, begin)

    def _with_raw(self, name: str, attrs: dict[str, str], begin: int) -> Start:
        raw = None
        if name in _RAW:
            after = self.place
            end = None if name in self.missing else _RAW_ENDS[name].search(self.source, after)
            if end is not None:
                raw, self.place = self.source[after : end.start()], end.end()
            elif name in _VERBATIM:
                raw, self.place = self.source[after:], len(self.source)
            else:
                # Writers close an iframe in the wrong way far more often than they mean to hide an article in it.
                raw = ""
                self.missing.add(name)
        return Start(name, attrs, self.source[begin : self.place], raw)


_OPENS = re.compile(r"""\s*=\s*["']""")


def _opens_quotation(source: str, place: int) -> bool:
    """Whether an attribute's value begins here with a quotation mark that is never closed."""
    return _OPENS.match(source, place) is not None


def unescape_attribute(value: str) -> str:
    """An attribute's value without entities. ``&copy=2`` in an address stays what it is."""
    if "&" not in value:
        return value
    return _ENTITY.sub(lambda found: html.unescape(found.group()), value)
