"""The figures that readers are told: rounded down, for nobody is to be found in them; kept, so that pages agree."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from freesheet.contributions.asking.costs import cost_of_an_article
from freesheet.contributions.keys import COST, SHOWN
from freesheet.contributions.models import ShownFigures
from freesheet.contributions.queries import countries, supporters
from freesheet.contributions.rounding import rounded
from freesheet.press.outbox import changed

FEWEST_COUNTRIES = 3


def show_figures(articles: Mapping[str, int] | None = None) -> bool:
    """Let readers be told what is so now; whether that is something else than before.

    ``articles`` are those of this year, by language; where nobody says, what was told before stays.
    """
    # Counted before anything is locked: every gift is looked at.
    lands = countries()
    shown = ShownFigures.objects.filter(pk=1).first() or ShownFigures()
    now = {
        "supporters": rounded(supporters()),
        "countries": lands if lands >= FEWEST_COUNTRIES else 0,
        "articles": shown.articles if articles is None else {each: rounded(articles[each]) for each in articles},
    }
    return _show(shown, now, SHOWN)


def show_cost() -> bool:
    """Let readers be told what an article costs by the accounts that they have now; whether that is something else.

    To be called when these change: the articles of quarters that are over are too many to be counted again and again.
    """
    cost = cost_of_an_article()
    shown = ShownFigures.objects.filter(pk=1).first() or ShownFigures()
    now = {"cost_minor": cost.minor if cost else 0, "cost_currency": cost.currency if cost else ""}
    return _show(shown, now, COST)


def _show(shown: ShownFigures, now: dict[str, object], key: str) -> bool:
    if now == {name: getattr(shown, name) for name in now}:
        return False
    with transaction.atomic():
        ShownFigures.objects.update_or_create(pk=1, defaults=now)
        changed(key)
    return True
