"""Money of one currency told in another, so that parts and whole agree to the last unit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor

from freesheet.lib.money import decimals


def exchanged(minor: int, currency: str, rate: Decimal, into: str) -> int:
    """So many minor units of ``currency`` in minor units of ``into``; ``rate`` is what one whole unit is worth there.

    Rounded to the nearest unit, half of one to the even one.

    >>> exchanged(1500, "USD", Decimal("32.1"), "TWD"), exchanged(500, "JPY", Decimal("0.21"), "TWD")
    (48150, 10500)
    """
    return round(_exactly(minor, currency, rate, into))


def exchanged_parts(parts: Sequence[int], currency: str, rate: Decimal, into: str) -> tuple[int, ...]:
    """Each of the parts in ``into``: together exactly what their sum is there, each less than one unit off.

    Each is rounded down; the units that are then missing go to those that lost most, the first of equals first.

    >>> exchanged_parts([1, 1, 1], "USD", Decimal("1.5"), "EUR")
    (2, 1, 1)
    """
    exact = [_exactly(each, currency, rate, into) for each in parts]
    made = [floor(each) for each in exact]
    missing = round(sum(exact, Fraction())) - sum(made)
    lost = sorted(range(len(exact)), key=lambda place: (made[place] - exact[place], place))
    for place in lost[:missing]:
        made[place] += 1
    return tuple(made)


def _exactly(minor: int, currency: str, rate: Decimal, into: str) -> Fraction:
    return minor * Fraction(rate) * Fraction(10) ** (decimals(into) - decimals(currency))
