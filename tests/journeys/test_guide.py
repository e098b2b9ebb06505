"""The pictures of the editors' guide show the newsroom as it is."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.journeys.guide.pictures import SHOTS, Shot
from tests.journeys.guide.seen import Screen, kept, photographed, settled, told_apart
from tests.journeys.guide.stage import Windows, newsroom_in_the_morning
from tests.papers import copied

WRITE = os.environ.get("FREESHEET_GUIDE_PICTURES") == "write"


@pytest.fixture(scope="module")
def morning(
    untouched: Path, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Windows, dict[str, int]]]:
    """The newsroom on a Monday morning, and the ids of what is in it."""
    folder = copied(untouched, tmp_path_factory.mktemp("guide") / "tideline")
    with newsroom_in_the_morning(folder) as (paper, found):
        yield Windows(browser, paper), found


def seen(shot: Shot, morning: tuple[Windows, dict[str, int]]) -> Screen:
    """What the newsroom shows where the picture was taken."""
    windows, found = morning
    with windows.of(shot.who, shot.width, shot.height) as page:
        path = re.sub(r"{(.+?)}", lambda named: str(found[named[1]]), shot.screen)
        answer = page.goto(f"{windows.paper.address}/newsroom/{path}", wait_until="load")
        assert answer is not None
        assert answer.status == 200, shot.name
        settled(page)
        shot.do(page)
        settled(page)
        return photographed(page, shot.part(page))


@pytest.mark.parametrize("shot", SHOTS, ids=[shot.name for shot in SHOTS])
def test_the_guides_picture_shows_the_newsroom_as_it_is(
    shot: Shot, morning: tuple[Windows, dict[str, int]], results: Path
) -> None:
    screen = seen(shot, morning)
    (results / f"guide-{shot.name}.png").write_bytes(screen.picture)
    apart = told_apart(shot.name, screen)
    if WRITE and apart:
        kept(shot.name, screen)
        apart = told_apart(shot.name, screen)
    assert not apart, apart


BOARD = next(shot for shot in SHOTS if shot.name == "board")
OTHERWISE = {
    "a button says something else": ("document.querySelector('main a.button').lastChild.data = 'Suggest'", "Suggest"),
    "a button is gone": ("document.querySelector('main form.filters button').remove()", 'button "Show"'),
    "a column is gone": ("document.querySelector('.board__column').remove()", 'region "Pitch 0"'),
    "what stood at the left is at the right": ("document.body.style.direction = 'rtl'", "looks otherwise"),
    "it is set in the dark": ("document.documentElement.className = 'w-theme-dark'", "looks otherwise"),
}
NO_MATTER = {
    "nothing": "0",
    "another font": "document.body.style.fontFamily = 'DejaVu Serif, serif'",
    "another day": "document.querySelectorAll('main span').forEach(e => e.innerText = e.innerText.replace(/\\d+/g, 7))",
}


def altered(script: str, morning: tuple[Windows, dict[str, int]]) -> str:
    """What is said of the board's picture if the screen is changed in this way first."""
    return told_apart(BOARD.name, seen(replace(BOARD, do=lambda page: page.evaluate(script)), morning))


@pytest.mark.parametrize("what", OTHERWISE)
def test_a_picture_that_is_stale_is_noticed(what: str, morning: tuple[Windows, dict[str, int]]) -> None:
    script, named = OTHERWISE[what]
    told = altered(script, morning)
    assert told.startswith("docs/editors/pictures/board.png shows another screen than the newsroom does now")
    assert named in told


@pytest.mark.parametrize("what", NO_MATTER)
def test_a_picture_stays_good_on_another_day_and_in_other_fonts(
    what: str, morning: tuple[Windows, dict[str, int]]
) -> None:
    assert altered(NO_MATTER[what], morning) == ""
