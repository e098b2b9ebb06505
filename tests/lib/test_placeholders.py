"""A sentence whose figure is not known is left out, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.lib.placeholders import filled, names_in

ENDS = st.sampled_from([". ", "! ", "? ", "。", "！", "۔ ", "؟ "])
WORDS = st.text("abc 漢字اردو,;:", min_size=1, max_size=20)
NAMES = st.sampled_from(["supporters", "countries", "articles"])
SENTENCES = st.lists(st.tuples(WORDS, st.one_of(st.none(), NAMES), ENDS), max_size=8)


@given(SENTENCES, st.dictionaries(NAMES, st.just("300")))
def test_every_sentence_stays_whose_figures_are_known_and_no_other(
    sentences: list[tuple[str, str | None, str]], known: dict[str, str]
) -> None:
    text = "".join(words + (f"{{{name}}}" if name else "") + end for words, name, end in sentences)
    if not names_in(text):
        assert filled(text, known) == text
        return
    kept = "".join(
        words + (known[name] if name else "") + end for words, name, end in sentences if not name or name in known
    )
    assert filled(text, known).split() == kept.split()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{supporters}人支持我們。謝謝。", "謝謝。"), ("شکریہ۔ {supporters} لوگ ہمارے ساتھ ہیں۔", "شکریہ۔"),
        ("{nothing} {we} {know}", ""), ("A {brace and {Another} stay.", "A {brace and {Another} stay."),
        ("“{supporters} people.” Good.", "Good."),
        ("One.\n\n{supporters} give. Two.", "One.\n\nTwo."),
    ],
)  # fmt: skip
def test_in_other_scripts_too(text: str, shown: str) -> None:
    assert filled(text, {}) == shown
