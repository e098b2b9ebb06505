"""The real saved page in the shared fixtures. Its text is its publisher's: compared here by place, never copied."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from freesheet.importers.page import SavedPage, read_file

# Line numbers in the file, from 1.
HEADLINE, STORY, RELATED = 1, [5, 7, 9, 13, 15, 17, 21], [11, 19, 27]
APPEAL, BUTTON, BIOGRAPHY, ABOUT, IMPRINT = [23, 25, 29, 31, 33], 35, 38, 41, 42


@pytest.fixture
def saved(shared_fixtures: Path) -> tuple[SavedPage, list[str]]:
    file = shared_fixtures / "page" / "eat-news-2022-01.txt"
    if not file.is_file():
        pytest.skip(f"the saved page is not at {file}")
    return read_file(file), ["", *(line.strip() for line in file.read_text(encoding="utf-8").splitlines())]


def test_headline_and_reading_time(saved: tuple[SavedPage, list[str]]) -> None:
    page, lines = saved
    assert page.manuscript.headline == lines[HEADLINE]
    assert page.reading_minutes == 3


def test_the_seven_paragraphs_word_for_word_and_three_related_titles(saved: tuple[SavedPage, list[str]]) -> None:
    page, lines = saved
    body = page.manuscript.body
    told = [html.unescape(block["value"]) for block in body if block["type"] == "paragraph"]
    assert told == [f"<p>{lines[number]}</p>" for number in STORY]
    kinds = [block["type"] for block in body]
    assert [place for place, kind in enumerate(kinds) if kind == "related_article"] == [3, 7, 9]
    assert page.related_titles == [lines[number].split(":", 1)[1].strip() for number in RELATED]
    assert [block["value"]["title"] for block in body if block["type"] == "related_article"] == page.related_titles


def test_the_appeal_is_kept_out_of_the_body(saved: tuple[SavedPage, list[str]]) -> None:
    page, lines = saved
    assert page.appeal == [lines[number] for number in APPEAL]
    assert page.offered.support_label and page.offered.support_label in lines[BUTTON]
    text = str(page.manuscript.body)
    assert not any(
        html.escape(lines[number], quote=False) in text or lines[number] in text for number in [*APPEAL, BUTTON]
    )


def test_author_biography_and_outlet(saved: tuple[SavedPage, list[str]]) -> None:
    page, lines = saved
    [credit] = page.manuscript.bylines
    assert credit.author.name == "Sasha Webster"
    assert html.unescape(credit.author.biography) == f"<p>{lines[BIOGRAPHY]}</p>"
    assert page.offered.about == lines[ABOUT]
    assert page.offered.imprint == lines[IMPRINT]
    assert page.offered.name == "Eat News"
    assert page.offered.publisher and page.offered.publisher in lines[IMPRINT]
    assert page.offered.copyright_line.startswith("©") and page.offered.copyright_line in lines[IMPRINT]


def test_every_line_has_a_verdict_and_a_reason(saved: tuple[SavedPage, list[str]]) -> None:
    page, lines = saved
    assert [verdict.where for verdict in page.verdicts] == [number for number, line in enumerate(lines) if line]
    assert all(verdict.why.endswith(".") for verdict in page.verdicts)
