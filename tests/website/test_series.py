"""A series: its page, its parts, and what is said of it on each."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from tests import factories
from tests.conftest import Newsstand

from freesheet.articles.models import ArticlePage
from freesheet.editions.models import FrontPage
from freesheet.sections.models import SectionPage, SeriesPage

Story = Callable[..., Any]


def serial(front: FrontPage, title: str = "The long winter", **more: Any) -> SeriesPage:
    page = SeriesPage(title=title, locale=front.locale, live=False, **more)
    front.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


@pytest.fixture
def winter(stand: Newsstand, story: Story, fronts: dict[str, FrontPage]) -> SeriesPage:
    """A series of three parts, printed."""
    made = serial(fronts["en"], description="What the cold did to the port.")
    for title in ("Ice on the bar", "The coal ships", "Thaw"):
        story(title, series=made)
    stand.print()
    return made


def place_on(stand: Newsstand, address: str) -> tuple[str, list[str]]:
    """What an article says of its place, and where it leads from there."""
    tree = lxml.html.fromstring(stand.text(address))
    [said] = tree.xpath("//span[@class='series']")
    return " ".join(said.text_content().split()), tree.xpath("//nav[@aria-label='Series']/a/@href")


def data_on(stand: Newsstand, address: str) -> dict[str, Any]:
    tree = lxml.html.fromstring(stand.text(address))
    found: dict[str, Any] = json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])
    return found


def parts_on(stand: Newsstand, address: str) -> list[tuple[str, str]]:
    rows = lxml.html.fromstring(stand.text(address)).xpath("//ol//article")
    return [
        (row.xpath(".//p[@class='kicker']")[0].text_content().strip(), row.xpath(".//h2")[0].text_content())
        for row in rows
    ]


def test_a_series_shows_its_parts_in_order_and_each_says_which_it_is(stand: Newsstand, winter: SeriesPage) -> None:
    assert "What the cold did to the port." in stand.text("/the-long-winter/")
    assert parts_on(stand, "/the-long-winter/") == [
        ("Part 1", "Ice on the bar"), ("Part 2", "The coal ships"), ("Part 3", "Thaw"),
    ]  # fmt: skip
    assert place_on(stand, "/world/ice-on-the-bar/") == (
        "Part 1 of 3, The long winter", ["/world/the-coal-ships/"],
    )  # fmt: skip
    assert place_on(stand, "/world/the-coal-ships/")[1] == ["/world/ice-on-the-bar/", "/world/thaw/"]
    assert place_on(stand, "/world/thaw/") == ("Part 3 of 3, The long winter", ["/world/the-coal-ships/"])


def test_search_engines_are_told_which_part_of_what_it_is(stand: Newsstand, winter: SeriesPage) -> None:
    told = data_on(stand, "/world/the-coal-ships/")
    address = "http://testserver/the-long-winter/"
    assert told["isPartOf"] == {"@type": "CreativeWorkSeries", "name": "The long winter", "url": address}
    assert told["position"] == 2
    assert data_on(stand, "/the-long-winter/")["@type"] == "CreativeWorkSeries"
    assert address in "".join(stand.sitemap())


def test_a_series_has_a_feed_of_its_own(stand: Newsstand, winter: SeriesPage) -> None:
    feed = stand.text("/the-long-winter/feed.xml")
    assert feed.index("Thaw") < feed.index("The coal ships") < feed.index("Ice on the bar")
    assert "The long winter" in feed


def test_a_new_part_is_told_on_all_the_others(stand: Newsstand, winter: SeriesPage, story: Story) -> None:
    story("Flood", series=winter)
    stand.print()
    assert place_on(stand, "/world/ice-on-the-bar/")[0].startswith("Part 1 of 4")
    assert place_on(stand, "/world/thaw/")[1] == ["/world/the-coal-ships/", "/world/flood/"]


def test_an_editor_says_which_part_an_article_is(stand: Newsstand, winter: SeriesPage, story: Story) -> None:
    story("Why it came", series=winter, part_number=1)
    stand.print()
    assert [title for _number, title in parts_on(stand, "/the-long-winter/")] == [
        "Why it came", "Ice on the bar", "The coal ships", "Thaw",
    ]  # fmt: skip
    assert place_on(stand, "/world/ice-on-the-bar/")[0].startswith("Part 2 of 4")


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_a_part_that_leaves_is_told_of_nowhere(stand: Newsstand, winter: SeriesPage, leave: str) -> None:
    getattr(ArticlePage.objects.get(title="The coal ships"), leave)()
    stand.print()
    assert place_on(stand, "/world/thaw/") == ("Part 2 of 2, The long winter", ["/world/ice-on-the-bar/"])
    assert "The coal ships" not in stand.text("/the-long-winter/")


def test_a_series_that_is_renamed_is_called_so_on_its_parts_and_leads_on(stand: Newsstand, winter: SeriesPage) -> None:
    winter.title, winter.slug = "The short winter", "the-short-winter"
    winter.save_revision().publish()
    stand.print()
    assert place_on(stand, "/world/thaw/")[0] == "Part 3 of 3, The short winter"
    sheet = stand.press.store.get("/the-long-winter/")
    assert sheet is not None
    assert dict(sheet.headers)["location"] == "/the-short-winter/"


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_without_its_series_an_article_stands_alone(stand: Newsstand, winter: SeriesPage, leave: str) -> None:
    getattr(winter, leave)()
    stand.print()
    assert "The long winter" not in stand.text("/world/thaw/")
    assert data_on(stand, "/world/thaw/").get("isPartOf") is None


def test_a_translation_is_a_part_of_the_series_in_its_language(
    stand: Newsstand, winter: SeriesPage, fronts: dict[str, FrontPage]
) -> None:
    chinese = serial(fronts["zh-hant"], "長冬", slug="長冬", translation_key=winter.translation_key)
    world = factories.section(fronts["zh-hant"], "世界")
    # As Wagtail copies a page for translation: with the series of the language that it comes from.
    factories.article(world, "融冰", series=winter, slug="融冰")
    stand.print()
    assert place_on(stand, "/zh-hant/世界/融冰/")[0] == "第 1 篇，共 1 篇，長冬"
    assert place_on(stand, "/world/thaw/")[0].startswith("Part 3 of 3")
    assert "長冬" in stand.text("/the-long-winter/") or "/zh-hant/" in stand.text("/the-long-winter/")
    winter.delete()
    stand.print()
    assert "融冰" not in stand.text("/zh-hant/長冬/")
    assert "長冬" not in stand.text("/zh-hant/世界/融冰/")
    assert chinese.live


def test_an_article_of_a_series_that_is_not_in_its_language_stands_alone(
    stand: Newsstand, winter: SeriesPage, fronts: dict[str, FrontPage]
) -> None:
    factories.article(factories.section(fronts["ur"], "دنیا", slug="world"), "برف", slug="barf", series=winter)
    stand.print()
    assert "The long winter" not in stand.text("/ur/world/barf/")


def test_an_alias_is_no_part_of_its_own(stand: Newsstand, winter: SeriesPage) -> None:
    thaw = ArticlePage.objects.get(title="Thaw")
    culture = factories.section(FrontPage.objects.get(locale=winter.locale), "Culture")
    thaw.create_alias(parent=culture, update_slug="thaw-too")
    stand.print()
    assert len(parts_on(stand, "/the-long-winter/")) == 3
    assert "Part 3" not in stand.text("/culture/thaw-too/")


def test_a_draft_of_a_part_is_shown_in_its_series_without_a_number(
    story: Story, fronts: dict[str, FrontPage], world: SectionPage
) -> None:
    page = story("Not yet", public=False, series=serial(fronts["en"]))
    said = page.make_preview_request().content.decode()
    assert "The long winter" in said
    assert "Part " not in said


def test_a_part_that_leaves_while_its_series_is_away_is_not_there_when_it_returns(
    stand: Newsstand, winter: SeriesPage
) -> None:
    winter.unpublish()
    stand.print()
    thaw = ArticlePage.objects.get(title="Thaw")
    thaw.series = None
    thaw.save_revision().publish()
    stand.print()
    winter.refresh_from_db()
    winter.save_revision().publish()
    stand.print()
    assert parts_on(stand, "/the-long-winter/") == [("Part 1", "Ice on the bar"), ("Part 2", "The coal ships")]
