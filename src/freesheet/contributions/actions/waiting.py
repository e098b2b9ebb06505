"""Gifts that nobody paid: given up after a while, so that nobody waits for them for ever."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.utils import timezone

from freesheet.contributions.actions.believing import settle
from freesheet.contributions.actions.happening import happened
from freesheet.contributions.conf import WAITING_DAYS
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge
from freesheet.contributions.rules import ChargeState

log = logging.getLogger("freesheet.contributions")

UNDECIDED = (ChargeState.BEGUN, ChargeState.HELD, ChargeState.WAITING)

AT_ONCE = 20
"""Gifts that one turn asks about."""


def give_up_waiting(now: datetime | None = None) -> int:
    """Ask about gifts that have waited too long, and give up those that were not paid; how many.

    One whose provider does not answer is left: nobody knows whether the money came.
    """
    before = (now or timezone.now()) - timedelta(days=WAITING_DAYS)
    waiting = Charge.objects.filter(state__in=UNDECIDED, created_at__lt=before)
    return sum(_given_up(charge) for charge in waiting.order_by("created_at")[:AT_ONCE])


def _given_up(charge: Charge) -> bool:
    try:
        settle(charge)
    except ProviderProblem as problem:
        log.warning("%s waits longer: %s", charge, problem)
        return False
    charge.refresh_from_db()
    if charge.state not in UNDECIDED:
        return False
    return happened(charge, "given up", cause="time")
