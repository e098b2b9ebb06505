"""Giving in a real browser, without a script: once and every month, refused and repaired, in three languages."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.test_checkers import AXE, judged
from tests.papers import Paper, until

from freesheet.newsroom.post.mailbox import read

EDITIONS = {
    "en": ("/support/", "US$7", "Thank you."),
    "zh-hant": ("/zh-hant/支持/", "NT$200", "謝謝您。"),
    "ur": ("/ur/ساتھ-دیں/", "Rs\u202f۳۰۰", "شکریہ۔"),
}


@pytest.fixture
def paper(newsroom: tuple[Paper, str]) -> Paper:
    return newsroom[0]


def go_on(page: Page) -> None:
    page.locator(".give-go").get_by_role("button").first.click()


def choose(page: Page, rhythm: str, number: int) -> None:
    """A click where one sees it, on how often, and on the amount of that number."""
    page.locator(f".give-rhythm label:has([value={rhythm}])").click()
    page.locator(f".give-{rhythm} .give-choices label").nth(number).click()


@pytest.mark.parametrize("language", sorted(EDITIONS))
def test_a_reader_gives_every_month_is_refused_and_tries_again(
    visitor: Callable[..., Any], paper: Paper, language: str, results: Path
) -> None:
    address, amount, thanks = EDITIONS[language]
    context = visitor(390, 844)
    page = context.new_page()
    page.goto(paper.address + quote(address))
    expect(page.locator(".give-month")).to_be_hidden()
    choose(page, "month", 1)
    expect(page.locator(".give-once")).to_be_hidden()
    page.screenshot(path=results / f"giving-{language}.png", full_page=True)
    go_on(page)
    expect(page.locator("h1 + .standfirst")).to_contain_text(amount)
    page.locator("#give-email").fill(f"{language}@example.org")
    page.locator("#give-name").fill("سارہ 𠮷田")
    go_on(page)
    page.locator("button[value=refuse]").click()
    expect(page.locator(".give-state-failed")).to_be_visible()
    go_on(page)
    page.locator(".give-go a.btn").click()
    page.locator("button[value=pay]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(thanks)
    expect(page.locator(".give-facts")).to_contain_text(amount)
    expect(page.locator(".give-facts")).to_contain_text(re.compile(r"\d{4}-\d{5}"))
    page.screenshot(path=results / f"given-{language}.png", full_page=True)
    assert context.cookies() == []


def test_an_article_says_where_a_reader_began_and_its_page_comes_from_the_store(
    visitor: Callable[..., Any], paper: Paper
) -> None:
    page = visitor(1280, 900).new_page()
    page.goto(f"{paper.address}/economy/tea-prices/")
    # Without a script it is the quiet line.
    expect(page.locator(".appeal")).to_be_hidden()
    page.locator(".appeal-quiet a").click()
    expect(page).to_have_url(f"{paper.address}/support/?from=/economy/tea-prices/")
    choose(page, "once", 0)
    go_on(page)
    page.locator("#give-email").fill("someone@example.org")
    go_on(page)
    page.locator("button[value=pay]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you.")
    for address in ("/economy/tea-prices/", "/support/"):
        answer = paper.ask(address)
        assert answer.headers.get("etag"), address
        assert "set-cookie" not in answer.headers


def test_the_form_is_filled_in_with_the_keyboard_alone(visitor: Callable[..., Any], paper: Paper) -> None:
    page = visitor(1280, 900).new_page()
    page.goto(f"{paper.address}/giving/")
    page.locator("[name=rhythm][value=once]").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("[name=rhythm][value=month]")).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(page.locator("[name=amount-month]").first).to_be_checked()
    page.keyboard.press("Enter")
    page.locator("#give-email").focus()
    page.keyboard.type("keys@example.org")
    page.keyboard.press("Enter")
    expect(page.locator("button[value=pay]")).to_be_visible()


def test_a_browser_shows_the_whole_appeal_now_and_then_and_rests_when_it_is_told_to(
    visitor: Callable[..., Any], paper: Paper
) -> None:
    context = visitor(390, 844, javascript=True)
    page = context.new_page()
    articles = [f"{paper.address}{path}" for path in ("/economy/tea-prices/", "/economy/", "/economy/tea-prices/")]
    for address in articles:
        page.goto(address)
    whole, quiet = page.locator(".appeal"), page.locator(".appeal-quiet")
    expect(quiet).to_be_visible()
    expect(whole).to_be_hidden()
    page.goto(f"{paper.address}/")
    page.goto(articles[0])
    expect(whole).to_be_visible()
    expect(quiet).to_be_hidden()
    page.reload()
    page.get_by_role("button", name="This bothered me").click()
    expect(page.get_by_role("status")).to_contain_text("We have counted it")
    expect(whole).to_be_hidden()
    for _again in range(3):
        page.goto(f"{paper.address}/")
        page.goto(articles[0])
        expect(quiet).to_be_visible()
    assert context.cookies() == []
    assert list(page.evaluate("Object.keys(localStorage)")) == ["freesheet.asked"]


MINE = {
    "en": ("", "12", "US$12 · Every month", "is paused", "is stopped", "We have forgotten you"),
    "zh-hant": ("/zh-hant", "450", "NT$450 · 每月", "已暫停", "已停止", "我們已經忘記您"),
    "ur": ("/ur", "۹۰۰", "Rs\u202f۹۰۰ · ہر مہینے", "وقفہ", "بند کر دیا", "ہم آپ کو بھول چکے ہیں"),
}


def give_and_ask_for_the_link(page: Page, paper: Paper, language: str) -> str:
    """Somebody gives every month and asks for the link to their gifts; their address."""
    address = f"mine-{language}@example.org"
    page.goto(f"{paper.address}{MINE[language][0]}/giving/")
    choose(page, "month", 1)
    go_on(page)
    page.locator("#give-email").fill(address)
    go_on(page)
    page.locator("button[value=pay]").click()
    page.locator(".fine a[href$='/giving/mine/']").click()
    page.locator("#give-email").fill(address)
    go_on(page)
    expect(page.locator("#give-email")).to_have_count(0)
    return address


def link_for(paper: Paper, address: str) -> str:
    """The path of the link that somebody was mailed, last; empty as long as there is none."""
    mails = [mail for file in sorted((paper.folder / "mail").glob("*.log")) for mail in read(file)]
    # A receipt says at its foot how to get there, too; what was asked for has nothing attached.
    texts = [mail.text for mail in mails if mail.recipient == address and not mail.attached]
    return re.findall(r"https?://[^/]+(\S*/giving/mine/\S+)", texts[-1])[0] if texts else ""


LOOKED_AT = {"en": ("", "forget/"), "zh-hant": (), "ur": ("",)}


def wrong_with(visitor: Callable[..., Any], addresses: list[str]) -> list[str]:
    """What axe finds wrong with pages; nothing where there is no axe."""
    if not AXE.is_file() or not addresses:
        return []
    page, found = visitor(390, 844, javascript=True, bypass_csp=True).new_page(), []
    for address in addresses:
        page.goto(address)
        page.evaluate(AXE.read_text("utf-8"))
        result = judged(page)
        assert result["passes"] >= 15
        found += [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in result["violations"]]
    return found


def test_who_gives_is_mailed_a_link_and_changes_pauses_stops_and_is_forgotten(
    visitor: Callable[..., Any], paper: Paper, results: Path
) -> None:
    context = visitor(390, 844)
    page = context.new_page()
    addresses = {language: give_and_ask_for_the_link(page, paper, language) for language in MINE}
    for language, address in addresses.items():
        _prefix, own, changed, paused, stopped, forgotten = MINE[language]
        link = until(lambda address=address: link_for(paper, address), what="the letter with the link")
        page.goto(f"{paper.address}{link}")
        assert wrong_with(visitor, [f"{paper.address}{link}{tail}" for tail in LOOKED_AT[language]]) == []
        done = page.get_by_role("status")
        page.locator("[name=own]").fill(own)
        page.locator(".mine-change button").click()
        expect(page.locator(".mine-plan h3")).to_have_text(changed)
        page.locator("form[action$='/pause/'] button").click()
        expect(done).to_contain_text(paused)
        page.locator("form[action$='/resume/'] button").click()
        page.screenshot(path=results / f"mine-{language}.png", full_page=True)
        # Two clicks.
        page.locator("a[href$='/stop/']").click()
        go_on(page)
        expect(done).to_contain_text(stopped)
        expect(page.locator("a[href$='/stop/']")).to_have_count(0)
        page.locator("a[href$='/forget/']").click()
        go_on(page)
        expect(page.get_by_role("heading", level=1)).to_have_text(forgotten)
    assert context.cookies() == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_any_step(visitor: Callable[..., Any], paper: Paper, scheme: Any) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not in tests/node/node_modules (npm ci in tests/node)")
    page = visitor(390, 844, javascript=True, bypass_csp=True).new_page()
    page.emulate_media(color_scheme=scheme)
    found: list[str] = []

    def look(step: str) -> None:
        page.evaluate(AXE.read_text("utf-8"))
        result = judged(page)
        assert result["passes"] >= 15
        found.extend(f"{step}: {each['id']}: {each['nodes'][0]['html'][:200]}" for each in result["violations"])

    page.goto(f"{paper.address}/giving/")
    look("asked")
    go_on(page)
    look("asked again")
    choose(page, "year", 0)
    go_on(page)
    look("who gives")
    page.locator("#give-email").fill("axe@example.org")
    go_on(page)
    look("trial")
    page.locator("button[value=refuse]").click()
    look("failed")
    go_on(page)
    look("waiting")
    page.locator(".give-go a.btn").click()
    page.locator("button[value=pay]").click()
    look("thanked")
    page.goto(f"{paper.address}/giving/kept/")
    look("what is kept")
    page.goto(f"{paper.address}/giving/mine/")
    look("the link asked for")
    page.locator("#give-email").fill(f"axe-{scheme}@example.org")
    go_on(page)
    look("the link on its way")
    assert found == []
