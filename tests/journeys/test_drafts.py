"""An author goes on while a draft is kept: what comes meanwhile is not lost, and what is saved then is saved once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Request, Route, expect
from tests.journeys.desk import Desk
from tests.journeys.test_typing import BOPOMOFO, Hands
from tests.papers import Paper

PATIENCE_MILLISECONDS = 20_000
FORMS = "**/newsroom/pages/**"


@pytest.fixture
def desk(visitor: Callable[..., Any], newsroom: tuple[Paper, str]) -> Desk:
    """An editor at an article that is begun."""
    paper, password = newsroom
    desk = Desk(visitor(1280, 900, javascript=True).new_page(), paper.address)
    desk.log_in("yasmin", password)
    desk.page.add_init_script("addEventListener('w-unsaved:watch-edits', () => window.watched = true)")
    desk.begin_in("Science")
    # What is typed before is no change to Wagtail.
    desk.page.wait_for_function("() => window.watched")
    return desk


def is_draft(request: Request) -> bool:
    return request.method == "POST" and "json" in request.headers.get("accept", "")


@contextmanager
def kept(page: Page) -> Iterator[None]:
    """Ends when a draft has been kept that set out since."""
    page.evaluate(
        "() => addEventListener('w-autosave:success', () => window.kept = true, {once: true}, window.kept = 0)"
    )
    yield
    page.wait_for_function("() => window.kept", timeout=PATIENCE_MILLISECONDS)


@contextmanager
def on_its_way(page: Page, sends: Callable[[], None]) -> Iterator[Callable[[], None]]:
    """While the server has a draft and has not answered yet; gives what lets it answer."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        if is_draft(route.request) and not waiting:
            waiting.append(route)
        else:
            route.fallback()

    page.route(FORMS, hold)
    with page.expect_request(is_draft):
        sends()
    yield lambda: waiting[0].fallback()
    page.unroute(FORMS, hold)


def headline(desk: Desk) -> Locator:
    return desk.page.get_by_role("textbox", name="Headline")


def comments(desk: Desk) -> Locator:
    return desk.page.locator(".comments-list > .comment")


def test_comments_that_are_made_while_a_draft_is_on_its_way_stay(desk: Desk) -> None:
    with kept(desk.page):
        headline(desk).press_sequentially("Where the sand goes")
    desk.open_comments()
    with kept(desk.page):
        desk.comment("standfirst", "Which survey?")
    with kept(desk.page):
        desk.comment("kicker", "Too long.")
    expect(comments(desk)).to_have_count(2)

    with kept(desk.page), on_its_way(desk.page, lambda: headline(desk).press_sequentially(" to")) as answer:
        comments(desk).filter(has_text="Which survey?").click()
        comments(desk).filter(has_text="Which survey?").get_by_role("textbox").fill("That of 2024.")
        desk.page.get_by_role("button", name="Reply", exact=True).click()
        answered = comments(desk).filter(has_text="Too long.")
        answered.get_by_label("More actions").click()
        answered.get_by_role("menuitem", name="Resolve").click()
        desk.comment("title", "To where?")
        desk.begin_comment("kicker")
        desk.comment_box.fill("Shorter")
        answer()

    expect(desk.comment_box).to_have_text("Shorter")
    desk.comment_box.press("End")
    desk.comment_box.type(", by half.")
    desk.end_comment()
    numbers = desk.page.locator("#comments-output input[name^=comments-][name$='-id']")
    expect(numbers).to_have_count(4)
    for number in range(4):
        expect(numbers.nth(number)).to_have_value(re.compile(r"\d"))
    desk.page.reload()
    for words in ("Which survey?", "That of 2024.", "To where?", "Shorter, by half."):
        expect(desk.page.locator(".comments-list").get_by_text(words)).to_have_count(1)
    expect(comments(desk)).to_have_count(3)


def test_who_writes_a_comment_when_a_draft_is_answered_writes_on_where_they_were(desk: Desk) -> None:
    hands = Hands(desk.page)
    desk.open_comments()
    with kept(desk.page), on_its_way(desk.page, lambda: headline(desk).press_sequentially("Sand")) as answer:
        desk.begin_comment("kicker")
        desk.comment_box.press_sequentially("Too long: ")
        hands.compose(BOPOMOFO[0], commit=False)
        answer()
    hands.compose(BOPOMOFO[1])
    expect(desk.comment_box).to_have_value("Too long: 新聞")
    with kept(desk.page), on_its_way(desk.page, lambda: headline(desk).press_sequentially(" goes")) as answer:
        desk.comment_box.press("End")
        for _letter in "新聞":
            desk.page.keyboard.press("ArrowLeft")
        answer()
    desk.page.keyboard.type("by half, ")
    expect(desk.comment_box).to_have_value("Too long: by half, 新聞")


@pytest.mark.parametrize("by", ["Ctrl+S", "a click"])
def test_what_is_saved_while_a_draft_is_on_its_way_is_saved_once(desk: Desk, by: str) -> None:
    told = f"Sand, saved by {by}"
    desk.open_comments()

    def write() -> None:
        headline(desk).press_sequentially(told)
        desk.comment("standfirst", "By whom?")

    with on_its_way(desk.page, write) as answer:
        desk.comment("title", "And when?")
        if by == "Ctrl+S":
            desk.page.keyboard.press("Control+s")
        else:
            desk.page.get_by_role("button", name="Save draft").first.click()
        answer()
    expect(desk.page.locator(".messages")).to_contain_text("has been updated")
    desk.page.reload()
    expect(headline(desk)).to_have_value(told)
    expect(comments(desk)).to_have_count(2)
    desk.page.goto(f"{desk.address}/newsroom/pages/search/?q={quote(told)}")
    expect(desk.page.get_by_role("link", name=told, exact=True)).to_have_count(1)
