"""Films in a real browser: ours by the keyboard, those of others only when a reader asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route
from tests.papers import Paper, until

OURS = "/culture/calligraphy-video/"
THEIRS = "earthquake-early-warning"


def elsewhere(page: Any, paper: Paper) -> list[str]:
    """Addresses on other sites that the page asks for, from now on. They are answered here: no test needs the web."""
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=200, content_type="text/html", body="<p id=there>A player</p>")

    page.route(lambda url: not url.startswith(paper.address), answer)
    return asked


@pytest.mark.parametrize("javascript", [True, False])
def test_nothing_of_another_site_is_loaded_before_a_reader_wants_it(
    visitor: Callable[..., Any], paper: Paper, printed: list[str], javascript: bool
) -> None:
    [address] = [each for each in printed if each.startswith("/") and f"/{THEIRS}/" in each]
    page = visitor(1280, 900, javascript=javascript).new_page()
    asked = elsewhere(page, paper)
    page.goto(paper.address + address, wait_until="networkidle")
    frame = page.locator("iframe")
    frame.scroll_into_view_if_needed()
    button = page.frame_locator("iframe").get_by_role("link")
    assert "Internet Archive" in button.inner_text()
    page.screenshot()
    assert asked == []
    button.click()
    page.frame_locator("iframe").locator("#there").wait_for()
    assert [urlsplit(url).hostname for url in asked] == ["archive.org"]
    assert urlsplit(page.url).path == address


def test_the_player_is_reached_by_the_keyboard(visitor: Callable[..., Any], paper: Paper, printed: list[str]) -> None:
    [address] = [each for each in printed if f"/{THEIRS}/" in each]
    page = visitor(390, 844).new_page()
    asked = elsewhere(page, paper)
    page.goto(paper.address + address, wait_until="networkidle")
    page.frame_locator("iframe").get_by_role("link").focus()
    page.keyboard.press("Enter")
    page.frame_locator("iframe").locator("#there").wait_for()
    assert len(asked) == 1


def test_a_film_of_ours_plays_by_the_keyboard_from_any_moment_with_its_captions(
    visitor: Callable[..., Any], paper: Paper
) -> None:
    page = visitor(1280, 900, javascript=True).new_page()
    asked = elsewhere(page, paper)
    page.goto(paper.address + OURS)
    film = page.locator("video")
    film.focus()
    page.keyboard.press("Space")
    until(lambda: film.evaluate("film => film.currentTime > 0.2"), what="the film plays")
    film.evaluate("film => { film.textTracks[0].mode = 'showing'; film.currentTime = 20 }")
    there = "film => !film.seeking && film.textTracks[0].cues?.length > 5"
    until(lambda: film.evaluate(there), what="its captions are there")
    assert film.evaluate("film => film.currentTime") >= 20
    assert "sweep past" in film.evaluate("film => [...film.textTracks[0].cues].map(cue => cue.text).join()")
    page.get_by_role("navigation", name="Chapters").get_by_role("link").nth(3).click()
    page.wait_for_url("**/*.webm#t=22")
    until(lambda: page.locator("video").evaluate("film => film.currentTime >= 22"), what="the fourth chapter plays")
    assert asked == []
