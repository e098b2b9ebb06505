"""Reading time: right for every script, the same message about the same time in every language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from freesheet.lib import reading_time
from freesheet.lib.reading_time import count, minutes, rate, seconds

FACTOR = 1.6
"""How far the times of one message in two languages may lie apart."""


def declaration(fixtures: Path, code: str) -> list[str]:
    """The paragraphs of the Universal Declaration of Human Rights."""
    parser = html.HTMLParser(encoding="utf-8")
    root = html.parse(str(fixtures / "i18n-text" / "udhr" / f"{code}.html"), parser).getroot()
    return [part.text_content() for part in root.xpath("//body//p | //body//li[not(p)]")]


def encyclopaedia(fixtures: Path, language: str) -> list[list[str]]:
    """Twelve articles of five paragraphs each."""
    path = fixtures / "i18n-text" / "xquad-articles" / f"{language}.json"
    return [article["paragraphs"] for article in json.loads(path.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("code", "language"), [("fra", "fr"), ("arb", "ar"), ("cmn_hans", "zh-hans"), ("jpn", "ja")])
def test_the_declaration_takes_about_as_long_as_in_english(shared_fixtures: Path, code: str, language: str) -> None:
    english = seconds(declaration(shared_fixtures, "eng"), "en")
    assert english / FACTOR < seconds(declaration(shared_fixtures, code), language) < english * FACTOR


@pytest.mark.parametrize("language", ["ar", "hi", "zh"])
def test_every_parallel_article_takes_about_as_long_as_in_english(shared_fixtures: Path, language: str) -> None:
    originals, others = encyclopaedia(shared_fixtures, "en"), encyclopaedia(shared_fixtures, language)
    assert len(originals) == 12
    for english, other in zip(originals, others, strict=True):
        expected = seconds(english, "en")
        assert expected / FACTOR < seconds(other, language) < expected * FACTOR


@pytest.mark.parametrize(("code", "language"), [("eng", "en"), ("arb", "ar"), ("cmn_hans", "zh"), ("jpn", "ja")])
def test_the_numbers_in_the_table_are_those_of_the_declaration(shared_fixtures: Path, code: str, language: str) -> None:
    units = sum(count("\n".join(declaration(shared_fixtures, code))).values())
    assert units == {"en": reading_time._DECLARATION_ENGLISH, **reading_time._DECLARATION}[language]


def test_793_english_words_are_3_minutes() -> None:
    assert minutes(["word " * 793], "en") == 3


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("", "en", 1),
        ("one two three", "en", 1),
        ("word " * 356, "en", 1),  # 89.7 seconds
        ("word " * 358, "en", 2),  # 90.3 seconds
        ("字" * 1000, "zh-hant", 3),
        ("字" * 1000, "ja", 2),
        ("ก" * 3000, "th", 3),
        ("শব্দ " * 600, "bn", 3),
        ("لفظ " * 900, "ur", 3),
        ("단어 " * 450, "ko", 3),
        ("mot " * 611, "fr", 3),
    ],
)
def test_whole_minutes(text: str, language: str, expected: int) -> None:
    assert minutes([text], language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("state-of-the-art isn’t “new”", {"Latn": 3}),
        ("now—even then", {"Latn": 3}),
        ("台北101大樓", {"Hani": 4, "Zyyy": 1}),
        ("使用 AI 的人", {"Hani": 4, "Latn": 1}),
        ("東京タワーへ行く", {"Hani": 3, "Kana": 3, "Hira": 2}),
        ("हिन्दी में लिखा", {"Deva": 3}),
        ("ہم نے 2026 میں", {"Arab": 3, "Zyyy": 1}),
        ("สวัสดี", {"Thai": 4}),  # two vowels combine and are not counted
        ("  — … 🎣 !? ", {}),
        ("３月", {"Hani": 1, "Zyyy": 1}),
    ],
)
def test_what_is_counted(text: str, expected: dict[str, int]) -> None:
    assert dict(count(text)) == expected


def test_a_mixed_text_takes_the_time_of_both_its_parts() -> None:
    chinese, english = "字" * 500, " word" * 300
    mixed = seconds([chinese + english], "zh-hant")
    assert mixed == pytest.approx(seconds([chinese], "zh-hant") + seconds([english], "en"))


def test_kanji_are_read_at_the_speed_of_the_text_they_stand_in() -> None:
    assert rate("ja", "Hani").per_minute == rate("ja", "Hira").per_minute
    assert rate("zh-hant", "Hani").per_minute < rate("ja", "Hani").per_minute


@pytest.mark.parametrize(("alone", "regional"), [("fr", "fr-CA"), ("zh", "zh-hant"), ("ur", "ur_PK"), ("ms", "ms-MY")])
def test_a_country_does_not_change_the_speed(alone: str, regional: str) -> None:
    assert rate(alone) == rate(regional)


def test_languages_that_nobody_timed_are_read_like_others_in_their_script() -> None:
    assert rate("bho") == rate("hi")
    assert rate("xx") == rate("en")
    assert rate("sd").per_minute == rate("ar").per_minute


@given(
    st.lists(st.text(max_size=200), max_size=5),
    st.sampled_from(["en", "zh-hant", "ur", "th", "ja", "xx", ""]),
)
def test_any_text_at_all_has_a_reading_time(texts: list[str], language: str) -> None:
    assert minutes(texts, language) >= 1
    assert seconds([*texts, "word 字"], language) > seconds(texts, language) >= 0


@given(st.text(st.sampled_from(" \n\taZ09'-_.,:;/—–…“”‘’()&@#\x00\x1f\x7f"), max_size=60))
def test_english_is_counted_as_every_other_text_is(text: str) -> None:
    assert reading_time.count(text) == reading_time._counted(text)
