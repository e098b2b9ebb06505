"""What is to be printed, and in what order: from rows of the outbox to pages, and back to rows that are done."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass, field

from freesheet.press import register
from freesheet.press.models import Change

LATECOMERS = 1000
"""So many numbers back a row of the outbox may still turn up: its transaction took longer than those after it."""

MOST_CAUSES = 8

UNREAD = "/sitemap"
"""How the addresses of pages begin that only programs read, in their own time."""
LAST = 10**6
"""Depth, as it were, of those, and of pages that say that nothing is here: nobody looks there for what is new."""

Place = tuple[int, int, int, str]


@dataclass
class Job:
    """A page to print, the rows of the outbox that ask for it, and why."""

    address: str
    place: Place
    rows: set[int] = field(default_factory=set)
    causes: list[str] = field(default_factory=list)
    overtaken: int = 0
    """How often it changed again while it was being made."""

    def because(self, cause: str) -> None:
        if cause not in self.causes and len(self.causes) < MOST_CAUSES:
            self.causes.append(cause)


LEAVING, NAMED, HOLDING, BACKGROUND = range(4)


class Queue:
    """The pages to print. Pages that leave come first, then those asked for by name, in that order; then those that
    hold a changed key, the most read first, and of those the ones higher up in the site; last what need not hurry.

    A page is at work for one printer at a time: what asks for it meanwhile waits.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, Job] = {}
        self._order: list[tuple[Place, str]] = []
        self._at_work: set[str] = set()
        self._known: dict[int, int] = {}
        """How many pages of a row of the outbox are still to be printed."""
        self._highest = 0
        self.epoch = 0
        """How many rows of the outbox were ever taken in."""
        self._keys: set[str] = set()
        self._settled: list[int] = []

    def __len__(self) -> int:
        return len(self._waiting) + len(self._at_work)

    def take_in(self, all_of_it: bool = False) -> int:
        """Read what is new in the outbox; how many rows that is. ``all_of_it`` finds any row, however late."""
        rows = Change.objects.order_by("pk")
        if not all_of_it:
            rows = rows.filter(pk__gt=self._highest - LATECOMERS)
        new = [row for row in rows if row.pk not in self._known]
        for row in new:
            self._known[row.pk] = 0
            self._highest = max(self._highest, row.pk)
            if row.address:
                place = (LEAVING if row.leaves else NAMED, row.pk, 0, row.address)
                self._ask(row.address, place, row.pk, row.address)
        self._keys.update(row.key for row in new)
        by_key: dict[str, list[int]] = {}
        for row in new:
            if row.key:
                by_key.setdefault(row.key, []).append(row.pk)
        for held in register.holders(by_key):
            seen = held.status == 200 and not held.address.startswith(UNREAD)
            depth = held.address.rstrip("/").count("/") if seen else LAST
            place = (HOLDING, -held.asked, depth, held.address)
            for pk in by_key[held.key]:
                self._ask(held.address, place, pk, held.key)
        self._settled += [row.pk for row in new if not self._known[row.pk]]
        self.epoch += len(new)
        return len(new)

    def ask(self, address: str, cause: str, rank: int = 0, urgent: bool = False) -> None:
        """Ask for a page that no row of the outbox asks for; a small ``rank`` comes first."""
        self._ask(address, (HOLDING if urgent else BACKGROUND, rank, 0, address), None, cause)

    def _ask(self, address: str, place: Place, row: int | None, cause: str) -> None:
        job = self._waiting.get(address)
        if job is None:
            job = self._waiting[address] = Job(address, place)
            heapq.heappush(self._order, (place, address))
        elif place < job.place:
            job.place = place
            heapq.heappush(self._order, (place, address))
        job.because(cause)
        if row is not None and row not in job.rows:
            job.rows.add(row)
            self._known[row] += 1

    def next(self, most: int = 1) -> list[Job]:
        """The next pages to print, at most ``most``, all of one urgency; none of them is at work."""
        jobs: list[Job] = []
        deferred = []
        while self._order and len(jobs) < most:
            place, address = self._order[0]
            job = self._waiting.get(address)
            if job is not None and job.place == place:
                if jobs and place[0] != jobs[0].place[0]:
                    break
                if address in self._at_work:
                    deferred.append((place, address))
                else:
                    jobs.append(job)
                    self._at_work.add(address)
                    del self._waiting[address]
            heapq.heappop(self._order)
        for entry in deferred:
            heapq.heappush(self._order, entry)
        return jobs

    def next_urgency(self) -> int | None:
        """How urgent the next page is: ``LEAVING`` to ``BACKGROUND``; None where there is none."""
        return self._order[0][0][0] if self._order else None

    def done(self, jobs: Iterable[Job]) -> None:
        """Those pages are printed."""
        for job in jobs:
            self._at_work.discard(job.address)
            for pk in job.rows:
                self._known[pk] -= 1
                if not self._known[pk]:
                    self._settled.append(pk)

    def again(self, job: Job) -> None:
        """That page changed while it was being made, and is printed once more."""
        self._at_work.discard(job.address)
        waiting = self._waiting.get(job.address)
        if waiting is None:
            self._waiting[job.address] = job
            heapq.heappush(self._order, (job.place, job.address))
            return
        # What asked for it meanwhile asks with it.
        for pk in job.rows & waiting.rows:
            self._known[pk] -= 1
        waiting.rows |= job.rows
        waiting.overtaken = max(waiting.overtaken, job.overtaken)
        for cause in job.causes:
            waiting.because(cause)

    def keys(self) -> set[str]:
        """The keys of all rows that were taken in since this was last asked."""
        keys, self._keys = self._keys, set()
        return keys

    def settled(self) -> bool:
        """Whether any row of the outbox can be forgotten."""
        return bool(self._settled)

    def forget_settled(self) -> None:
        """Delete the rows of the outbox all of whose pages are printed."""
        while self._settled:
            Change.objects.filter(pk__in=self._settled[:500]).delete()
            del self._settled[:500]
        # Rows keep their numbers for ever, so a settled one is remembered while it could still be read again.
        for pk in [pk for pk, pages in self._known.items() if not pages and pk < self._highest - 2 * LATECOMERS]:
            del self._known[pk]
