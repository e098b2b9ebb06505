"""Sending the letters: each once, whoever else is sending, and whatever dies meanwhile.

That a letter leaves is committed before the mail server gets it. Who dies in between leaves it so, and it is not sent
again by itself: nobody can tell whether it has arrived. The newsroom is asked.
"""

from __future__ import annotations

import logging
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPException
from typing import Any
from uuid import uuid4

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from freesheet.contributions.errors import LetterProblem
from freesheet.contributions.letters.handing import NotTaken, Unknown, hand_over, nameless
from freesheet.contributions.letters.writing import written
from freesheet.contributions.models import LONGEST_PROBLEM, Letter, Outgoing

log = logging.getLogger("freesheet.contributions")

AT_ONCE = 20
"""Letters in one turn."""

TURN_SECONDS = 20.0
"""No letter is begun after so long: others use the same thread."""

WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 480, 1440))
"""How long is waited after each failed try. After the last there is one more."""

MOST_TRIES = len(WAITS) + 1

GONE_AFTER = timedelta(minutes=15)
"""Who began to hand a letter over so long ago is not at it any more: a mail server has 20 seconds for each answer."""

State = Outgoing.State

Rows = QuerySet[Any]
"""Letters of one kind, with all that is needed to write them."""

Writes = Callable[[Any], EmailMessage]


def letters() -> Rows:
    """The letters to who gave."""
    return Letter.objects.select_related("supporter", "charge__plan", "plan")


def post_letters() -> int:
    """Send what is due to who gave, a few at a time; how many were sent."""
    # Of who was forgotten there is no address.
    Letter.objects.filter(state=State.WAITING, supporter__email=None).update(state=State.SET_ASIDE)
    return post(letters(), written)


def post(rows: Rows, writes: Writes, at_once: int | None = None) -> int:
    """Send what is due of ``rows``, at most so many at once; how many were sent. ``writes`` makes the mail of a row.

    What ``writes`` raises as ``LetterProblem`` is never tried again.
    """
    now = timezone.now()
    note_unsure(now, rows)
    waiting = rows.filter(state=State.WAITING, next_at__lte=now).order_by("next_at", "pk")
    due = list(waiting.values_list("pk", flat=True)[: at_once or AT_ONCE])
    if not due:
        return 0
    connection: BaseEmailBackend = get_connection()
    try:
        return _send_each(due, rows, writes, connection)
    finally:
        with suppress(SMTPException, OSError):
            connection.close()


def _send_each(due: list[int], rows: Rows, writes: Writes, connection: BaseEmailBackend) -> int:
    ends, sent = time.monotonic() + TURN_SECONDS, 0
    for pk in due:
        if time.monotonic() > ends:
            break
        letter = claim(pk, rows)
        if letter is None:
            continue
        try:
            _send(letter, writes, connection)
        except NotTaken as problem:
            if problem.away:
                break
        except (LetterProblem, Unknown):
            continue
        else:
            sent += 1
    return sent


def _send(letter: Outgoing, writes: Writes, connection: BaseEmailBackend) -> None:
    try:
        hand_over(_written(letter, writes), connection)
    except LetterProblem as problem:
        _note(letter, state=State.FAILED, problem=str(problem)[:LONGEST_PROBLEM])
        raise
    except Unknown as problem:
        says = nameless(str(problem), letter)
        _note(letter, state=State.UNSURE, problem=says)
        log.warning("%s %d may have been sent: %s", type(letter).__name__, letter.pk, says)
        raise
    except NotTaken as problem:
        _put_back(letter, problem)
        raise
    _note(letter, state=State.SENT, sent_at=timezone.now())


def _written(letter: Outgoing, writes: Writes) -> EmailMessage:
    try:
        return writes(letter)
    except (LetterProblem, DatabaseError):
        raise
    except Exception as problem:
        # What it says may be somebody's name.
        name, where = type(problem).__name__, "".join(traceback.format_tb(problem.__traceback__))
        log.error("%s %d could not be written: %s\n%s", type(letter).__name__, letter.pk, name, where)
        raise NotTaken(LetterProblem(f"It could not be written: {name}.")) from None


def _put_back(letter: Outgoing, problem: NotTaken) -> None:
    """Let a letter be tried again later, or not at all."""
    says = nameless(str(problem), letter)
    log.warning("%s %d was not sent: %s", type(letter).__name__, letter.pk, says)
    if problem.for_good or letter.tries >= MOST_TRIES:
        _note(letter, state=State.FAILED, problem=says)
    else:
        again = timezone.now() + WAITS[letter.tries - 1]
        _note(letter, state=State.WAITING, next_at=again, problem=says)


def _all_like(letter: Outgoing) -> Rows:
    found: Rows = type(letter)._default_manager.all()  # noqa: SLF001  # Django's own name for it
    return found


def _note(letter: Outgoing, **now: object) -> None:
    """What became of a letter that we took; nothing where somebody has decided meanwhile."""
    _all_like(letter).filter(pk=letter.pk, claim=letter.claim, state__in=(State.LEAVING, State.UNSURE)).update(**now)


@transaction.atomic(durable=True)
def claim(pk: int, rows: Rows | None = None) -> Any:
    """Take a letter that waits: it leaves now, and by nobody else. None where somebody was faster."""
    word, rows = uuid4().hex, letters() if rows is None else rows
    taken = rows.filter(pk=pk, state=State.WAITING).update(
        state=State.LEAVING, claim=word, left_at=timezone.now(), tries=F("tries") + 1, problem=""
    )
    return rows.get(pk=pk) if taken else None


def note_unsure(now: datetime, rows: Rows | None = None) -> int:
    """Note which letters were being handed over by somebody who is gone."""
    gone = (letters() if rows is None else rows).filter(state=State.LEAVING, left_at__lt=now - GONE_AFTER)
    return gone.update(state=State.UNSURE, problem="")


def send_again(letter: Outgoing) -> bool:
    """Let a letter that failed, or may have been sent, be sent; whether it was one of these."""
    return _decide(letter, state=State.WAITING, tries=0, next_at=timezone.now(), problem="")


def set_letter_aside(letter: Outgoing) -> bool:
    """Let such a letter be; whether it was one of these."""
    return _decide(letter, state=State.SET_ASIDE)


def _decide(letter: Outgoing, **now: object) -> bool:
    return bool(_all_like(letter).filter(pk=letter.pk, state__in=(State.FAILED, State.UNSURE)).update(**now))
