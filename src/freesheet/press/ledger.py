"""One writer at a time, and a number that tells readers, without asking the disk, whether anything was written.

The number is odd while a writer is at work and even otherwise. A reader that noted an even number before it looked,
and finds the same number later, knows that nothing has been committed in between. A writer killed half-way leaves it
odd: readers then look at the disk each time, and the next writer first settles the page that the journal names.
The number lives in shared memory (a mapped file), so the store must be on a disk of this machine, not on a network.
Beside it stands a word that says whether anything waits to be printed: while nothing does, and every page has been
printed, an address that is not in the store is nobody's.
"""

from __future__ import annotations

import fcntl
import logging
import mmap
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from freesheet.press.addresses import MAX_ADDRESS_BYTES

log = logging.getLogger("freesheet.press")

_SIZE = 4096
_NUMBER, _PENDING = 0, 1
_JOURNAL = 16
assert _JOURNAL + 4 + MAX_ADDRESS_BYTES < _SIZE


class Ledger:
    """The lock, the number and the journal of a store. Safe across threads and processes."""

    def __init__(self, root: Path) -> None:
        self._state = root / ".state"
        self._lock = root / ".lock"
        self._map()

    def _map(self) -> None:
        descriptor = os.open(self._state, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            found = os.fstat(descriptor)
            if found.st_size < _SIZE:
                os.ftruncate(descriptor, _SIZE)
            self._inode = found.st_ino
            self._bytes = mmap.mmap(descriptor, _SIZE)
        finally:
            os.close(descriptor)
        self._words = memoryview(self._bytes).cast("Q")

    @property
    def number(self) -> int:
        """Even: at rest. Never the same even number again after a commit."""
        return int(self._words[_NUMBER])

    @property
    def pending(self) -> bool:
        """Whether changes wait to be printed. Read from shared memory, without a system call."""
        return self._words[_PENDING] != 0

    def mark_pending(self) -> None:
        """Say that something waits to be printed: before readers can know that it should be there."""
        self._words[_PENDING] = 1

    def clear_pending(self) -> None:
        """Say that everything has been printed."""
        self._words[_PENDING] = 0

    def look_again(self) -> None:
        """Notice that someone has put another folder in the place of this one."""
        try:
            replaced = os.stat(self._state).st_ino != self._inode
        except FileNotFoundError:
            replaced = True
        if replaced and self._state.parent.is_dir():
            self._map()

    @contextmanager
    def commit(
        self, path: str, settle: Callable[[str], None], check: Callable[[], None] | None = None
    ) -> Iterator[None]:
        """Hold the lock and name ``path`` as the page at work; what raises inside is left to the next writer.

        ``check`` may raise, with the lock held and nothing begun.
        """
        with self._locked():
            self._settle_last(settle)
            if check is not None:
                check()
            note = path.encode()
            self._bytes[_JOURNAL : _JOURNAL + 4 + len(note)] = len(note).to_bytes(4, "little") + note
            self._words[_NUMBER] = self.number | 1
            yield
            self._words[_NUMBER] = (self.number | 1) + 1

    def settle(self, settle: Callable[[str], None]) -> None:
        """Finish what a killed writer began, if anything."""
        if self.number & 1:
            with self._locked():
                self._settle_last(settle)
                self._words[_NUMBER] = (self.number | 1) + 1

    def _settle_last(self, settle: Callable[[str], None]) -> None:
        if not self.number & 1:
            return
        size = int.from_bytes(self._bytes[_JOURNAL : _JOURNAL + 4], "little")
        path = self._bytes[_JOURNAL + 4 : _JOURNAL + 4 + min(size, MAX_ADDRESS_BYTES)].decode("utf-8", "replace")
        try:
            settle(path)
        except OSError as problem:
            # One page that cannot be put in order must not stop every other from being printed.
            log.error("The files of %s could not be put in order: %s", path, problem)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # A file handle for each turn: threads, and processes that forked, would share the lock of a common one.
        with self._lock.open("a") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            self.look_again()
            yield
