"""Digits follow the language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.lib.numerals import digits, number


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ur", "۰۱۲۳۴۵۶۷۸۹"),
        ("fa", "۰۱۲۳۴۵۶۷۸۹"),
        ("ar", "٠١٢٣٤٥٦٧٨٩"),
        ("ar-EG", "٠١٢٣٤٥٦٧٨٩"),
        ("ar-MA", "0123456789"),
        ("bn", "০১২৩৪৫৬৭৮৯"),
        ("hi", "0123456789"),
        ("zh-hant", "0123456789"),
        ("id", "0123456789"),
        ("", "0123456789"),
        ("no-such-language", "0123456789"),
    ],
)
def test_the_ten_digits(language: str, expected: str) -> None:
    assert digits("0123456789", language) == expected


def test_words_around_digits_stay() -> None:
    assert digits("3 منٹ", "ur") == "۳ منٹ"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "1,234,567"),
        ("fr", "1\u202f234\u202f567"),
        ("id", "1.234.567"),
        ("hi", "12,34,567"),
        ("ur", "۱٬۲۳۴٬۵۶۷"),
        ("zh-hant", "1,234,567"),
    ],
)
def test_thousands(language: str, expected: str) -> None:
    assert number(1_234_567, language) == expected


@given(st.integers(0, 10**12), st.sampled_from(["ur", "ar", "bn", "my"]))
def test_a_number_is_read_back_as_itself(value: int, language: str) -> None:
    assert int(digits(str(value), language)) == value
