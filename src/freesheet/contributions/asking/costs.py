"""What an article costs, by the accounts that readers have."""

from __future__ import annotations

from decimal import Decimal

from django.db.models import Q

from freesheet.articles.queries import public
from freesheet.contributions.models import Quarter
from freesheet.contributions.quarters.figures import SPENDING, Figures
from freesheet.contributions.quarters.shown import published
from freesheet.contributions.rounding import rounded
from freesheet.lib.money import Money, exactly

MOST_QUARTERS = 4


def cost_of_an_article() -> Money | None:
    """Spending of the last published quarters, four at most, by the articles that appeared in them.

    In the currency in which the newest of them sums up its spending, whole units, rounded down as counts of people are.
    Quarters that sum up in another currency, or tell of no spending, are left out. An article and its translations are
    one. None where no quarter is published, no article appeared, or it comes to less than readers are told.
    """
    last = [shown.figures for shown in published()[:MOST_QUARTERS]]
    counted = [each for each in last if each.currency == last[0].currency and each.own(SPENDING) < 0]
    articles = _articles(counted) if counted else 0
    if not articles:
        return None
    currency = counted[0].currency
    spent = Money(-sum(each.own(SPENDING) for each in counted), currency)
    units = rounded(int(spent.value / articles))
    return exactly(Decimal(units), currency) if units else None


def _articles(quarters: list[Figures]) -> int:
    """How many public articles first appeared in some quarters."""
    spans = Q()
    for each in quarters:
        quarter = Quarter(year=each.year, number=each.number)
        spans |= Q(first_published_at__gte=quarter.begins, first_published_at__lt=quarter.ends)
    return int(public().filter(spans).order_by().values("translation_key").distinct().count())
