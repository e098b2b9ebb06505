"""Believing a provider: what it says when it is asked is compared with what we know, and the difference has happened.

So it does not matter how often, in which order or whether at all a provider tells of something by itself.
"""

from __future__ import annotations

from django.db import transaction

from freesheet.contributions.actions.happening import happened
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import Charge
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import Facts, Ways
from freesheet.contributions.rules import ChargeState


def offer(charge: Charge, ways: Ways) -> str:
    """Let a gift be paid with its provider: the address where; empty where nobody has to go anywhere.

    Raises:
        ProviderProblem: the provider did not answer as agreed. Nothing is lost: it can be asked again.
    """
    made = named(charge.provider).offer(charge, ways)
    happened(charge, "offered", cause=made.reference, reference=made.reference)
    return made.url


def settle(charge: Charge) -> bool:
    """Ask what became of a gift, and note it; whether anything did.

    Raises:
        ProviderProblem: the provider did not answer as agreed.
    """
    if not charge.reference:
        return False
    return believe(charge, named(charge.provider).ask(charge))


@transaction.atomic
def believe(charge: Charge, facts: Facts) -> bool:
    """Note the difference between what a provider says and what we know; whether there was one.

    Raises:
        ProviderProblem: it says what cannot be: another currency than was asked for, or more back than came.
    """
    charge = Charge.objects.select_for_update().get(pk=charge.pk)
    changed = False
    for what in _came(charge, facts):
        cause = facts.cause or charge.reference
        changed |= happened(charge, what, cause=cause, money=facts.paid, fee=facts.fee, at=facts.at)
    charge.refresh_from_db()
    if facts.returned is not None and charge.returned < facts.returned:
        if charge.money < facts.returned:
            raise ProviderProblem(f"Of {charge} more is said to have gone back than came.")
        more = facts.returned - charge.returned
        cause = f"to {facts.returned.minor} {facts.cause}".rstrip()
        changed |= happened(charge, "returned", cause=cause, money=more, at=facts.at)
    if facts.dispute:
        changed |= happened(charge, "disputed", cause=f"{charge.reference}:dispute")
        if facts.dispute != "open":
            changed |= happened(charge, f"dispute {facts.dispute}", cause=f"{charge.reference}:dispute")
    return changed


def _came(charge: Charge, facts: Facts) -> list[str]:
    """Whether the money came, was refused, or is not expected any more."""
    if facts.paid is not None:
        if facts.paid.currency != charge.currency:
            raise ProviderProblem(f"{charge} was asked for in {charge.currency} and paid in {facts.paid.currency}.")
        return ["paid"]
    if charge.state not in (ChargeState.BEGUN, ChargeState.WAITING):
        return []
    if facts.given_up:
        return ["given up"]
    return ["refused"] if facts.refused else []
