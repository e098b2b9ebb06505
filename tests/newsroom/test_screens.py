"""What the newsroom's screens say and where they lead, beside their forms."""

from __future__ import annotations

import html
import re
from typing import Any
from unittest.mock import patch

import lxml.html
import pytest
from django.core.management import call_command
from django.test import Client
from tests import factories
from wagtail.users.models import UserProfile

from freesheet.accounts.models import User
from freesheet.articles.models import ArticlePage
from freesheet.transparency.actions import correct

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"


@pytest.fixture
def ada(client: Client, db: None) -> User:
    """An administrator whose family name stands first, who is in."""
    [front] = factories.editions("en")
    factories.article(factories.section(front, "World"), "How water walks")
    user = User.objects.create_superuser("ada", "", "a long pass phrase", first_name="Wen", last_name="Shu-fen")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def shown(client: Client, address: str, **more: Any) -> str:
    return html.unescape(client.get(f"/newsroom/{address}", **more).text)


def test_the_desk_greets_by_the_whole_name_for_it_cannot_know_which_is_the_given_one(client: Client, ada: User) -> None:
    assert re.search(r"<h1[^>]*>Good \w+, Wen Shu-fen</h1>", shown(client, ""))


def test_nothing_in_the_menu_counts_as_news(client: Client, ada: User) -> None:
    page = shown(client, "")
    assert "Editor Guide" in page
    assert "data-w-dismissible-id-value" not in page


def test_a_search_counts_pages(client: Client, ada: User) -> None:
    call_command("update_index", verbosity=0)
    found = " ".join(shown(client, "pages/search/?q=water").split())
    assert "1-1 of 1 pages" in found


@pytest.mark.parametrize("address", ["people/invite/", "people/record/", "people/{pk}/"])
def test_screens_about_people_lead_back_to_all_of_them(client: Client, ada: User, address: str) -> None:
    page = shown(client, address.format(pk=ada.pk))
    head = page[page.index("<header") : page.index("</header>")]
    assert re.search(r'href="/newsroom/people/"[^>]*>\s*People', head)


@pytest.mark.parametrize("address", ["nowhere/", "pages/99999/edit/", "corrections/add/99999/"])
def test_an_address_at_which_nothing_is_wears_the_papers_name_and_leads_to_the_desk(
    client: Client, ada: User, address: str
) -> None:
    answer = client.get(f"/newsroom/{address}")
    assert answer.status_code == 404
    assert "Go to Wagtail" not in answer.text
    assert "The Test Sheet" in answer.text
    assert re.search(r'<a class="button" href="/newsroom/">To the desk</a>', answer.text)


def test_a_session_is_told_by_browser_and_machine(client: Client, ada: User) -> None:
    window = Client(headers={"user-agent": CHROME})
    window.post("/newsroom/login/", {"username": "ada", "password": "a long pass phrase", "next": "/newsroom/"})
    page = shown(window, "sessions/")
    assert "Chrome, Linux" in page
    assert CHROME not in page


def test_hours_are_of_twenty_four(client: Client, ada: User) -> None:
    correct(ArticlePage.objects.get(), "It was at six.", "It was at seven.")
    assert re.search(r"<span>\w+\.? \d+, \d{4}, \d\d:\d\d</span>", shown(client, "corrections/"))


@pytest.mark.parametrize(("language", "words"), [("zh-hant", "操作"), ("ur", "اقدامات")])
def test_the_head_of_a_list_says_nothing_in_english(client: Client, ada: User, language: str, words: str) -> None:
    UserProfile.objects.create(user=ada, preferred_language=language)
    page = shown(client, "images/")
    assert f'<nav aria-label="{words}"' in page
    assert 'aria-label="Actions"' not in page


@pytest.mark.parametrize(("language", "words"), [("en", "The fault is ours"), ("ur", "غلطی ہماری ہے")])
def test_what_went_wrong_is_told_in_the_editors_language_and_leads_to_the_desk(
    ada: User, language: str, words: str
) -> None:
    UserProfile.objects.update_or_create(user=ada, defaults={"preferred_language": language})
    client = Client(raise_request_exception=False)
    client.force_login(ada, backend="django.contrib.auth.backends.ModelBackend")
    with patch("freesheet.newsroom.correcting.CorrectionsView.get", side_effect=ValueError("nobody meant this")):
        answer = client.get("/newsroom/corrections/")
    assert answer.status_code == 500
    told = lxml.html.fromstring(answer.content)
    assert words in told.text_content()
    assert told.xpath("//main//a/@href") == ["/newsroom/"]
    assert "nobody meant this" not in answer.text
