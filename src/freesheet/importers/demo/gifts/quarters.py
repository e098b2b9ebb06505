"""The demonstration's accounts: the last quarters that are over, entered and published."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from freesheet.contributions.actions import begin_quarter, enter_quarter, publish_quarter
from freesheet.contributions.actions.quarters import Entered, Line
from freesheet.contributions.models import Quarter
from freesheet.importers.demo.gifts.past import Past
from freesheet.lib.money import read

CURRENCY = "TWD"
LARGE = "10000"
BY = "wen-shu-fen"
PUBLISHED_AFTER, AGAIN_AFTER = timedelta(days=12, hours=10), timedelta(days=40, hours=15)


def tell_of_quarters(past: Past, told: Mapping[str, Any]) -> None:
    """Each is published twelve days after its end; or shortly before now, where that is not yet."""
    said = told["quarter"]
    for (year, number), quarter in zip(_over(past, len(said)), said, strict=True):
        ends = Quarter(year=year, number=number).ends
        moment = min(ends + PUBLISHED_AFTER, past.now - timedelta(minutes=15))
        entered = _entered(quarter, told["rates"])
        past.at(moment, _publish, year, number, entered)
        if "again" in quarter:
            moment = min(ends + AGAIN_AFTER, past.now - timedelta(minutes=10))
            reason, other = quarter["again"]["reason"], _entered(_corrected(quarter), told["rates"])
            past.at(moment, _publish, year, number, other, reason)


def _over(past: Past, count: int) -> list[tuple[int, int]]:
    """The last quarters that are over, the oldest first."""
    today = timezone.localtime(past.now)
    this = today.year * 4 + (today.month - 1) // 3
    return [(each // 4, each % 4 + 1) for each in range(this - count, this)]


def _corrected(quarter: dict[str, Any]) -> dict[str, Any]:
    again, spending = quarter["again"], dict(quarter["spending"])
    spending[again["what"]] = [again["money"], spending[again["what"]][1]]
    return {**quarter, "spending": spending}


def _entered(quarter: dict[str, Any], rates: Mapping[str, str]) -> Entered:
    lines = [_line(kind, *quarter[kind]) for kind in ("grant", "other") if kind in quarter]
    for category, (amount, note) in quarter["spending"].items():
        lines.append(_line("spending", category, amount, note))
    return Entered(read(LARGE, CURRENCY), lines, {code: Decimal(rate) for code, rate in rates.items()}, quarter["note"])


def _line(kind: str, what: str, amount: int, note: str) -> Line:
    return Line(kind, what, read(str(amount), CURRENCY), note)


def _publish(year: int, number: int, entered: Entered, reason: str = "") -> None:
    publish_quarter(enter_quarter(begin_quarter(year, number, CURRENCY), entered), BY, reason)
