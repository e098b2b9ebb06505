"""Knowing, without Django, that a publication was served by this very program before, so that it starts at once."""

from __future__ import annotations

import hashlib
import sqlite3
from importlib.metadata import version
from pathlib import Path

from freesheet import __version__
from freesheet.project.publication import Publication

PACKAGE = Path(__file__).resolve().parent.parent
NAME = "ready"


def is_ready(publication: Publication) -> bool:
    """Whether nothing has changed since ``remember``: program, settings, or migrations of the database."""
    try:
        return (publication.static / NAME).read_text("ascii") == _state(publication)
    except (OSError, UnicodeDecodeError):
        return False


def remember(publication: Publication) -> None:
    """Note that database, files and settings agree."""
    (publication.static / NAME).write_text(_state(publication), "ascii")


def _state(publication: Publication) -> str:
    state = hashlib.sha256(f"{__version__} {version('wagtail')} {version('django')}".encode())
    for path in sorted(path for path in PACKAGE.rglob("*") if _counts(path)):
        state.update(f"{path.relative_to(PACKAGE)} {path.stat().st_mtime_ns}".encode())
    state.update(repr((publication.address, publication.languages, publication.database)).encode())
    state.update(repr(_migrations(publication)).encode())
    return state.hexdigest()


def _counts(path: Path) -> bool:
    return path.parent.name == "migrations" or "static" in path.relative_to(PACKAGE).parts


def _migrations(publication: Publication) -> tuple[object, ...]:
    """How many migrations the database has, and its last one. Never the same twice where it cannot be told."""
    if publication.database:
        return (object(),)
    try:
        connection = sqlite3.connect(f"{publication.database_file.as_uri()}?mode=ro", uri=True, timeout=5)
    except sqlite3.Error:
        return (object(),)
    try:
        row = connection.execute("SELECT count(*), max(id) FROM django_migrations").fetchone()
        return tuple(row)
    except sqlite3.Error:
        return (object(),)
    finally:
        connection.close()
