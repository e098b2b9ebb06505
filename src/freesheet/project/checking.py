"""Saying what is wrong with a publication, in sentences, before readers notice."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

from freesheet.project import mailing
from freesheet.project.delivery import key_file, token
from freesheet.project.publication import Publication, PublicationProblem

LEAST_FREE_BYTES = 500 * 2**20
NOT_BEFORE = 1_780_000_000
"""Seconds since 1970, in May 2026: no honest clock is before this program was written."""


def complaints(publication: Publication) -> list[str]:
    """Everything that is wrong, a sentence each; empty if all is well."""
    return [
        *_settings(publication),
        *_folder(publication),
        *_cdn(publication),
        *mailing.complaints(publication),
        *_payments(publication),
        *_disk(publication),
        *_clock(),
        *_database(publication),
    ]


def _settings(publication: Publication) -> Iterator[str]:
    parts = urlsplit(publication.address)
    host = parts.hostname or ""
    loopback = host in ("localhost", "127.0.0.1", "::1")
    if parts.scheme == "http" and not loopback:
        yield f"The address {publication.address} is not encrypted. Set address to https://{host} in freesheet.toml."
    if publication.second_factor != "required" and not loopback:
        yield "Whoever can publish logs in with a password alone. Set second_factor to required in freesheet.toml."
    if not publication.settings_file.stat().st_mode & stat.S_IRUSR:
        yield "freesheet.toml cannot be read by its owner."


def _folder(publication: Publication) -> Iterator[str]:
    for place in (publication.root, publication.media, publication.store, publication.static):
        if not place.is_dir():
            what = "missing; “freesheet serve” lays it out again" if place != publication.media else "missing"
            yield f"The folder {place} is {what}."
        elif not os.access(place, os.W_OK | os.X_OK):
            yield f"The folder {place} cannot be written to by {os.environ.get('USER', 'this user')}."
    key = publication.root / "keys" / "secret.key"
    try:
        if len(publication.secret_key) < 50:
            yield f"The key in {key} is shorter than 50 characters. Put a longer random one there."
        if key.stat().st_mode & 0o077:
            yield f"Others may read the key file {key}. Run: chmod 600 {key}"
    except PublicationProblem as problem:
        yield str(problem)


def _cdn(publication: Publication) -> Iterator[str]:
    try:
        key = key_file(publication)
        if token(publication) and key.stat().st_mode & 0o077:
            yield f"Others may read the key file {key}. Run: chmod 600 {key}"
    except PublicationProblem as problem:
        yield str(problem)


def _payments(publication: Publication) -> Iterator[str]:
    from freesheet.contributions.providers.ecpay import keys as ecpay
    from freesheet.contributions.providers.stripe import keys as stripe

    host = urlsplit(publication.address).hostname or ""
    for name, keys in (("stripe", stripe), ("ecpay", ecpay)):
        if name in publication.payments:
            yield from keys.complaints(publication.root, for_readers=host not in mailing.NEAR)


def _disk(publication: Publication) -> Iterator[str]:
    usage = shutil.disk_usage(publication.root)
    if usage.free < LEAST_FREE_BYTES:
        yield f"The disk is nearly full: {usage.free // 2**20} MB are left. Printing stops when it is full."


def _clock() -> Iterator[str]:
    if time.time() < NOT_BEFORE:
        today = time.strftime("%d %B %Y")
        yield f"The clock says {today}, which cannot be. Schedules and dates would be wrong: set it."


def _database(publication: Publication) -> Iterator[str]:
    if publication.database:
        yield from _postgresql(publication.database)
        return
    path = publication.database_file
    if not path.is_file():
        yield f"The database {path} is missing. Restore it from a copy of the folder."
        return
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            [answer] = connection.execute("PRAGMA quick_check(1)").fetchone()
        if answer != "ok":
            what = answer.strip().splitlines()[-1]
            yield f"The database {path} is damaged ({what}). Restore it from a copy of the folder."
    except sqlite3.Error as problem:
        yield f"The database {path} cannot be read ({problem}). Restore it from a copy of the folder."
    if not os.access(path, os.W_OK):
        yield f"The database {path} cannot be written to."


def _postgresql(address: str) -> Iterator[str]:
    import psycopg

    host = urlsplit(address).hostname or "the local socket"
    try:
        with psycopg.connect(address.replace("postgres://", "postgresql://", 1), connect_timeout=5) as connection:
            connection.execute("SELECT 1")
    except psycopg.Error as problem:
        yield f"The database at {host} does not answer: {str(problem).strip().splitlines()[0]}"
