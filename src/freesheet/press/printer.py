"""Printing pages: each is made, noted, and put into the store, unless it has changed again meanwhile."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.db import DatabaseError, InterfaceError, OperationalError, transaction

from freesheet.press import register
from freesheet.press.addresses import Unstorable
from freesheet.press.models import Change
from freesheet.press.recording import forget, recording
from freesheet.press.register import Entry, Register
from freesheet.press.sheets import Sheet
from freesheet.press.store import Overtaken, Store

log = logging.getLogger("freesheet.press")

Render = Callable[[str], Sheet | None]
"""Makes the sheet for an address; None where readers find nothing there, or nothing that may be stored."""

Note = Callable[[Sequence[str], bool], None]
"""Told, in the transaction that says a page is printed, of addresses whose stored bytes changed, or are gone (True)."""

Prepare = Callable[[Sequence[str]], None]
"""Loads what the pages at these decoded addresses show, where that is cheaper for many than for each."""

MOST_OVERTAKEN = 3
"""A page that changes faster than it is made is shown all the same after so many tries, and made once more."""


def _nothing(addresses: Sequence[str]) -> None:
    """Load nothing."""


def _nobody(addresses: Sequence[str], gone: bool) -> None:
    """No cache between the store and the readers has to know."""


@dataclass
class Order:
    """A page to be printed, and why. ``tries`` counts how often it changed while it was being made."""

    address: str
    causes: Sequence[str] = ()
    tries: int = 0


@dataclass
class Run:
    """What printing did, in pages."""

    printed: int = 0
    unchanged: int = 0
    removed: int = 0
    failed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    """Addresses where readers find something else now, or nothing."""
    overtaken: list[str] = field(default_factory=list)
    """Addresses that are to be printed again, for they changed meanwhile."""

    def add(self, other: Run) -> None:
        self.printed += other.printed
        self.unchanged += other.unchanged
        self.removed += other.removed
        self.failed += other.failed
        self.changed += other.changed


@dataclass
class _Made:
    order: Order
    sheet: Sheet
    names: set[str]
    keys: set[int]
    entry: Entry


class Printer:
    """Prints pages into a store. For one thread of one process; several may be at work on different pages."""

    def __init__(
        self, store: Store, render: Render, generation: str = "", note: Note = _nobody, prepare: Prepare = _nothing
    ) -> None:
        """``generation`` is noted with each page: see ``press.generations``. ``prepare`` may load what many show."""
        self.store = store
        self.render = render
        self.note = note
        self.prepare = prepare
        self.generation = generation
        self._register = Register()
        self._seen: frozenset[int] = frozenset()
        self._epoch = -1

    def print(self, orders: Sequence[Order], epoch: int = 0, changed: Collection[str] | None = None) -> Run:
        """Print pages.

        ``epoch`` counts the rows of the outbox that were ever taken in, by whoever prints besides; ``changed`` are the
        keys of all that were taken in since this printer printed last, where that is known.

        Raises what the database or the disk says where they are away; then nothing is forgotten.
        """
        rows = self._up_to_date(epoch, changed)
        self.prepare([order.address for order in orders])
        run = Run()
        entries = self._register.entries([order.address for order in orders])
        made: list[_Made] = []
        for order in orders:
            try:
                self._make(order, entries[order.address], made, run)
            except Exception as problem:
                self._failed(order, problem, run)
        self._register.hold({one.order.address: (one.entry, one.keys) for one in made})
        for one in made:
            try:
                self._put(one, rows, run)
            except Overtaken:
                run.overtaken.append(one.order.address)
            except Exception as problem:
                self._failed(one.order, problem, run)
        return run

    def _up_to_date(self, epoch: int, changed: Collection[str] | None) -> frozenset[int]:
        """Drop what was remembered while other pages were made and may have changed; the rows of the outbox."""
        found = dict(Change.objects.values_list("pk", "key"))
        new = {key for pk, key in found.items() if pk not in self._seen}
        if changed is not None:
            forget({*changed, *new})
        elif epoch != self._epoch or new:
            forget()
        self._seen, self._epoch = frozenset(found), epoch
        return self._seen

    def _make(self, order: Order, entry: Entry, made: list[_Made], run: Run) -> None:
        with recording() as names:
            sheet = self.render(order.address)
        if sheet is None:
            # Whoever took it away before, or was killed right after, left the register as it was.
            gone = self.store.remove(order.address) or bool(entry.digest)
            with transaction.atomic():
                self._register.forget(order.address)
                if gone:
                    self.note([order.address], True)
            if gone:
                run.changed.append(order.address)
            run.removed += 1
            return
        made.append(_Made(order, sheet, set(names), self._register.numbers(names), entry))

    def _put(self, one: _Made, rows: frozenset[int], run: Run) -> None:
        address = one.order.address
        digest = digest_of(one.sheet)

        def check() -> None:
            if register.newer(rows, one.names, address, leaving_only=one.order.tries >= MOST_OVERTAKEN):
                raise Overtaken

        # From here on the keys are noted: a change that comes too late for this check finds the page by them.
        stored = self.store.put(address, one.sheet, check)
        same = one.entry.digest == digest and not stored
        self._register.release(one.entry, one.keys)
        at = None if same else datetime.now(UTC)
        if at is not None or one.entry.generation != self.generation or one.entry.problem:
            with transaction.atomic():
                register.record(one.entry, digest, one.sheet.status, self.generation, one.order.causes, at)
                if not same:
                    self.note([address], False)
        run.printed += 1
        run.unchanged += same
        if not same:
            run.changed.append(address)

    def _failed(self, order: Order, problem: Exception, run: Run) -> None:
        """One broken page must not keep every other from readers; where all fail, nothing may be forgotten."""
        if isinstance(problem, OSError | InterfaceError | OperationalError):
            raise problem
        if isinstance(problem, DatabaseError):
            Change.objects.exists()
        run.failed.append(order.address)
        if isinstance(problem, Unstorable):
            log.warning("%s is not in the store: %s", order.address, problem)
        else:
            log.error("%s could not be printed; readers have what they had before.", order.address, exc_info=problem)
        register.record_problem(order.address, f"{type(problem).__name__}: {problem}")


def digest_of(sheet: Sheet) -> str:
    """SHA-256 of all that a reader gets of a sheet, as hexadecimal digits."""
    head = "\n".join(f"{name.lower()}: {value}" for name, value in sheet.headers)
    return hashlib.sha256(f"{sheet.status}\n{head}\n\n".encode() + sheet.body).hexdigest()
