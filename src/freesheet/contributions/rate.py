"""What a provider keeps, and how much one has to give so that a wished amount is left after it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from freesheet.lib.money import Money

HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Rate:
    """What a provider keeps: a part of the gift, in per cent, and so much of each."""

    percent: Decimal
    fixed: Money


def covering(wished: Money, rate: Rate) -> Money:
    """The smallest gift of which the wished amount is left: wished plus fixed, divided by one less the part.

    >>> covering(Money(1500, "USD"), Rate(Decimal("2.9"), Money(30, "USD"))).minor
    1576
    """
    part = 1 - rate.percent / HUNDRED
    minor = (Decimal(wished.minor + rate.fixed.minor) / part).to_integral_value(ROUND_CEILING)
    return Money(int(minor), wished.currency)
