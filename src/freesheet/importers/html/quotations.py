"""Quotations, and who said them."""

from __future__ import annotations

import re

from freesheet.importers.html import embeds
from freesheet.importers.html.atoms import CITE, Atom, is_blank, line_of, links_in, text_of
from freesheet.importers.html.pieces import Paragraph, Piece, words_of
from freesheet.importers.html.tree import Element
from freesheet.importers.html.walk import Walk
from freesheet.importers.manuscripts import Block

MAX_DASHED = 150
"""Characters. A longer line that begins with a dash is speech, not a source."""

_DASHED = re.compile(r"(?:[\u2013\u2014\u2015\u2500]+|--+|-\s|~\s?)\s*(?=\S)")
_SENTENCE_ENDS = re.compile(r"[.!?…。！？؟۔\"”’')）」』\u2013\u2014\u2015-]\s*$")


def blockquote(walk: Walk, element: Element) -> None:
    """A quotation with its source; what it holds beside words follows it. A social site's post is an embed."""
    walk.flush()
    post = embeds.of_quoted_post(element)
    if post is not None:
        walk.put(post)
        return
    footers = taken(element, "footer", "figcaption")
    pieces = walk.pieces(element.children)
    texts = [piece for piece in pieces if words_of(piece) is not None]
    others = [piece for piece in pieces if words_of(piece) is None]
    source = " ".join(filter(None, (line_of(footer.words()) for footer in footers)))
    if not source:
        source = _source_in(texts)
    words = "\n\n".join(filter(None, ((words_of(piece) or "").strip() for piece in texts)))
    for piece in texts:
        for address in links_in(piece.atoms) if isinstance(piece, Paragraph) else []:
            walk.notes.add(f"A quotation linked to {address}; quotations carry no link here.")
    if words:
        walk.put({"type": "quotation", "value": {"text": words, "source": undashed(source)}})
    elif source:
        walk.put(Paragraph([Atom(source)]))
    for piece in others:
        walk.put(piece)


def lacks_source(block: Block) -> bool:
    """Whether a block is a quotation that names no source yet."""
    return bool(block["type"] == "quotation" and not block["value"]["source"])


def taken(element: Element, *tags: str) -> list[Element]:
    """The elements of these tags below, taken out of the tree; those of a figure within are its own."""
    found: list[Element] = []
    kept: list[Element | Atom] = []
    for child in element.children:
        if isinstance(child, Element) and (child.tag in tags or "wp-caption-text" in child.classes):
            found.append(child)
            continue
        if isinstance(child, Element) and child.tag not in ("figure", "blockquote"):
            found += taken(child, *tags)
        kept.append(child)
    element.children = kept
    return found


def undashed(source: str) -> str:
    """A source without the dash that introduces it."""
    dash = _DASHED.match(source)
    return source[dash.end() :] if dash else source


def _source_in(texts: list[Piece]) -> str:
    """The source that the last paragraph names, taken out of it: marked as such, or set after a dash."""
    last = texts[-1] if texts else None
    if not isinstance(last, Paragraph):
        return ""
    start = _cited_from(last.atoms)
    if start is None and (len(texts) > 1 or any(atom.is_break for atom in last.atoms)):
        start = _dashed_from(last.atoms)
    if start is None:
        return ""
    source = line_of(last.atoms[start:])
    last.atoms = last.atoms[:start]
    while last.atoms and (last.atoms[-1].is_break or is_blank(last.atoms[-1:])):
        last.atoms.pop()
    if last.atoms and (dash := re.search(r"\s*[\u2013\u2014\u2015]\s*$", last.atoms[-1].text)):
        last.atoms[-1] = Atom(last.atoms[-1].text[: dash.start()], last.atoms[-1].marks)
    if is_blank(last.atoms):
        texts.pop()
    return source


def _cited_from(atoms: list[Atom]) -> int | None:
    first = next((place for place, atom in enumerate(atoms) if CITE in atom.marks), None)
    if first is None:
        return None
    before = text_of(atoms[:first]).strip()
    if not before or _DASHED.fullmatch(before + "x") is not None or re.fullmatch(r"[\u2013\u2014\u2015-]+", before):
        return 0
    cited_to_the_end = all(CITE in atom.marks or is_blank([atom]) for atom in atoms[first:])
    return first if cited_to_the_end and (atoms[first - 1].is_break or _SENTENCE_ENDS.search(before)) else None


def _dashed_from(atoms: list[Atom]) -> int | None:
    """Where the last line begins, if it begins with a dash and is short enough to be a name."""
    start = max((place + 1 for place, atom in enumerate(atoms) if atom.is_break), default=0)
    line = text_of(atoms[start:]).strip()
    return start if line and len(line) <= MAX_DASHED and _DASHED.match(line) else None
