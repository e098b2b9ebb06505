"""A small paper in three languages, a mail server by which it sends, and who reads its letters."""

from collections.abc import Iterator

import pytest
from django.utils.translation import override
from tests.contributions.conftest import listening, server
from tests.website.conftest import founded, fronts, story, world

__all__ = ["founded", "fronts", "listening", "server", "story", "world"]


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield
