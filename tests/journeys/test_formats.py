"""Each of the four formats once, from an empty form to a reader's telephone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect
from tests.factories import RECORDINGS
from tests.journeys.desk import SOON, Desk, headline_at
from tests.papers import Paper, until

# Of one second; the same is nowhere else in the library.
FILM = {
    "name": "mud.mp4",
    "mimeType": "video/mp4",
    "buffer": (RECORDINGS / "film.mp4").read_bytes() + b"\0\0\0\x0cfreemud\0",
}
WRONG = "WEBVTT\n\n00:00.000 --> 00:00.500\nThe tide is out.\n\n00:00.500 -> 00:01.000\nThe mud is grey.\n"
CAPTIONS = WRONG.replace(" -> ", " --> ")
SENTENCE = "Low water leaves the harbour to those who walk."


@pytest.fixture
def yasmin(visitor: Callable[..., Any], newsroom: tuple[Paper, str]) -> Desk:
    """An editor, logged in."""
    paper, password = newsroom
    desk = Desk(visitor(1280, 900, javascript=True).new_page(), paper.address)
    desk.log_in("yasmin", password)
    return desk


@pytest.fixture
def reads(visitor: Callable[..., Any], newsroom: tuple[Paper, str]) -> Callable[[Desk, str], Any]:
    """Publishes what is in the form, and opens it on a reader's telephone, which runs no script."""

    def read(desk: Desk, headline: str) -> Any:
        desk.do("Publish")
        live = desk.page.get_by_role("link", name=re.compile("View live")).first.get_attribute("href")
        reader = visitor(390, 844).new_page()
        path = urlsplit(str(live)).path
        until(lambda: headline_at(reader, newsroom[0], path) == headline, SOON, f"“{headline}” is there")
        assert reader.evaluate("document.documentElement.scrollWidth <= innerWidth"), "it moves sideways"
        return reader

    return read


def drawn(at: Path, number: int) -> Path:
    """A picture that no other is like: the newsroom asks where it has the same already."""
    path = at / f"drawn-{number}.jpg"
    Image.effect_mandelbrot((1600, 1000), (-2 - number / 7, -1.5, 1, 1.5), 100).convert("RGB").save(path, quality=80)
    return path


def field(within: Any, path: str) -> Locator:
    """What is typed into, in a part of the form."""
    return within.locator(f"[data-contentpath={path}]").locator("input, textarea, select").first


def test_a_column_says_that_it_is_one_and_who_writes_it(
    yasmin: Desk, reads: Callable[[Desk, str], Any], tmp_path: Path, results: Path
) -> None:
    yasmin.begin_in("Culture (English)")
    yasmin.page.get_by_label("Format").select_option(label="Column")
    yasmin.page.get_by_label("Opinion").select_option(label="Opinion")
    yasmin.page.get_by_role("textbox", name="Standfirst").fill("Who owns the shore between two tides?")
    yasmin.write("The shore belongs to whoever walks it", SENTENCE)
    yasmin.sign("Wen Shu-fen")
    yasmin.choose_picture(drawn(tmp_path, 1), "Mud in stripes", within=yasmin.part("lead_picture"))
    reader = reads(yasmin, "The shore belongs to whoever walks it")
    reader.screenshot(path=results / "format-column.png", full_page=True)
    expect(reader.locator("main")).to_contain_text("Opinion")
    expect(reader.locator("main")).to_contain_text("Who owns the shore between two tides?")
    expect(reader.locator("main")).to_contain_text("Wen Shu-fen")
    expect(reader.locator("main img[src*=wen]").or_(reader.locator(".byline img")).first).to_be_visible()


