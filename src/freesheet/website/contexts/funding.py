"""What is told around every page of the outlet's money."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Funding:
    """The way to the public accounts, and what they say in one sentence."""

    label: str
    url: str
    says: str
