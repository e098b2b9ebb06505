"""A clock that tests turn forward, so that what is due tomorrow need not be waited for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

START = datetime(2026, 3, 1, 8, tzinfo=UTC)


class Clock:
    """Stands still until it is turned. Everything that asks Django for the time gets this."""

    def __init__(self) -> None:
        self.now = START
        self._patch = patch("django.utils.timezone.now", lambda: self.now)

    def start(self) -> None:
        self._patch.start()

    def stop(self) -> None:
        self._patch.stop()

    def turn(self, **by: float) -> None:
        """For example ``turn(minutes=7)``."""
        self.now += timedelta(**by)
