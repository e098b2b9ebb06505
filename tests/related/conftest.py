"""A small paper in three languages, and a quick way to put articles into it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

Publish = Callable[..., Any]


@pytest.fixture
def publish(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Makes a live article: ``publish("Headline", "Text.", "ur", tags=["tea"])``, without telling any room of it."""
    # What is set among its like by itself is another test's matter.
    monkeypatch.setattr("freesheet.project.receiving.choose_related", lambda pk: None)
    # Founding an edition tells the press where its style sheet is; no static files are collected here.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    from tests import factories

    from freesheet.articles.models import ArticlePage

    fronts = factories.editions("en", "zh-hant", "ur")
    sections = {front.locale.language_code: factories.section(front) for front in fronts}

    def make(headline: str, text: str = "", language: str = "en", tags: Sequence[str] = (), live: bool = True) -> Any:
        section = sections[language]
        article = ArticlePage(
            title=headline,
            slug=f"article-{section.get_children_count()}",
            locale=section.locale,
            live=live,
            body=[{"type": "paragraph", "value": f"<p>{text}</p>"}] if text else [],
        )
        article.tags.add(*tags)
        section.add_child(instance=article)
        return article

    return make
