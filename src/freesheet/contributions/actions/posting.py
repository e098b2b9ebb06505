"""Sending the letters: each once, whoever else is sending, and whatever dies meanwhile.

That a letter leaves is committed before the mail server gets it. Who dies in between leaves it so, and it is not sent
again by itself: nobody can tell whether it has arrived. The newsroom is asked.
"""

from __future__ import annotations

import logging
import time
import traceback
from contextlib import suppress
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import uuid4

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from freesheet.contributions.errors import LetterProblem
from freesheet.contributions.letters.handing import NotTaken, Unknown, hand_over, nameless
from freesheet.contributions.letters.writing import written
from freesheet.contributions.models import LONGEST_PROBLEM, Letter

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

State = Letter.State


def post_letters() -> int:
    """Send what is due, a few at a time; how many were sent."""
    now = timezone.now()
    note_unsure(now)
    waiting = Letter.objects.filter(state=State.WAITING)
    # Of who was forgotten there is no address.
    waiting.filter(supporter__email=None).update(state=State.SET_ASIDE)
    due = list(waiting.filter(next_at__lte=now).order_by("next_at", "pk").values_list("pk", flat=True)[:AT_ONCE])
    if not due:
        return 0
    connection: BaseEmailBackend = get_connection()
    try:
        return _send_each(due, connection, time.monotonic() + TURN_SECONDS)
    finally:
        with suppress(SMTPException, OSError):
            connection.close()


def _send_each(due: list[int], connection: BaseEmailBackend, ends: float) -> int:
    sent = 0
    for pk in due:
        if time.monotonic() > ends:
            break
        letter = claim(pk)
        if letter is None:
            continue
        try:
            _send(letter, connection)
        except NotTaken as problem:
            if problem.away:
                break
        except (LetterProblem, Unknown):
            continue
        else:
            sent += 1
    return sent


def _send(letter: Letter, connection: BaseEmailBackend) -> None:
    try:
        hand_over(_written(letter), connection)
    except LetterProblem as problem:
        _note(letter, state=State.FAILED, problem=str(problem)[:LONGEST_PROBLEM])
        raise
    except Unknown as problem:
        says = nameless(str(problem), letter)
        _note(letter, state=State.UNSURE, problem=says)
        log.warning("Letter %d may have been sent: %s", letter.pk, says)
        raise
    except NotTaken as problem:
        _put_back(letter, problem)
        raise
    _note(letter, state=State.SENT, sent_at=timezone.now())


def _written(letter: Letter) -> EmailMessage:
    try:
        return written(letter)
    except (LetterProblem, DatabaseError):
        raise
    except Exception as problem:
        # What it says may be somebody's name.
        name, where = type(problem).__name__, "".join(traceback.format_tb(problem.__traceback__))
        log.error("Letter %d could not be written: %s\n%s", letter.pk, name, where)
        raise NotTaken(LetterProblem(f"It could not be written: {name}.")) from None


def _put_back(letter: Letter, problem: NotTaken) -> None:
    """Let a letter be tried again later, or not at all."""
    says = nameless(str(problem), letter)
    log.warning("Letter %d was not sent: %s", letter.pk, says)
    if problem.for_good or letter.tries >= MOST_TRIES:
        _note(letter, state=State.FAILED, problem=says)
    else:
        again = timezone.now() + WAITS[letter.tries - 1]
        _note(letter, state=State.WAITING, next_at=again, problem=says)


def _note(letter: Letter, **now: object) -> None:
    """What became of a letter that we took; nothing where somebody has decided meanwhile."""
    ours = Letter.objects.filter(pk=letter.pk, claim=letter.claim, state__in=(State.LEAVING, State.UNSURE))
    ours.update(**now)


@transaction.atomic(durable=True)
def claim(pk: int) -> Letter | None:
    """Take a letter that waits: it leaves now, and by nobody else. None where somebody was faster."""
    word = uuid4().hex
    taken = Letter.objects.filter(pk=pk, state=State.WAITING).update(
        state=State.LEAVING, claim=word, left_at=timezone.now(), tries=F("tries") + 1, problem=""
    )
    if not taken:
        return None
    return Letter.objects.select_related("supporter", "charge__plan", "plan").get(pk=pk)


def note_unsure(now: datetime) -> int:
    """Note which letters were being handed over by somebody who is gone."""
    gone = Letter.objects.filter(state=State.LEAVING, left_at__lt=now - GONE_AFTER)
    return gone.update(state=State.UNSURE, problem="")


def send_again(letter: Letter) -> bool:
    """Let a letter that failed, or may have been sent, be sent; whether it was one of these."""
    return _decide(letter, state=State.WAITING, tries=0, next_at=timezone.now(), problem="")


def set_letter_aside(letter: Letter) -> bool:
    """Let such a letter be; whether it was one of these."""
    return _decide(letter, state=State.SET_ASIDE)


def _decide(letter: Letter, **now: object) -> bool:
    return bool(Letter.objects.filter(pk=letter.pk, state__in=(State.FAILED, State.UNSURE)).update(**now))
