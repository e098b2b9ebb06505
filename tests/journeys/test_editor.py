"""An editor writes, previews, publishes, changes and withdraws an article; a reader's window follows."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from playwright.sync_api import expect
from tests.journeys.desk import (
    SOON,
    Desk,
    column,
    edit,
    headline_at,
    headlines,
    hired,
    line,
    page_at,
    previewed,
    stored_pages,
)
from tests.journeys.screens import wrong_in_screens
from tests.journeys.test_checkers import AXE
from tests.papers import Paper, freesheet, until

from freesheet.importers.demo.languages import TIMEZONE
from freesheet.press.store import Store

HEADLINE = "潮間帶的清晨：退潮之後 🌊"
CHANGED = "潮間帶的黃昏：漲潮之前 🌅"
SENTENCE = "清晨四點，海水退到堤外，漁人提著燈走進泥灘。"
ALT = "退潮後的泥灘"


def test_an_editor_publishes_changes_and_withdraws_an_article_and_a_reader_sees_it(
    visitor: Callable[..., Any], newsroom: tuple[Paper, str], photograph: Path, results: Path
) -> None:
    paper, password = newsroom
    store = Store(paper.folder / "store")
    before = stored_pages(store)
    desk = Desk(visitor(1280, 900, javascript=True).new_page(), paper.address)
    reader = visitor(390, 844).new_page()

    desk.log_in("yasmin", password)
    desk.begin_article("潮線", "文化")
    desk.write(HEADLINE, SENTENCE)
    desk.choose_picture(photograph, ALT)
    desk.page.screenshot(path=results / "newsroom-article.png", full_page=True)

    preview = previewed(desk.page)
    expect(preview.locator("h1")).to_have_text(HEADLINE)
    expect(preview.locator(".body")).to_contain_text(SENTENCE)
    expect(preview.locator("figure.hero img")).to_have_attribute("alt", ALT)
    desk.page.screenshot(path=results / "newsroom-preview.png")
    assert stored_pages(store) == before
    assert headlines(reader, f"{paper.address}/zh-hant/").count(HEADLINE) == 0

    desk.do("Publish")
    live = desk.page.get_by_role("link", name=re.compile("View live")).first.get_attribute("href")
    assert live is not None
    path = urlsplit(live).path
    assert unquote(path).startswith("/zh-hant/culture/潮間帶的清晨")
    until(lambda: headline_at(reader, paper, path) == HEADLINE, SOON, "the article is there")
    reader.screenshot(path=results / "reader-article.png", full_page=True)
    expect(reader.locator(".body")).to_contain_text(SENTENCE)
    shown = reader.locator("figure.hero img")
    expect(shown).to_have_attribute("alt", ALT)
    assert paper.ask(str(shown.get_attribute("src"))).status == 200
    until(lambda: HEADLINE in headlines(reader, f"{paper.address}/zh-hant/"), SOON, "the front page shows it")
    reader.screenshot(path=results / "reader-front.png")
    until(lambda: HEADLINE in headlines(reader, f"{paper.address}/zh-hant/culture/"), SOON, "its section shows it")
    assert {unquote(address) for address in stored_pages(store) - before} == {unquote(path)}

    edit(desk.page, paper, HEADLINE)
    desk.page.get_by_role("textbox", name="Headline").fill(CHANGED)
    desk.page.get_by_label("Why it changes").select_option("update")
    desk.do("Publish")
    until(lambda: headline_at(reader, paper, path) == CHANGED, SOON, "readers see the new headline")
    until(lambda: CHANGED in headlines(reader, f"{paper.address}/zh-hant/"), SOON, "the front page shows the new one")
    assert HEADLINE not in headlines(reader, f"{paper.address}/zh-hant/")

    edit(desk.page, paper, CHANGED)
    desk.do("Unpublish")
    desk.page.get_by_role("button", name="Yes, unpublish").click()
    until(lambda: paper.ask(path).status == 410, SOON, "readers find nothing there any more")
    until(lambda: CHANGED not in headlines(reader, f"{paper.address}/zh-hant/"), SOON, "the front page lets it go")
    reader.goto(paper.address + path)
    reader.screenshot(path=results / "reader-missing.png")
    assert reader.locator("h1").inner_text() == "網頁已經撤下"
    assert stored_pages(store) == before


def test_an_editor_draws_a_chart_from_a_file_and_sets_a_point_by_a_click(
    visitor: Callable[..., Any], newsroom: tuple[Paper, str], photograph: Path, results: Path
) -> None:
    paper, password = newsroom
    desk = Desk(visitor(1280, 900, javascript=True).new_page(), paper.address)
    reader = visitor(390, 844).new_page()
    desk.log_in("yasmin", password)
    desk.begin_article("潮線", "文化")
    desk.write("港口的船", SENTENCE)

    chart = desk.insert("Chart")
    chart.locator("[data-contentpath=title] input").fill("高雄的船最多")
    table = "港口,船\n高雄,12\n基隆,7\n"
    chart.locator(".aid-file input").set_input_files(
        {"name": "ships.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    expect(chart.locator("[data-contentpath=table] textarea")).to_have_value(table)
    chart.locator("[data-contentpath=alt] textarea").fill("高雄十二艘，基隆七艘。")

    annotated = desk.insert("Annotated picture")
    # Another one than before: the newsroom asks where it has the same already.
    Image.radial_gradient("L").resize((1600, 1000)).convert("RGB").save(photograph, quality=85)
    desk.choose_picture(photograph, ALT, within=annotated)
    annotated.get_by_role("button", name="Set on the picture").click()
    picture = desk.page.locator("dialog.aid-pick img")
    expect(picture).to_have_js_property("complete", True)
    box = picture.bounding_box()
    assert box is not None
    picture.click(position={"x": box["width"] / 4, "y": box["height"] / 2})
    places = [float(annotated.locator(f"[data-point={axis}] input").input_value()) for axis in "xy"]
    assert places == [pytest.approx(25, abs=1), pytest.approx(50, abs=1)]
    annotated.locator("[data-contentpath=points] [data-contentpath=title] input").fill("堤")
    desk.page.screenshot(path=results / "newsroom-aids.png", full_page=True)

    desk.do("Publish")
    live = desk.page.get_by_role("link", name=re.compile("View live")).first.get_attribute("href")
    path = urlsplit(str(live)).path
    until(lambda: headline_at(reader, paper, path) == "港口的船", SOON, "the article is there")
    expect(reader.locator("figure.chart svg").locator("visible=true")).to_have_count(1)
    expect(reader.locator("figure.chart figcaption")).to_contain_text("高雄的船最多")
    expect(reader.locator("figure.annotated li")).to_contain_text("堤")
    expect(reader.locator("figure.annotated circle")).to_be_visible()
    reader.screenshot(path=results / "reader-aids.png", full_page=True)


PIECE = "燈塔最後一班"
OTHERWISE = "燈塔最後一夜"
LAST_WORDS = " In the last of its shifts, 1908."


def test_a_piece_goes_from_the_pitch_to_the_desk(
    visitor: Callable[..., Any], newsroom: tuple[Paper, str], results: Path
) -> None:
    paper, password = newsroom
    rana, tomas = (
        hired(visitor, paper, name, role) for name, role in (("rana", "reporter"), ("tomas", "fact-checker"))
    )
    yasmin = Desk(visitor(1280, 900, javascript=True).new_page(), paper.address)
    yasmin.log_in("yasmin", password)

    rana.page.goto(f"{paper.address}/newsroom/plan/")
    rana.page.get_by_role("link", name="Pitch").click()
    rana.page.get_by_label("Working title").fill(PIECE)
    rana.page.get_by_label("Section").select_option(label="Asia (English)")
    rana.page.get_by_role("button", name="Save").click()
    yasmin.page.goto(f"{paper.address}/newsroom/plan/")
    card = yasmin.page.get_by_role("listitem").filter(has_text=PIECE)
    card.locator("summary").focus()
    yasmin.page.keyboard.press("Enter")
    card.get_by_label("Who makes it").select_option(label="rana")
    card.get_by_role("button", name="Assign").click()
    expect(column(yasmin.page, "Writing")).to_contain_text(PIECE)

    line(rana, "Begin", PIECE).click()
    rana.page.get_by_role("textbox", name="Standfirst").fill("A light, and who keeps it.")
    rana.write(PIECE, SENTENCE)
    rana.page.keyboard.type(LAST_WORDS, delay=30)
    # Sooner than the text editor hands over what was typed.
    rana.page.keyboard.press("Control+s")
    rana.page.wait_for_load_state()
    expect(rana.page.locator(".messages")).to_contain_text("has been updated")
    expect(rana.page.locator(".public-DraftEditor-content").filter(has_text=SENTENCE + LAST_WORDS)).to_be_visible()

    tomas.page.goto(f"{paper.address}/newsroom/plan/")
    tomas.page.get_by_role("link", name=PIECE).click()
    tomas.open_comments()
    tomas.comment("standfirst", "Who says that it is the last one?")
    tomas.save()
    answer = line(rana, "Answer", PIECE)
    rana.page.screenshot(path=results / "newsroom-desk.png", full_page=True)
    answer.click()
    expect(rana.page.get_by_text("Who says that it is the last one?").first).to_be_visible()

    rana.page.goto(f"{paper.address}/newsroom/plan/")
    card = rana.page.get_by_role("listitem").filter(has_text=PIECE)
    card.locator("summary").click()
    card.get_by_role("button", name="Hand in").click()
    expect(column(rana.page, "Fact check")).to_contain_text(PIECE)
    rana.page.screenshot(path=results / "newsroom-board.png", full_page=True)
    line(tomas, "Check", PIECE).click()
    expect(tomas.page.get_by_role("textbox", name="Headline")).to_have_value(PIECE)
    tomas.page.goto(f"{paper.address}/newsroom/plan/")
    card = tomas.page.get_by_role("listitem").filter(has_text=PIECE)
    card.locator("summary").click()
    card.get_by_role("button", name="The facts hold").click()
    expect(column(tomas.page, "Edit")).to_contain_text(PIECE)

    line(yasmin, "Edit", PIECE).click()
    yasmin.page.screenshot(path=results / "newsroom-edit.png", full_page=True)
    yasmin.schedule(datetime.now(ZoneInfo(TIMEZONE)) + timedelta(days=1))
    yasmin.do("Approve and Publish")
    expect(yasmin.page).to_have_url(re.compile(r"/newsroom/pages/\d+/$"))
    reader = visitor(390, 844).new_page()
    path = f"/asia/{quote(PIECE)}/"
    assert paper.ask(path).status == 404
    a_night_passes(paper)
    until(lambda: headline_at(reader, paper, path) == PIECE, SOON, "it is public at its hour")
    expect(reader.locator(".body")).to_contain_text(SENTENCE)

    edit(yasmin.page, paper, PIECE)
    yasmin.page.screenshot(path=results / "newsroom-live.png", full_page=True)
    yasmin.page.get_by_role("button", name="Actions", exact=True).first.click()
    yasmin.page.get_by_role("link", name="Correct…").first.click()
    yasmin.page.get_by_label("What was wrong").fill("The last shift was in May.")
    yasmin.page.get_by_label("What is right").fill("The last shift was in June.")
    yasmin.page.get_by_role("radio").last.check()
    yasmin.page.screenshot(path=results / "newsroom-correct.png", full_page=True)
    yasmin.page.get_by_role("button", name="Correct").click()
    until(lambda: "in June" in page_at(reader, paper, path), SOON, "readers are told")
    reader.screenshot(path=results / "reader-corrected.png", full_page=True)

    edit(yasmin.page, paper, PIECE)
    yasmin.page.get_by_role("textbox", name="Headline").fill(OTHERWISE)
    yasmin.page.get_by_label("Why it changes").select_option("update")
    yasmin.do("Publish")
    until(lambda: headline_at(reader, paper, path) == OTHERWISE, SOON, "readers see the new headline")

    edit(yasmin.page, paper, OTHERWISE)
    yasmin.page.get_by_role("link", name="History").first.click()
    yasmin.page.screenshot(path=results / "newsroom-history.png", full_page=True)
    row = yasmin.page.get_by_role("row").filter(has_text="Published scheduled draft")
    row.get_by_role("button", name="Actions").first.click()
    row.get_by_role("link", name="Review this version").click()
    yasmin.page.get_by_label("Why it changes").select_option("update")
    yasmin.do("Publish this version")
    until(lambda: headline_at(reader, paper, path) == PIECE, SOON, "it is as it was")
    expect(reader.locator("main")).to_contain_text("in June")


def a_night_passes(paper: Paper) -> None:
    """What is to be public at some hour is so in two seconds."""
    sooner = """
from datetime import timedelta
from django.utils import timezone
from wagtail.models import Revision
at = timezone.now() + timedelta(seconds=2)
for revision in Revision.objects.exclude(approved_go_live_at=None):
    revision.content["go_live_at"], revision.approved_go_live_at = at.isoformat(), at
    revision.save()
"""
    done = freesheet("manage", paper.folder, "shell", "-c", sooner)
    assert done.returncode == 0, done.stderr


def test_axe_finds_nothing_in_the_newsroom_that_is_not_in_wagtail(
    visitor: Callable[..., Any], newsroom: tuple[Paper, str], made: tuple[Path, str], results: Path
) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not in tests/node/node_modules (npm ci in tests/node)")
    paper, _password = newsroom
    desk = Desk(visitor(1280, 900, javascript=True).new_page(), paper.address)
    desk.log_in("editor", made[1])
    wrong = wrong_in_screens(desk.page, paper.address, results)
    assert not wrong, "\n".join(wrong)
