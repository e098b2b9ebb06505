"""Articles in three languages, and what a rule finds in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests import factories
from tests.standing import standing

from freesheet.articles.models import ArticlePage
from freesheet.preflight.queries import all_rules
from freesheet.sections.models import SectionPage

Write = Callable[..., Any]
Block = dict[str, Any]


def _founded() -> None:
    for front in factories.editions("en", "zh-hant", "ur"):
        factories.section(front, "World")


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Three editions with a section each."""
    yield from standing(django_db_blocker, _founded)


@pytest.fixture
def write(founded: None, db: None) -> Write:
    """Makes a draft in a language: ``write("A text", code="ur", title=…)``; texts are paragraphs of HTML."""
    sections = {page.locale.language_code: page for page in SectionPage.objects.select_related("locale")}

    def draft(*parts: str | Block, code: str = "en", **more: Any) -> ArticlePage:
        body = [factories.paragraphs(part)[0] if isinstance(part, str) else part for part in parts]
        return factories.article(sections[code], more.pop("title", "A headline"), public=False, body=body, **more)

    return draft


def found(rule: str, article: ArticlePage) -> list[str]:
    """The sentences that a rule says of an article."""
    [check] = [each.check for each in all_rules() if each.slug == rule]
    return [finding.sentence for finding in check(article)]


def places(rule: str, article: ArticlePage) -> list[str]:
    """Where a rule found something."""
    [check] = [each.check for each in all_rules() if each.slug == rule]
    return [finding.where for finding in check(article)]


def shown(image: Any, alt: str = "") -> Block:
    """A picture in a body."""
    return {"type": "image", "value": {"image": image.pk, "alt": alt, "caption": ""}}


def quoted(text: str, source: str = "") -> Block:
    """A quotation in a body."""
    return {"type": "quotation", "value": {"text": text, "source": source}}
