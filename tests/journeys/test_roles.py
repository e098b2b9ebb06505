"""What each role is there for, once, in a browser; reporter, fact checker and editor are in ``test_editor``."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import expect
from tests.journeys.desk import SOON, Desk, edit, headline_at, hired, page_at
from tests.papers import Paper, until

SENTENCE = "A ferry leaves when it is full, and nobody knows when that is."

Hire = Callable[[str], Desk]


@pytest.fixture
def hire(visitor: Callable[..., Any], newsroom: tuple[Paper, str]) -> Hire:
    """Lets somebody in with one role, by its name."""
    return lambda role: hired(visitor, newsroom[0], f"one-{role}", role)


@pytest.fixture
def paper(newsroom: tuple[Paper, str]) -> Paper:
    return newsroom[0]


def actions(desk: Desk) -> list[str]:
    """What the foot of the form offers."""
    foot = desk.page.get_by_role("navigation", name="Actions (footer)")
    more = foot.get_by_role("button", name="More actions")
    if more.count():
        more.click()
    return [words for words in (each.strip() for each in foot.inner_text().splitlines()) if words]


def test_a_contributor_writes_and_hands_in_and_that_is_all(hire: Hire, paper: Paper) -> None:
    desk = hire("contributor")
    desk.begin_in("Culture (English)")
    desk.page.get_by_role("textbox", name="Standfirst").fill("On waiting.")
    desk.write("When the ferry is full", SENTENCE)
    desk.page.get_by_role("button", name="Save draft").first.click()
    expect(desk.page.locator(".messages")).to_contain_text("When the ferry is full")
    offered = actions(desk)
    assert not {"Publish", "Unpublish", "Delete"} & set(offered), offered
    desk.page.goto(f"{desk.address}/newsroom/plan/")
    card = desk.page.get_by_role("listitem").filter(has_text="When the ferry is full")
    card.locator("summary").click()
    card.get_by_role("button", name="Hand in").click()
    expect(desk.page.get_by_role("region", name="Fact check")).to_contain_text("When the ferry is full")
    assert paper.ask("/culture/when-the-ferry-is-full/").status == 404
    desk.page.goto(f"{desk.address}/newsroom/people/")
    expect(desk.page.locator("body")).not_to_contain_text("Invite somebody")


def test_a_desk_head_takes_an_article_away_and_shows_readers_another_way(
    visitor: Callable[..., Any], hire: Hire, paper: Paper
) -> None:
    desk = hire("desk-head")
    desk.begin_in("Culture (English)")
    desk.page.get_by_role("textbox", name="Standfirst").fill("On going.")
    desk.write("The ferry that went", SENTENCE)
    desk.do("Publish")
    live = desk.page.get_by_role("link", name=re.compile("View live")).first.get_attribute("href")
    path = urlsplit(str(live)).path
    reader = visitor(390, 844).new_page()
    until(lambda: headline_at(reader, paper, path) == "The ferry that went", SOON, "the article is there")
    edit(desk.page, paper, "The ferry that went")
    desk.page.get_by_role("button", name="Actions", exact=True).first.click()
    desk.page.get_by_role("link", name="Delete").first.click()
    desk.page.get_by_role("button", name=re.compile("Yes, delete")).click()
    until(lambda: paper.ask(path).status in (404, 410), SOON, "it is gone")
    desk.page.goto(f"{desk.address}/newsroom/redirects/add/")
    desk.page.get_by_label("Redirect from").fill(path)
    desk.page.locator("#id_redirect_link").fill(f"{paper.address}/culture/")
    desk.page.get_by_role("button", name="Create").first.click()
    until(lambda: paper.ask(path).status in (301, 302, 308), SOON, "readers are sent on")
    # Whoever has just read it has it in their browser for a while.
    another = visitor(390, 844).new_page()
    another.goto(paper.address + path)
    assert urlsplit(another.url).path == "/culture/"


def test_a_publisher_says_what_the_outlet_is(visitor: Callable[..., Any], hire: Hire, paper: Paper) -> None:
    desk = hire("publisher")
    settings_of(desk)
    desk.page.get_by_label("Imprint").first.fill("Tideline, Keelung, behind the fish market.")
    desk.page.get_by_role("button", name="Save", exact=True).first.click()
    reader = visitor(390, 844).new_page()
    reader.goto(paper.address)
    until(lambda: "behind the fish market" in told_at(reader, paper, "/"), SOON, "every page says so")


def test_a_fundraiser_words_the_appeal_and_nothing_else(visitor: Callable[..., Any], hire: Hire, paper: Paper) -> None:
    desk = hire("fundraiser")
    settings_of(desk)
    assert desk.page.get_by_label("Imprint").count() == 0
    desk.page.get_by_label(re.compile("heading", re.IGNORECASE)).first.fill("A paper that belongs to its readers")
    desk.page.get_by_role("button", name="Save", exact=True).first.click()
    reader = visitor(390, 844).new_page()
    reader.goto(f"{paper.address}/culture/")
    piece = str(reader.locator("main a:has(h2), main h2 a").first.get_attribute("href"))
    path = urlsplit(piece).path
    until(lambda: "belongs to its readers" in page_at(reader, paper, path), SOON, "articles ask so")


def test_a_translator_begins_an_article_in_another_language_and_hands_it_in(hire: Hire, paper: Paper) -> None:
    desk = hire("translator")
    desk.page.goto(f"{desk.address}/newsroom/pages/search/?q=abolish")
    desk.page.locator("main a[href*='/edit/']").first.click()
    desk.page.get_by_role("button", name="Actions", exact=True).first.click()
    desk.page.get_by_role("link", name="Translate").first.click()
    desk.page.get_by_label("اردو").check()
    desk.page.get_by_role("button", name="Submit").click()
    expect(desk.page.locator(".messages")).to_be_visible()


def test_an_administrator_invites_somebody_who_comes_in_and_is_shut_out_when_let_go(
    visitor: Callable[..., Any], hire: Hire, paper: Paper
) -> None:
    desk = hire("administrator")
    page = desk.page
    page.goto(f"{desk.address}/newsroom/people/")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill("noor@example.org")
    page.get_by_label("Role").first.select_option(label="Reporter")
    page.get_by_role("button", name="Invite").click()
    link = page.locator(".people__link").inner_text()
    noor = visitor(390, 844, javascript=True).new_page()
    link = paper.address + urlsplit(link).path
    noor.goto(link)
    noor.get_by_label("A name to log in with").fill("noor")
    noor.get_by_label("A password of at least 12 characters").fill("low water at dawn")
    noor.get_by_role("button", name="Come in").click()
    expect(noor.get_by_role("heading", level=1)).to_contain_text("Good")
    page.goto(f"{desk.address}/newsroom/people/")
    page.get_by_role("link", name="noor").first.click()
    page.get_by_role("button", name="Let go").click()
    noor.goto(f"{paper.address}/newsroom/")
    expect(noor.get_by_role("button", name="Sign in", exact=True)).to_be_visible()
    noor.goto(link)
    expect(noor.locator("main, body").first).to_contain_text("no longer valid")
    page.goto(f"{desk.address}/newsroom/people/record/?who={quote('one-administrator')}")
    expect(page.locator("main")).to_contain_text("noor")


def settings_of(desk: Desk) -> None:
    """Open what the publication says of itself in English."""
    desk.page.goto(f"{desk.address}/newsroom/snippets/editions/publication/")
    desk.page.locator("main tbody").get_by_role("link", name="Tideline").first.click()
    expect(desk.page.get_by_role("button", name="Save", exact=True).first).to_be_visible()


def told_at(reader: Any, paper: Paper, path: str) -> str:
    reader.goto(paper.address + path)
    return str(reader.locator("body").inner_text())
