"""The figures that readers are told: rounded down, for nobody is to be found in them; kept, so that pages agree."""

from __future__ import annotations

from django.db import transaction

from freesheet.contributions.keys import SHOWN
from freesheet.contributions.models import ShownFigures
from freesheet.contributions.queries import countries, supporters
from freesheet.contributions.rounding import rounded
from freesheet.press.outbox import changed

FEWEST_COUNTRIES = 3


def show_figures() -> bool:
    """Let readers be told what is so now; whether that is something else than before."""
    # Counted before anything is locked: every gift is looked at.
    lands = countries()
    now = {"supporters": rounded(supporters()), "countries": lands if lands >= FEWEST_COUNTRIES else 0}
    shown = ShownFigures.objects.filter(pk=1).first() or ShownFigures()
    if now == {"supporters": shown.supporters, "countries": shown.countries}:
        return False
    with transaction.atomic():
        ShownFigures.objects.update_or_create(pk=1, defaults=now)
        changed(SHOWN)
    return True
