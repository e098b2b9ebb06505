"""Money told in another currency: the parts are together exactly what the whole is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from freesheet.lib.exchange import exchanged, exchanged_parts
from freesheet.lib.money import decimals

CODES = st.sampled_from(["TWD", "JPY", "BHD", "EUR", "PKR"])
RATES = st.decimals(min_value="0.0000000001", max_value="999999", places=10)


@given(st.lists(st.integers(-(10**15), 10**15), max_size=12), CODES, CODES, RATES)
def test_parts_add_up_to_the_whole_and_none_is_a_unit_off(
    parts: list[int], currency: str, into: str, rate: Decimal
) -> None:
    made = exchanged_parts(parts, currency, rate, into)
    assert sum(made) == exchanged(sum(parts), currency, rate, into)
    unit = Fraction(10) ** (decimals(into) - decimals(currency))
    assert all(abs(one - each * Fraction(rate) * unit) < 1 for one, each in zip(made, parts, strict=True))


@given(st.integers(-(10**15), 10**15), CODES)
def test_at_a_rate_of_one_nothing_changes(minor: int, currency: str) -> None:
    assert exchanged(minor, currency, Decimal(1), currency) == minor
