"""Tokens as a tree of blocks whose leaves are running text, with the forgiveness of a browser.

How words are set is no part of the tree: ``<b>one<p>two</b>three`` makes one and two bold and three plain, as the
standard's list of active formatting elements does (https://html.spec.whatwg.org/#the-list-of-active-formatting-elements).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from freesheet.importers.html.addresses import safe_address
from freesheet.importers.html.atoms import BREAK, CITE, Atom, Mark
from freesheet.importers.html.tokens import Comment, End, Start, Text, Token, tokens_of

MAX_DEPTH = 100
"""Blocks within blocks; what lies deeper belongs to the hundredth."""

MAX_MARKS = 60
"""Formatting elements open at a time; further ones change nothing."""

KEPT = "fs-kept"
"""The element that stands for blocks made beforehand, see :mod:`freesheet.importers.html.kept`."""


@dataclass(slots=True)
class Element:
    """A block, or something that takes the place of one, such as a picture."""

    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    children: list[Element | Atom] = field(default_factory=list)
    marks: tuple[Mark, ...] = ()
    """How words would be set where it stands; tells where the link around a picture leads."""

    @property
    def classes(self) -> list[str]:
        return self.attrs.get("class", "").split()

    def elements(self) -> Iterator[Element]:
        """All elements below this one, in order."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.elements()

    def words(self) -> Iterator[Atom]:
        """All running text below this one, in order, blocks parted by line breaks."""
        for child in self.children:
            if isinstance(child, Atom):
                yield child
            else:
                yield BREAK
                yield from child.words()
                yield BREAK


BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head",
    "header", "hgroup", "html", "legend", "li", "main", "marquee", "menu", "nav", "noscript", "ol", "p", "pre",
    "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
REPLACED = {"audio", "canvas", "math", "object", "picture", "svg", "template", "video"}
VOID = {"embed", "hr", "iframe", "img", "source", "param", KEPT}
PARTS = {"td", "th", "tr", "tbody", "thead", "tfoot", "caption"}
NOT_IN_P = BLOCKS - {"noscript", "caption", "legend", "summary"} - PARTS | {"hr"}

MARKS: dict[str, tuple[Mark, ...]] = {
    "b": (("b", ""),), "strong": (("b", ""),),
    "i": (("i", ""),), "em": (("i", ""),), "var": (("i", ""),), "dfn": (("i", ""),), "cite": (("i", ""), CITE),
    "s": (("s", ""),), "strike": (("s", ""),), "del": (("s", ""),),
    "sub": (("sub", ""),), "sup": (("sup", ""),),
    "code": (("code", ""),), "kbd": (("code", ""),), "samp": (("code", ""),), "tt": (("code", ""),),
}  # fmt: skip

# An opening tag ends these if they are open, as far up as the nearest of the second set.
_ENDS: dict[str, tuple[set[str], set[str]]] = {
    "li": ({"li"}, {"ul", "ol", "menu", "dir"}),
    "dt": ({"dt", "dd"}, {"dl"}),
    "dd": ({"dt", "dd"}, {"dl"}),
    "td": ({"td", "th"}, {"table", "tr"}),
    "th": ({"td", "th"}, {"table", "tr"}),
    "tr": ({"tr", "caption"}, {"table"}),
    "tbody": ({"tbody", "thead", "tfoot", "caption"}, {"table"}),
    "thead": ({"tbody", "thead", "tfoot", "caption"}, {"table"}),
    "tfoot": ({"tbody", "thead", "tfoot", "caption"}, {"table"}),
    **{
        f"h{level}": ({f"h{other}" for other in range(1, 7)}, {"div", "section", "li", "td", "th", "blockquote"})
        for level in range(1, 7)
    },
}
_P_SCOPE = {"td", "th", "caption", "object", "table", "template"}
_UNREAD = {"script", "style", "noembed", "noframes"}
_HEADINGS = {f"h{level}" for level in range(1, 7)}
_CELLS = {"td", "th", "caption"}
_END_SCOPE: dict[str, set[str]] = {
    "li": _P_SCOPE | {"ul", "ol"},
    **{name: set() for name in ("table", "object", "template")},
    **{name: {"table"} for name in PARTS},
}
_QUOTES = {"q": ("\u201c", "\u201d")}
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|bolder|[6-9]00)", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;:]*:[^;]*line-through", re.IGNORECASE)


@dataclass(slots=True)
class Parsed:
    """A tree, and how many of which elements were taken out with what they held."""

    root: Element
    removed: Counter[str]


def parse(source: str, base_url: str = "") -> Parsed:
    """The tree of ``source``; relative links are joined to ``base_url``."""
    builder = _Builder(base_url)
    for token in tokens_of(source):
        builder.take(token)
    return Parsed(builder.root, builder.removed)


