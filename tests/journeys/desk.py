"""What people do in the newsroom and what readers see, in words of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Locator, Page, expect
from tests.papers import Paper, freesheet, password_in

from freesheet.press.store import Store

SOON = 60.0
"""Seconds in which readers see what an editor did. It takes about one; a busy machine may take longer."""


class Desk:
    """What an editor does in the newsroom, in its own words."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        # Wagtail asks whether to leave a form that it takes for changed.
        page.on("dialog", lambda dialog: dialog.accept())

    def log_in(self, name: str, password: str) -> None:
        self.page.goto(f"{self.address}/newsroom/")
        self.page.get_by_label("Username").fill(name)
        self.page.locator("input[name=password]").fill(password)
        self.page.get_by_role("button", name="Sign in", exact=True).click()
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("Good")

    def begin_article(self, *way: str) -> None:
        """Walk down the tree of pages to a section, and begin an article there."""
        self.page.goto(f"{self.address}/newsroom/pages/")
        for title in way:
            self.page.get_by_role("link", name=f"Explore child pages of '{title}'").first.click()
        self.page.get_by_role("link", name="Add child page", exact=False).first.click()

    def begin_in(self, section: str) -> None:
        """Begin an article from the first screen."""
        self.page.goto(f"{self.address}/newsroom/")
        self.page.locator(".desk__write summary").click()
        self.page.locator(".desk__write").get_by_role("link", name=section).first.click()

    def part(self, name: str) -> Locator:
        """The part of the form that holds a field."""
        return self.page.locator(f"[data-contentpath={name}]").first

    def opened(self, name: str) -> Locator:
        """A panel of the form, opened where it was closed."""
        panel = self.page.locator("section.w-panel").filter(has=self.page.get_by_role("heading", name=name)).last
        toggle = panel.locator("[data-panel-toggle]").first
        if toggle.get_attribute("aria-expanded") == "false":
            toggle.click()
        return panel

    def sign(self, author: str) -> None:
        """Add a byline."""
        self.page.get_by_role("button", name="Add byline").click()
        self.page.get_by_role("button", name="Choose a page (Author)").last.click()
        self._choose(author)

    def choose_film(self, title: str) -> None:
        self.part("film").get_by_role("button", name="Choose").first.click()
        self._choose(title)

    def _choose(self, title: str) -> None:
        dialog = self.page.locator(".modal-dialog")
        dialog.get_by_role("link").first.wait_for()
        if (search := dialog.locator("input[name=q]")).count():
            search.fill(title)
        dialog.get_by_role("link", name=title).first.click()
        expect(dialog).to_be_hidden()

    def write(self, headline: str, sentence: str) -> None:
        self.page.get_by_role("textbox", name="Headline").fill(headline)
        self.page.get_by_role("button", name="Insert a block").first.click()
        self.page.get_by_role("option", name="Paragraph").click()
        self.page.locator(
            "[data-streamfield-block] .public-DraftEditor-content, .public-DraftEditor-content"
        ).last.click()
        self.page.keyboard.type(sentence)

    def insert(self, kind: str) -> Locator:
        """A block of this kind at the end of the body."""
        self.page.get_by_role("button", name="Insert a block").last.click()
        self.page.get_by_role("option", name=kind, exact=True).click()
        return self.page.locator("[data-streamfield-stream-container] > [data-streamfield-child]").last

    def choose_picture(self, file: Path, alt: str, within: Locator | None = None) -> None:
        (within or self.page).get_by_role("button", name="Choose an image").first.click()
        dialog = self.page.locator(".modal-dialog")
        dialog.get_by_role("tab", name="Upload").click()
        dialog.locator("input[type=file]").set_input_files(file)
        dialog.get_by_label("Title").last.fill("Mudflat")
        dialog.get_by_label("Description").fill(alt)
        dialog.get_by_role("button", name="Upload").click()
        expect(dialog).to_be_hidden()

    def save(self) -> None:
        """Save the draft."""
        self.page.get_by_role("button", name="Save draft").first.click()
        self.page.wait_for_load_state()
        expect(self.page.locator(".messages")).to_contain_text("has been updated")

    def open_comments(self) -> None:
        self.page.get_by_role("button", name="Toggle comments").first.click()

    @property
    def comment_box(self) -> Locator:
        """Where the words of a comment that is begun are written."""
        return self.page.locator(".comment textarea, .comment [contenteditable=true]").last

    def begin_comment(self, field: str) -> None:
        part = self.part(field)
        part.hover()
        part.get_by_role("button", name="Add comment").click()

    def end_comment(self) -> None:
        self.page.locator(".comment").get_by_role("button", name="Comment", exact=True).click()

    def comment(self, field: str, words: str) -> None:
        """Comment on a field; comments must be open."""
        self.begin_comment(field)
        self.comment_box.fill(words)
        self.end_comment()

    def schedule(self, at: datetime) -> None:
        """Set the hour at which what is approved becomes public."""
        self.page.get_by_role("button", name="Toggle status").first.click()
        self.page.get_by_role("button", name="Set schedule").click()
        dialog = self.page.get_by_role("dialog").filter(has_text="Set publishing schedule")
        dialog.get_by_label("Go live date/time").fill(f"{at:%Y-%m-%d %H:%M}")
        # A calendar opens over the button.
        calendar = self.page.locator(".xdsoft_datetimepicker:visible")
        expect(calendar).to_have_count(1)
        dialog.get_by_role("heading", level=2).click()
        expect(calendar).to_have_count(0)
        dialog.get_by_role("button", name="Save schedule").click()
        expect(dialog).to_be_hidden()

    def do(self, action: str) -> None:
        """Publish or unpublish, from the menu at the foot of the form."""
        actions = self.page.get_by_role("navigation", name="Actions (footer)")
        actions.get_by_role("button", name="More actions").click()
        button = actions.get_by_role("button", name=action, exact=True)
        button.or_(actions.get_by_role("link", name=action, exact=True)).first.click()


