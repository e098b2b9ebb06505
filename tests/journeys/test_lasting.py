"""What goes wrong, and is put right, in a real browser: a month repaired, a gift given back, a transfer matched.

Readers are without script, each in their language; the newsroom does its part beside them, on the same paper.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Page, expect
from tests.contributions.banking import IBAN, camt, transfer
from tests.journeys.desk import Desk, hire
from tests.journeys.test_giving import EDITIONS, choose, go_on
from tests.papers import Paper, surroundings, until

from freesheet.newsroom.post.mailbox import read

FAILED = {"en": "could not be collected", "zh-hant": "未能扣款", "ur": "وصول نہ ہو سکا"}
THANKS = {language: thanks for language, (_address, _amount, thanks) in EDITIONS.items()}
LETTER_SECONDS = 90.0

PROMISE = """
import sys, django; django.setup()
from freesheet.contributions.actions import Wish, begin, offer
from freesheet.contributions.providers.provider import Ways
from freesheet.lib.money import Money
from freesheet.website.giving.views import gift_at
for language in ("en", "zh-hant", "ur"):
    who = f"bank-{language}@example.org"
    charge = begin(Wish(f"promise-{language}", Money(5000, "EUR"), "once", who, "Ada", language, "bank"))
    offer(charge, Ways("", ""))
    charge.refresh_from_db()
    print(language, charge.reference, gift_at(charge))
"""


@pytest.fixture
def paper(newsroom: tuple[Paper, str]) -> Paper:
    return newsroom[0]


@pytest.fixture(scope="module")
def password(newsroom: tuple[Paper, str]) -> str:
    """Of the one who looks after money."""
    return hire(newsroom[0], "fatima", "fundraiser")


def at_the_desk(visitor: Callable[..., Any], paper: Paper, password: str) -> Desk:
    desk = Desk(visitor(1280, 900, javascript=True).new_page(), paper.address)
    desk.log_in("fatima", password)
    return desk


def gives_every_month(page: Page, paper: Paper, language: str) -> None:
    page.goto(paper.address + quote(EDITIONS[language][0]))
    choose(page, "month", 1)
    go_on(page)
    page.locator("#give-email").fill(f"lasting-{language}@example.org")
    page.locator("#give-name").fill(f"Ms {language}")
    go_on(page)
    page.locator("button[value=pay]").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS[language])


def open_gift(desk: Desk, of: str) -> None:
    """The page of somebody's newest gift, as the fundraiser finds it."""
    desk.page.goto(f"{desk.address}/newsroom/gifts/")
    desk.page.locator("main tbody tr", has_text=of).first.get_by_role("link").first.click()
    expect(desk.page.locator(".gift__facts")).to_contain_text(of)


def letter(paper: Paper, to: str, words: str) -> str:
    """The text of the letter to somebody whose subject has these words, once it has left."""

    seen: list[list[int]] = []

    def found() -> str:
        files = sorted((paper.folder / "mail").glob("*.log"))
        sizes = [file.stat().st_size for file in files]
        # Reading it is work, and nothing is new most of the time.
        if seen[-1:] == [sizes]:
            return ""
        seen.append(sizes)
        mails = (mail for file in files for mail in read(file))
        return next((mail.text for mail in mails if to in mail.recipient and words in mail.subject), "")

    return str(until(found, LETTER_SECONDS, f"a letter about {words}"))


def test_a_refused_month_is_told_of_in_each_language_repaired_and_some_of_it_given_back(
    visitor: Callable[..., Any], paper: Paper, password: str, results: Path
) -> None:
    page = visitor(390, 844).new_page()
    for language in EDITIONS:
        gives_every_month(page, paper, language)
    desk = at_the_desk(visitor, paper, password)
    for language in EDITIONS:
        open_gift(desk, f"Ms {language}")
        desk.page.locator("button[value=refuse]").click()
        expect(desk.page.locator(".gift__wrong")).to_be_visible()
    for language in EDITIONS:
        text = letter(paper, f"lasting-{language}@example.org", FAILED[language])
        month = next(url for url in re.findall(r"http://\S+", text) if "/gift/" in url)
        page.goto(paper.address + urlsplit(month).path)
        expect(page.locator(".give-state-failed")).to_be_visible()
        page.screenshot(path=results / f"failed-{language}.png", full_page=True)
        go_on(page)
        page.locator(".give-go a.btn").click()
        page.locator("button[value=pay]").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(THANKS[language])
    open_gift(desk, "Ms en")
    expect(desk.page.locator(".gift__wrong")).to_have_count(0)
    desk.page.get_by_role("link", name="Give money back").click()
    desk.page.locator("[name=amount]").fill("2.50")
    desk.page.get_by_role("button", name="Look at it once more").click()
    expect(desk.page.get_by_role("heading", name="Send US$2.50 back?")).to_be_visible()
    desk.page.get_by_role("button", name="Send it back").click()
    expect(desk.page.locator(".moments")).to_contain_text(["Went back in part"])
    expect(desk.page.locator(".gift__facts")).to_contain_text("US$2.50")
    assert "US$4.50" in letter(paper, "lasting-en@example.org", "on its way back")


def test_a_transfer_is_matched_from_a_statement_and_its_reader_is_thanked(
    visitor: Callable[..., Any], paper: Paper, password: str, tmp_path: Path
) -> None:
    desk = at_the_desk(visitor, paper, password)
    desk.page.goto(f"{desk.address}/newsroom/snippets/contributions/bankaccount/add/")
    for name, value in (("currency", "EUR"), ("holder", "Verein Tideline"), ("iban", IBAN)):
        desk.page.locator(f"[name={name}]").fill(value)
    desk.page.get_by_role("button", name="Save").click()
    expect(desk.page.get_by_text("DE89").first).to_be_visible()
    promised = subprocess.run(
        [sys.executable, "-c", PROMISE], capture_output=True, text=True, check=True,
        env={**surroundings(), "FREESHEET_DIR": str(paper.folder),
             "DJANGO_SETTINGS_MODULE": "freesheet.project.settings"},
    )  # fmt: skip
    gifts = {name: (reference, url) for name, reference, url in map(str.split, promised.stdout.splitlines())}
    reader = visitor(390, 844).new_page()
    for reference, url in gifts.values():
        reader.goto(paper.address + urlsplit(url).path)
        expect(reader.locator(".give-lines")).to_contain_text(re.compile(r"\s?".join(reference)))
    (english, _url), *others = gifts.values()
    statement = tmp_path / "november.xml"
    statement.write_bytes(
        camt(*(transfer(reference, name=reference) for reference, _u in others), transfer("for your work", name="x"))
    )
    desk.page.goto(f"{desk.address}/newsroom/bank/read/")
    desk.page.locator("[type=file]").set_input_files(statement)
    desk.page.get_by_role("button", name="Read in", exact=True).click()
    desk.page.get_by_role("link", name="See what waits").click()
    ours = desk.page.locator(".transfer").filter(has_text="for your work")
    ours.get_by_role("link", name=re.compile("Say what it is|Something else")).click()
    desk.page.locator("[name=words]").fill(english)
    desk.page.get_by_role("button", name="Search").click()
    desk.page.get_by_role("button", name=re.compile("It is this gift")).first.click()
    for language, (_reference, url) in gifts.items():
        reader.goto(paper.address + urlsplit(url).path)
        expect(reader.get_by_role("heading", level=1)).to_have_text(THANKS[language])
