"""What a line of the desk is. The day's letter has the same lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Line:
    """A piece, what is to be said of it, and the one thing to do next."""

    title: str
    says: str
    verb: str
    url: str
    """A path of the newsroom's, where the verb is done."""
    late: str = ""
    """Since when it is late: a sentence of its own."""
    since: datetime | None = None
    move: str = ""
    """The name of a move of the board, where the verb is done by a button of its own; then ``card`` names the piece."""
    card: str = ""


@dataclass
class Desk:
    """What one person sees first."""

    needs: list[Line] = field(default_factory=list)
    more: int = 0
    """How much more needs them than is shown."""
    waits: list[Line] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return not self.needs and not self.waits
