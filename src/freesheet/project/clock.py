"""The clock: embargoes, schedules and ends, each within a second of its time, also after the server was down."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack

log = logging.getLogger("freesheet.worker")

LOOK_SECONDS = 0.4
"""How often the clock is looked at: what is due appears within a second, printing included."""

GIFTS_SECONDS = 2.0
"""How often it is looked whether providers told of gifts."""

NIGHT_SECONDS = 60.0
"""How often it is looked whether the night's work is done."""

POST_SECONDS = 30.0
"""How often it is looked whether letters are due."""


class Clock:
    """A thread that does something again and again, however long the press is at work: publish what is due."""

    def __init__(
        self,
        guarded: Callable[[Callable[[], object]], None],
        work: Callable[[], object] | None = None,
        seconds: float = LOOK_SECONDS,
        name: str = "clock",
    ) -> None:
        """``guarded`` calls something that may fail, and tells of it; ``work`` is what is done each time."""
        self._guarded = guarded
        self._work, self._seconds = work or publish_due, seconds
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """End after what is being published."""
        self._ended.set()
        self._thread.join(10)

    def _run(self) -> None:
        while not self._ended.wait(self._seconds):
            self._guarded(self._work)


def publish_due() -> bool:
    """Publish, unpublish and unpin what is due by now; whether anything was."""
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone
    from wagtail.models import Page, Revision

    from freesheet.articles.actions import end_pins
    from freesheet.articles.models import Pin
    from freesheet.editions.models import FrontLayout

    now = timezone.now()
    # Not inside "or": both may be due.
    ended = bool(Pin.objects.filter(until__lte=now).exists() and end_pins(now))
    due = Revision.objects.filter(approved_go_live_at__lte=now).exists()
    if not due and not any(kind.objects.filter(live=True, expire_at__lte=now).exists() for kind in (Page, FrontLayout)):
        return ended
    # Or what they mean for readers could be lost between them and their orders.
    with transaction.atomic():
        call_command("publish_scheduled", verbosity=0)
    return True


def tend_gifts() -> None:
    """Ask about gifts that providers told of or that have waited too long; try again what could not be collected."""
    from freesheet.contributions.actions import (
        forget_addresses,
        forget_traces,
        give_up_waiting,
        try_again,
        work_on_what_was_told,
    )

    # What is wrong with one must keep none of the others.
    with ExitStack() as done:
        done.callback(forget_traces)
        done.callback(forget_addresses)
        done.callback(give_up_waiting)
        done.callback(try_again)
        work_on_what_was_told()


def tend_nights() -> None:
    """Reconcile with providers once a night, and say so; tell of cards that expire and of transfers that are late."""
    from freesheet.contributions.actions import reconcile_tonight, remind_of_late_transfers, tell_of_cards
    from freesheet.newsroom.gifts.telling import tell_of_nights

    with ExitStack() as done:
        done.callback(tell_of_cards)
        done.callback(remind_of_late_transfers)
        done.callback(tell_of_nights)
        reconcile_tonight()


def post() -> None:
    """Send the letters to who gave, and the day's letters whose hour has come; tell readers how many give."""
    from django.conf import settings

    from freesheet.contributions.actions import finish_forgetting, post_letters, show_figures
    from freesheet.contributions.asking.goals import show_goals
    from freesheet.contributions.asking.naming import show_names
    from freesheet.newsletters.actions import forget_unconfirmed, post_copies
    from freesheet.newsroom.digest.sending import send_due
    from freesheet.project.mailing import tidy
    from freesheet.website.year import this_year

    # What is wrong with one must keep none of the others.
    with ExitStack() as done:
        done.callback(tidy, settings.PUBLICATION)
        done.callback(send_due)
        # As seldom: every gift is counted for it.
        done.callback(lambda: show_figures(this_year()))
        done.callback(show_goals)
        done.callback(show_names)
        done.callback(post_copies)
        done.callback(forget_unconfirmed)
        done.callback(finish_forgetting)
        post_letters()
