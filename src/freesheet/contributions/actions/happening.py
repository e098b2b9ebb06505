"""What happened to a gift: its state, the books, the receipt and the letter, all in one transaction, and each once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from freesheet.contributions.actions.receipts import issue
from freesheet.contributions.models import LONGEST_KEY, Charge, Failing, Letter, Plan, Posting, ProviderEvent
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

LOUD = REACHES_THE_PLAN.union(each.happened for each in CHARGE_STEPS if each.debit or each.letter)
"""What is more than a gift's own state: the rest is noted in one statement."""


FEE_BESIDES = "fee besides"
"""What a line of the books is about that is the fee of a dispute or a return, and not of the gift itself."""


def told(provider: str, name: str, kind: str, subject: str) -> bool:
    """Note what a provider told; False where it was told before."""
    try:
        with transaction.atomic():
            ProviderEvent.objects.create(provider=provider, name=name, kind=kind, subject=subject)
    except IntegrityError:
        if ProviderEvent.objects.filter(provider=provider, name=name).exists():
            return False
        raise
    return True


def locked(charge: Charge) -> Charge:
    """A gift as it is now, with who gives; nobody else changes it until the transaction ends."""
    found = Charge.objects.select_for_update(of=("self",)).select_related("supporter")
    return found.annotate(has_fee=Exists(Posting.objects.filter(charge=OuterRef("pk"), about="fee"))).get(pk=charge.pk)


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
    if what not in LOUD:
        return _quietly(charge, what, reference)
    with transaction.atomic():
        return happens(locked(charge), what, cause=cause, money=money, fee=fee, reference=reference, at=at)


def happens(
    charge: Charge,
    what: str,
    *,
    cause: str,
    money: Money | None = None,
    fee: Money | None = None,
    reference: str = "",
    at: datetime | None = None,
) -> bool:
    """The same to a gift that is ``locked``; it is as it stands afterwards."""
    if what == "returned" and money is not None and money < charge.money - charge.returned:
        what = "returned in part"
    taken = step(CHARGE_STEPS, charge.state, what)
    if taken is None:
        return False
    key = f"{charge.pk}:{what}:{cause}"
    # What enters nothing has left nothing by which it could be known again.
    entered = set(charge.postings.values_list("key", flat=True)) if taken.debit else set()
    if key in entered:
        return False
    at = at or timezone.now()
    money = money or _all_of(charge, what)
    _move(charge, taken, money, at)
    charge.reference = reference or charge.reference
    charge.save(update_fields=["state", "minor", "cover_minor", "returned_minor", "received_at", "reference"])
    _enter(charge, taken, key, money, fee, at)
    if taken.letter and charge.supporter.email:
        _write(f"{taken.letter}:{key}", kind=taken.letter, supporter=charge.supporter, charge=charge)
    if charge.plan and what in REACHES_THE_PLAN:
        _reach(charge.plan, charge, what, key)
    if what == "paid":
        # Last: whoever else has a receipt to write waits from here on.
        issue(charge, at, first=not entered)
    return True


@transaction.atomic(savepoint=False)
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
        if what in ("paused", "resumed"):
            # By whom does not matter, and it happens again and again: the plan is locked, so each time is another.
            cause = f"{plan.letters.filter(kind=taken.letter).count() + 1}"
        key = f"{taken.letter}:plan:{plan.pk}:{cause}"
        _write(key, kind=taken.letter, supporter=plan.supporter, plan=plan)
    return True


def _quietly(charge: Charge, what: str, reference: str) -> bool:
    """What is nothing but another state, and the same one from everywhere: one statement, and nothing is locked."""
    steps = [each for each in CHARGE_STEPS if each.happened == what]
    [after] = {each.after for each in steps}
    now = {"state": after, **({"reference": reference} if reference else {})}
    return bool(Charge.objects.filter(pk=charge.pk, state__in=[each.before for each in steps]).update(**now))


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


def wants_fee(charge: Charge) -> bool:
    """Whether a gift that is ``locked`` has come, and its fee is not known."""
    known = set(charge.postings.values_list("about", flat=True))
    return "paid" in known and "fee" not in known


def late_fee(charge: Charge, fee: Money, at: datetime | None = None) -> bool:
    """Enter the fee of a gift that is ``locked`` and came without it; whether it did."""
    # It was looked for as the lock was asked for, and may have come until it was given: no fee is no certainty.
    if not fee.minor or getattr(charge, "has_fee", False) or not wants_fee(charge):
        return False
    post(f"{charge.pk}:fee", charge, Account.FEES, lies_with(charge.provider), fee, "fee", at or timezone.now())
    return True


def _move(charge: Charge, taken: Step, money: Money, at: datetime) -> None:
    """Into the state in which it is now."""
    charge.state = taken.after
    if taken.happened == "paid":
        # A transfer is of what its sender wrote.
        charge.cover_minor = charge.cover_in(money)
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


def _enter(charge: Charge, taken: Step, key: str, money: Money, fee: Money | None, at: datetime) -> None:
    """What the books say of it, and of what the provider keeps."""
    lines, there = [], lies_with(charge.provider)
    if taken.debit:
        debit, credit = (there if each == PROVIDER else each for each in (taken.debit, taken.credit))
        lines.append(line(key, charge, debit, credit, money, taken.happened, at))
    if fee is not None and fee.minor:
        lines.append(line(f"{key}:fee", charge, Account.FEES, there, fee, "fee", at))
    if lines:
        Posting.objects.bulk_create(lines)


def post(key: str, charge: Charge | None, debit: str, credit: str, money: Money, about: str, at: datetime) -> None:
    """Enter a line of the books."""
    line(key, charge, debit, credit, money, about, at).save(force_insert=True)


def line(key: str, charge: Charge | None, debit: str, credit: str, money: Money, about: str, at: datetime) -> Posting:
    """A line of the books, not entered yet; of less than nothing, the other way round."""
    if money.minor < 0:
        debit, credit, money = credit, debit, -money
    of = {"currency": money.currency, "minor": money.minor, "about": about, "at": at}
    return Posting(key=key, charge=charge, debit=debit, credit=credit, **of)


def _write(key: str, **letter: Any) -> None:
    """Let a letter be sent; where it is written already, once."""
    Letter.objects.bulk_create([Letter(key=key[:LONGEST_KEY], **letter)], ignore_conflicts=True)
