"""Questions to the books: what came, what it cost, and how many give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from freesheet.contributions.keys import COST, SHOWN
from freesheet.contributions.models import Charge, Plan, Posting, Rhythm, ShownFigures, Supporter
from freesheet.contributions.rules import Account, PlanState
from freesheet.lib.money import Money
from freesheet.press.recording import depends_on


@dataclass(frozen=True)
class Sums:
    """What the books say of a currency and a time."""

    received: Money
    returned: Money
    fees: Money

    @property
    def left(self) -> Money:
        """What is left of it for the paper."""
        return self.received - self.returned - self.fees


def sums(since: datetime, until: datetime | None = None) -> dict[str, Sums]:
    """What came, went back and was kept by providers from ``since`` on, before ``until``; by currency."""
    lines = Posting.objects.filter(at__gte=since)
    if until is not None:
        lines = lines.filter(at__lt=until)
    found = lines.values("currency").annotate(
        received=Sum("minor", filter=Q(credit=Account.GIFTS)),
        returned=Sum("minor", filter=Q(debit=Account.GIFTS)),
        kept=Sum("minor", filter=Q(debit=Account.FEES)),
        waived=Sum("minor", filter=Q(credit=Account.FEES)),
    )
    return {each["currency"]: _sums(each) for each in found.order_by("currency")}


def _sums(row: Mapping[str, Any]) -> Sums:
    received, returned, kept, waived = (row[name] or 0 for name in ("received", "returned", "kept", "waived"))
    return Sums(*(Money(minor, row["currency"]) for minor in (received, returned, kept - waived)))


def each_month() -> dict[str, Money]:
    """What lasting gifts bring in a month, by currency; those of a year count a twelfth, rounded down."""
    found: dict[str, int] = {}
    for plan in Plan.objects.filter(state=PlanState.ACTIVE).only("currency", "minor", "rhythm"):
        share = plan.minor // 12 if plan.rhythm == Rhythm.YEAR else plan.minor
        found[plan.currency] = found.get(plan.currency, 0) + share
    return {currency: Money(minor, currency) for currency, minor in sorted(found.items())}


def countries() -> int:
    """In how many countries those are who gave and said where."""
    return Charge.objects.filter(received_at__isnull=False).exclude(country="").values("country").distinct().count()


def shown(language: str = "") -> dict[str, int]:
    """What readers of a language are told, by the name of its placeholder; what is not told is not there."""
    depends_on(SHOWN)
    row = ShownFigures.objects.filter(pk=1).first() or ShownFigures()
    figures = {"supporters": row.supporters, "countries": row.countries, "articles": row.articles.get(language, 0)}
    return {name: value for name, value in figures.items() if value}


def shown_cost() -> Money | None:
    """What readers are told that an article costs, by the accounts; None where nothing is told."""
    depends_on(COST)
    row = ShownFigures.objects.filter(pk=1).first()
    return Money(row.cost_minor, row.cost_currency) if row and row.cost_minor else None


def supporters() -> int:
    """How many have given, those who were forgotten among them."""
    return Supporter.objects.filter(charges__received_at__isnull=False).distinct().count()
