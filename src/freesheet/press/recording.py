"""Noting, while a page is made, what it depends on; and keeping, from page to page, what many of them show."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from threading import Lock
from typing import Any, TypeVar

REMEMBERED = 20_000
"""Values kept between pages, the last used ones: a card for each article of a middling paper, and what is around."""

AROUND = "around"
"""A key that no page holds: named with every change, but for those of which ``outbox.apart`` says otherwise."""

T = TypeVar("T")

_held: ContextVar[set[str] | None] = ContextVar("freesheet_keys_held", default=None)
_remembered: OrderedDict[str, tuple[Any, frozenset[str], frozenset[str]]] = OrderedDict()
_lock = Lock()


def depends_on(*keys: str) -> None:
    """Note that the page being made shows, or asked for, what ``keys`` stand for.

    Outside printing it does nothing, so that views may call it always.
    """
    held = _held.get()
    if held is not None:
        held.update(keys)


def is_being_printed() -> bool:
    """Whether what is made now goes into a page that is kept, and not to somebody who looks at a draft."""
    return _held.get() is not None


@contextmanager
def recording() -> Iterator[set[str]]:
    """Collect the keys named inside the block. Blocks may not nest: a page is made by one at a time."""
    held: set[str] = set()
    token = _held.set(held)
    try:
        yield held
    finally:
        _held.reset(token)


def once(name: str, make: Callable[[], T], while_same: Callable[[T], Iterable[str]] | None = None) -> T:
    """What ``make`` gives: while pages are printed, made for the first that asks, and then the same for each.

    Keys named while it was made are noted for every page that gets it. ``name`` must hold everything, keys aside, that
    the value depends on: the language, say. Nobody may change the value. Outside printing it is made every time.

    ``while_same`` gives further keys with which the value is forgotten, though the pages that get it do not hold them:
    those of a row of which each page shows a part, and names that part itself.
    """
    held = _held.get()
    if held is None:
        return make()
    with _lock:
        found = _remembered.get(name)
        if found is not None:
            _remembered.move_to_end(name)
    if found is None:
        value, keys = _made(make)
        found = value, keys, keys.union(while_same(value) if while_same else ())
        _keep(name, found)
    held.update(found[1])
    kept: T = found[0]
    return kept


def around(_value: object = None) -> tuple[str]:
    """For ``while_same``: what stands around many pages, and which no change that is ``apart`` can touch."""
    return (AROUND,)


def _keep(name: str, value: tuple[Any, frozenset[str], frozenset[str]]) -> None:
    with _lock:
        _remembered[name] = value
        _remembered.move_to_end(name)
        if len(_remembered) > REMEMBERED:
            _remembered.popitem(last=False)


def _made(make: Callable[[], T]) -> tuple[T, frozenset[str]]:
    keys: set[str] = set()
    token = _held.set(keys)
    try:
        return make(), frozenset(keys)
    finally:
        _held.reset(token)


def remember(name: str, value: object) -> None:
    """Let ``once`` and ``recall`` give ``value`` under this name. It has no keys: those who show it name them."""
    if _held.get() is not None:
        _keep(name, (value, frozenset(), frozenset()))


def recall(name: str) -> Any:
    """What ``once`` remembers under this name, its keys noted for this page too; None where it remembers nothing."""
    held = _held.get()
    if held is None:
        return None
    with _lock:
        found = _remembered.get(name)
        if found is None:
            return None
        _remembered.move_to_end(name)
    held.update(found[1])
    return found[0]


def forget(keys: Collection[str] | None = None) -> None:
    """Drop what ``once`` remembers. Whoever prints calls it after reading what changed, before the first page.

    With ``keys``, only what depends on one of them goes, and what depends on nobody knows what; nothing if none
    changed.
    """
    if keys is not None and not keys:
        return
    with _lock:
        if keys is None:
            _remembered.clear()
            return
        gone = [name for name, (_value, _held, last) in _remembered.items() if not last or not last.isdisjoint(keys)]
        for name in gone:
            del _remembered[name]
