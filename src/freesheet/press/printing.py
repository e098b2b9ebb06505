"""Printing: from the outbox to the store."""

from __future__ import annotations

import fcntl
import logging
import math
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote

from django.db import DatabaseError, InterfaceError

from freesheet.press import register
from freesheet.press.hands import Hands
from freesheet.press.healing import Healing
from freesheet.press.printer import Order, Printer, Run
from freesheet.press.queue import BACKGROUND, HOLDING, Job, Queue
from freesheet.press.recording import forget

__all__ = ["Press", "Progress", "Run", "alone"]

log = logging.getLogger("freesheet.press")

Progress = Callable[[int, int], None]
"""Told how many pages are done, of how many."""

RENEWED = "the program, its theme or its settings are others"
HEALED = "the store and the register did not agree"
READ = "a reader asks for it"
"""Causes of printing that are no row of the outbox."""

LAST = 10**9
"""Added to the rank of what is only to be taken away."""

FORGET_SECONDS = 1.0
"""How often the outbox is relieved of what is printed."""

CHUNK = 48
"""So many pages are made before the first of them is shown, where the queue is longer. Else each is shown when it is
made: whoever made the change is looking."""

Glance = Callable[[], Iterable[str]]
"""Asked between pages; gives addresses that a reader is waiting for."""


class Press:
    """Prints what the outbox asks for. One at a time for each store, across processes."""

    def __init__(self, printer: Printer, hands: Hands | None = None) -> None:
        """``hands`` are processes that help with long queues; without them everything is printed here."""
        self.printer = printer
        self.store = printer.store
        self.generation = printer.generation
        self.hands = hands
        self.queue = Queue()
        self._name = secrets.token_hex(16)
        self._forgot = time.monotonic()
        self._healing: Healing | None = None
        self._notify: list[Callable[[Sequence[str]], None]] = []

    def tell(self, listener: Callable[[Sequence[str]], None]) -> None:
        """Call ``listener`` with addresses whose pages have just become other ones."""
        self._notify.append(listener)

    def drain(self, progress: Progress | None = None, glance: Glance | None = None) -> Run:
        """Print until the outbox, and whatever else was asked for, is empty.

        What fails is logged, reported, and does not stop the rest. ``glance`` may raise to stop after the page in hand.
        """
        run = Run()
        with alone(self.store.root.parent / "press.lock", self._name) as again:
            if not again:
                # Somebody else has worked off changes that this press has not seen.
                forget()
            try:
                self._drain(run, progress, glance or (lambda: ()))
            except BaseException:
                # What was at work is not known to be printed: the outbox has it still, and is read afresh.
                queue, self.queue = self.queue, Queue()
                forget()
                with suppress(DatabaseError, InterfaceError, OSError):
                    self.store.flush()
                    queue.forget_settled()
                raise
            finally:
                if self.hands is not None:
                    self.hands.rest()
        return run

    def _drain(self, run: Run, progress: Progress | None, glance: Glance) -> None:
        done, reached = 0, 0
        while True:
            for address in glance():
                self.queue.ask(address, READ, urgent=True)
            self.queue.take_in(all_of_it=not len(self.queue))
            if not len(self.queue):
                self._forget(at_end=True)
                if self._is_over():
                    break
            self.store.ledger.mark_pending()
            done += self._print_some(run)
            if progress is not None and done > reached:
                reached = done
                progress(done, done + len(self.queue))
            self._forget()

    def _is_over(self) -> bool:
        """Whether the outbox is empty; then readers of unknown addresses are told so without asking anyone."""
        # First, for whoever commits a change from now on marks it again.
        if not self.is_healing:
            self.store.ledger.clear_pending()
        return not self.queue.take_in(all_of_it=True)

    def _forget(self, at_end: bool = False) -> None:
        if at_end or (self.queue.settled() and time.monotonic() > self._forgot + FORGET_SECONDS):
            self._forgot = time.monotonic()
            # What is forgotten here must outlive a power cut there.
            self.store.flush()
            self.queue.forget_settled()

    def _print_some(self, run: Run) -> int:
        """Print a few pages, or hand them out and take back what is done; how many are done."""
        if self.hands is not None and self.hands.worth(len(self.queue)):
            return self._with_hands(self.hands, run)
        jobs = self._next_jobs()
        orders = [_order(job) for job in jobs]
        self._enter(jobs, self.printer.print(orders, self.queue.epoch, self.queue.keys()), run)
        return len(jobs)

    def _next_jobs(self) -> list[Job]:
        in_hurry = len(self.queue) <= CHUNK or self.queue.next_urgency() not in (HOLDING, BACKGROUND)
        return self.queue.next(1 if in_hurry else CHUNK)

    def _with_hands(self, hands: Hands, run: Run) -> int:
        before = run.printed + run.removed + len(run.failed)
        while hands.free() and (jobs := self._next_jobs()):
            hands.give(jobs, [_order(job) for job in jobs], self.queue.epoch)
        for given, result in hands.take():
            self._enter(given, result, run)
        return run.printed + run.removed + len(run.failed) - before

    def _enter(self, jobs: Sequence[Job], result: Run, run: Run) -> None:
        """Note what became of pages."""
        overtaken = set(result.overtaken)
        for job in jobs:
            if job.address in overtaken:
                job.overtaken += 1
                self.queue.again(job)
        self.queue.done([job for job in jobs if job.address not in overtaken])
        run.add(result)
        if result.changed:
            for listener in self._notify:
                listener(result.changed)

    def renew(self, addresses: Iterable[str], again: bool = False) -> int:
        """Ask for every page that is not of this press's generation, the most read first; how many there are.

        ``addresses`` are all that there should be. What is in the store besides is taken away, at the end, for older
        pages may still need it. ``again``: also those of this generation. Called again after a crash, it goes on.
        """
        if again:
            register.expire()
        wanted = set(addresses)
        register.expect(wanted)
        register.expect(unquote(address) for address in self.store.addresses())
        rank = 0
        for rank, address in enumerate(register.not_of(self.generation), 1):
            self.queue.ask(address, RENEWED, rank if address in wanted else rank + LAST)
        return rank

    def heal(self, seconds: float = math.inf) -> int:
        """Ask for pages whose files are gone or damaged, and for what is in the store and not in the register.

        Looks for so long; called again it goes on, and ``is_healing`` says whether there is more to look at. How many
        pages it has asked for.
        """
        if self._healing is None:
            self._healing = Healing(self.store)
            # What is missing here may be wherever it belongs: readers are not told that there is no such page.
            self.store.ledger.mark_pending()
        wrong = self._healing.some(seconds)
        if self._healing.done:
            self._healing = None
        for address in wrong:
            self.queue.ask(address, HEALED, urgent=True)
        return len(wrong)

    @property
    def is_healing(self) -> bool:
        """Whether ``heal`` was called, and has not come to its end."""
        return self._healing is not None


def _order(job: Job) -> Order:
    return Order(job.address, tuple(job.causes), job.overtaken)


@contextmanager
def alone(path: Path, name: str = "") -> Iterator[bool]:
    """Hold the lock file at ``path``, waiting for whoever has it. The system frees it if the holder dies.

    Yields whether the last one to hold it had the same ``name``.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        handle.seek(0)
        before = handle.read(200)
        if before != name:
            handle.seek(0)
            handle.truncate()
            handle.write(name)
            handle.flush()
        yield before == name
