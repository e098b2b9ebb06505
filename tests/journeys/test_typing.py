"""What is typed with an input method, in any script, is saved once and whole, and found again."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.journeys.desk import Desk
from tests.papers import Paper

BOPOMOFO = (("ㄒ", "ㄒㄧ", "ㄒㄧㄣ", "新"), ("新ㄨ", "新ㄨㄣ", "新ㄨㄣˊ", "新聞"))
"""What stands underlined while 新聞 is typed, syllable by syllable."""

KANA = (("n", "に", "にh", "にほ", "にほn", "にほん", "日本"), ("g", "ご", "語"))
EXT_B, FARMER, URDU = "𠮷野家", "👩🏽‍🌾", "اردو خبر"
WHOLE = f"新聞日本語{EXT_B}{FARMER} {URDU}"


class Hands:
    """A keyboard, and the input method that stands between it and the page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.devtools = page.context.new_cdp_session(page)

    def compose(self, steps: Sequence[str], commit: bool = True) -> None:
        """One composition, keystroke by keystroke; the last step is what is chosen."""
        for step in steps:
            key = {"windowsVirtualKeyCode": 229, "key": "Process", "code": "KeyN"}
            self.devtools.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
            at = len(step.encode("utf-16-le")) // 2
            self.devtools.send("Input.imeSetComposition", {"text": step, "selectionStart": at, "selectionEnd": at})
            self.devtools.send("Input.dispatchKeyEvent", {"type": "keyUp", **key})
        if commit:
            self.devtools.send("Input.insertText", {"text": steps[-1]})

    def write(self) -> None:
        """Chinese and Japanese by composition, rare signs from a list, Urdu from its own keyboard."""
        self.compose([*BOPOMOFO[0], *BOPOMOFO[1]])
        for steps in KANA:
            self.compose(steps)
        for chosen in (EXT_B, FARMER):
            self.devtools.send("Input.insertText", {"text": chosen})
        self.page.keyboard.type(f" {URDU}")


@pytest.fixture
def desk(visitor: Callable[..., Any], newsroom: tuple[Paper, str]) -> Desk:
    """An editor at an article that is begun."""
    paper, password = newsroom
    desk = Desk(visitor(1280, 900, javascript=True).new_page(), paper.address)
    desk.log_in("yasmin", password)
    desk.begin_article("潮線", "文化")
    return desk


def headline(desk: Desk) -> Locator:
    return desk.page.get_by_role("textbox", name="Headline")


def paragraph(desk: Desk) -> Locator:
    return desk.page.locator("[data-streamfield-child] .public-DraftEditor-content").first


def save(desk: Desk, by: str = "Ctrl+S") -> None:
    """At once; and open it again."""
    if by == "Ctrl+S":
        desk.page.keyboard.press("Control+s")
    else:
        desk.page.get_by_role("button", name="Save draft").first.click()
    expect(desk.page.locator(".messages")).to_contain_text(re.compile("has been updated|created"))
    desk.page.reload()


def test_everything_is_there_once_and_found(desk: Desk) -> None:
    hands = Hands(desk.page)
    headline(desk).focus()
    hands.write()
    expect(headline(desk)).to_have_value(WHOLE)

    desk.insert("Quotation").locator("textarea, input[type=text]").first.focus()
    hands.write()
    desk.open_comments()
    desk.begin_comment("standfirst")
    desk.comment_box.focus()
    hands.write()
    desk.end_comment()

    desk.insert("Paragraph")
    desk.page.locator("[data-streamfield-child] .public-DraftEditor-content").last.click()
    hands.write()
    hands.compose(["わ", "輪"])
    save(desk)

    expect(headline(desk)).to_have_value(WHOLE)
    expect(desk.page.locator("[data-streamfield-child] textarea").first).to_have_value(WHOLE)
    expect(paragraph(desk)).to_have_text(f"{WHOLE}輪")
    expect(desk.page.locator(".comment").first).to_contain_text(WHOLE)
    for asked in ("新聞", "日本語", EXT_B, FARMER, "خبر"):
        desk.page.goto(f"{desk.address}/newsroom/pages/search/?q={quote(asked)}")
        expect(desk.page.get_by_role("link", name=WHOLE).first).to_be_visible()


@pytest.mark.parametrize("by", ["Ctrl+S", "a click"])
def test_what_is_still_underlined_when_it_is_saved_is_saved(desk: Desk, by: str) -> None:
    hands = Hands(desk.page)
    desk.write(f"新聞 {by}", "")
    hands.compose([*BOPOMOFO[0], *BOPOMOFO[1]])
    hands.compose(KANA[0], commit=False)
    save(desk, by)
    expect(paragraph(desk)).to_have_text("新聞日本")
