"""Where headlines break."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.lib.headline_breaks import BREAK_HINT, LONGEST_HEADLINE, phrases, with_breaks


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-hant", "一個星期的|談判|沒有|結果，|莫斯科|與華府|各說各話"),
        ("zh-hant", "台北|捷運票價|二十年來|首次|調漲：|誰來|付錢？"),
        ("zh-hant", "「我們|不會|離開」——|湄公河邊的|最後|一座漁村🎣"),
        ("zh-hant", "COVID-19 |疫情|五年後"),
        ("zh-hans", "一周的|谈判|没有|结果，|各方各|说各话"),
        ("ja", "東京の|物価高、|家計への|影響は|「想定以上」に"),
        ("ja", "台風の|名前は|なぜ|引退するのか"),
    ],
)
def test_a_headline_breaks_between_phrases(language: str, expected: str) -> None:
    assert "|".join(phrases(expected.replace("|", ""), language)) == expected


@pytest.mark.parametrize("language", ["en", "ur", "hi", "ko", "id", "th"])
def test_other_languages_break_where_browsers_break_them(language: str) -> None:
    assert with_breaks("A long title, with spaces", language) == "A long title, with spaces"


def test_markup_in_a_headline_is_shown_not_obeyed() -> None:
    assert "<script>" not in with_breaks("颱風<script>alert(1)</script>的名字", "zh-hant")
    assert with_breaks("<b>A & B</b>", "en") == "&lt;b&gt;A &amp; B&lt;/b&gt;"


def test_an_editor_decides_with_zero_width_spaces() -> None:
    assert with_breaks(f"一個星期的談判{BREAK_HINT}沒有結果", "zh-hant") == "一個星期的談判<wbr>沒有結果"
    assert with_breaks(f"Data{BREAK_HINT}base", "en") == "Data<wbr>base"


def test_nothing_is_broken_in_an_over_long_text() -> None:
    assert "<wbr>" not in with_breaks("談判沒有結果" * (LONGEST_HEADLINE // 6 + 1), "zh-hant")


HEADLINES = st.text(
    alphabet=st.one_of(st.characters(exclude_characters=BREAK_HINT), st.sampled_from("的一二我們談判Aa9 ，。「」—<&")),
    max_size=60,
)


@given(HEADLINES, st.sampled_from(["zh-hant", "zh-hans", "ja", "en"]))
def test_no_character_is_added_or_lost(text: str, language: str) -> None:
    shown = with_breaks(text, language)
    assert html.unescape(shown.replace("<wbr>", "")) == text or "&" in text
    assert "".join(phrases(text, language)) == text


@given(HEADLINES)
def test_no_line_begins_with_a_closing_mark(text: str) -> None:
    assert not any(piece[0] in "，。」—" for piece in phrases(text, "zh-hant")[1:])
