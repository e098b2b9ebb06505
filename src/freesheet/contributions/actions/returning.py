"""Giving money back."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _

from freesheet.contributions.actions.believing import settle
from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.models import Charge
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import Returns
from freesheet.contributions.rules import ChargeState
from freesheet.lib.money import Money

log = logging.getLogger("freesheet.contributions")


def give_back(charge: Charge, money: Money, by: str, seen: Money | None = None) -> bool:
    """Send some of a gift back to who gave it, or all; whether the books changed.

    ``by`` is what the log calls who decided: an account's number, never a name. ``seen`` is what had gone back before
    when they decided: if something else has by now, as when a button is pressed twice, nothing goes. The request has a
    key made of the gift, what went back before and how much goes now: asked again after nobody knew whether it went, it
    goes once. The books are changed by what the provider then says, as always.

    Raises:
        GiftProblem: there is not so much to give back, something went back meanwhile, or this provider cannot send it.
        ProviderProblem: the provider refused, or did not answer as agreed. Ask again: it goes once.
    """
    charge.refresh_from_db()
    if charge.state != ChargeState.RECEIVED:
        raise GiftProblem(_("Only a gift that was received, and is not disputed, can be given back."))
    if seen is not None and seen != charge.returned:
        raise GiftProblem(_("Something of this gift has gone back meanwhile. Please look again."))
    left = charge.money - charge.returned
    if money.currency != charge.currency or money.minor <= 0 or left < money:
        raise GiftProblem(_("There is not so much of this gift to give back."))
    provider = named(charge.provider)
    if not isinstance(provider, Returns):
        raise GiftProblem(_("This gift did not come by card. Please send the money back by a transfer."))
    # No transaction here: nothing may be locked while a provider is waited for.
    before = charge.postings.filter(about__startswith="return").count()
    provider.refund(charge, money, f"{charge.key}:return:{before}:{money.minor}")
    log.info("%s: %s gives back %s.", charge, by, money)
    return settle(charge)
