"""What is said where a page cannot be made: that the database is away, or that something is wrong with us."""

from __future__ import annotations

import sys

from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.views.defaults import server_error

from freesheet.press.answers import plain

AWAY = plain(
    503,
    "The database does not answer at the moment. What was saved is kept, and pages that were published can be read."
    " Please try again soon.",
    ("retry-after", "10"),
)


class Unanswered(HttpResponse):
    """An answer in place of one that could not be made; ``problem`` is what the database said."""

    def __init__(self, problem: Exception) -> None:
        super().__init__(AWAY.body or b"", status=AWAY.status, headers=dict(AWAY.headers))
        self.problem = problem


def failed(request: HttpRequest) -> HttpResponse:
    """Django's handler of whatever a view did not expect: called while the exception is being handled."""
    problem = sys.exc_info()[1]
    if isinstance(problem, Exception) and is_away(problem):
        return Unanswered(problem)
    return server_error(request)


def is_away(problem: Exception) -> bool:
    """Whether the database cannot be had, or is in no state to answer; not that it was asked something wrong."""
    # SQLite says of a damaged file no more than DatabaseError, which is above all the others.
    return isinstance(problem, OperationalError | InterfaceError) or type(problem) is DatabaseError
