"""What a kind of CDN has to be able to do, and what it is told of the publication."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from freesheet.press.addresses import canonical


@dataclass(frozen=True)
class Account:
    """Whose pages are purged, and where. All of it is the operator's word."""

    cdn: str
    """The name of a file in ``providers``."""
    site: str
    """What addresses of pages follow, as readers write it: ``https://paper.example``."""
    zone: str = ""
    token: str = field(default="", repr=False)
    addresses: tuple[str, ...] = ()
    """Caches to be told; for a CDN with an API of its own, that API, where it is not the public one."""

    def url(self, address: str) -> str:
        """The whole address of the page at a decoded path."""
        return self.site + canonical(address)


class Provider(Protocol):
    """One place that is told what has changed. Its methods raise what ``freesheet.press.purging.asking`` names."""

    @property
    def target(self) -> str:
        """Which place it is: no two have the same. At most 200 characters; shown in the log, so never a secret."""

    @property
    def batch(self) -> int:
        """How many addresses one call takes at most."""

    @property
    def wholesale(self) -> bool:
        """Whether ``purge_everything`` is there: one call for all pages."""

    def purge(self, addresses: Sequence[str], gone: bool) -> None:
        """Have the pages at these decoded addresses asked for again. ``gone``: never show the old ones any more."""

    def purge_everything(self) -> None:
        """Have every page asked for again."""

    def close(self) -> None:
        """Let go of connections; the next call makes new ones."""
