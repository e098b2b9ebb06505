"""The past of the demonstration: what happened, and when."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from itertools import count
from typing import Any

from django.utils import timezone

FIRST_HOUR, HOURS, MINUTES = 8, 14, 60
"""When people give: in the day, by the paper's own clock."""

LATELY = timedelta(minutes=40)
"""What would be later than so long before now happened then."""


@contextmanager
def then(moment: datetime) -> Iterator[None]:
    """Let it be ``moment``, and time go on from there, for whoever asks Django what time it is."""
    clock = vars(timezone)
    before = clock["datetime"]
    ahead = moment - timezone.now()

    class Then(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]  # a day of the past is no clock
            at: datetime = before.now(tz)
            return at + ahead

    clock["datetime"] = Then
    try:
        yield
    finally:
        clock["datetime"] = before


@contextmanager
def quietly() -> Iterator[None]:
    """Log nothing of what goes as it should: whoever makes the paper now would take it for news."""
    log = logging.getLogger("freesheet.contributions")
    before = log.level
    log.setLevel(logging.WARNING)
    try:
        yield
    finally:
        log.setLevel(before)


class Past:
    """What happened, told in any order; it is let happen in the order of time."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._told: list[tuple[datetime, int, Callable[..., object], tuple[Any, ...]]] = []
        self._order = count()

    def ago(self, days: int, number: int = 0) -> datetime:
        """So many days ago, at an hour of the day that ``number`` chooses, and always the same for it."""
        day = timezone.localtime(self.now) - timedelta(days=days)
        hour, minute = FIRST_HOUR + number * 5 % HOURS, number * 17 % MINUTES
        return min(day.replace(hour=hour, minute=minute, second=0, microsecond=0), self.now - LATELY)

    def at(self, moment: datetime, happens: Callable[..., object], *about: Any) -> None:
        """Let something happen then; nothing where that lies ahead."""
        if moment < self.now:
            self._told.append((moment, next(self._order), happens, about))

    def happen(self, progress: Callable[[int, int], None]) -> None:
        """All of it, at its time."""
        told = sorted(self._told, key=lambda each: each[:2])
        with quietly():
            for done, (moment, _order, happens, about) in enumerate(told, 1):
                with then(moment):
                    happens(*about)
                progress(done, len(told))
