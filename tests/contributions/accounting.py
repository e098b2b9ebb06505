"""Gifts of a quarter for tests, and the books of it, counted without the code that is tested."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import count
from typing import Any

from tests.contributions.giving import wish

from freesheet.contributions.actions import begin, begin_quarter, happened
from freesheet.contributions.models import Charge, Posting, Quarter
from freesheet.lib.money import Money

IN_Q3 = datetime(2026, 8, 14, 9, tzinfo=UTC)
_numbers = count(1)


def third_quarter(currency: str = "TWD") -> Quarter:
    return begin_quarter(2026, 3, currency)


def gift(giver: str = "ada", minor: int = 30_000, currency: str = "TWD", country: str = "TW", **more: Any) -> Charge:
    """A gift whose money came in the quarter, of which the provider kept ``fee``."""
    at, fee = more.pop("at", IN_Q3), more.pop("fee", 0)
    key = f"accounted-{next(_numbers)}"
    charge = begin(wish(key=key, email=f"{giver}@example.org", money=Money(minor, currency), country=country, **more))
    assert happened(charge, "paid", cause="test", fee=Money(fee, currency), at=at)
    charge.refresh_from_db()
    return charge


def crowd(country: str, count: int, minor: int = 10_000, currency: str = "TWD", start: int = 0) -> None:
    """So many give the same."""
    for number in range(start, start + count):
        gift(f"{country}-{number}".lower(), minor, currency, country)


def of_the_books(quarter: Quarter) -> Counter[str]:
    """How much more there is at providers, in the bank and held at the end of a quarter than before; by currency."""
    found: Counter[str] = Counter()
    for line in Posting.objects.filter(at__gte=quarter.begins, at__lt=quarter.ends).exclude(credit="others"):
        for account, sign in ((line.debit, 1), (line.credit, -1)):
            if account.startswith("with:") or account in ("bank", "held in dispute"):
                found[line.currency] += sign * line.minor
    return found
