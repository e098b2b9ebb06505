"""The lengths that an editor's form allows: what is longer is set another way, never cut off."""

from __future__ import annotations

from collections.abc import Iterable

from freesheet.importers.html.atoms import Atom
from freesheet.importers.html.pieces import Notes, Paragraph, Piece, leftover
from freesheet.importers.manuscripts import Block

LONGEST_HEADING = 255
LONGEST_CAPTION = 500
LONGEST_QUOTATION = 5000


def fitting(pieces: Iterable[Piece], notes: Notes) -> list[Block]:
    """The pieces as blocks, each within what its form can hold."""
    parts = (part for piece in pieces for part in _fitted(piece, notes))
    return [part.block() if isinstance(part, Paragraph) else part for part in parts]


def _fitted(piece: Piece, notes: Notes) -> list[Piece]:
    if isinstance(piece, Paragraph):
        return [piece]
    value = piece["value"]
    if piece["type"] == "heading" and len(value["text"]) > LONGEST_HEADING:
        notes.add("A heading is too long for one and was set as a bold paragraph.")
        return [Paragraph([Atom(value["text"], (("b", ""),))])]
    if piece["type"] == "quotation":
        return _quotations(value["text"], value["source"], notes)
    if piece["type"] in ("image", "embed", "table"):
        return _captioned(piece, notes)
    return [piece]


def _captioned(piece: Block, notes: Notes) -> list[Piece]:
    value = dict(piece["value"])
    caption = value["caption"]
    if len(value.get("alt", "")) > LONGEST_CAPTION:
        notes.add("The text for who cannot see a picture was too long and was shortened; the whole is left over.")
        long_alt: list[Piece] = [leftover("html", value["alt"])]
        value["alt"] = value["alt"][: LONGEST_CAPTION - 1].rsplit(" ", 1)[0] + "…"
    else:
        long_alt = []
    if len(caption) <= LONGEST_CAPTION:
        return [{"type": piece["type"], "value": value}, *long_alt]
    notes.add("A caption is too long for one and was set as a paragraph below.")
    value["caption"] = ""
    return [{"type": piece["type"], "value": value}, *long_alt, Paragraph([Atom(caption, (("i", ""),))])]


def _quotations(text: str, source: str, notes: Notes) -> list[Piece]:
    """One quotation, or several where it is too long; the last bears the source."""
    parts: list[str] = []
    for paragraph in text.split("\n\n"):
        for piece in _cut(paragraph, LONGEST_QUOTATION):
            if parts and len(parts[-1]) + len(piece) + 2 <= LONGEST_QUOTATION:
                parts[-1] += f"\n\n{piece}"
            else:
                parts.append(piece)
    if len(source) > LONGEST_CAPTION:
        parts += _cut(source, LONGEST_QUOTATION)
        source = ""
    if len(parts) > 1:
        notes.add("A quotation is too long for one and was set as several.")
    sources = [""] * (len(parts) - 1) + [source]
    return [
        {"type": "quotation", "value": {"text": part, "source": said}}
        for part, said in zip(parts, sources, strict=True)
    ]


def _cut(text: str, longest: int) -> list[str]:
    """Text in pieces of at most ``longest`` characters, cut at spaces where there are any."""
    pieces = []
    while len(text) > longest:
        place = text.rfind(" ", longest // 2, longest)
        place = longest if place < 0 else place
        pieces.append(text[:place].rstrip())
        text = text[place:].lstrip()
    return [*pieces, text]
