"""Whether every page has been printed, and telling the printer what readers wait for while that is not so."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from freesheet.press.status import status
from freesheet.press.store import Store

_LOOK_SECONDS = 1.0
_MOST_WISHES = 10_000
_WISHES_A_SECOND = 20


class Completeness:
    """What a store says of itself, without asking the disk more than once a second. For one thread."""

    def __init__(self, store: Store, ring: Callable[[str], None]) -> None:
        """``ring`` takes the decoded path of a page that a reader waits for to whoever prints."""
        self.store = store
        self._ring = ring
        self._complete = self._renewing = False
        self._look_at = float("-inf")
        self._wished: set[str] = set()
        self._left = 0

    @property
    def complete(self) -> bool:
        """Whether every page has been printed, by this program or by the one before."""
        self._look()
        return self._complete

    @property
    def settled(self) -> bool:
        """Whether what is not in the store is nowhere: everything is printed, and nothing has changed since."""
        self._look()
        return self._complete and not self._renewing and not self.store.ledger.pending

    def _look(self) -> None:
        now = monotonic()
        if now >= self._look_at:
            self._look_at = now + _LOOK_SECONDS
            self._left = _WISHES_A_SECOND
            generation = self.store.generation
            self._complete = generation is not None
            # A worker of another program, theme or setting prints everything anew.
            self._renewing = (
                self._complete and status(self.store.root.parent).get("generation", generation) != generation
            )
            if self._complete and not self._renewing:
                self._wished.clear()

    def wish(self, path: str) -> None:
        """Have the page at ``path`` printed soon while all are being printed; each once, and not too many at once."""
        self._look()
        if (
            (self._complete and not self._renewing)
            or self._left <= 0
            or path in self._wished
            or len(self._wished) >= _MOST_WISHES
        ):
            return
        self._left -= 1
        self._wished.add(path)
        self._ring(path)
