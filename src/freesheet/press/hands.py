"""Helping hands: processes that print pages beside the press, where there are many to print and more than one core."""

from __future__ import annotations

import logging
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from freesheet.press.handwork import begin, print_pages
from freesheet.press.printer import Order, Run
from freesheet.press.queue import Job

log = logging.getLogger("freesheet.press")

WORTH = 120
"""So many pages make up for the second that a process takes to start."""

GLANCE_SECONDS = 0.2
"""How long is waited for a hand before the outbox is looked at again."""


class Hands:
    """A few processes, started when they are first worth it, ended by ``rest``."""

    def __init__(self, maker: str, number: int = 0) -> None:
        """``maker`` is ``package.module:callable``, which returns a printer; ``number`` of processes, 0: one a core."""
        self.maker = maker
        self.number = number or (os.cpu_count() or 1)
        self._pool: ProcessPoolExecutor | None = None
        self._busy: dict[Future[Run], Sequence[Job]] = {}

    def worth(self, pages: int) -> bool:
        """Whether so many pages are to be handed out. Once begun, they are until the queue is empty."""
        return bool(self._busy) or (self.number > 1 and (self._pool is not None or pages >= WORTH))

    def free(self) -> bool:
        """Whether somebody could take more: each has one lot in hand, and one beside it."""
        return self.number > 1 and len(self._busy) < 2 * self.number

    def give(self, jobs: Sequence[Job], orders: Sequence[Order], epoch: int) -> None:
        """Hand out pages."""
        if self._pool is None:
            # Not forked: threads of this process may hold locks.
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self.number, context, begin, (self.maker, os.getpid()))
        try:
            future = self._pool.submit(print_pages, orders, epoch)
        except BrokenProcessPool as lost:
            future = Future()
            future.set_exception(lost)
        self._busy[future] = jobs

    def take(self) -> Iterator[tuple[Sequence[Job], Run]]:
        """What is done by now. Raises what the database or the disk said to a hand.

        Where a hand was killed, its pages come back as if they had changed meanwhile, and all is printed without hands.
        """
        done, _busy = wait(self._busy, GLANCE_SECONDS, FIRST_COMPLETED)
        for future in done:
            jobs = self._busy.pop(future)
            try:
                run = future.result()
            except BrokenProcessPool:
                if self.number > 1:
                    log.error("A process that helped to print was killed. Its pages are printed without help.")
                self.number = 1
                run = Run(overtaken=[job.address for job in jobs])
            yield jobs, run

    def rest(self) -> None:
        """End the processes, after the pages they have in hand."""
        pool, self._pool = self._pool, None
        self._busy.clear()
        if pool is not None:
            pool.shutdown(wait=True, cancel_futures=True)
