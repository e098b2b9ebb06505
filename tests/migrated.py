"""The database as migrations leave it, kept for other processes and for the next run: they take half a minute."""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("requirements/run.txt", "src/freesheet/project/settings.py")
"""Beside our own migrations, what says which others there are."""


def begin(folder: Path) -> Callable[[], sqlite3.Connection | None]:
    """Let the test database begin as it was kept in ``folder``, if these migrations made it.

    What is returned is called when the database has been made: it keeps the database for others, if it is a new one,
    and gives a copy of it; nothing where it is not SQLite.
    """
    from django.db import connection
    from django.db.backends.signals import connection_created

    if connection.vendor != "sqlite":
        return lambda: None
    # Whoever comes meanwhile waits for it.
    lock = (folder / "lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_EX)
    kept = folder / f"{_digest()}.sqlite3"
    fill = partial(_fill, kept)
    connection_created.connect(fill)

    def end() -> sqlite3.Connection:
        connection_created.disconnect(fill)
        connection.ensure_connection()
        if not kept.is_file():
            _keep(connection.connection, kept)
        lock.close()
        copy = sqlite3.connect(":memory:")
        connection.connection.backup(copy)
        return copy

    return end


def _fill(kept: Path, connection: Any, **_more: Any) -> None:
    if kept.is_file() and not connection.introspection.table_names():
        with closing(sqlite3.connect(kept)) as source:
            source.backup(connection.connection)


def _keep(made: sqlite3.Connection, kept: Path) -> None:
    aside = kept.with_suffix(f".{os.getpid()}")
    with closing(sqlite3.connect(aside)) as copy:
        made.backup(copy)
    for older in kept.parent.glob("*.sqlite3"):
        older.unlink()
    aside.rename(kept)


def _digest() -> str:
    """Other migrations, other sixteen digits."""
    state = hashlib.sha256(sqlite3.sqlite_version.encode())
    ours = sorted((ROOT / "src/freesheet").glob("*/migrations/*.py"))
    for path in (*(ROOT / source for source in SOURCES), *ours):
        state.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return state.hexdigest()[:16]
