"""Questions about the press: what waits, what is printed, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Max, Min, Q, QuerySet

from freesheet.press.generations import current
from freesheet.press.models import Change, HeldKey, PrintedSheet


def summary() -> dict[str, Any]:
    """What the press has to do: numbers, and seconds that the oldest change has waited."""
    sheets = PrintedSheet.objects.all()
    return {
        "waiting": Change.objects.count(),
        "oldest_seconds": round(oldest_seconds(), 1),
        "pages": sheets.exclude(digest="").count(),
        "old_pages": _old(sheets).count(),
        "problems": sheets.exclude(problem="").count(),
        "generation": current(),
    }


LATE_SECONDS = 60.0
"""A change that has waited so long tells that nobody prints."""


def _old(sheets: QuerySet[PrintedSheet]) -> QuerySet[PrintedSheet]:
    """Those that another program, theme or setting printed. Asked so, a database looks at both ends of its index."""
    return sheets.filter(Q(generation__lt=current()) | Q(generation__gt=current()))


@dataclass(frozen=True)
class Overview:
    """What is on its way to readers. ``problems`` are addresses, each with what went wrong.

    ``pages`` is how many there are, or 0 where none is old: nobody asks then, and to count them takes its time.
    """

    waiting: int
    late: bool
    pages: int
    old_pages: int
    last: datetime | None
    problems: list[tuple[str, str]]

    @property
    def new_pages(self) -> int:
        return self.pages - self.old_pages

    @property
    def settled(self) -> bool:
        return not self.waiting and not self.old_pages


def overview() -> Overview:
    """What the press is doing, for people."""
    sheets = PrintedSheet.objects.all()
    old = _old(sheets).count()
    return Overview(
        waiting=Change.objects.count(),
        late=oldest_seconds() > LATE_SECONDS,
        pages=sheets.count() if old else 0,
        old_pages=old,
        last=sheets.aggregate(at=Max("printed_at"))["at"],
        problems=with_problems(),
    )


def oldest_seconds() -> float:
    """How long the oldest change has waited to be printed; 0 where nothing waits."""
    at = Change.objects.aggregate(at=Min("at"))["at"]
    return max(0.0, (datetime.now(UTC) - at).total_seconds()) if at else 0.0


@dataclass(frozen=True)
class State:
    """What readers have of an address."""

    waiting: bool
    """Whether a change is on its way to them."""
    since: datetime | None
    """Since when they have what they have; None where they have nothing."""
    status: int
    problem: str
    causes: tuple[str, ...]
    digest: str


def state_of(address: str) -> State:
    """What readers have at a decoded address, and whether more is on its way."""
    sheet = PrintedSheet.objects.filter(address=address).first()
    waiting = Change.objects.filter(address=address).exists()
    if sheet is None:
        return State(waiting, None, 404, "", (), "")
    if not waiting:
        waiting = Change.objects.filter(key__in=sheet.held.values("key__name")).exists()
    causes = tuple(sheet.causes.splitlines())
    return State(waiting, sheet.printed_at, sheet.status, sheet.problem, causes, sheet.digest)


def keys_of(address: str) -> list[str]:
    """The keys that the page at an address holds."""
    held = HeldKey.objects.filter(sheet__address=address).order_by("key__name")
    return list(held.values_list("key__name", flat=True))


def pages_that_hold(key: str, most: int = 1000) -> list[str]:
    """The addresses of pages that hold ``key``."""
    held = HeldKey.objects.filter(key__name=key).order_by("sheet__address")
    return list(held.values_list("sheet__address", flat=True)[:most])


def with_problems() -> list[tuple[str, str]]:
    """Pages that could not be printed, and why."""
    return list(PrintedSheet.objects.exclude(problem="").order_by("address").values_list("address", "problem"))


def last_printed(most: int = 10) -> list[PrintedSheet]:
    """The sheets that changed last."""
    return list(PrintedSheet.objects.exclude(printed_at=None).order_by("-printed_at")[:most])
