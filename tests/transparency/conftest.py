"""A small paper in three languages, an editor and a writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests import factories
from tests.standing import standing

from freesheet.accounts.actions import add_staff
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
def story(founded: int, db: None) -> Callable[..., Any]:
    """Publishes an article in World."""
    world = SectionPage.objects.get(pk=founded)
    return lambda title="The tide table", **more: factories.article(world, title, **more)


@pytest.fixture
def editor(client: Any, fronts: dict[str, FrontPage]) -> Any:
    """A browser in which somebody who may publish has logged in."""
    user, _password = add_staff("noor", "noor@paper.example", "editor")
    client.force_login(user)
    client.user = user
    return client
