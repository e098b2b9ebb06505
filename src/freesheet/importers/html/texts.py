"""Headings, terms, preformatted text, rules, and what cannot be turned into a block."""

from __future__ import annotations

from collections.abc import Iterable

from freesheet.importers.html.atoms import BREAK, Atom, is_blank, line_of, links_in, normalised
from freesheet.importers.html.pieces import Paragraph, Piece, leftover, words_of
from freesheet.importers.html.tree import Element
from freesheet.importers.html.walk import Walk

SECTION_BREAK = "* * *"
"""What stands for a rule between two parts of a text: readers of every kind understand three asterisks."""

_LEVELS = {"h1": "2", "h2": "2", "h3": "3", "h4": "4", "h5": "4", "h6": "4"}
_PROSE_CLASSES = {"wp-block-verse", "wp-block-preformatted"}
_RULE: Piece = {"type": "rule", "value": ""}


def heading(walk: Walk, element: Element) -> None:
    """A heading; the article's own is level 1, so the highest here is 2. Pictures in it follow it."""
    walk.flush()
    pieces = walk.pieces(element.children)
    for piece in pieces:
        if isinstance(piece, Paragraph):
            for address in links_in(piece.atoms):
                walk.notes.add(f"A heading linked to {address}; headings carry no link here.")
    words = " ".join(" ".join(text.split()) for piece in pieces if (text := words_of(piece)))
    if words:
        walk.put({"type": "heading", "value": {"text": words, "level": _LEVELS[element.tag]}})
    for piece in pieces:
        if words_of(piece) is None:
            walk.put(piece)


def term(walk: Walk, element: Element) -> None:
    """A term that is defined, or the line on which details fold: bold, with what it explains after it."""
    walk.flush()
    for piece in walk.pieces(element.children):
        if isinstance(piece, Paragraph):
            walk.put(Paragraph([Atom(atom.text, (*atom.marks, ("b", ""))) for atom in piece.atoms]))
        else:
            walk.put(piece)


def preformatted(walk: Walk, element: Element) -> None:
    """Text whose line breaks and indents matter: a poem keeps its own type, program code is set as code."""
    walk.flush()
    atoms = list(element.words())
    said = [place for place, atom in enumerate(atoms) if not is_blank([atom])]
    atoms = atoms[said[0] : said[-1] + 1] if said else []
    if atoms and not _PROSE_CLASSES & set(element.classes):
        code = (("code", ""),)
        atoms = [atom if atom.is_break else Atom(atom.text, (*atom.marks, *code)) for atom in atoms]
    if atoms:
        walk.put(Paragraph(atoms))
    for inner in element.elements():
        if inner.tag in ("img", "iframe", "video", "audio"):
            walk.flow([inner])
    walk.flush()


def rule(walk: Walk, element: Element) -> None:
    """A line between two parts of a text."""
    walk.flush()
    walk.put(_RULE)


def without_idle_rules(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces with rules as paragraphs, but for those at an end, beside a heading, or doubled."""
    kept: list[Piece] = []
    waiting = False
    for piece in pieces:
        if piece is _RULE:
            waiting = bool(kept) and not _is_heading(kept[-1])
            continue
        if waiting and not _is_heading(piece):
            kept.append(Paragraph([Atom(SECTION_BREAK)]))
        waiting = False
        kept.append(piece)
    return kept


def _is_heading(piece: Piece) -> bool:
    return isinstance(piece, dict) and piece["type"] == "heading"


def unconvertible(walk: Walk, element: Element) -> None:
    """A form, a drawing, a formula: its words are kept for an editor, and its pictures."""
    words = line_of(element.words())
    walk.notes.add(f"A {_NAMES[element.tag]} cannot be brought; its words were left over for an editor.")
    if words:
        walk.place([leftover("html", f"{_NAMES[element.tag]}: {words}")])
    for inner in element.elements():
        if inner.tag in ("img", "iframe", "video", "audio"):
            walk.flow([inner])


_NAMES = {"form": "form", "svg": "drawing (svg)", "math": "formula (math)", "canvas": "drawing (canvas)"}


def nothing(walk: Walk, element: Element) -> None:
    """An element that says nothing outside the one it belongs to."""


def lines_of(pieces: Iterable[Piece]) -> tuple[list[list[Atom]], list[Piece]]:
    """Pieces as lines of running text, for where nothing else fits, and the pieces that are no text."""
    lines: list[list[Atom]] = []
    others: list[Piece] = []
    for piece in pieces:
        words = words_of(piece)
        if isinstance(piece, Paragraph):
            lines.append(normalised(piece.atoms) or piece.atoms)
        elif words is None:
            others.append(piece)
        elif words:
            bold = (("b", ""),) if piece["type"] == "heading" else ()
            lines.append(_with_breaks(words, bold))
    return lines, others


def _with_breaks(words: str, marks: tuple[tuple[str, str], ...]) -> list[Atom]:
    atoms: list[Atom] = []
    for line in words.split("\n"):
        if line.strip():
            atoms += [*([BREAK] if atoms else []), Atom(line.strip(), marks)]
    return atoms


def joined(lines: Iterable[list[Atom]]) -> list[Atom]:
    """Lines of running text as one, with a line break between them."""
    atoms: list[Atom] = []
    for line in lines:
        atoms += [*([BREAK] if atoms else []), *line]
    return atoms
