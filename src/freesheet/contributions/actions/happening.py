"""What happened to a gift: its state, the books, the receipt and the letter, all in one transaction, and each once."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from freesheet.contributions.actions.receipts import issue
from freesheet.contributions.models import Charge, Failing, Letter, Plan, Posting, ProviderEvent
from freesheet.contributions.rules import (
    CARD_AGAIN,
    CHARGE_STEPS,
    PLAN_STEPS,
    PROVIDER,
    Account,
    PlanState,
    Step,
    lies_with,
    step,
)
from freesheet.lib.money import Money

REACHES_THE_PLAN = frozenset({"paid", "refused", "given up", "payment reversed"})
"""What happens to one gift of a plan, and so to the plan."""


@transaction.atomic
def told(provider: str, name: str, kind: str, subject: str) -> bool:
    """Note what a provider told; False where it was told before."""
    _event, new = ProviderEvent.objects.get_or_create(
        provider=provider, name=name, defaults={"kind": kind, "subject": subject}
    )
    return new


@transaction.atomic
def happened(
    charge: Charge,
    what: str,
    *,
    cause: str,
    money: Money | None = None,
    fee: Money | None = None,
    reference: str = "",
    at: datetime | None = None,
) -> bool:
    """Let something have happened to a gift; whether anything changed by it.

    ``cause`` names it (the provider's own number): told again, it changes nothing, as does what cannot happen where the
    gift stands. ``money`` is what came or went, where that is not all of it; ``fee`` is what the provider keeps.
    """
    charge = Charge.objects.select_for_update().get(pk=charge.pk)
    if what == "returned" and money is not None and money < charge.money - charge.returned:
        what = "returned in part"
    key = f"{charge.pk}:{what}:{cause}"
    taken = step(CHARGE_STEPS, charge.state, what)
    if taken is None or Posting.objects.filter(key=key).exists():
        return False
    at = at or timezone.now()
    money = money or _all_of(charge, what)
    _move(charge, taken, money, at)
    charge.reference = reference or charge.reference
    charge.save()
    _enter(charge, taken, key, money, at)
    if fee is not None and fee.minor:
        post(f"{key}:fee", charge, Account.FEES, lies_with(charge.provider), fee, "fee", at)
    if what == "paid":
        issue(charge, at)
    if taken.letter and charge.supporter.email:
        _write(taken.letter, key, charge)
    if charge.plan and what in REACHES_THE_PLAN:
        _reach(charge.plan, charge, what, key)
    return True


@transaction.atomic
def plan_happened(plan: Plan, what: str, *, cause: str) -> bool:
    """Let something have happened to a lasting gift; whether anything changed by it."""
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    taken = step(PLAN_STEPS, plan.state, what)
    if taken is None:
        return False
    plan.state = PlanState(taken.after)
    plan.tries = plan.tries + 1 if what in ("refused", "missing") else 0
    if plan.state in (PlanState.CANCELLED, PlanState.LAPSED):
        plan.ended_at = timezone.now()
        plan.card_ends = plan.card_asked_at = None
    elif what == "paid":
        plan.ended_at = None
    plan.save()
    if taken.before == PlanState.PAST_DUE != plan.state:
        Failing.objects.filter(plan=plan, next_at__isnull=False).update(next_at=None)
    if taken.letter and plan.supporter.email:
        Letter.objects.get_or_create(
            key=f"{taken.letter}:plan:{plan.pk}:{cause}"[:100],
            defaults={"kind": taken.letter, "supporter": plan.supporter, "plan": plan},
        )
    return True


def _reach(plan: Plan, charge: Charge, what: str, key: str) -> None:
    """Let what happened to one gift of a plan have happened to the plan."""
    others = plan.charges.exclude(pk=charge.pk)
    if what == "payment reversed" and others.filter(received_at__isnull=False).exists():
        return
    if what == "refused" and Failing.objects.filter(charge=charge).exists():
        # Who gives tried another card by themselves, in vain. They know, and the clock goes on.
        return
    if not plan_happened(plan, what, cause=key) or what != "refused":
        return
    # The plan is locked by now. One month at a time is tried again.
    if not Failing.objects.filter(plan=plan, next_at__isnull=False).exists():
        now = timezone.now()
        Failing.objects.create(plan=plan, charge=charge, since=now, next_at=now + timedelta(days=CARD_AGAIN[0].day))


def _move(charge: Charge, taken: Step, money: Money, at: datetime) -> None:
    """Into the state in which it is now."""
    charge.state = taken.after
    if taken.happened == "paid":
        # A transfer is of what its sender wrote.
        charge.minor, charge.received_at = money.minor, at
    elif taken.happened == "payment reversed":
        charge.received_at = None
    elif taken.happened == "return reversed":
        charge.returned_minor -= money.minor
    if taken.letter == "return":
        charge.returned_minor += money.minor


def _all_of(charge: Charge, what: str) -> Money:
    """What comes or goes where nobody says how much: all that is still there, or that is held."""
    if what in ("dispute won", "dispute lost"):
        lines = charge.postings.filter(Q(debit=Account.HELD) | Q(credit=Account.HELD))
        return Money(sum(each.minor if each.debit == Account.HELD else -each.minor for each in lines), charge.currency)
    return charge.money if what == "paid" else charge.money - charge.returned


def _enter(charge: Charge, taken: Step, key: str, money: Money, at: datetime) -> None:
    if not taken.debit:
        return
    debit, credit = (lies_with(charge.provider) if each == PROVIDER else each for each in (taken.debit, taken.credit))
    post(key, charge, debit, credit, money, taken.happened, at)


def post(key: str, charge: Charge | None, debit: str, credit: str, money: Money, about: str, at: datetime) -> None:
    """A line of the books; of less than nothing, the other way round."""
    if money.minor < 0:
        debit, credit, money = credit, debit, -money
    line = {"currency": money.currency, "minor": money.minor, "about": about, "at": at}
    Posting.objects.create(key=key, charge=charge, debit=debit, credit=credit, **line)


def _write(kind: str, key: str, charge: Charge) -> None:
    Letter.objects.get_or_create(
        key=f"{kind}:{key}"[:100], defaults={"kind": kind, "supporter": charge.supporter, "charge": charge}
    )
