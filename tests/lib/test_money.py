"""Money is counted exactly, in every currency of ISO 4217."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.lib import money
from freesheet.lib.money import MOST_MINOR, Money, MoneyProblem, currencies, decimals, exactly, read, written

CURRENCIES = st.sampled_from(currencies())
LANGUAGES = st.sampled_from(["en", "zh-hant", "ur", "de", "fr", "hi", "ar", "ja"])
MINOR = st.one_of(st.integers(0, 10**7), st.integers(0, MOST_MINOR))


def test_there_are_all_that_people_pay_with() -> None:
    assert len(currencies()) > 150
    assert {"TWD", "USD", "EUR", "GBP", "JPY", "INR", "PKR", "MYR", "CNY", "HKD", "BHD", "KWD", "CLF"} <= {
        *currencies()
    }
    assert {each: decimals(each) for each in ("JPY", "TWD", "KWD", "CLF")} == {"JPY": 0, "TWD": 2, "KWD": 3, "CLF": 4}


@pytest.mark.parametrize("nothing", ["XAU", "XXX", "EURO", "", "eur", "ZZZ"])
def test_what_nobody_pays_with_is_refused(nothing: str) -> None:
    with pytest.raises(MoneyProblem):
        Money(100, nothing)


@given(MINOR, CURRENCIES)
def test_units_and_minor_units_are_the_same_money(minor: int, currency: str) -> None:
    amount = Money(minor, currency)
    assert exactly(amount.value, currency) == amount
    assert amount.value * 10 ** decimals(currency) == minor
    assert Decimal(str(amount).split()[0]) == amount.value


@given(MINOR, CURRENCIES)
def test_what_is_written_in_plain_figures_is_read_as_it_was_meant(minor: int, currency: str) -> None:
    amount = Money(minor, currency)
    plain = f"{amount.value:f}"
    assert read(plain, currency) == amount
    assert read(f"{amount.value:,f}", currency) == amount
    assert read(f" {currency} {plain} ", currency) == amount


@given(MINOR.filter(bool), CURRENCIES, LANGUAGES)
def test_what_is_shown_to_a_reader_is_read_again_as_the_same(minor: int, currency: str, language: str) -> None:
    amount = Money(minor, currency)
    shown = written(amount, language)
    ambiguous = amount.value < 1000 and decimals(currency) == 3 and amount.value % 1
    if not ambiguous:
        assert read(shown, currency) == amount


@given(st.lists(MINOR, min_size=1, max_size=20), CURRENCIES)
def test_sums_are_exact(parts: list[int], currency: str) -> None:
    parts = [part // 20 for part in parts]
    total = Money(0, currency)
    for part in parts:
        total += Money(part, currency)
    assert total.minor == sum(parts)
    assert (total - Money(parts[0], currency)).minor == sum(parts[1:])
    assert -total == Money(-total.minor, currency)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1,250", "TWD", 125_000), ("NT$300", "TWD", 30_000), ("300 元", "TWD", 30_000), ("３００", "TWD", 30_000),
        ("۲۵٫۵۰", "PKR", 2_550), ("Rs. 500", "PKR", 50_000), ("1,23,456", "INR", 12_345_600),
        ("12,5", "EUR", 1_250), ("1.234", "EUR", 123_400), ("1.234,50 €", "EUR", 123_450), ("€5", "EUR", 500),
        ("1 234,50", "EUR", 123_450), ("1’234.50", "EUR", 123_450), ("1000円", "JPY", 1_000), ("¥1,000", "JPY", 1_000),
        ("0.001", "KWD", 1), ("RM 20", "MYR", 2_000),
    ],
)  # fmt: skip
def test_amounts_as_people_type_them(text: str, currency: str, minor: int) -> None:
    assert read(text, currency).minor == minor


@pytest.mark.parametrize("text", ["", " ", "ten", "€", "5 or 6", "1e5", "0.001", "1.2.3,4", "9" * 41, "1" * 19])
def test_what_is_no_amount_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(MoneyProblem, match=r"\.$"):
        read(text, "EUR")


@pytest.mark.parametrize(
    ("minor", "currency", "language", "shown"),
    [
        (30_000, "TWD", "zh-hant", "NT$300"), (30_050, "TWD", "en", "NT$300.50"), (500, "EUR", "de", "5\xa0€"),
        (50_000, "PKR", "ur", "Rs\u202f۵۰۰"), (2_000, "MYR", "en", "RM\u202f20"), (500, "JPY", "en", "JP¥500"),
        (1_234, "KWD", "en", "KWD\u202f1.234"),
    ],
)  # fmt: skip
def test_amounts_as_readers_see_them(minor: int, currency: str, language: str, shown: str) -> None:
    assert written(Money(minor, currency), language) == shown


def test_two_currencies_are_never_put_together() -> None:
    with pytest.raises(MoneyProblem, match="EUR and USD"):
        Money(1, "EUR") + Money(1, "USD")
    with pytest.raises(MoneyProblem, match="more money"):
        money.Money(MOST_MINOR + 1, "EUR")
