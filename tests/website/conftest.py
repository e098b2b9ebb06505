"""A small paper in three languages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests import factories

from freesheet.editions.models import FrontPage
from freesheet.sections.models import SectionPage


@pytest.fixture
def fronts(db: None) -> dict[str, FrontPage]:
    """The front pages by language."""
    return {front.locale.language_code: front for front in factories.editions("en", "zh-hant", "ur")}


@pytest.fixture
def world(fronts: dict[str, FrontPage]) -> SectionPage:
    """An English section at ``/world/``."""
    return factories.section(fronts["en"], "World")


@pytest.fixture
def story(world: SectionPage) -> Callable[..., Any]:
    """Publishes an article in World."""

    def write(title: str = "", **more: Any) -> Any:
        return factories.article(more.pop("section", world), title, **more)

    return write
