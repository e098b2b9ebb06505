"""Stopping, pausing and changing a lasting gift: at its provider first, for that is where the money is taken.

Whoever falls over between the two asks again: what is done at the provider already is done.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from freesheet.contributions.actions.beginning import checked
from freesheet.contributions.actions.happening import plan_happened
from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.models import Letter, Plan
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import LastingGifts
from freesheet.contributions.rules import PlanState
from freesheet.lib.money import Money

ENDED = (PlanState.CANCELLED, PlanState.LAPSED)


def stop(plan: Plan) -> bool:
    """Take no more; whether anything changed. What was stopped before stays so.

    Raises:
        ProviderProblem: the provider did not answer as agreed; it may or may not have stopped. Ask again.
    """
    if plan.state == PlanState.CANCELLED:
        return False
    provider = named(plan.provider)
    # Where every gift is sent by hand, there is nobody to be told.
    if isinstance(provider, LastingGifts):
        provider.stop(plan)
    return plan_happened(plan, "stopped", cause="stopped")


def pause(plan: Plan) -> bool:
    """Take nothing until somebody says so; whether anything changed.

    Raises:
        GiftProblem: it has ended.
        ProviderProblem: as above.
    """
    provider = _taking(plan)
    if provider is not None:
        provider.pause(plan)
    return plan_happened(plan, "paused", cause="paused")


def resume(plan: Plan) -> bool:
    """Go on; whether anything changed.

    Raises:
        GiftProblem: it has ended.
        ProviderProblem: as above.
    """
    provider = _taking(plan)
    if provider is not None:
        provider.resume(plan)
    return plan_happened(plan, "resumed", cause="resumed")


def change(plan: Plan, money: Money, language: str) -> bool:
    """Take another amount from the next time on; whether it is another. ``language`` is that of the refusal.

    Raises:
        GiftProblem: it has ended, or so much cannot be taken.
        ProviderProblem: as above.
    """
    provider = _taking(plan)
    if money.currency != plan.currency:
        raise GiftProblem(_("A lasting gift keeps its currency. Please stop it and begin another one."))
    checked(money, plan.rhythm, language)
    if not named(plan.provider).takes(money, plan.rhythm):
        raise GiftProblem(_("So much cannot be taken this way. Please choose another amount."))
    if provider is not None:
        provider.change(plan, money)
    return _note(plan, money)


@transaction.atomic
def _note(plan: Plan, money: Money) -> bool:
    plan = Plan.objects.select_for_update().get(pk=plan.pk)
    if plan.minor == money.minor:
        return False
    plan.minor = money.minor
    plan.save(update_fields=["minor"])
    if plan.supporter.email:
        key = f"changed:plan:{plan.pk}:{uuid4().hex}"
        Letter.objects.create(key=key, kind="changed", supporter=plan.supporter, plan=plan)
    return True


def _taking(plan: Plan) -> LastingGifts | None:
    """Who takes its money by itself, if anybody does."""
    if plan.state in ENDED:
        raise GiftProblem(_("This lasting gift has ended."))
    provider = named(plan.provider)
    return provider if isinstance(provider, LastingGifts) else None
