"""What each provider keeps, as far as it is known, and what has to be given by it so that a wished amount is left."""

from __future__ import annotations

from freesheet.contributions.models import FeeRate
from freesheet.contributions.providers.provider import Provider
from freesheet.contributions.rate import Rate, covering
from freesheet.lib.money import Money, decimals, read


def rate_of(provider: Provider, currency: str) -> Rate | None:
    """What the outlet says that a provider keeps; None where it says nothing."""
    row = FeeRate.objects.filter(provider=provider.name, currency=currency).first()
    if row is not None:
        return Rate(row.percent, read(row.fixed, currency))
    known: Rate | None = getattr(provider, "rate", None)
    return None if known is None else Rate(known.percent, Money(known.fixed.minor, currency))


def with_fee(provider: Provider, wished: Money, rhythm: str) -> Money | None:
    """What to give by a provider so that the wished amount is left; None where that is not known.

    Where a provider takes no coins that small (whole crowns, say), it is rounded up to those that it takes.
    """
    rate = rate_of(provider, wished.currency)
    if rate is None:
        return None
    exact = covering(wished, rate)
    for places in range(decimals(wished.currency) + 1):
        step = 10**places
        money = Money(-(-exact.minor // step) * step, wished.currency)
        if provider.takes(money, rhythm):
            return money if wished < money else None
    return None
