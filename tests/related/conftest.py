"""A small paper in three languages, and a quick way to put articles into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from tests import factories
from tests.standing import standing

from freesheet.articles.models import ArticlePage
from freesheet.sections.models import SectionPage

Publish = Callable[..., Any]
LANGUAGES = ("en", "zh-hant", "ur")


def _founded() -> dict[str, int]:
    return {front.locale.language_code: factories.section(front).pk for front in factories.editions(*LANGUAGES)}


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    """Three editions, and by their languages the numbers of the section that each has."""
    yield from standing(django_db_blocker, _founded)


@pytest.fixture
def publish(founded: dict[str, int], db: None, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Makes a live article: ``publish("Headline", "Text.", "ur", tags=["tea"])``, without telling any room of it."""
    # What is set among its like by itself is another test's matter.
    monkeypatch.setattr("freesheet.project.receiving.choose_related", lambda pk: None)
    sections = {code: SectionPage.objects.get(pk=pk) for code, pk in founded.items()}

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
