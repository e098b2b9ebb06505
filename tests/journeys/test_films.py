"""Films in a real browser: ours by the keyboard, those of others only when a reader asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Route, expect
from tests.journeys.test_editor import Desk
from tests.papers import Paper, until

from freesheet.importers.demo import films

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


FILM = Path(films.__file__).parents[1] / "content" / "films" / "eight-strokes.webm"
MOMENT = 20
LIKE_THE_FILM = """([seconds]) => new Promise((resolve, reject) => {
  const film = document.querySelector("video");
  const picture = new Image();
  const seen = (what) => {
    const pen = Object.assign(document.createElement("canvas"), {width: 64, height: 36}).getContext("2d");
    pen.drawImage(what, 0, 0, 64, 36);
    return pen.getImageData(0, 0, 64, 36).data;
  };
  film.preload = "auto";
  film.onerror = picture.onerror = () => reject("it cannot be shown");
  film.onseeked = () => {
    const [one, other] = [seen(film), seen(picture)];
    resolve(one.reduce((sum, each, at) => sum + Math.abs(each - other[at]), 0) / one.length);
  };
  picture.onload = () => { film.currentTime = seconds; };
  picture.src = film.poster;
})"""
"""How far a film's poster is from the film at a moment, on average, of 255."""


def test_a_film_without_a_poster_gets_one_of_its_frames_and_readers_see_it(
    visitor: Callable[..., Any], newsroom: tuple[Paper, str], results: Path
) -> None:
    paper, password = newsroom
    desk = Desk(visitor(1280, 900, javascript=True).new_page(), paper.address)
    desk.log_in("yasmin", password)
    desk.begin_article("Tideline", "Culture")
    desk.write("A brush at rest", "He lifts the brush.")
    desk.page.locator("[data-contentpath=film]").get_by_role("button", name="Choose").click()
    dialog = desk.page.locator(".modal-dialog")
    dialog.get_by_role("tab", name="Upload").click()
    dialog.locator("input[name=title]").fill("A brush at rest")
    # A file that the library does not have: empty space behind the end makes it another one.
    upload = {"name": "brush.webm", "mimeType": "video/webm", "buffer": FILM.read_bytes() + b"\xec\x81\0"}
    dialog.locator("input[name=file]").set_input_files(upload)
    told = dialog.locator(".film-frame [role=status]")
    expect(told).to_have_text("The poster is the film at 0:03.")
    dialog.get_by_label("The film", exact=True).evaluate(
        "(film, seconds) => new Promise((resolve) => { film.onseeked = resolve; film.currentTime = seconds; })", MOMENT
    )
    dialog.get_by_role("button", name="Use this moment").click()
    expect(told).to_have_text("The poster is the film at 0:20.")
    desk.page.screenshot(path=results / "newsroom-poster.png", full_page=True)
    dialog.get_by_role("button", name="Upload", exact=True).click()
    expect(dialog).to_be_hidden()

    desk.do("Publish")
    live = desk.page.get_by_role("link", name=re.compile("View live")).first.get_attribute("href")
    path = urlsplit(str(live)).path
    until(lambda: paper.ask(path).status == 200, what="the article is there")
    reader = visitor(1280, 900, javascript=True).new_page()
    reader.goto(paper.address + path)
    reader.screenshot(path=results / "reader-poster.png", full_page=True)
    poster = reader.locator("video").get_attribute("poster")
    assert paper.ask(str(poster)).headers["content-type"] == "image/jpeg"
    assert reader.evaluate(LIKE_THE_FILM, [MOMENT]) < 4
    assert reader.evaluate(LIKE_THE_FILM, [3]) > 4
