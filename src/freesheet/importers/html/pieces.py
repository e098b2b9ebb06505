"""What a conversion gathers before it becomes blocks: paragraphs are still running text here."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from freesheet.importers.html.atoms import Atom, cleaned, inline_html, text_of
from freesheet.importers.html.plain import plain_text
from freesheet.importers.manuscripts import Block


@dataclass(slots=True)
class Paragraph:
    """A paragraph to be."""

    atoms: list[Atom]

    @property
    def html(self) -> str:
        return inline_html(self.atoms)

    @property
    def text(self) -> str:
        return text_of(self.atoms)

    def block(self) -> Block:
        return {"type": "paragraph", "value": cleaned(f"<p>{self.html}</p>")}


Piece = Paragraph | Block


@dataclass
class Notes:
    """Sentences about what was left out or changed, each once, with how often."""

    counted: Counter[str] = field(default_factory=Counter)

    def add(self, sentence: str, times: int = 1) -> None:
        self.counted[sentence] += times

    def sentences(self) -> list[str]:
        return [f"{said} ({times} times)" if times > 1 else said for said, times in self.counted.items()]


def words_of(piece: Piece) -> str | None:
    """The words of a piece that is text; None for a picture, a table or whatever else is more than words."""
    if isinstance(piece, Paragraph):
        return piece.text
    value = piece["value"]
    if piece["type"] == "heading":
        return str(value["text"])
    if piece["type"] == "quotation":
        return "\n\n".join(part for part in (value["text"], value["source"]) if part)
    if piece["type"] == "list":
        items = value.replace("<li>", "<p>• ").replace("</li>", "</p>")
        return "\n".join(line for line in (plain_text(part) for part in items.split("<p>")) if line)
    return None


def leftover(origin: str, text: str) -> Block:
    """Something for an editor to look at; readers never see it."""
    return {"type": "leftover", "value": {"origin": origin, "text": text}}
