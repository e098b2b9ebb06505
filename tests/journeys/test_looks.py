"""How the newsroom looks: nothing is cut off, shifted or on the wrong side."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from tests.journeys.desk import Desk, edit
from tests.papers import Paper

from freesheet.importers.demo.languages import TIMEZONE

MOST_PIXELS_APART = 1.0
TELEPHONE = 390


@pytest.fixture
def desk(visitor: Callable[..., Any], newsroom: tuple[Paper, str], made: tuple[Path, str]) -> Desk:
    """An administrator's."""
    desk = Desk(visitor(1280, 900, javascript=True).new_page(), newsroom[0].address)
    desk.log_in("editor", made[1])
    return desk


@pytest.fixture
def paper(newsroom: tuple[Paper, str]) -> Paper:
    return newsroom[0]


def speak(desk: Desk, language: str) -> None:
    desk.page.goto(f"{desk.address}/newsroom/account/")
    desk.page.locator("[name=name_email-first_name]").fill("Ada")
    desk.page.locator("[name=name_email-last_name]").fill("L")
    desk.page.locator("[name=locale-preferred_language]").select_option(language)
    desk.page.locator(".footer button[type=submit], footer button[type=submit]").first.click()
    expect(desk.page.locator("html")).to_have_attribute("lang", language or "en")


def words_of(element: Locator) -> dict[str, float]:
    """Where in the window the words of an element stand, whatever room it has."""
    box: dict[str, float] = element.evaluate(
        """(element) => {
            const range = document.createRange();
            range.selectNodeContents(element);
            const { left, right } = range.getBoundingClientRect();
            const room = element.getBoundingClientRect();
            return { left, right, roomLeft: room.left, roomRight: room.right };
        }"""
    )
    return box


def test_english_titles_keep_to_the_side_where_urdu_begins(desk: Desk) -> None:
    speak(desk, "ur")
    try:
        desk.page.goto(f"{desk.address}/newsroom/")
        title = desk.page.locator(".desk__line h3").filter(has_text="Who pays for the cables").first
        where = words_of(title)
        assert abs(where["right"] - where["roomRight"]) <= MOST_PIXELS_APART
    finally:
        speak(desk, "")


def test_a_sentence_in_english_ends_at_its_end_in_a_form_in_urdu(desk: Desk, paper: Paper) -> None:
    speak(desk, "ur")
    try:
        edit(desk.page, paper, "Why a night market works")
        standfirst = desk.page.locator("[name=standfirst]")
        expect(standfirst).to_have_css("unicode-bidi", "plaintext")
    finally:
        speak(desk, "")


def test_nothing_waits_beyond_the_edge_of_an_articles_form_to_which_it_could_be_shifted(
    desk: Desk, paper: Paper
) -> None:
    edit(desk.page, paper, "The box that made distance cheap")
    main = desk.page.locator("main")
    expect(desk.page.locator("[data-contentpath=body] [data-streamfield-child]").first).to_be_visible()
    wider = main.evaluate("(main) => main.scrollWidth - main.clientWidth")
    assert wider == 0


def test_a_field_shows_all_its_lines_when_letters_come_late_and_when_a_panel_opens_beside_it(
    desk: Desk, paper: Paper
) -> None:
    edit(desk.page, paper, "Why a night market works")
    field = desk.page.locator("[name=standfirst]")
    hidden = "(field) => field.scrollHeight - field.clientHeight"
    expect(field).to_have_attribute("style", re.compile("height"))
    # Letters that are larger than those by which the field was measured.
    field.evaluate("(field) => { field.style.fontSize = '28px'; }")
    assert field.evaluate(hidden) > 0
    desk.page.evaluate("document.fonts.dispatchEvent(new Event('loadingdone'))")
    assert field.evaluate(hidden) <= MOST_PIXELS_APART
    desk.page.get_by_role("button", name="Toggle checks").click()
    expect(desk.page.get_by_role("heading", name="Before publishing")).to_be_visible()
    desk.page.wait_for_function(f"() => ({hidden})(document.querySelector('[name=standfirst]')) <= 1")


def test_words_of_buttons_at_the_door_stand_in_the_middle(desk: Desk) -> None:
    desk.page.goto(f"{desk.address}/newsroom/second-factor/")
    for button in desk.page.locator(".door .button").all():
        where = words_of(button)
        before, behind = where["left"] - where["roomLeft"], where["roomRight"] - where["right"]
        assert abs(before - behind) <= 2 * MOST_PIXELS_APART


TITLES = {"images/": "Images", "snippets/media/recording/": "Films and sounds", "plan/pieces/": "All pieces"}


@pytest.mark.parametrize("address", TITLES)
def test_the_title_of_a_list_is_whole_on_a_telephone(desk: Desk, address: str) -> None:
    desk.page.set_viewport_size({"width": TELEPHONE, "height": 844})
    desk.page.goto(f"{desk.address}/newsroom/{address}")
    title = desk.page.locator(".w-breadcrumbs").get_by_text(TITLES[address], exact=True).last
    expect(title).to_be_visible()
    assert is_whole(title, desk.page)


