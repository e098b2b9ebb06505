"""Believing a provider: what it says when it is asked is compared with what we know, and the difference has happened.

So it does not matter how often, in which order or whether at all a provider tells of something by itself.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from freesheet.contributions.actions.guarding import tried
from freesheet.contributions.actions.happening import happened, happens, late_fee, locked, plan_happened
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge, Plan
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import Facts, Lasting, LastingGifts, TakesCards, Ways
from freesheet.contributions.rules import PLAN_STEPS, ChargeState, PlanState, step


def offer(charge: Charge, ways: Ways) -> str:
    """Let a gift be paid with its provider: the address where; empty where nobody has to go anywhere.

    Raises:
        ProviderProblem: the provider did not answer as agreed. Nothing is lost: it can be asked again. Or it is of a
            lasting gift that was stopped, or it is held.
    """
    if charge.plan_id and Plan.objects.filter(pk=charge.plan_id, state=PlanState.CANCELLED).exists():
        raise ProviderProblem(
            _("The lasting gift of gift %(gift)s was stopped, so it cannot be paid any more."),
            gift=charge.pk,
        )
    provider = named(charge.provider)
    # Where a card could be tried, what somebody read a moment ago is not good enough.
    by_card = isinstance(provider, TakesCards)
    still = Charge.objects.filter(pk=charge.pk, state=ChargeState.HELD).exists() if by_card else False
    if still or (not by_card and charge.state == ChargeState.HELD):
        raise ProviderProblem(_("Gift %(gift)s is held until somebody has looked at it."), gift=charge.pk)
    made = provider.offer(charge, ways)
    happened(charge, "offered", cause=made.reference, reference=made.reference)
    return made.url


def settle(charge: Charge) -> bool:
    """Ask what became of a gift, and note it; whether anything did.

    Raises:
        ProviderProblem: the provider did not answer as agreed.
    """
    return bool(charge.reference) and settled(charge)[1]


def settled(charge: Charge) -> tuple[Facts, bool]:
    """What a gift's provider says of it, and whether anything of that was new. It is noted.

    Raises:
        ProviderProblem: the provider did not answer as agreed.
    """
    provider = named(charge.provider)
    asked = timezone.now()
    facts = provider.ask(charge)
    changed = believe(charge, facts, asked)
    goes_on = facts.lasting is not None and facts.lasting.state in ("active", "paused")
    if goes_on and charge.plan_id is not None and isinstance(provider, LastingGifts):
        plan = Plan.objects.get(pk=charge.plan_id)
        # Paid on a page that was still open somewhere when it was stopped: who stopped it meant it.
        if plan.state == PlanState.CANCELLED:
            provider.stop(plan)
            changed = True
    return facts, changed


@transaction.atomic
def believe(charge: Charge, facts: Facts, asked: datetime | None = None) -> bool:
    """Note the difference between what a provider says and what we know; whether there was one.

    ``asked`` is when the provider was asked, at the latest. What has been entered since is newer than its answer.

    Raises:
        ProviderProblem: it says what cannot be: another currency than was asked for, or more back than came.
    """
    charge = locked(charge)
    changed = refused = False
    for what in _came(charge, facts):
        cause = facts.cause or charge.reference
        changed |= happens(charge, what, cause=cause, money=facts.paid, fee=facts.fee, at=facts.at)
        refused = what == "refused" and changed
    if facts.fee is not None and not changed and charge.received_at is not None:
        changed = late_fee(charge, facts.fee, facts.at)
    if (refused or facts.card) and isinstance(named(charge.provider), TakesCards):
        changed |= tried(charge, card=facts.card, refused=refused)
        charge = locked(charge)
    changed |= _went_back(charge, facts, asked)
    if facts.dispute:
        name = facts.dispute_name or f"{charge.reference}:dispute"
        changed |= happens(charge, "disputed", cause=name, money=facts.disputed)
        if facts.dispute != "open":
            changed |= happens(charge, f"dispute {facts.dispute}", cause=name)
    if facts.lasting is not None and charge.plan_id is not None:
        changed |= _lasts(charge.plan_id, facts.lasting, asked)
    return changed


def _went_back(charge: Charge, facts: Facts, asked: datetime | None) -> bool:
    """What was sent back, or came again because it could not be."""
    if facts.returned is None or facts.returned == charge.returned:
        return False
    if charge.money < facts.returned:
        raise ProviderProblem(_("Of gift %(gift)s more is said to have gone back than came."), gift=charge.pk)
    # Sent back, undone and sent back again, as much each time, are three things that happened.
    cause = f"{charge.postings.count()}: to {facts.returned.minor} {facts.cause}".rstrip()
    if charge.returned < facts.returned:
        return happens(charge, "returned", cause=cause, money=facts.returned - charge.returned, at=facts.at)
    if asked is not None and charge.postings.filter(at__gte=asked).exists():
        return False
    return happens(charge, "return reversed", cause=cause, money=charge.returned - facts.returned)


def _lasts(pk: int, says: Lasting, asked: datetime | None) -> bool:
    """What a provider says of a lasting gift."""
    plan = Plan.objects.select_for_update().get(pk=pk)
    known = (plan.reference, plan.minor)
    plan.reference = plan.reference or says.reference
    if says.money is not None and says.money.currency == plan.currency and says.money.minor > 0:
        plan.minor = says.money.minor
    changed = known != (plan.reference, plan.minor)
    if changed:
        plan.save(update_fields=["reference", "minor"])
    what = {"active": "resumed", "paused": "paused", "stopped": "stopped", "ended": "ended"}.get(says.state)
    if what in ("paused", "resumed") and asked is not None and _said_since(plan, what, asked):
        return changed
    return (what is not None and plan_happened(plan, what, cause=says.reference)) or changed


def _said_since(plan: Plan, what: str, asked: datetime) -> bool:
    """Whether who gives paused it or let it go on since the provider was asked: then its answer is the older one."""
    if step(PLAN_STEPS, plan.state, what) is None:
        return False
    return plan.letters.filter(kind__in=("paused", "resumed"), created_at__gte=asked).exists()


def _came(charge: Charge, facts: Facts) -> list[str]:
    """Whether the money came, was refused, or is not expected any more."""
    if facts.paid is not None:
        if facts.paid.currency != charge.currency:
            raise ProviderProblem(
                _("Gift %(gift)s was asked for in %(currency)s and paid in %(paid)s."),
                gift=charge.pk,
                currency=charge.currency,
                paid=facts.paid.currency,
            )
        return ["paid"]
    if charge.state not in (ChargeState.BEGUN, ChargeState.WAITING, ChargeState.FAILED):
        return []
    if facts.given_up:
        return ["given up"]
    return ["refused"] if facts.refused else []
