"""Finding out, a little at a time, whether store and register agree: no edit waits for a hundred thousand files."""

from __future__ import annotations

import math
from collections.abc import Iterator
from time import monotonic
from urllib.parse import unquote

from freesheet.press import register
from freesheet.press.store import Store


class Healing:
    """Looks once through a store and what the register says of it. For the one who prints."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._steps = self._look()
        self.done = False

    def some(self, seconds: float = math.inf) -> list[str]:
        """Look for so long; the decoded addresses that were found to be wrong: files that are gone or damaged, and
        pages of which the register does not know."""
        wrong: list[str] = []
        until = monotonic() + seconds
        try:
            for address in self._steps:
                if address:
                    wrong.append(address)
                if monotonic() > until:
                    return wrong
        except BaseException:
            # A database that is away tells nothing of the store: all of it is looked through again.
            self._steps = self._look()
            raise
        self.done = True
        return wrong

    def _look(self) -> Iterator[str]:
        """What is wrong; in between, empty strings, so that whoever asks may stop."""
        stored: set[str] = set()
        for address in self._store.addresses():
            stored.add(unquote(address))
            yield ""
        known = register.printed()
        # Asked again: pages were printed and taken away while the folders were walked through.
        yield from (address for address in sorted(known - stored) if self._store.find(address) is None)
        yield from (address for address in sorted(stored - known) if self._store.find(address) is not None)
        for address in known & stored:
            yield "" if self._store.is_whole(address) else address
