"""Editors find what they wrote."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests import factories
from wagtail.models import Page

from freesheet.newsroom import search


def test_an_editor_finds_an_article_by_its_headline_as_it_is_now(db: None, client: Client) -> None:
    editor: Any = get_user_model().objects.create_superuser("editor", "editor@example.org", "a long password")
    client.force_login(editor)
    [front] = factories.editions("en")
    article = factories.article(factories.section(front), "Zinc prices")
    factories.article(factories.section(front, "Culture"), "Quiet evenings")
    article.title = "Copper prices"
    article.save_revision().publish()
    answer = client.get("/newsroom/pages/search/", {"q": "copp"}).content.decode()
    assert "Copper prices" in answer
    assert "Quiet evenings" not in answer
    assert "Copper prices" not in client.get("/newsroom/pages/search/", {"q": "zinc"}).content.decode()


def test_what_is_in_very_many_pages_is_found_newest_first_and_at_once(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_WEIGHED", 3)
    [front] = factories.editions("en")
    section = factories.section(front)
    made = [factories.article(section, f"Copper {number}").pk for number in range(4)]
    factories.article(section, "Zinc")
    few = factories.article(section, "Zinc, zinc and zinc").pk
    with CaptureQueriesContext(connection) as asked:
        found = list(Page.objects.all().autocomplete("copper")[:10])
    assert [page.pk for page in found] == made[::-1]
    if connection.vendor == "sqlite":
        assert "bm25" not in asked[-1]["sql"]
    [first, _second] = Page.objects.search("zinc")
    assert first.pk == few


def test_a_search_says_how_many_there_are_of_each_kind(db: None, client: Client) -> None:
    editor: Any = get_user_model().objects.create_superuser("editor", "editor@example.org", "a long password")
    client.force_login(editor)
    [front] = factories.editions("en")
    section = factories.section(front, "Zinc and copper")
    for number in range(3):
        factories.article(section, f"Zinc {number}")
    every = lxml.html.fromstring(client.get("/newsroom/pages/search/", {"q": "zinc"}).content).text_content()
    assert "There are 4 matching pages" in every
    assert "Article (3)" in every
    assert "Section (1)" in every
    asked = {"q": "zinc", "content_type": "sections.sectionpage"}
    sections = lxml.html.fromstring(client.get("/newsroom/pages/search/", asked).content)
    [title] = sections.xpath("//td//*[@class='title-wrapper']")
    assert title.text_content().strip().startswith("Zinc and copper")
    assert "All (4)" in sections.text_content()
