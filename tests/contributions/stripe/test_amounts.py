"""Stripe's amounts: to it and back without rounding, in every currency, and what it does not take is not offered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.contributions.conf import ASKED
from freesheet.contributions.providers.stripe.amounts import currencies, from_stripe, rule, takes, to_stripe
from freesheet.lib.money import Money, MoneyProblem, decimals
from freesheet.lib.money import currencies as iso

BOTH = sorted(set(currencies()) & set(iso()))
"""Two that Stripe still names have left ISO 4217's list."""


def test_stripe_takes_nearly_every_currency_of_the_world() -> None:
    assert len(BOTH) >= 135
    assert set(currencies()) - set(iso()) <= {"ANG", "BGN"}


@pytest.mark.parametrize(
    ("minor", "currency", "amount"),
    [(1050, "USD", 1050), (500, "JPY", 500), (5, "UGX", 500), (5, "ISK", 500), (500, "MGA", 5), (5120, "KWD", 5120),
     (80_045, "TWD", 80_045), (1045, "HUF", 1045)],
)  # fmt: skip
def test_the_examples_of_stripes_own_page(minor: int, currency: str, amount: int) -> None:
    assert to_stripe(Money(minor, currency)) == amount
    assert from_stripe(amount, currency.lower()) == Money(minor, currency)


@given(st.sampled_from(BOTH), st.integers(1, 10**9))
def test_what_goes_to_stripe_comes_back_as_it_was_or_is_refused(currency: str, minor: int) -> None:
    money = Money(minor, currency)
    try:
        amount = to_stripe(money)
    except MoneyProblem as problem:
        assert str(problem).endswith(".")
        assert not takes(money)
        assert minor % (10 if decimals(currency) == 3 else 100), "only a part of its smallest coin is refused"
        return
    assert from_stripe(amount, currency.lower()) == money


@given(st.sampled_from(BOTH), st.integers(1, 10**9))
def test_what_comes_from_stripe_goes_back_as_it_was(currency: str, amount: int) -> None:
    try:
        money = from_stripe(amount, currency.lower())
    except MoneyProblem:
        assert currency in ("ISK", "UGX")
        assert amount % 100
        return
    known = rule(currency)
    assert known is not None
    if amount % known.step == 0:
        assert to_stripe(money) == amount


@given(st.sampled_from(BOTH), st.integers(1, 10**15))
def test_stripe_is_never_asked_for_what_it_refuses(currency: str, minor: int) -> None:
    known = rule(currency)
    assert known is not None
    if takes(Money(minor, currency)):
        amount = to_stripe(Money(minor, currency))
        assert known.least <= amount <= known.most
        assert amount % known.step == 0


@pytest.mark.parametrize(
    ("minor", "currency", "taken"),
    [(49, "USD", False), (50, "USD", True), (99_999_999, "USD", True), (100_000_000, "USD", False), (49, "JPY", False),
     (399, "HKD", False), (5125, "KWD", False), (150, "MGA", False), (999_999_999_999, "IDR", True),
     (100, "XAU", None), (100, "KPW", False)],
)  # fmt: skip
def test_the_least_and_the_most(minor: int, currency: str, taken: bool | None) -> None:
    if taken is not None:
        assert takes(Money(minor, currency)) is taken


def test_every_amount_that_is_offered_is_one_that_stripe_takes() -> None:
    for currency, asked in ASKED.items():
        assert all(takes(money) for rhythm in ("once", "month", "year") for money in asked.ladder(rhythm, currency))
