"""The demonstration's letters: those of before have left long ago, and those of now leave now."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from freesheet.contributions.actions import finish_forgetting, post_letters
from freesheet.contributions.models import Letter
from freesheet.importers.demo.languages import LANGUAGES

TOOK = timedelta(seconds=25)
LATELY = timedelta(days=20)
MOST_LATELY = 4
"""Letters in each language that are really written: a receipt is set in type for most."""

NO_MAILBOX = "550 5.1.1 No such mailbox here"


def let_letters_have_left(now: datetime, bounces: str) -> None:
    """Let letters have been sent when they were written; those of the last days are sent now, as all are.

    ``bounces`` is an address that its mail server did not know.
    """
    waiting = Letter.objects.filter(state=Letter.State.WAITING)
    _returned(bounces)
    lately = waiting.filter(created_at__gte=now - LATELY).order_by("-created_at", "-pk")
    leave = [
        pk
        for code in LANGUAGES
        for pk in lately.filter(supporter__language=code).values_list("pk", flat=True)[:MOST_LATELY]
    ]
    left = waiting.exclude(pk__in=leave)
    left.update(state=Letter.State.SENT, tries=1, left_at=F("created_at"), sent_at=F("created_at") + TOOK)
    finish_forgetting()
    post_letters()


def _returned(address: str) -> None:
    last = Letter.objects.filter(supporter__email=address).latest("pk")
    Letter.objects.filter(pk=last.pk).update(state=Letter.State.FAILED, tries=1, problem=NO_MAILBOX)
