"""A store of made-up pages, all different, of the size that articles have."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from bench.reading.sample import HEADERS, page
from freesheet.press.store import Sheet, Store

CHUNK = 500


def fill(folder: Path, count: int, step: Callable[[], None]) -> None:
    """Put ``count`` pages into ``folder / "store"``, by two processes; ``step`` is called after each ``CHUNK``."""
    Store(folder / "store")
    starts = range(0, count, CHUNK)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for _done in pool.map(fill_some, [folder] * len(starts), starts, [count] * len(starts)):
            step()


def fill_some(folder: Path, start: int, count: int) -> None:
    """One part of the pages."""
    store = Store(folder / "store")
    for number in range(start, min(start + CHUNK, count)):
        store.put(f"/section-{number % 12}/story-{number}/", Sheet(200, HEADERS, page(number)))
