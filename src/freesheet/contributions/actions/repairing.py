"""Another card for a lasting gift, and when its money is taken next: what only its provider can do and say."""

from __future__ import annotations

import logging
from datetime import datetime

from django.utils.translation import gettext as _

from freesheet.contributions.actions.believing import settle
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.models import Plan
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import Repairs, TellsNext, Ways
from freesheet.contributions.rules import PlanState

log = logging.getLogger("freesheet.contributions")

TAKEN = (PlanState.ACTIVE, PlanState.PAST_DUE, PlanState.PAUSED)


def can_repair(plan: Plan) -> bool:
    """Whether another card can be given for a lasting gift."""
    return plan.state in TAKEN and isinstance(named(plan.provider), Repairs)


def repair(plan: Plan, ways: Ways) -> str:
    """Where another card is given, on the provider's own page.

    Raises:
        GiftProblem: it has ended, or is paid without a card.
        ProviderProblem: the provider did not answer as agreed.
    """
    provider = named(plan.provider)
    if plan.state not in TAKEN or not isinstance(provider, Repairs):
        raise GiftProblem(_("No card can be given for this lasting gift."))
    return provider.repair(plan, ways)


def repaired(plan: Plan, told: str) -> bool:
    """Learn what came of it from somebody who comes back with ``told``; whether anything changed. Never trusted: asked.

    Raises:
        ProviderProblem: the provider did not answer as agreed. It tells by itself, later.
    """
    charge = named(plan.provider).find(told)
    return charge is not None and charge.plan_id == plan.pk and settle(charge)


def next_at(plan: Plan) -> datetime | None:
    """When money is taken next; None where none is, or where nobody says."""
    provider = named(plan.provider)
    if plan.state != PlanState.ACTIVE or not isinstance(provider, TellsNext):
        return None
    try:
        return provider.next_at(plan)
    except ProviderProblem as problem:
        log.warning("%s: nobody says when it is taken next: %s", plan, problem)
        return None
