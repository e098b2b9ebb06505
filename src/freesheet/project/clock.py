"""The clock: embargoes, schedules and ends, each within a second of its time, also after the server was down."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

log = logging.getLogger("freesheet.worker")

LOOK_SECONDS = 0.4
"""How often the clock is looked at: what is due appears within a second, printing included."""


class Clock:
    """A thread that publishes and unpublishes what is due, however long the press is at work."""

    def __init__(self, guarded: Callable[[Callable[[], object]], None]) -> None:
        """``guarded`` calls something that may fail, and tells of it."""
        self._guarded = guarded
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clock", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after what is being published."""
        self._ended.set()
        self._thread.join(10)

    def _run(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            self._guarded(publish_due)


def publish_due() -> bool:
    """Publish and unpublish what is due by now; whether anything was."""
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone
    from wagtail.models import Page, Revision

    now = timezone.now()
    due = Revision.objects.filter(approved_go_live_at__lte=now).exists()
    if not due and not Page.objects.filter(live=True, expire_at__lte=now).exists():
        return False
    # Or what they mean for readers could be lost between them and their orders.
    with transaction.atomic():
        call_command("publish_scheduled", verbosity=0)
    return True
