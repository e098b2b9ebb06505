"""What is set otherwise says the same; what has another word does not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.transparency.rules import substance

SAME = [
    ("He said “yes” – twice.", 'He said "yes" — twice.'),
    ("It’s late", "It's late"),
    ("在 2026 年", "在2026年"),
    ("價格：１００元", "價格:100元"),
    ("پانی کی\u200cکہانی", "پانی کی کہانی"),
    ("ﬁnal ofﬁce", "final office"),
    ("half\u00adway", "halfway"),
    ("Tea &amp; salt", "Tea & salt"),
]
OTHER = [
    ("It was 1.5 metres.", "It was 15 metres."),
    ("Eat, grandma", "Eat grandma"),
    ("二〇二六年", "二〇二五年"),
    ("پانی", "بانی"),
    ("No", "no"),
    ("−5 °C", "5 °C"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_typography_is_no_substance(one: str, other: str) -> None:
    assert substance("", one, []) == substance("", other, [])


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_a_sign_that_says_something_is(one: str, other: str) -> None:
    assert substance(one, "", ["x"]) != substance(other, "", ["x"])


@given(st.lists(st.text(max_size=30), max_size=6), st.sampled_from([" ", "\n", "\u00a0", "\u200b", "\t "]))
def test_where_blocks_and_lines_end_says_nothing(texts: list[str], gap: str) -> None:
    # Entities and combining marks may grow together across a joint.
    words = ["".join(mark for mark in text if mark.isalnum() and mark.isascii()) for text in texts]
    assert substance("", "", words) == substance("", gap.join(words), [])
