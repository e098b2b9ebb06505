"""Drawings, kept: each is made once, and lies as a file under the digest of what it was made from.

The files are pictures in their own right, with their own colours, for feeds; pages have them inside, without those.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.safestring import SafeString, mark_safe

from freesheet.press.recording import is_being_printed

log = logging.getLogger("freesheet.articles")

FOLDER = "drawings"
REMEMBERED = 256
"""Drawings kept in memory, about 8 KB each."""


@dataclass(frozen=True)
class Drawing:
    """``svg`` for a page, without colours; ``url`` of the file, with them; its size in pixels."""

    svg: SafeString
    url: str
    width: int
    height: int


_noted: ContextVar[set[str] | None] = ContextVar("freesheet_drawings_noted", default=None)
_remembered: OrderedDict[str, str] = OrderedDict()
_lock = Lock()


def kept(told: Any, make: Callable[[], str], style: str) -> Drawing | None:
    """What ``make`` draws, clean SVG, made once for the same ``told``; None, and a line in the log, where it cannot.

    Only what is being printed is kept as a file, with ``style`` in it: drafts are drawn for whoever looks at them, and
    forgotten.
    """
    name = name_of(told, style)
    if (noted := _noted.get()) is not None:
        noted.add(name)
    svg = _known(name, style)
    try:
        if svg is None:
            svg = make()
            _remember(name, svg)
        if is_being_printed():
            _keep(name, svg, style)
    except (ImportError, ValueError, OSError) as problem:
        # Its words and figures stand beside it: they are not kept from readers.
        log.error("A drawing cannot be made: %s", problem)
        return None
    width, height = _size(svg)
    return Drawing(mark_safe(svg), default_storage.url(name), width, height)  # noqa: S308  # drawn by us, and cleaned


@contextmanager
def noting() -> Iterator[set[str]]:
    """Collect the names of the drawings that are asked for inside the block."""
    names: set[str] = set()
    token = _noted.set(names)
    try:
        yield names
    finally:
        _noted.reset(token)


def name_of(told: Any, style: str) -> str:
    """The name of the file of a drawing, below the folder of media."""
    text = json.dumps([style, told], sort_keys=True, ensure_ascii=False)
    return f"{FOLDER}/{hashlib.sha256(text.encode()).hexdigest()[:24]}.svg"


def _size(svg: str) -> tuple[int, int]:
    _x, _y, width, height = svg.split('viewBox="', 1)[1].split('"', 1)[0].split()
    return round(float(width)), round(float(height))


def _known(name: str, style: str) -> str | None:
    with _lock:
        if name in _remembered:
            _remembered.move_to_end(name)
            return _remembered[name]
    try:
        with default_storage.open(name) as file:
            svg = str(file.read().decode()).replace(style, "", 1)
    except OSError:
        return None
    _remember(name, svg)
    return svg


def _remember(name: str, svg: str) -> None:
    with _lock:
        _remembered[name] = svg
        _remembered.move_to_end(name)
        if len(_remembered) > REMEMBERED:
            _remembered.popitem(last=False)


def _keep(name: str, svg: str, style: str) -> None:
    if default_storage.exists(name):
        return
    head, _more, rest = svg.partition(">")
    data = f"{head}>{style}{rest}".encode()
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:
        default_storage.save(name, ContentFile(data))
        return
    # Two processes may keep the same: each writes its own, and the last one stays, whole.
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, suffix=".new")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    os.chmod(draft, 0o644)
    os.replace(draft, path)


GRACE = timedelta(days=8)
"""How long a drawing stays that no article shows any more: programs that read feeds come back within a week."""


def sweep(used: Callable[[], set[str]], now: datetime) -> int:
    """Delete drawings older than ``GRACE`` whose names are not among ``used``; how many."""
    try:
        _folders, files = default_storage.listdir(FOLDER)
    except (OSError, NotImplementedError):
        return 0
    names = [f"{FOLDER}/{file}" for file in files]
    old = [name for name in names if now - default_storage.get_modified_time(name) > GRACE]
    spared = used() if old else set()
    due = [name for name in old if name not in spared]
    for name in due:
        default_storage.delete(name)
    return len(due)
