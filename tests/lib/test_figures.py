"""Figures in the hands of people: what is understood, what is refused, and what is never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.lib.figures import NoFigure, figure, is_empty, mark_of, written


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1,234.5", ".", "1234.5"), ("1.234,5", ",", "1234.5"), ("1 234,5", ",", "1234.5"),
        ("1\u202f234", ".", "1234"), ("1'234", ".", "1234"), ("12,34,567", ".", "1234567"),
        ("1234,5678", ".", "12345678"),
        ("−3.5", ".", "-3.5"), ("+7", ".", "7"), ("45 %", ".", "45"), ("۱٬۲۳۴٫۵", ".", "1234.5"),
        ("٤٥٪", ".", "45"), ("१२", ".", "12"), ("１，２３４．５", ".", "1234.5"), ("3.2萬", ".", "32000"),
        ("1億", ".", "100000000"),
        (".5", ".", "0.5"), ("\u200e12\u200f", ".", "12"),
    ],
)  # fmt: skip
def test_what_is_understood(text: str, mark: str, value: str) -> None:
    assert figure(text, mark) == Decimal(value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "twelve",
        "十二",
        "1,2,3",
        "1.2.3",
        "1..2",
        "--1",
        "1e9",
        "NaN",
        "inf",
        "$5",
        "3-4",
        "1,23",
        "萬",
        "٪",
        "9" * 99,
        "½",
        "²",
    ],
)
def test_what_is_refused(text: str) -> None:
    with pytest.raises(NoFigure):
        figure(text, ".")


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("1,234", None), ("0,234", ","), ("1,5", ","), ("1.5", "."), ("1.234", "either"), ("0.234", "."),
        ("1.234.567", ","), ("1,234,567", "."), ("12", None), ("۱٫۵", "."),
    ],
)  # fmt: skip
def test_which_mark_is_the_decimal_one(text: str, mark: str | None) -> None:
    assert mark_of(text) == mark


def test_cells_without_a_figure() -> None:
    assert all(is_empty(text) for text in ("", " ", "–", "n/a", "無", "…"))
    assert not is_empty("0")


@given(
    st.decimals(min_value=-(10**12), max_value=10**12, places=3),
    st.sampled_from(["en", "zh-hant", "ur", "ar", "hi"]),
)
def test_what_is_written_for_readers_is_understood_again(value: Decimal, language: str) -> None:
    assert figure(written(value, language, 3), ".") == value


@given(st.text(max_size=40))
def test_any_text_is_a_figure_or_refused(text: str) -> None:
    try:
        value = figure(text)
    except NoFigure:
        return
    assert value.is_finite()
