"""The walk through a tree, as the rule for one kind of element knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from freesheet.importers.html.atoms import Atom
from freesheet.importers.html.kept import Kept
from freesheet.importers.html.pieces import Notes, Piece
from freesheet.importers.html.tree import Element
from freesheet.importers.manuscripts import Picture


@dataclass(frozen=True)
class ImageTag:
    """What HTML says of a picture. ``addresses`` are absolute where possible, the best first."""

    addresses: tuple[str, ...]
    alt: str = ""
    title: str = ""
    classes: tuple[str, ...] = ()
    number: str = ""
    """The picture's number in the source's own library, where the tag tells it."""


PictureFor = Callable[[ImageTag], Picture | None]
"""Gives the picture to use, or None where there is none."""


class Walk(Protocol):
    """One walk. ``run`` is the running text not yet set as a paragraph."""

    base_url: str
    picture_for: PictureFor
    kept: Kept
    notes: Notes
    run: list[Atom]

    def pieces(self, nodes: Iterable[Element | Atom]) -> list[Piece]:
        """What ``nodes`` become, apart from what was gathered before."""

    def flow(self, nodes: Iterable[Element | Atom]) -> None:
        """Go on with ``nodes`` where the walk stands."""

    def flush(self) -> None:
        """Set the running text as paragraphs, and after it what waited for its end."""

    def put(self, piece: Piece) -> None:
        """Add a finished piece."""

    def place(self, pieces: list[Piece]) -> None:
        """Set something that is no text beside the running text, without cutting a sentence in two."""
