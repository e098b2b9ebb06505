"""Pages saved as HTML: WordPress and Ghost themes, a table layout of 2004, a Chinese page of bare divs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from lxml.html import document_fromstring
from tests.importers.page.corpus import PAGES

from freesheet.importers.errors import ImportProblem
from freesheet.importers.manuscripts import Picture
from freesheet.importers.page import SavedPage, read_file, read_page


def _read(name: str) -> SavedPage:
    return read_file(PAGES / f"{name}.html")


def _types(page: SavedPage) -> list[str]:
    return [block["type"] for block in page.manuscript.body]


def _values(page: SavedPage, kind: str) -> list[Any]:
    return [block["value"] for block in page.manuscript.body if block["type"] == kind]


def test_a_wordpress_page_keeps_the_shape_of_its_story() -> None:
    page = _read("wordpress-theme")
    assert _types(page) == [
        "paragraph", "paragraph", "related_article", "heading", "paragraph", "list", "quotation", "paragraph",
        "paragraph", "table", "paragraph", "related_article", "related_article",
    ]  # fmt: skip
    assert page.related_titles == ["Who pays for the light?", "The bridge that nobody ordered", "A map of every bench"]
    assert "https://tidetable.example/2019/11/hollis/" in _values(page, "paragraph")[1]


def test_a_wordpress_page_tells_the_rest_in_its_metadata() -> None:
    page = _read("wordpress-theme")
    article = page.manuscript
    assert article.headline == "The bakery that opens at two in the morning"
    assert (article.section, article.tags, article.language) == ("Towns", ["bread", "night work"], "en")
    assert article.first_published_at == datetime(2022, 5, 3, 3, 10, tzinfo=UTC)
    assert article.last_published_at == datetime(2022, 5, 4, 6, 0, tzinfo=UTC)
    assert article.canonical_url == "https://tidetable.example/2022/05/night-bakery/"
    assert isinstance(article.lead_picture, Picture)
    assert article.lead_picture.source == "https://tidetable.example/wp-content/uploads/oven-1024x768.jpg"
    assert "never cold" in article.lead_caption
    [credit] = article.bylines
    assert credit.author.biography == "<p>Marta Quill is the Tide Table's northern correspondent.</p>"
    assert (page.reading_minutes, page.offered.name) == (3, "Tide Table")
    assert page.offered.copyright_line.startswith("© 2022 Tide Table Cooperative")


def test_nothing_that_runs_or_begs_reaches_the_body() -> None:
    page = _read("wordpress-theme")
    body = str(page.manuscript.body)
    for furniture in ("steal", "javascript", "onclick", "paywall", "Support our work", "cookies", "Share this", "rye"):
        assert furniture not in body
    assert page.appeal == ["Tide Table has no owner and no paywall."]


def test_a_ghost_page() -> None:
    page = _read("ghost-theme")
    article = page.manuscript
    assert article.headline == "La dernière filature de la vallée"
    assert article.standfirst.startswith("À Valbrune, douze métiers")
    assert _types(page) == ["paragraph", "image", "paragraph", "paragraph", "heading", "paragraph", "paragraph"]
    assert [credit.author.name for credit in article.bylines] == ["Jocelyne Tardif"]
    assert (article.section, article.language, page.reading_minutes) == ("Industrie", "fr", 4)


def test_an_old_page_of_tables_and_line_breaks() -> None:
    page = _read("old-table-layout")
    assert page.manuscript.headline == "Well diggers find a road under the market"
    assert _types(page) == ["paragraph"] * 3
    assert [credit.author.name for credit in page.manuscript.bylines] == ["Owen Sallow"]
    assert page.offered.publisher == "Hallam Courier Ltd"


def test_a_chinese_page_of_bare_divs() -> None:
    page = _read("zh-hant-divs")
    assert page.manuscript.headline == "夜裡兩點開門的麵包店"
    assert _types(page) == ["paragraph", "paragraph", "related_article", "paragraph", "paragraph"]
    assert page.related_titles == ["誰來付燈塔的錢？"]
    assert page.manuscript.first_published_at == datetime(2024, 1, 5, 8, 0, tzinfo=timezone(timedelta(hours=8)))
    assert (page.manuscript.section, page.reading_minutes, page.manuscript.language) == ("生活", 2, "zh-hant")


@pytest.mark.parametrize("name", ["wordpress-theme", "ghost-theme", "old-table-layout", "zh-hant-divs"])
def test_every_text_of_the_page_is_in_exactly_one_verdict(name: str) -> None:
    root = document_fromstring((PAGES / f"{name}.html").read_bytes().decode())
    for unseen in list(root.iter("script", "style", "head")):
        unseen.drop_tree()
    shown = "".join(root.text_content().split())
    assert "".join("".join(verdict.text.split()) for verdict in _read(name).verdicts) == shown


def test_a_page_that_declares_its_encoding() -> None:
    head = '<html><head><meta charset="big5"><title>t</title></head>'
    text = head + "<body><h1>夜班車回來了</h1><p>三十年來，最後一班車總是九點開。</p></body></html>"
    page = read_page(text.encode("big5"))
    assert page.manuscript.headline == "夜班車回來了"
    assert _values(page, "paragraph") == ["<p>三十年來，最後一班車總是九點開。</p>"]


def test_a_text_that_mentions_markup_is_still_a_text() -> None:
    text = "A word about tags\n\nThe tag <p> opens a paragraph and </p> closes it, said the printer on Monday.\n"
    page = read_page(text.encode())
    assert _values(page, "paragraph") == [
        "<p>The tag &lt;p&gt; opens a paragraph and &lt;/p&gt; closes it, said the printer on Monday.</p>"
    ]


@pytest.mark.parametrize(
    "ld",
    ["{", "[[[[]]]]", '{"@type":"NewsArticle","author":[null,7,{"name":[]}],"image":[]}', "[" * 5000, '"x"', "null"],
)
def test_broken_metadata_does_no_harm(ld: str) -> None:
    head = f'<html><head><script type="application/ld+json">{ld}</script></head>'
    text = head + "<body><h1>Rain on Monday</h1><p>It rained in the morning and stopped at noon.</p></body></html>"
    assert read_page(text.encode()).manuscript.headline == "Rain on Monday"


@pytest.mark.parametrize(
    "text",
    [
        "<html></html>",
        "<html><body><nav><a href=/>Home</a></nav></body></html>",
        "<html><body><script>1</script></body></html>",
    ],
)
def test_a_page_without_a_story_says_so(text: str) -> None:
    with pytest.raises(ImportProblem, match="No story was found"):
        read_page(text.encode())
