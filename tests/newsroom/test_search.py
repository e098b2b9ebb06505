"""Editors find what they wrote."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.test import Client
from tests import factories


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
