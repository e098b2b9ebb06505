"""Running text as pieces that each know how they are set: the form in which paragraphs are cut and joined."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import nh3

Mark = tuple[str, str]
"""How words are set, and for a link where it leads: ``("b", "")``, ``("a", "https://…")``."""

CITE: Mark = ("cite", "")
"""Words that name a source. It is not printed; a quotation looks for it."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Words set in one way. The words of a line break are ``"\\n"``."""

    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def is_break(self) -> bool:
        return self.text == "\n"


BREAK = Atom("\n")

_ORDER = {"a": 0, "b": 1, "i": 2, "s": 3, "sub": 4, "sup": 5, "code": 6}
_SPACE = re.compile(r"[ \t\r\n\f]+")
# No-break and ideographic spaces at the ends of a line only push words about.
_EDGES = " \u00a0\u3000\ufeff\u200b"
_BLANK = re.compile(r"[\s\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad]*")
_RICH = nh3.Cleaner(
    tags={"p", "br", "ul", "ol", "li", *_ORDER},
    attributes={"a": {"href"}},
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
)


def normalised(atoms: Iterable[Atom]) -> list[Atom]:
    """The same words with runs of space as one, and none beside a line break or at the ends."""
    kept: list[Atom] = []
    for atom in atoms:
        if atom.is_break:
            _trim_end(kept)
            kept.append(BREAK)
            continue
        text = _SPACE.sub(" ", atom.text)
        if not kept or kept[-1].is_break:
            text = text.lstrip(_EDGES)
        elif kept[-1].text.endswith(" "):
            text = text.lstrip(" ")
        if text:
            kept.append(Atom(text, atom.marks))
    _trim_end(kept)
    return kept


def _trim_end(atoms: list[Atom]) -> None:
    while atoms and not atoms[-1].is_break:
        trimmed = atoms[-1].text.rstrip(_EDGES)
        last = atoms.pop()
        if trimmed:
            atoms.append(Atom(trimmed, last.marks))
            return


def paragraphs(atoms: Iterable[Atom]) -> list[list[Atom]]:
    """The paragraphs in running text: two or more line breaks part them. Empty ones are left out."""
    parts: list[list[Atom]] = [[]]
    breaks = 0
    for atom in normalised(atoms):
        if atom.is_break:
            breaks += 1
            continue
        if breaks >= 2:
            parts.append([])
        elif breaks == 1 and parts[-1]:
            parts[-1].append(BREAK)
        breaks = 0
        parts[-1].append(atom)
    return [part for part in parts if not is_blank(part)]


def is_blank(atoms: Iterable[Atom]) -> bool:
    """Whether a reader would see nothing."""
    return all(_BLANK.fullmatch(atom.text) for atom in atoms)


def text_of(atoms: Iterable[Atom]) -> str:
    """The words alone; a line break stays one."""
    return "".join(atom.text for atom in atoms)


def line_of(atoms: Iterable[Atom]) -> str:
    """The words alone, on one line."""
    return " ".join(text_of(normalised(atoms)).split())


def links_in(atoms: Iterable[Atom]) -> list[str]:
    """Where the links in running text lead, each once, in order."""
    return list(dict.fromkeys(address for atom in atoms for tag, address in atom.marks if tag == "a"))


def inline_html(atoms: Sequence[Atom]) -> str:
    """Running text as HTML, tags properly nested. Not cleaned yet: see :func:`cleaned`."""
    parts: list[str] = []
    is_open: list[Mark] = []
    for atom in atoms:
        # A line break belongs to what is open, so that bold text over two lines is bold once.
        wanted = is_open if atom.is_break else _printed(atom.marks)
        same = 0
        while same < min(len(is_open), len(wanted)) and is_open[same] == wanted[same]:
            same += 1
        parts += [f"</{tag}>" for tag, _address in reversed(is_open[same:])]
        parts += [_opening(mark) for mark in wanted[same:]]
        is_open = list(wanted)
        parts.append("<br>" if atom.is_break else html.escape(atom.text, quote=False))
    parts += [f"</{tag}>" for tag, _address in reversed(is_open)]
    return "".join(parts)


def _printed(marks: Iterable[Mark]) -> list[Mark]:
    chosen = {tag: (tag, address) for tag, address in marks if tag in _ORDER}
    return sorted(chosen.values(), key=lambda mark: _ORDER[mark[0]])


def _opening(mark: Mark) -> str:
    tag, address = mark
    return f'<a href="{html.escape(address)}">' if tag == "a" else f"<{tag}>"


def cleaned(rich: str) -> str:
    """Rich text as Wagtail keeps it, after the last cleaning: whatever came before, only harmless markup leaves."""
    return _RICH.clean(rich).replace("<br>", "<br/>").replace("&nbsp;", "\u00a0")
