"""Stored pages, from memory where nothing has changed since, from the store where something has."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.utils import formatdate
from time import monotonic

from freesheet.press.addresses import Unstorable, place_of
from freesheet.press.answers import Representation
from freesheet.press.memory import Memory
from freesheet.press.negotiation import codings_by_preference
from freesheet.press.sheets import SUFFIXES, Record
from freesheet.press.store import Signature, Store

# A reader's copy is a minute old at the most: fresh for ten seconds, then shown once more while it is fetched anew.
# If nobody answers here any more, the copy is better than an error, for a day.
CACHE_CONTROL = "public, max-age=10, stale-while-revalidate=50, stale-if-error=86400"

_OVERHEAD_BYTES = 3000
_TRUSTED_SECONDS = 1.0
_MOST_WORDINGS = 32
_TRIES = 20


@dataclass(slots=True)
class _Entry:
    record: Record
    signature: Signature
    number: int
    until: float
    asked: int = 0
    """Requests since the last count."""
    by_coding: dict[str, Representation] = field(default_factory=dict)
    by_accept: dict[str | None, Representation] = field(default_factory=dict)


class Pages:
    """The stored pages of one publication, as readers ask for them."""

    def __init__(self, store: Store, limit: int, seen: Callable[[str], None] = lambda path: None) -> None:
        """``limit``: bytes of memory for pages kept at hand; ``seen``: told of a page asked for, now and then."""
        self.store = store
        self._seen = seen
        self.memory: Memory[_Entry] = Memory(limit)
        self._looked = monotonic()

    def find(self, path: str, accept: str | None) -> Representation | None:
        """The page at a decoded path in the coding that ``accept`` (a request's Accept-Encoding) prefers."""
        number = self.store.ledger.number
        entry = self.memory.get(path)
        if entry is None or entry.number != number or entry.until < monotonic():
            entry = self._checked(path, entry)
            if entry is None:
                return None
        entry.asked += 1
        return entry.by_accept.get(accept) or self._read(path, entry, accept)

    def at_hand(self, path: str, accept: str | None) -> Representation | None:
        """What ``find`` gives, where that is in memory and needs no look at the disk. For any thread.

        A count may get lost between two threads, and what is only ever found here counts as used once a second, when
        ``find`` looks at the disk again: both are estimates.
        """
        entry = self.memory.peek(path)
        if entry is None or entry.number != self.store.ledger.number or entry.until < monotonic():
            return None
        entry.asked += 1
        return entry.by_accept.get(accept)

    def asked(self) -> Iterator[tuple[str, int]]:
        """How often each page in memory was asked for, by decoded path, since this was last called."""
        for path, entry in self.memory.everything():
            if entry.asked:
                yield path, entry.asked
                entry.asked = 0

    def holds(self, path: str) -> bool:
        """Whether there is a stored page at a decoded path."""
        try:
            return self.store.signature(path) is not None
        except Unstorable:
            return False

    def _checked(self, path: str, entry: _Entry | None) -> _Entry | None:
        """The entry as it is on the disk now, and the note that it was so at this number."""
        try:
            place_of(path)
        except Unstorable:
            return None
        if monotonic() > self._looked + _TRUSTED_SECONDS:
            self._looked = monotonic()
            self.store.ledger.look_again()
        # Taken before the disk is looked at: whatever is committed later makes it differ.
        number = self.store.ledger.number
        # An odd number tells nothing, and -1 is never the number.
        number = -1 if number & 1 else number
        until = monotonic() + _TRUSTED_SECONDS
        if entry is not None and self.store.signature(path) == entry.signature:
            self._seen(path)
            entry.number, entry.until = number, until
            return entry
        found = self.store.find(path)
        if found is None:
            self.memory.forget(path)
            return None
        self._seen(path)
        return _Entry(found[0], found[1], number, until)

    def _read(self, path: str, entry: _Entry, accept: str | None) -> Representation | None:
        """Read a variant that is not in memory yet. One that is damaged is passed over for the next best."""
        for _attempt in range(_TRIES):
            offered = [coding for coding in SUFFIXES if coding in entry.record.variants]
            wanted = codings_by_preference(accept, offered)
            for coding in (*wanted, *(coding for coding in ("identity",) if coding not in wanted)):
                shown = entry.by_coding.get(coding)
                if shown is None:
                    body = self.store.body(path, entry.record, coding)
                    shown = None if body is None else represented(entry.record, coding, body)
                if shown is not None:
                    self._keep(path, entry, coding, accept, shown)
                    return shown
                if self.store.signature(path) != entry.signature:
                    break
            else:
                return None
            found = self.store.find(path)
            if found is None:
                return None
            entry = _Entry(found[0], found[1], -1, 0.0)
        return None

    def _keep(self, path: str, entry: _Entry, coding: str, accept: str | None, shown: Representation) -> None:
        entry.by_coding[coding] = shown
        if len(entry.by_accept) >= _MOST_WORDINGS:
            entry.by_accept.clear()
        entry.by_accept[accept] = shown
        cost = sum(one.size for one in entry.by_coding.values()) + _OVERHEAD_BYTES
        self.memory.keep(path, entry, cost)


def represented(record: Record, coding: str, body: bytes) -> Representation:
    """A stored body with all the headers that go with it."""
    variant = record.variants[coding]
    modified = int(record.printed_at)
    last_modified = formatdate(modified, usegmt=True)
    names = {name for name, _value in record.headers}
    headers = list(record.headers)
    if coding != "identity":
        headers.append(("content-encoding", coding))
    if "cache-control" not in names:
        headers.append(("cache-control", CACHE_CONTROL))
    headers += [("etag", variant.etag), ("last-modified", last_modified), ("vary", "accept-encoding")]
    return Representation(record.status, headers, variant.etag, last_modified, modified, variant.size, body)
