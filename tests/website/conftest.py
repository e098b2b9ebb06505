"""A small paper in three languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests import factories
from tests.standing import standing

from freesheet.editions.models import FrontPage
from freesheet.sections.models import SectionPage


def _founded() -> int:
    fronts = factories.editions("en", "zh-hant", "ur")
    return int(factories.section(fronts[0], "World").pk)


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    """Three editions, and an English section, whose number this is."""
    yield from standing(django_db_blocker, _founded)


@pytest.fixture
def fronts(founded: int, db: None) -> dict[str, FrontPage]:
    """The front pages by language."""
    return {front.locale.language_code: front for front in FrontPage.objects.select_related("locale")}


@pytest.fixture
def world(founded: int, db: None) -> SectionPage:
    """An English section at ``/world/``."""
    return SectionPage.objects.get(pk=founded)


@pytest.fixture
def story(world: SectionPage) -> Callable[..., Any]:
    """Publishes an article in World."""

    def write(title: str = "", **more: Any) -> Any:
        return factories.article(more.pop("section", world), title, **more)

    return write
