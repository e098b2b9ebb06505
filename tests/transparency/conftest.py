"""A small paper in three languages, an editor and a writer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests import factories

from freesheet.accounts.actions import add_staff
from freesheet.editions.models import FrontPage


@pytest.fixture
def fronts(db: None) -> dict[str, FrontPage]:
    """The front pages by language."""
    return {front.locale.language_code: front for front in factories.editions("en", "zh-hant", "ur")}


@pytest.fixture
def story(fronts: dict[str, FrontPage]) -> Callable[..., Any]:
    """Publishes an article in World."""
    world = factories.section(fronts["en"], "World")
    return lambda title="The tide table", **more: factories.article(world, title, **more)


@pytest.fixture
def editor(client: Any, fronts: dict[str, FrontPage]) -> Any:
    """A browser in which somebody who may publish has logged in."""
    user, _password = add_staff("noor", "noor@paper.example", "editor")
    client.force_login(user)
    client.user = user
    return client
