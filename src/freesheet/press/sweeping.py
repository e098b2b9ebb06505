"""Comparing what readers have with what they should have: a fresh rendering of the same address."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from freesheet.press import register
from freesheet.press.models import Change, PrintedSheet
from freesheet.press.printer import Printer
from freesheet.press.recording import forget, recording
from freesheet.press.sheets import Sheet, accepted

log = logging.getLogger("freesheet.press")

Progress = Callable[[int, int], None]


@dataclass
class Comparison:
    """What came of comparing pages."""

    same: int = 0
    changing: int = 0
    """Pages whose change is in the outbox: to be printed anyway."""
    different: list[str] = field(default_factory=list)
    """A sentence for each page that is not what it should be."""
    addresses: list[str] = field(default_factory=list)
    """The addresses of those."""


def compare(printer: Printer, addresses: Iterable[str], progress: Progress | None = None) -> Comparison:
    """Render each address afresh and hold it against the store. Nothing is printed."""
    result = Comparison()
    wanted = list(addresses)
    for done, address in enumerate(wanted, 1):
        rows = frozenset(Change.objects.values_list("pk", flat=True))
        forget()
        with recording() as names:
            fresh = printer.render(address)
        stored = printer.store.get(address_in_link(address))
        PrintedSheet.objects.filter(address=address).update(checked_at=datetime.now(UTC))
        difference = told(address, stored, fresh)
        if not difference:
            result.same += 1
        elif rows or register.newer(rows, names, address):
            result.changing += 1
        else:
            result.different.append(difference)
            result.addresses.append(address)
        if progress is not None:
            progress(done, len(wanted))
    return result


def address_in_link(address: str) -> str:
    """A decoded address as the store is asked for it."""
    from freesheet.press.addresses import canonical

    return canonical(address)


def told(address: str, stored: Sheet | None, fresh: Sheet | None) -> str:
    """In what two sheets differ, as a sentence; empty where they do not."""
    if stored is None or fresh is None:
        if stored is fresh:
            return ""
        return f"{address}: {'readers do not find it' if stored is None else 'readers should not find it any more'}."
    if stored.status != fresh.status:
        return f"{address}: answers {stored.status}, and should answer {fresh.status}."
    if tuple(stored.headers) != accepted(fresh):
        return f"{address}: has other headers than it should."
    if stored.body != fresh.body:
        at = next((i for i, (a, b) in enumerate(zip(stored.body, fresh.body, strict=False)) if a != b), -1)
        around = fresh.body[max(0, at - 40) : at + 40].decode(errors="replace") if at >= 0 else ""
        return f"{address}: has another text than it should, first at byte {at}: … {around!r} …"
    return ""


def next_to_check(number: int = 1) -> list[str]:
    """The pages that were compared longest ago."""
    rows = PrintedSheet.objects.exclude(digest="").order_by("checked_at", "pk")
    # NULL comes first in SQLite and last in PostgreSQL: what was never compared is asked for by itself.
    never = list(rows.filter(checked_at=None).values_list("address", flat=True)[:number])
    return never or list(rows.values_list("address", flat=True)[:number])
