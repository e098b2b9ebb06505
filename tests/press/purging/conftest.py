"""A CDN, and a clock that is put forward by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from tests.press.purging.cdn import Cdn


class Hands:
    """A clock that stands still until it is put forward."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC) + timedelta(days=1)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Hands:
    """Ahead of the real one, so that whatever is noted now is due."""
    return Hands()


@pytest.fixture
def cdn() -> Iterator[Cdn]:
    """A CDN that works."""
    there = Cdn()
    yield there
    there.close()
