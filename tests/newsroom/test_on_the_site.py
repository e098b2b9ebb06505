"""Editors are told what readers have: saved, printing, on the site since when."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from tests import factories
from tests.conftest import Newsstand

from freesheet.accounts.actions import add_staff
from freesheet.editions.models import FrontPage
from freesheet.newsroom.on_the_site import told_of
from freesheet.press.models import PrintedSheet

Story = Callable[..., Any]


@pytest.fixture
def fronts(db: None) -> dict[str, FrontPage]:
    return {front.locale.language_code: front for front in factories.editions("en", "zh-hant", "ur")}


@pytest.fixture
def story(fronts: dict[str, FrontPage]) -> Story:
    world = factories.section(fronts["en"], "World")
    return lambda title, **more: factories.article(world, title, **more)


@pytest.fixture
def editor(client: Any, fronts: dict[str, FrontPage]) -> Any:
    user, _password = add_staff("noor", "noor@paper.example", "editor")
    client.force_login(user)
    return client


def sentence(page: Any) -> str:
    page = type(page).objects.get(pk=page.pk)
    return told_of(page).sentence


def test_from_draft_to_the_site_and_off_it_again(stand: Newsstand, story: Story) -> None:
    page = story("The tide table", public=False)
    stand.print()
    assert sentence(page) == "Saved"
    page.save_revision().publish()
    assert sentence(page) == "Printing…"
    stand.print()
    assert re.fullmatch(r"On the site since \d\d:\d\d:\d\d Taipei", sentence(page))
    page.refresh_from_db()
    page.unpublish()
    stand.print()
    assert sentence(page) == "Saved"


def test_a_page_that_could_not_be_printed_says_so(stand: Newsstand, story: Story) -> None:
    page = story("The tide table")
    stand.print()
    PrintedSheet.objects.filter(address="/world/the-tide-table/").update(problem="no ink")
    told = told_of(type(page).objects.get(pk=page.pk))
    assert told.sentence == "Could not be printed"
    assert told.trouble
    assert "Readers have it as it was at" in told.more


def test_the_editors_window_shows_it_and_asks_until_it_has_settled(editor: Any, stand: Newsstand, story: Story) -> None:
    page = story("The tide table")
    answer = editor.get(f"/newsroom/pages/{page.pk}/edit/").content.decode()
    assert "Printing…" in answer
    [address] = re.findall(r'data-fetch-until-settled="([^"]+)"', answer)
    assert 'data-settled="false"' in editor.get(address).content.decode()
    stand.print()
    later = editor.get(address).content.decode()
    assert "On the site since" in later
    assert 'data-settled="true"' in later


def test_the_first_screen_tells_what_is_on_its_way(editor: Any, stand: Newsstand, story: Story) -> None:
    story("The tide table")
    assert "changes are being printed" in editor.get("/newsroom/").content.decode()
    stand.print()
    assert "Everything is on the site." in editor.get("/newsroom/site/press/").content.decode()


def test_nobody_else_is_told(client: Any, story: Story) -> None:
    page = story("The tide table", public=False)
    answer = client.get(f"/newsroom/site/on-the-site/{page.pk}/")
    assert answer.status_code == 302
    assert "tide" not in answer.content.decode()