class _Builder:
    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.root = Element("#root")
        self.open = [self.root]
        self.open_tags: Counter[str] = Counter()
        self.marks: list[tuple[str, tuple[Mark, ...]]] = []
        self.set_aside: list[list[tuple[str, tuple[Mark, ...]]]] = []
        self.removed: Counter[str] = Counter()
        self.reading = ""

    def take(self, token: Token) -> None:
        if isinstance(token, Text):
            self._text(token.words)
        elif isinstance(token, Start):
            self._start(token)
        elif isinstance(token, End):
            self._end(token.name)
        elif isinstance(token, Comment) and not token.source:
            self.removed["broken tag"] += 1

    def _text(self, words: str) -> None:
        if not words or self.reading == "rp":
            return
        if self.open_tags["pre"]:
            self._preformatted(words)
        else:
            # A newline in the source is a space; as an atom of its own it would be taken for a line break.
            self._add(Atom(" " if words == "\n" else words, self._current()))

    def _preformatted(self, words: str) -> None:
        for number, line in enumerate(words.replace("\r\n", "\n").split("\n")):
            if number:
                self._add(BREAK)
            if line:
                held = line.expandtabs(4)
                indent = len(held) - len(held.lstrip(" "))
                self._add(Atom("\u00a0" * indent + re.sub("  ", " \u00a0", held[indent:]), self._current()))

    def _start(self, token: Start) -> None:
        name = token.name
        if token.raw is not None and name != "iframe":
            self._raw(name, token.raw)
        elif name == "br":
            self._add(BREAK)
        elif name == "image":
            self._void("img", token.attrs)
        elif name in VOID:
            self._void(name, token.attrs)
        elif name in BLOCKS or name in REPLACED:
            self._block(name, token.attrs)
        elif name in _QUOTES:
            self._add(Atom(_QUOTES[name][0], self._current()))
        elif name in ("rt", "rp"):
            self._read(name)
        else:
            self._mark(name, token.attrs)

    def _read(self, name: str) -> None:
        """Readings beside characters (ruby) come in brackets, whether or not the author wrote any."""
        if self.reading == "rt":
            self._add(Atom(")", self._current()))
        if name == "rt":
            self._add(Atom("(", self._current()))
        self.reading = name

    def _raw(self, name: str, raw: str) -> None:
        if name in _UNREAD:
            self.removed[name] += 1
        elif raw:
            self._text(raw if name == "xmp" else unescape(raw))

    def _void(self, name: str, attrs: dict[str, str]) -> None:
        if name == "hr":
            self._end_open_p()
        self._add(Element(name, attrs, marks=self._current()))

    def _block(self, name: str, attrs: dict[str, str]) -> None:
        self._read("")
        if name in NOT_IN_P:
            self._end_open_p()
        if name in _ENDS:
            ends, barrier = _ENDS[name]
            self._close(ends, barrier)
        element = Element(name, attrs, marks=self._current())
        if len(self.open) >= MAX_DEPTH:
            self._add(BREAK)
            return
        self._add(element)
        self.open.append(element)
        self.open_tags[name] += 1
        if name in _CELLS:
            self.set_aside.append(self.marks)
            self.marks = []

    def _mark(self, name: str, attrs: dict[str, str]) -> None:
        if len(self.marks) >= MAX_MARKS:
            return
        if name == "a":
            self._unmark("a")
            address = safe_address(attrs.get("href", ""), self.base_url)
            if attrs.get("href") and not address and not attrs["href"].startswith("#"):
                self.removed["link"] += 1
            self.marks.append(("a", (("a", address),) if address else ()))
        elif name in MARKS:
            self.marks.append((name, MARKS[name]))
        elif name in ("span", "font"):
            self.marks.append((name, _styled(attrs.get("style", ""))))

    def _end(self, name: str) -> None:
        if name == "br":
            self._add(BREAK)
        elif name in BLOCKS or name in REPLACED:
            self._close(_HEADINGS if name in _HEADINGS else {name}, _END_SCOPE.get(name, _P_SCOPE))
        elif name in _QUOTES:
            self._add(Atom(_QUOTES[name][1], self._current()))
        elif name in ("rt", "rp", "ruby"):
            self._read("")
        else:
            self._unmark(name)

    def _unmark(self, name: str) -> None:
        for place in range(len(self.marks) - 1, -1, -1):
            if self.marks[place][0] == name:
                del self.marks[place]
                return

    def _end_open_p(self) -> None:
        self._close({"p"}, _P_SCOPE)

    def _close(self, names: set[str], barrier: set[str]) -> None:
        if not any(self.open_tags[name] for name in names):
            return
        for place in range(len(self.open) - 1, 0, -1):
            tag = self.open[place].tag
            if tag in names:
                self.open_tags.subtract(element.tag for element in self.open[place:])
                for element in self.open[place:]:
                    if element.tag in _CELLS and self.set_aside:
                        self.marks = self.set_aside.pop()
                del self.open[place:]
                return
            if tag in barrier:
                return

    def _add(self, child: Element | Atom) -> None:
        self.open[-1].children.append(child)

    def _current(self) -> tuple[Mark, ...]:
        return tuple(dict.fromkeys(mark for _name, marks in self.marks for mark in marks))


def _styled(style: str) -> tuple[Mark, ...]:
    asked = ((_BOLD, "b"), (_ITALIC, "i"), (_STRUCK, "s"))
    return tuple((tag, "") for pattern, tag in asked if style and pattern.search(style))
