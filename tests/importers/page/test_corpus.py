"""Whole pages in many languages: every line is taken for what it is."""

from __future__ import annotations

import codecs
import html
from collections.abc import Callable

import pytest
from tests.importers.page.corpus import Expected, corpus

from freesheet.importers.page import SavedPage, read_page

PAGES = corpus()
BY_NAME = {page.name: page for page in PAGES}
named = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


def _taken(result: SavedPage) -> list[tuple[str, str]]:
    return [(verdict.taken_for, verdict.text) for verdict in result.verdicts]


@named
@pytest.mark.parametrize(
    "joint", ["\n\n", "\n", "\r\n\r\n"], ids=["blank lines", "no blank lines", "Windows line ends"]
)
def test_every_line_is_taken_for_what_it_is(page: Expected, joint: str) -> None:
    assert _taken(read_page(page.text(joint).encode())) == list(page.rows)


@named
@pytest.mark.parametrize("frame", ["<div class=page>{}</div>", "<main><article>{}</article></main>"])
def test_the_same_page_as_bare_markup(page: Expected, frame: str) -> None:
    tags = {"heading in the story": "h2", "headline": "h1"}
    parts = [f"<{tags.get(kind, 'p')}>{html.escape(line)}</{tags.get(kind, 'p')}>" for kind, line in page.rows]
    result = read_page(f"<!doctype html><html><body>{frame.format(''.join(parts))}</body></html>".encode())
    assert _taken(result) == [(kind, " ".join(line.split())) for kind, line in page.rows]


@named
def test_the_body_is_the_story_word_for_word_and_nothing_else(page: Expected) -> None:
    result = read_page(page.text().encode())
    paragraphs = [
        html.unescape(block["value"][3:-4]) for block in result.manuscript.body if block["type"] == "paragraph"
    ]
    headings = [block["value"]["text"] for block in result.manuscript.body if block["type"] == "heading"]
    assert paragraphs == page.lines("story")
    assert headings == page.lines("heading in the story")
    assert result.appeal == page.lines("appeal for support")


@named
@pytest.mark.parametrize(
    "encode",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-32"),
    ],
    ids=["UTF-8 with mark", "UTF-16", "UTF-16 big", "UTF-16 without mark", "UTF-32"],
)
def test_unicode_in_any_dress_reads_the_same(page: Expected, encode: Callable[[str], bytes]) -> None:
    assert _taken(read_page(encode(page.text()))) == list(page.rows)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("zh-hant-harbour", "big5"), ("zh-hans-train", "gb18030"), ("ja-todai", "shift_jis"), ("ja-todai", "euc_jp"),
        ("fr-phare", "cp1252"), ("es-faro", "cp1252"), ("ar-manara", "cp1256"),
    ],
)  # fmt: skip
def test_legacy_encodings_are_recognised(name: str, encoding: str) -> None:
    page = BY_NAME[name]
    text = page.text().replace("➔", "→") if encoding not in {"gb18030"} else page.text()
    wanted = [line for line in text.encode(encoding, "replace").decode(encoding).splitlines() if line]
    assert [verdict.text for verdict in read_page(text.encode(encoding, "replace")).verdicts] == wanted


@pytest.mark.parametrize(
    ("name", "language", "authors", "minutes", "related"),
    [
        ("en-appeal-words-in-story", "en", ["Marta Quill", "Tomas Oyelaran"], 4, 1),
        ("en-no-biography", "en", [], 5, 0),
        ("en-labels-without-colon", "en", ["Bea Lindqvist"], 2, 2),
        ("zh-hant-harbour", "zh-hant", ["林沛文"], 3, 2),
        ("zh-hans-train", "zh-hans", ["周一帆"], 4, 1),
        ("fr-phare", "fr", ["Élodie Marchetti"], 3, 1),
        ("ja-todai", "ja", ["三浦遥"], 3, 1),
        ("ur-minar", "ur", ["سارہ قریشی"], 3, 1),
        ("es-faro", "es", ["Lucía Ferrer"], 3, 1),
        ("ar-manara", "ar", ["ليلى حداد"], 3, 1),
    ],
)
def test_what_stands_around_a_story_is_learnt(
    name: str, language: str, authors: list[str], minutes: int, related: int
) -> None:
    result = read_page(BY_NAME[name].text().encode())
    assert result.manuscript.language == language
    assert [credit.author.name for credit in result.manuscript.bylines] == authors
    assert result.reading_minutes == minutes
    assert len(result.related_titles) == related


@pytest.mark.parametrize(
    ("name", "outlet", "publisher"),
    [
        ("zh-hant-harbour", "潮汐報", "潮汐合作社"),
        ("fr-phare", "La Marée", "Coopérative La Marée"),
        ("ja-todai", "潮汐新報", "潮汐協同組合"),
        ("ur-minar", "ساحل نیوز", "ساحل کوآپریٹو"),
    ],
)
def test_the_outlet_is_offered_as_settings(name: str, outlet: str, publisher: str) -> None:
    page = BY_NAME[name]
    offered = read_page(page.text().encode()).offered
    assert (offered.name, offered.publisher) == (outlet, publisher)
    assert [offered.about] == page.lines("outlet's self-description")
    assert [offered.imprint] == page.lines("imprint")


def test_related_titles_keep_their_place_between_paragraphs_and_else_go_to_the_end() -> None:
    body = read_page(BY_NAME["zh-hant-harbour"].text().encode()).manuscript.body
    assert [block["type"] for block in body] == [
        "paragraph", "paragraph", "related_article", "paragraph", "heading", "paragraph", "related_article",
    ]  # fmt: skip
    assert body[2]["value"] == {"article": None, "title": "誰來付燈塔的錢？"}
    assert body[-1]["value"] == {"article": None, "title": "沒有橋的島"}


def test_each_author_gets_the_biography_that_names_her() -> None:
    bylines = read_page(BY_NAME["en-appeal-words-in-story"].text().encode()).manuscript.bylines
    assert all(credit.author.name in credit.author.biography for credit in bylines)
    assert bylines[1].author.biography.startswith("<p>Tomas Oyelaran covers")
