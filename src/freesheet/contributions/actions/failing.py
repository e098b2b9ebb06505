"""Money of a lasting gift that did not come: tried again, or asked for, a few times; then it ends, with a kind letter.

What is done on which day is in the rules. Whoever falls over meanwhile is followed by another worker, whose try has
the same number, and so is the same try.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from freesheet.contributions.actions.believing import settle
from freesheet.contributions.actions.happening import happened, plan_happened
from freesheet.contributions.actions.reminding import was_read_since
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge, Failing, Plan
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import LastingGifts, Retries
from freesheet.contributions.rules import CARD_AGAIN, TRANSFER_AGAIN, Again, ChargeState, PlanState

log = logging.getLogger("freesheet.contributions")

AT_ONCE = 20
"""Of these in one turn."""

GONE_AFTER = timedelta(minutes=15)
"""Who took one so long ago is not at it any more."""

APART = timedelta(days=2)
"""However long nobody looked at the clock: so much lies between two tries, and so between two letters."""

PUT_OFF = timedelta(hours=1)
"""When a provider that did not answer is asked again."""


def try_again(now: datetime | None = None) -> int:
    """Do what is due for money that did not come; of how many something was done."""
    now = now or timezone.now()
    free = Q(claim="") | Q(claimed_at__lt=now - GONE_AFTER)
    due = Failing.objects.filter(free, next_at__lte=now).order_by("next_at", "pk").values_list("pk", flat=True)
    return sum(_do(pk, now) for pk in list(due[:AT_ONCE]))


def steps_of(failing: Failing) -> tuple[Again, ...]:
    """The days of the one that failed, and what is done on each."""
    return CARD_AGAIN if failing.charge_id else TRANSFER_AGAIN


def _do(pk: int, now: datetime) -> bool:
    failing = _claimed(pk, now)
    # Repaired, paused or stopped this very moment: then the clock goes no further.
    if failing is None or failing.plan.state != PlanState.PAST_DUE:
        return False
    try:
        return _step(failing, steps_of(failing)[failing.done], now)
    except ProviderProblem as problem:
        log.warning("%s of %s waits longer: %s", failing, failing.plan, problem)
        _note(failing, next_at=now + PUT_OFF)
        return False


def _step(failing: Failing, again: Again, now: datetime) -> bool:
    """One line of the table. In no transaction: nothing may be locked while a provider is waited for."""
    charge, provider = failing.charge, named(failing.plan.provider)
    if charge is None and not was_read_since(failing.plan, failing.since + timedelta(days=again.day) - APART):
        # Nobody knows whether it came.
        _note(failing, next_at=now + PUT_OFF)
        return False
    if charge is not None and charge.state != ChargeState.FAILED:
        return _is_it_paid(failing, charge, now)
    if charge is not None and isinstance(provider, Retries):
        if again.does == "take over":
            provider.take_over(charge)
        elif again.does == "try":
            provider.retry(charge, failing.done)
    if charge is not None:
        settle(charge)
        charge.refresh_from_db()
        if charge.state != ChargeState.FAILED:
            # That its money came ended the trying.
            return _note(failing, next_at=now + PUT_OFF) or True
    last = failing.done + 1 == len(steps_of(failing))
    if last and isinstance(provider, Retries):
        provider.give_up(failing.plan)
    elif last and isinstance(provider, LastingGifts):
        provider.stop(failing.plan)
    return _go_on(failing, again, last, now)


def _is_it_paid(failing: Failing, charge: Charge, now: datetime) -> bool:
    """Ask about a month that somebody is paying on its page, or was: it may be refused again."""
    settle(charge)
    charge.refresh_from_db()
    wait = timedelta(0) if charge.state == ChargeState.FAILED else APART
    _note(failing, next_at=now + wait)
    return False


@transaction.atomic
def _go_on(failing: Failing, again: Again, last: bool, now: datetime) -> bool:
    """What is known now has happened, with its letter; and when the next line is due."""
    steps, done = steps_of(failing), failing.done + 1
    left = None if last else max(now + APART, failing.since + timedelta(days=steps[done].day))
    # In the order in which happened() locks them: money may come this very moment.
    charge = Charge.objects.select_for_update().get(pk=failing.charge_id) if failing.charge_id else None
    plan = Plan.objects.select_for_update().get(pk=failing.plan_id)
    # Who was slow, and was followed by another, or by the money itself, does nothing more.
    busy = charge is not None and charge.state != ChargeState.FAILED
    if plan.state != PlanState.PAST_DUE or busy or not _note(failing, done=done, next_at=left):
        return False
    cause = f"{failing.pk}:{failing.done}"
    if last:
        if charge is not None:
            happened(charge, "given up", cause=cause)
        plan_happened(plan, "given up", cause=cause)
    elif again.does != "take over":
        plan_happened(plan, "refused" if charge is not None else "missing", cause=cause)
    return True


def _claimed(pk: int, now: datetime) -> Failing | None:
    """The one of that number, if nobody else is at it."""
    word = uuid4().hex
    free = Q(claim="") | Q(claimed_at__lt=now - GONE_AFTER)
    if not Failing.objects.filter(free, pk=pk, next_at__lte=now).update(claim=word, claimed_at=now):
        return None
    return Failing.objects.select_related("plan", "charge").get(pk=pk)


def _note(failing: Failing, **now: object) -> bool:
    """What became of one that we took, and let go of now; whether it was still ours, and goes on."""
    ours = Failing.objects.filter(pk=failing.pk, claim=failing.claim, next_at__isnull=False)
    return bool(ours.update(claim="", **now))
