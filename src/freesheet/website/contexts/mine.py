"""What the pages of somebody's own support show, of which none is stored."""

from __future__ import annotations

from dataclasses import dataclass

from freesheet.website.contexts.shapes import Furniture, Head


@dataclass(frozen=True)
class GivenView:
    """One gift in a list of somebody's own."""

    day: str
    amount: str
    rhythm: str
    says: str
    """Where it stands."""
    receipt: str
    """Its number; empty where there is none."""
    receipt_url: str
    url: str
    """The page of the gift."""


@dataclass(frozen=True)
class MineContext:
    """All that somebody gives, and what they can do about it. Template: ``giving/mine.html``."""

    furniture: Furniture
    head: Head
    title: str
    gifts: tuple[GivenView, ...]
    stylesheet_url: str
