"""Sending the day's letters: to each at their hour, never twice, and never many at once.

That a letter goes out is noted and committed before it goes. Who pulls the plug in between costs somebody a letter; the
other way round, they would get it twice, again and again. What the mail server refuses is tried again.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from freesheet.accounts.models import User
from freesheet.newsroom import hours
from freesheet.newsroom.digest.writing import letter
from freesheet.planning.models import Digest, DigestWish

log = logging.getLogger("freesheet.worker")

MOST_AT_ONCE = 20
MOST_TRIES = 3
TRY_AGAIN = timedelta(minutes=15)
EARLY = 7
"""The hour of who has said nothing."""


def send_due() -> int:
    """Send the letters whose hour has come, at most ``MOST_AT_ONCE``; how many there were."""
    now = hours.now()
    return sum(_send(user, now.date()) for user in waiting(now)[:MOST_AT_ONCE])


def waiting(now: datetime) -> list[User]:
    """Whoever is to get the letter of this day by now, and has not been seen to yet."""
    done = Digest.objects.filter(day=now.date())
    again = Q(failed=True, tries__lt=MOST_TRIES, at__lt=timezone.now() - TRY_AGAIN)
    people = User.objects.filter(is_active=True).exclude(email="")
    people = people.exclude(pk__in=done.exclude(again).values("user")).order_by("pk")
    wishes = {wish.user_id: wish for wish in DigestWish.objects.all()}
    found = []
    for user in people:
        wish = wishes.get(user.pk)
        hour = wish.hour if wish else EARLY
        if (wish is None or wish.wanted) and now.hour >= hour and user.has_perm("wagtailadmin.access_admin"):
            found.append(user)
    return found


def _send(user: User, day: date) -> int:
    ready = letter(user)
    if not _claim(user, day, ready.lines) or ready.mail is None:
        return 0
    try:
        ready.mail.send()
    except (SMTPException, OSError):
        log.exception("The day's letter to %s could not be sent.", user.username)
        Digest.objects.filter(user=user, day=day).update(failed=True)
        return 0
    Digest.objects.filter(user=user, day=day).update(sent_at=timezone.now())
    return 1


@transaction.atomic
def _claim(user: User, day: date, lines: int) -> bool:
    """Whether it falls to this process, and now, to send somebody's letter."""
    row, made = Digest.objects.select_for_update().get_or_create(user=user, day=day, defaults={"lines": lines})
    if made:
        return True
    if not row.failed or row.tries >= MOST_TRIES:
        return False
    row.failed, row.tries, row.lines, row.at = False, row.tries + 1, lines, timezone.now()
    row.save()
    return True
