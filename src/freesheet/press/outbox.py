"""Putting changes in the outbox, in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.db import transaction

from freesheet.press.models import Change
from freesheet.press.recording import AROUND

Bell = Callable[[], None]
TakeAway = Callable[[Sequence[str]], None]

_bells: list[Bell] = []
_takers: list[TakeAway] = []
_apart: ContextVar[bool] = ContextVar("freesheet_changes_apart", default=False)


def ring_with(bell: Bell) -> None:
    """Call ``bell`` after each commit that left something in the outbox."""
    _bells.append(bell)


def take_away_with(taker: TakeAway) -> None:
    """Call ``taker`` with the addresses that ``removed`` named, after the commit and before any bell."""
    _takers.append(taker)


def _ring() -> None:
    for bell in _bells:
        bell()


@contextmanager
def apart() -> Iterator[None]:
    """Within the block changes touch nothing that stands around other pages: they are of single articles, say.

    So what is remembered with ``recording.around`` outlives them.
    """
    token = _apart.set(True)
    try:
        yield
    finally:
        _apart.reset(token)


def around() -> None:
    """Say that something changed that may stand around many pages, though no key says so."""
    _post([Change(key=AROUND)])


def changed(*keys: str) -> None:
    """Say that what ``keys`` stand for has changed: every page that holds one is printed again."""
    _post([Change(key=key) for key in dict.fromkeys(keys) if key])


def wanted(*addresses: str) -> None:
    """Ask for pages to be printed, whether or not they are in the store: new ones, or ones to be replaced.

    What readers look for first is named first: pages are printed in that order.
    """
    _post([Change(address=address) for address in dict.fromkeys(addresses) if address])


def removed(*addresses: str) -> None:
    """Say that readers must not find what is at ``addresses`` any more.

    The pages are taken out of the store as soon as the transaction is committed, by whoever commits it; then the
    press prints what is to be said there instead, if anything.
    """
    gone = [address for address in dict.fromkeys(addresses) if address]
    if not gone:
        return
    for taker in _takers:
        transaction.on_commit(partial(taker, gone), robust=True)
    _post([Change(address=address, leaves=True) for address in gone])


def _post(changes: list[Change]) -> None:
    if changes:
        if not _apart.get() and changes[0].key != AROUND:
            changes.append(Change(key=AROUND))
        Change.objects.bulk_create(changes, batch_size=500)
        transaction.on_commit(_ring)