def previewed(page: Page) -> Any:
    page.get_by_role("button", name="Toggle preview").click()
    return page.locator("iframe[title='Preview']").last.content_frame


def stored_pages(store: Store) -> set[str]:
    """Where readers find a page. Of one that was withdrawn it is said that it was."""
    found = ((address, store.get(address)) for address in store.addresses())
    return {address for address, sheet in found if address.endswith("/") and sheet is not None and sheet.status == 200}


def headline_at(reader: Page, paper: Paper, path: str) -> str:
    reader.goto(paper.address + path)
    return reader.locator("h1").inner_text()


def headlines(reader: Page, url: str) -> list[str]:
    reader.goto(url)
    return reader.locator("main h2").all_inner_texts()


def edit(page: Page, paper: Paper, headline: str) -> None:
    """Find the article in the newsroom as one who comes back to it does, and open it."""
    page.goto(f"{paper.address}/newsroom/pages/search/?q={quote(headline[:5])}")
    page.get_by_role("link", name=re.compile(re.escape(headline))).first.click()


def page_at(reader: Page, paper: Paper, path: str) -> str:
    reader.goto(paper.address + path)
    return reader.locator("main").inner_text()


def hire(paper: Paper, name: str, role: str) -> str:
    """Let somebody new in; the password."""
    added = freesheet("staff", "add", name, paper.folder, "--role", role)
    assert added.returncode == 0, added.stderr
    return password_in(added.stdout)


def hired(visitor: Callable[..., Any], paper: Paper, name: str, role: str) -> Desk:
    """Somebody new, at the desk."""
    password = hire(paper, name, role)
    desk = Desk(visitor(1280, 900, javascript=True).new_page(), paper.address)
    desk.log_in(name, password)
    return desk


def column(page: Page, name: str) -> Any:
    return page.get_by_role("region", name=name)


def line(desk: Desk, verb: str, title: str) -> Any:
    """The button at the end of a line of the desk."""
    desk.page.goto(f"{desk.address}/newsroom/")
    named = re.compile(f"^{verb}.*{title}")
    return desk.page.get_by_role("link", name=named).or_(desk.page.get_by_role("button", name=named))
