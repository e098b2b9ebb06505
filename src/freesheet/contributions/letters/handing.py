"""Handing a mail over: to the mail server, and to know whether it has it."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from smtplib import (
    SMTP,
    SMTPConnectError,
    SMTPDataError,
    SMTPException,
    SMTPHeloError,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPServerDisconnected,
)
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from freesheet.contributions.models import LONGEST_PROBLEM, Outgoing

_ADDRESS = re.compile(r"\S+@\S+")
_CARD = re.compile(r"\d(?:[ -]?\d){12,18}")
_FOR_GOOD = 500


class NotTaken(Exception):
    """The server has not got it. ``for_good``: it never will. ``away``: it takes nothing at all now."""

    def __init__(self, problem: BaseException, for_good: bool = False, away: bool = False) -> None:
        super().__init__(told(problem))
        self.for_good, self.away = for_good, away


class Unknown(Exception):
    """It was handed over and nobody said whether it was taken."""


def nameless(says: str, letter: Outgoing) -> str:
    """The same without who the letter is for: some mail servers repeat their name, or a part of their address."""
    words = [part for each in letter.whose for part in (each, each.partition("@")[0], *each.split())]
    for word in sorted({each for each in words if len(each) > 1}, key=len, reverse=True):
        says = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", "…", says, flags=re.IGNORECASE)
    return says


def told(problem: BaseException) -> str:
    """What went wrong, without the address of who was to get it."""
    code: int
    answer: bytes | str
    if isinstance(problem, SMTPRecipientsRefused):
        code, answer = next(iter(problem.recipients.values()), (0, b""))
    elif isinstance(problem, SMTPResponseException):
        code, answer = problem.smtp_code, problem.smtp_error
    else:
        code, answer = 0, str(problem) or type(problem).__name__
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    return " ".join(f"{code or ''} {_CARD.sub('…', _ADDRESS.sub('…', text))}".split())[:LONGEST_PROBLEM]


def hand_over(mail: EmailMessage, connection: BaseEmailBackend) -> None:
    """Hand a mail over.

    Raises:
        NotTaken: the server has not got it.
        Unknown: it may have got it.
    """
    try:
        connection.open()
    except (SMTPException, OSError) as problem:
        raise NotTaken(problem, away=True) from problem
    _ask_whether_it_has_it(connection)
    try:
        connection.send_messages([mail])
    except (SMTPException, OSError) as problem:
        # What was begun with this server may not be over.
        with suppress(SMTPException, OSError):
            connection.close()
        raise NotTaken(problem, for_good=_is_for_good(problem), away=_is_away(problem)) from problem
    except Unknown:
        with suppress(SMTPException, OSError):
            connection.close()
        raise


def _is_for_good(problem: BaseException) -> bool:
    """Whether it is this letter that is never taken. A server that takes none at all is put right by somebody."""
    if isinstance(problem, SMTPRecipientsRefused):
        return all(code >= _FOR_GOOD for code, _answer in problem.recipients.values())
    return isinstance(problem, SMTPDataError) and problem.smtp_code >= _FOR_GOOD


def _is_away(problem: BaseException) -> bool:
    if isinstance(problem, SMTPRecipientsRefused | SMTPDataError):
        return False
    return isinstance(problem, SMTPServerDisconnected | SMTPConnectError | SMTPHeloError | OSError)


def _ask_whether_it_has_it(connection: BaseEmailBackend) -> None:
    """Tell a server that is gone before it has the letter from one that is gone before it says so."""
    server: Any = getattr(connection, "connection", None)
    if isinstance(server, SMTP) and not isinstance(server.data, _Handed):
        setattr(server, "data", _Handed(server.data))  # noqa: B010  # the types know methods only


class _Handed:
    """The step of the protocol in which the letter itself goes over."""

    def __init__(self, data: Callable[[Any], Any]) -> None:
        self._data = data

    def __call__(self, message: Any) -> Any:
        try:
            return self._data(message)
        except SMTPDataError:
            raise
        except (SMTPServerDisconnected, OSError) as problem:
            raise Unknown(told(problem)) from problem
