"""Lets a program of the tests live at an hour of ours: Python runs this first where it is in ``PYTHONPATH``.

``FREESHEET_CLOCK_AHEAD`` is by how many seconds the program's clock is ahead of the machine's. It goes on from there.
"""

import os
from datetime import datetime, timedelta, tzinfo
from typing import Any

from django.contrib.humanize.templatetags import humanize
from django.utils import timesince, timezone

AHEAD = timedelta(seconds=float(os.environ["FREESHEET_CLOCK_AHEAD"]))
true_now, true_timesince = timezone.now, timesince.timesince


class Clock(datetime):
    """For who asks the machine, and not Django."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + AHEAD


def how_long_ago(d: Any, now: Any = None, *rest: Any, **more: Any) -> str:
    """How long ago something was, by our clock where no other is named."""
    return true_timesince(d, now or Clock.now(getattr(d, "tzinfo", None)), *rest, **more)


timezone.now = lambda: true_now() + AHEAD
timesince.timesince = how_long_ago
humanize.datetime = Clock
