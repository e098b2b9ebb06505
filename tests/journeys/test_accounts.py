"""A quarter in a real browser: entered and published in the newsroom, read without a script."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from tests.journeys.desk import Desk
from tests.journeys.test_checkers import AXE, judged
from tests.papers import Paper, until

QUARTER = "2025-q2"
"""One that is over, and in which nobody gave."""


def test_a_quarter_is_entered_and_published_and_readers_see_it_without_a_script(
    visitor: Callable[..., Any], newsroom: tuple[Paper, str], made: tuple[Path, str]
) -> None:
    paper, name = newsroom[0], QUARTER
    page = visitor(1280, 900, javascript=True).new_page()
    Desk(page, paper.address).log_in("editor", made[1])
    page.goto(f"{paper.address}/newsroom/quarters/{name}/")
    page.locator("[name=spending-0-amount]").fill("1,250.50")
    page.locator("[name=spending-0-note]").fill("two writers")
    page.locator("[name=income-0-source]").fill("A Fund")
    page.locator("[name=income-0-amount]").fill("2000")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("It is kept.")
    page.get_by_role("button", name="Publish this quarter").click()
    expect(page.locator(".messages")).to_contain_text("The quarter is published.")
    address = f"/accounts/{name}/"
    until(lambda: bool(paper.ask(address).headers.get("etag")), what="the quarter is printed")
    answer = paper.ask(address)
    assert "set-cookie" not in answer.headers
    reader = visitor(390, 844).new_page()
    reader.goto(paper.address + address)
    expect(reader.locator("tr.total td").last).to_have_text("749.50")
    expect(reader.locator(".chart .narrow svg").first).to_be_visible()
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390
    assert "A Fund" in paper.ask(f"/accounts/{name}.csv").text
    if AXE.is_file():
        look = visitor(1280, 900, javascript=True, bypass_csp=True).new_page()
        assert [each for scheme in ("light", "dark") for each in wrong_with(look, paper, address, scheme)] == []


def wrong_with(page: Page, paper: Paper, address: str, scheme: Any) -> list[str]:
    """What axe finds on the page of a quarter and on that of all of them."""
    page.emulate_media(color_scheme=scheme)
    found = []
    for place in (address, "/accounts/"):
        page.goto(paper.address + place)
        expect(page.locator(".accounts-table").first).to_be_visible()
        page.evaluate(AXE.read_text("utf-8"))
        result = judged(page)
        found += [f"{scheme} {place}: {each['id']}: {each['nodes'][0]['html'][:200]}" for each in result["violations"]]
    return found