def test_a_film_is_read_seen_and_found_by_its_chapters(
    yasmin: Desk, reads: Callable[[Desk, str], Any], tmp_path: Path, results: Path
) -> None:
    page = yasmin.page
    page.goto(f"{yasmin.address}/newsroom/snippets/media/recording/add/")
    page.locator("#id_title").fill("Low water, filmed")
    page.locator("#id_file").set_input_files(FILM)
    page.locator("#id_credit").fill("Yasmin")
    page.get_by_role("button", name="Add captions").click()
    captions = page.locator("[id^=inline_child_captions]").first
    file = captions.locator("input[type=file]")
    file.set_input_files({"name": "en.vtt", "mimeType": "text/vtt", "buffer": WRONG.encode()})
    page.locator("#id_chapters").fill("00:00 Mud")
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator("main")).to_contain_text("Line 6")
    page.screenshot(path=results / "format-film-wrong.png", full_page=True)
    page.locator("#id_file").set_input_files(FILM)
    file.set_input_files({"name": "en.vtt", "mimeType": "text/vtt", "buffer": CAPTIONS.encode()})
    page.get_by_role("button", name="Save", exact=True).first.click()
    expect(page.locator(".messages")).to_contain_text("Low water, filmed")

    yasmin.begin_in("Culture (English)")
    page.get_by_label("Format").select_option(label="Video")
    page.get_by_role("textbox", name="Standfirst").fill("A film of mud and water.")
    yasmin.write("Low water in one minute", SENTENCE)
    yasmin.choose_film("Low water, filmed")
    yasmin.choose_picture(drawn(tmp_path, 2), "Mud in curves", within=yasmin.part("lead_picture"))
    reader = reads(yasmin, "Low water in one minute")
    reader.screenshot(path=results / "format-film.png", full_page=True)
    expect(reader.locator("video track[kind=captions]")).to_have_attribute("srclang", "en")
    expect(reader.get_by_role("navigation", name="Chapters").get_by_role("link")).to_have_count(1)
    expect(reader.locator("main")).to_contain_text("The mud is grey.")


def test_a_visual_piece_compares_shows_and_places(
    yasmin: Desk, reads: Callable[[Desk, str], Any], tmp_path: Path, results: Path
) -> None:
    yasmin.begin_in("Culture (English)")
    yasmin.page.get_by_label("Format").select_option(label="Visual")
    yasmin.page.get_by_role("textbox", name="Standfirst").fill("Two tides, and where they reach.")
    yasmin.write("Where the water goes", SENTENCE)
    compared = yasmin.insert("Before and after")
    field(compared, "title").fill("The same pier, twice")
    for number, (which, year) in enumerate((("before", "1998"), ("after", "2026"))):
        yasmin.choose_picture(
            drawn(tmp_path, 3 + number), f"The pier in {year}", within=compared.locator(f"[data-contentpath={which}]")
        )
        field(compared, f"{which}_label").fill(year)
    places = yasmin.insert("Map of places")
    field(places, "title").fill("Two harbours in the north")
    field(places, "name").fill("Keelung")
    field(places, "at").fill("25.13, 121.74")
    reader = reads(yasmin, "Where the water goes")
    reader.screenshot(path=results / "format-visual.png", full_page=True)
    expect(reader.locator("section.comparison img")).to_have_count(2)
    expect(reader.locator("section.comparison")).to_contain_text("1998")
    expect(reader.locator("figure.places svg").locator("visible=true").first).to_be_visible()
    expect(reader.locator("figure.places")).to_contain_text("Keelung")


def test_an_interview_tells_questions_from_answers(
    yasmin: Desk, reads: Callable[[Desk, str], Any], results: Path
) -> None:
    page = yasmin.page
    yasmin.begin_in("Culture (English)")
    page.get_by_label("Format").select_option(label="Interview")
    page.get_by_role("textbox", name="Standfirst").fill("A pilot on thirty years of fog.")
    yasmin.write("“Fog is honest”", SENTENCE)
    panel = yasmin.opened("Interview")
    for name, part in (("Lin Mei-hua", "Answers"), ("Yasmin", "Asks")):
        panel.get_by_role("button", name=re.compile("Insert a block|Add speaker|Speaker")).last.click()
        speaker = panel.locator("[data-contentpath=speakers] [data-streamfield-child]").last
        field(speaker, "name").fill(name)
        field(speaker, "part").select_option(label=part)
    page.get_by_label("How it was held").select_option(label="By telephone")
    page.get_by_label("Edited for length and clarity").check()
    page.get_by_label("Exclusive").check()
    for who, words in (("Yasmin", "What is fog?"), ("Lin Mei-hua", "An honest sky.")):
        turn = yasmin.insert("Turn of an interview")
        turn.locator("select").select_option(label=who)
        turn.locator(".public-DraftEditor-content").click()
        page.keyboard.type(words)
    reader = reads(yasmin, "“Fog is honest”")
    reader.screenshot(path=results / "format-interview.png", full_page=True)
    body = reader.locator("main")
    for words in ("Exclusive", "What is fog?", "An honest sky.", "Lin Mei-hua", "By telephone", "edited for length"):
        expect(body).to_contain_text(re.compile(re.escape(words), re.IGNORECASE))
