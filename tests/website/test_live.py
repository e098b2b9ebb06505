"""A story that is followed while it goes on: its entries on the page, in the feed, for search engines, on cards."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import pytest
from django.contrib.staticfiles import finders
from lxml import etree
from playwright.sync_api import Browser, Route, expect
from tests import factories
from tests.conftest import Newsstand
from tests.journeys.conftest import chromium

from freesheet.articles.models import ArticlePage
from freesheet.editions.models import FrontPage

Block = dict[str, Any]
Story = Callable[..., Any]


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def entry(at: str, text: str, heading: str = "", picture: int | None = None) -> Block:
    shown = {"image": picture, "caption": "", "alt": ""}
    return {"type": "live", "value": {"at": at, "heading": heading, "text": f"<p>{text}</p>", "picture": shown}}


NOON, LATER, NEXT_DAY = "2026-07-11T12:00:00+08:00", "2026-07-11T14:05:00+08:00", "2026-07-12T00:30:00+08:00"
STORM = [
    {"type": "paragraph", "value": "<p>The storm is coming.</p>"},
    entry(NOON, "The port closes.", "Port shut"),
    {"type": "paragraph", "value": "<p>What we know.</p>"},
    entry(NEXT_DAY, "The eye is over land."),
    entry(LATER, "Trains stop."),
]


def data_on(tree: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])
    return found


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def policy(stand: Newsstand, address: str) -> str:
    sheet = stand.press.store.get(address)
    assert sheet is not None
    return dict(sheet.headers)["content-security-policy"]


def test_entries_stand_together_newest_first_where_the_first_of_them_is(stand: Newsstand, story: Story) -> None:
    page = story("The storm", body=STORM)
    stand.print()
    tree = stand.tree(page.url)
    [live] = tree.xpath("//section[@class='live']")
    assert [said(each) for each in live.xpath(".//li")] == [
        "12 July 2026",
        "00:30 GMT+8 The eye is over land.",
        "11 July 2026",
        "14:05 GMT+8 Trains stop.",
        "12:00 GMT+8 Port shut The port closes.",
    ]
    around = [said(each) for each in tree.xpath("//div[contains(@class, 'body')]/*")]
    assert around[0] == "The storm is coming."
    assert around[-1] == "What we know."
    assert said(tree.xpath("//header/p[@class='kicker']")[0]).startswith("Live")


def test_each_entry_has_an_address_that_later_ones_do_not_change(stand: Newsstand, story: Story) -> None:
    page = story("The storm", body=STORM)
    stand.print()
    before = set(stand.tree(page.url).xpath("//li[@class='entry']/@id"))
    page.body = [entry(LATER, "Another one at the same time, set above"), *STORM, entry(NEXT_DAY, "And another")]
    page.save_revision().publish()
    stand.print()
    after = stand.tree(page.url).xpath("//li[@class='entry']/@id")
    assert before < set(after)
    assert len(after) == len(set(after)) == 5
    for address in stand.tree(page.url).xpath("//li[@class='entry']/p/a/@href"):
        assert address.removeprefix("#") in after


def test_search_engines_are_told_what_came_when(stand: Newsstand, story: Story) -> None:
    picture = factories.picture()
    page = story("The storm", body=[*STORM, entry(NOON, "A wave.", picture=picture.pk)])
    stand.print()
    told = data_on(stand.tree(page.url))
    assert told["@type"] == "LiveBlogPosting"
    assert told["coverageStartTime"] == NOON
    assert "coverageEndTime" not in told
    newest, *_others, with_picture, oldest = told["liveBlogUpdate"]
    assert newest == {
        "@type": "BlogPosting",
        "headline": "The eye is over land.",
        "articleBody": "The eye is over land.",
        "datePublished": NEXT_DAY,
        "url": f"http://testserver{page.url}#at-20260712T0030",
    }
    assert with_picture["image"].startswith("http://testserver/")
    assert oldest["headline"] == "Port shut"


def test_a_page_may_ask_for_more_until_the_story_is_over(stand: Newsstand, story: Story) -> None:
    page = story("The storm", body=STORM)
    stand.print()
    [script] = stand.tree(page.url).xpath("//script[@src]")
    assert script.get("src").startswith("/")
    assert script.get("defer") is not None
    assert "script-src 'self'; connect-src 'self'" in policy(stand, page.url)
    page.coverage_ended = True
    page.save_revision().publish()
    stand.print()
    tree = stand.tree(page.url)
    assert tree.xpath("//script[@src]") == []
    assert "script-src" not in policy(stand, page.url)
    assert "This story is over" in said(tree.xpath("//section[@class='live']")[0])
    assert not said(tree.xpath("//header/p[@class='kicker']")[0]).startswith("Live")
    assert data_on(tree)["coverageEndTime"] == NEXT_DAY


def test_no_other_page_runs_anything(stand: Newsstand, story: Story) -> None:
    page = story("A column")
    story("The storm", body=STORM)
    stand.print()
    for address in (page.url, "/", "/world/"):
        assert "script-src" not in policy(stand, address)
        assert stand.tree(address).xpath("//script[@src]") == []


def test_cards_say_that_it_goes_on_and_that_it_does_no_more(stand: Newsstand, story: Story) -> None:
    page = story("The storm", body=STORM, kicker="Typhoon")
    stand.print()
    for address in ("/", "/world/"):
        assert "Live Typhoon" in said(stand.tree(address))
    page.coverage_ended = True
    page.save_revision().publish()
    stand.print()
    for address in ("/", "/world/"):
        assert "Live Typhoon" not in said(stand.tree(address))


def test_the_feed_has_the_entries_without_classes(stand: Newsstand, story: Story) -> None:
    story("The storm", body=STORM)
    stand.print()
    item = etree.fromstring(stand.text("/world/feed.xml").encode()).find(".//{*}encoded")
    html = lxml.html.fragment_fromstring(item.text, create_parent="div")
    assert [said(each) for each in html.xpath(".//h3")] == [
        "12 July 2026, 00:30 GMT+8",
        "11 July 2026, 14:05 GMT+8",
        "12:00 GMT+8: Port shut",
    ]
    assert html.xpath(".//@class") == []


def test_in_urdu_and_chinese(stand: Newsstand, fronts: dict[str, FrontPage]) -> None:
    for code, mark in (("ur", "براہِ راست"), ("zh-hant", "直播")):
        section = factories.section(fronts[code], "News")
        page = factories.article(section, body=STORM)
        stand.print()
        tree = stand.tree(page.url)
        assert said(tree.xpath("//header/p[@class='kicker']")[0]).startswith(mark)
        assert len(tree.xpath("//li[@class='entry']")) == 3


@pytest.mark.parametrize("empty", ["", "<p></p>"])
def test_an_entry_without_words_or_time_is_not_there(stand: Newsstand, story: Story, empty: str) -> None:
    shown = {"image": None, "caption": "", "alt": ""}
    nothing = {"type": "live", "value": {"at": NOON, "heading": "", "text": empty, "picture": shown}}
    timeless = {"type": "live", "value": {"at": None, "heading": "", "text": "<p>When?</p>", "picture": shown}}
    page = story("The storm", body=[nothing, timeless])
    stand.print()
    assert stand.tree(page.url).xpath("//section[@class='live']") == []
    assert data_on(stand.tree(page.url))["@type"] == "AnalysisNewsArticle"


def test_a_time_without_a_zone_is_the_newsrooms(stand: Newsstand, story: Story) -> None:
    page = story("The storm", body=[entry("2026-07-11T12:00:00", "The port closes.")])
    stand.print()
    assert stand.tree(page.url).xpath("//li[@class='entry']//time/@datetime") == [NOON]
    assert ArticlePage.objects.get(pk=page.pk).is_live


# --- in a browser


class Paper:
    """What is printed now, and what was asked for."""

    def __init__(self) -> None:
        self.sheets: dict[str, Any] = {}
        self.asked: list[str] = []

    def answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        self.asked.append(path)
        if path.startswith("/static/"):
            file = finders.find(path.removeprefix("/static/"))
            route.fulfill(path=file) if file else route.fulfill(status=404)
        elif (sheet := self.sheets.get(path)) is None:
            route.fulfill(status=404)
        else:
            route.fulfill(status=sheet.status, headers=dict(sheet.headers), body=sheet.body)


def printed(stand: Newsstand) -> dict[str, Any]:
    stand.print()
    return {address: stand.press.store.get(address) for address in stand.addresses()}


@pytest.fixture
def issues(stand: Newsstand, story: Story) -> tuple[str, list[dict[str, Any]]]:
    """The address of a story, and all that is printed: with three entries, with four, and when it is over."""
    page = story("The storm", body=STORM)
    found = [printed(stand)]
    page.body = [entry("2026-07-12T06:00:00+08:00", "The wind drops.", "Dawn"), *STORM]
    page.save_revision().publish()
    found.append(printed(stand))
    page.coverage_ended = True
    page.save_revision().publish()
    return page.url, [*found, printed(stand)]


def test_an_open_page_offers_what_is_new_and_moves_nothing_unasked(issues: tuple[str, list[dict[str, Any]]]) -> None:
    url, (first, second, last) = issues
    with chromium() as browser:
        offered(browser, url, first, second, last)
        read_without_script(browser, url, first)


def offered(browser: Browser, url: str, first: Any, second: Any, last: Any) -> None:
    paper, context = Paper(), browser.new_context(viewport={"width": 390, "height": 800})
    context.route("**/*", paper.answer)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.clock.install()
    paper.sheets = first
    tab.goto(f"http://localhost{url}")
    entries, button = tab.locator(".entry"), tab.get_by_role("button", name="There is more. Show it")
    expect(tab.locator(".again")).to_have_count(0)
    with tab.expect_response(f"**{url}"):
        tab.clock.fast_forward(80_000)
    expect(entries).to_have_count(3)
    expect(button).to_have_count(0)
    place = entries.first.bounding_box()
    paper.sheets = second
    with tab.expect_response(f"**{url}"):
        tab.clock.fast_forward(80_000)
    expect(button).to_be_visible()
    expect(entries).to_have_count(3)
    assert entries.first.bounding_box() == place
    button.click()
    expect(entries).to_have_count(4)
    expect(entries.first).to_be_focused()
    expect(entries.first).to_contain_text("The wind drops.")
    expect(button).to_have_count(0)
    paper.sheets = last
    with tab.expect_response(f"**{url}"):
        tab.clock.fast_forward(80_000)
    button.click()
    expect(tab.locator("section.live")).to_contain_text("This story is over")
    asked = len(paper.asked)
    tab.clock.fast_forward(3_600_000)
    tab.evaluate("() => new Promise((done) => requestIdleCallback(done))")
    assert len(paper.asked) == asked
    assert complaints == []
    context.close()


def read_without_script(browser: Browser, url: str, sheets: dict[str, Any]) -> None:
    paper, context = Paper(), browser.new_context(java_script_enabled=False)
    paper.sheets = sheets
    context.route("**/*", paper.answer)
    tab = context.new_page()
    tab.goto(f"http://localhost{url}")
    expect(tab.locator(".entry")).to_have_count(3)
    tab.get_by_role("link", name="Load the page again to see whether there is more").click()
    expect(tab.locator(".entry")).to_have_count(3)
    assert paper.asked.count(url) == 2
    context.close()
