"""Cards that expire soon: who gives is told before, once for each card."""

from __future__ import annotations

import logging
from calendar import monthrange
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Letter, Plan
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import Cards
from freesheet.contributions.rules import PlanState

log = logging.getLogger("freesheet.contributions")

TOLD_DAYS = 30
"""So long before the end of a card's last month who gives is told."""

ASKED_AGAIN = timedelta(days=20)
"""A card that is good for long is asked about so seldom: banks and people replace them."""

PUT_OFF = timedelta(hours=6)
"""After so long a provider that did not answer is asked again."""

AT_ONCE = 100
"""Cards that are asked about in one turn."""


def tell_of_cards(now: datetime | None = None) -> int:
    """Ask until when cards are good, and write to those whose card expires soon; how many letters are new."""
    now = now or timezone.now()
    soon = now.astimezone(settings.PUBLICATION.zone).date() + timedelta(days=TOLD_DAYS)
    due = Q(card_asked_at=None) | Q(card_asked_at__lt=now - ASKED_AGAIN)
    near = Q(card_ends__lte=soon, card_asked_at__lt=now - timedelta(hours=12))
    plans = Plan.objects.filter(due | near, state__in=(PlanState.ACTIVE, PlanState.PAUSED)).order_by("pk")
    return sum(_look_at(plan, soon, now) for plan in list(plans[:AT_ONCE]))


def _look_at(plan: Plan, soon: date, now: datetime) -> bool:
    ends = None
    try:
        provider = named(plan.provider)
        if isinstance(provider, Cards):
            ends = provider.card_ends(plan)
    except ProviderProblem as problem:
        log.warning("The card of %s could not be asked about: %s", plan, problem)
        Plan.objects.filter(pk=plan.pk).update(card_asked_at=now - ASKED_AGAIN + PUT_OFF)
        return False
    if ends is not None:
        ends = ends.replace(day=monthrange(ends.year, ends.month)[1])
    return _note(plan, ends, now, told=ends is not None and soon - timedelta(days=TOLD_DAYS) <= ends <= soon)


@transaction.atomic
def _note(plan: Plan, ends: date | None, now: datetime, *, told: bool) -> bool:
    Plan.objects.filter(pk=plan.pk).update(card_ends=ends, card_asked_at=now)
    if not told or ends is None or not plan.supporter.email:
        return False
    _letter, new = Letter.objects.get_or_create(
        key=f"card:plan:{plan.pk}:{ends:%Y-%m}", defaults={"kind": "card", "supporter": plan.supporter, "plan": plan}
    )
    return new
