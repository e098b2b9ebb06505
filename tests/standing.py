"""What all tests of a file begin with, written once; what each of them does to it is taken back at its end.

Rows only: a test asks the database for its own objects, for what a test does to an object in memory stays.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from django.db import transaction

T = TypeVar("T")


def standing(blocker: Any, make: Callable[[], T]) -> Iterator[T]:
    """For a fixture of a whole file without transactional tests: ``yield from standing(django_db_blocker, make)``."""
    with blocker.unblock():
        lasting = transaction.atomic()
        # As Django's own tests do: what must be in no transaction may be in that of a test.
        lasting._from_testcase = True
        lasting.__enter__()
        try:
            made = make()
        except BaseException:
            transaction.set_rollback(True)
            lasting.__exit__(None, None, None)
            raise
    yield made
    with blocker.unblock():
        transaction.set_rollback(True)
        lasting.__exit__(None, None, None)