def is_whole(element: Locator, page: Page) -> bool:
    """Whether nothing of it is cut off by the window or by what it stands in."""
    seen: bool = element.evaluate(
        """(element) => {
            const range = document.createRange();
            range.selectNodeContents(element);
            const words = range.getBoundingClientRect();
            for (let around = element; around; around = around.parentElement) {
                if (getComputedStyle(around).overflowX === "visible") continue;
                const room = around.getBoundingClientRect();
                if (words.left < room.left - 1 || words.right > room.right + 1) return false;
            }
            return words.left >= 0 && words.right <= innerWidth;
        }"""
    )
    return seen


def test_a_live_story_is_legible_in_print_and_its_day_stays_with_its_entries(
    visitor: Callable[..., Any], paper: Paper
) -> None:
    reader = visitor(1280, 900).new_page()
    reader.goto(f"{paper.address}/asia/spring-tide/")
    reader.emulate_media(media="print")
    mark = reader.locator(".kicker b.live")
    # Printers leave out what is behind letters.
    expect(mark).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(mark).to_have_css("color", "rgb(0, 0, 0)")
    expect(reader.locator(".live .day").first).to_have_css("break-after", "avoid")


def test_the_bar_of_the_goal_fills_its_room(visitor: Callable[..., Any], paper: Paper) -> None:
    reader = visitor(TELEPHONE, 844).new_page()
    reader.goto(f"{paper.address}/support/")
    bar = reader.locator(".goal-meter")
    bar.scroll_into_view_if_needed()
    picture = Image.open(io.BytesIO(bar.screenshot())).convert("L")
    middle = [picture.getpixel((picture.width * 3 // 4, y)) for y in range(picture.height)]
    assert max(min(middle[:3]), min(middle[-3:])) < 160 < min(middle[4:-4]), "lines above and below what is to come"


MONEY = (
    "gifts/", "gifts/?state=received&currency=TWD", "gifts/figures/", "gifts/thanks/", "gifts/held/", "bank/",
    "bank/matched/", "asking/", "quarters/", "quarters/{quarter}/", "letters/", "letters/mailbox/",
)  # fmt: skip
READERS = ("accounts/", "accounts/{quarter}/", "thanks-to/", "giving/", "giving/kept/")
BEYOND = """() => [...document.querySelectorAll("body *")].filter((element) => {
    const texts = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
    if (!texts.length || element.closest("script, style, .w-sr-only, .sr-only, svg, nav")) return false;
    if (getComputedStyle(element).visibility === "hidden") return false;
    for (let around = element; around; around = around.parentElement) {
        if (/auto|scroll/.test(getComputedStyle(around).overflowX)) return false;
    }
    return texts.some((text) => {
        const range = document.createRange();
        range.selectNode(text);
        const words = [...range.getClientRects()].filter((each) => each.width > 1);
        return words.some((each) => each.left < -1 || each.right > innerWidth + 1);
    });
}).map((element) => element.textContent.trim().slice(0, 60))"""
"""The words that begin or end beyond the edge of the window, and that nothing rolls to."""


def beyond_the_edge(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        answer = page.goto(address)
        assert answer is not None
        assert answer.status == 200, address
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if words := [*page.evaluate(BEYOND), *(["the page itself"] if wide > 1 else [])]:
            found[address] = words
    return found


def last_quarter() -> str:
    """The newest that is over, and so published at the demonstration newspaper."""
    today = datetime.now(ZoneInfo(TIMEZONE))
    last = today.year * 4 + (today.month - 1) // 3 - 1
    return f"{last // 4}-q{last % 4 + 1}"


def test_no_word_of_the_money_screens_is_beyond_the_edge_of_a_telephone_in_urdu(desk: Desk) -> None:
    speak(desk, "ur")
    try:
        desk.page.set_viewport_size({"width": TELEPHONE, "height": 844})
        screens = [f"{desk.address}/newsroom/{each.format(quarter=last_quarter())}" for each in MONEY]
        assert beyond_the_edge(desk.page, screens) == {}
        assert desk.page.locator("html").get_attribute("dir") == "rtl"
    finally:
        desk.page.set_viewport_size({"width": 1280, "height": 900})
        speak(desk, "")


@pytest.mark.parametrize("prefix", ["", "zh-hant/", "ur/"])
def test_no_word_of_readers_money_pages_is_beyond_the_edge_of_a_telephone(
    visitor: Callable[..., Any], paper: Paper, prefix: str
) -> None:
    reader = visitor(TELEPHONE, 844).new_page()
    pages = [f"{paper.address}/{prefix}{each.format(quarter=last_quarter())}" for each in READERS]
    assert beyond_the_edge(reader, pages) == {}
    assert reader.goto(pages[1]).status == 200
    expect(reader.locator(".accounts-table").first).to_be_visible()
