"""What a command did: how it ended, what it said, what it left in the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import psycopg

from freesheet.project.publication import open_publication


class Ledger:
    """Looks into a publication's database from outside."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "freesheet.sqlite3"
        self.server = open_publication(folder).database

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        if self.server:
            with psycopg.connect(self.server, connect_timeout=30) as server:
                return server.execute(query.encode()).fetchall()
        with closing(sqlite3.connect(f"{self.file.as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
            return connection.execute(query).fetchall()

    def articles(self) -> dict[str, bool]:
        """Headlines, and whether each is public."""
        query = "SELECT title, live FROM wagtailcore_page JOIN articles_articlepage ON page_ptr_id = id ORDER BY id"
        return {title: bool(live) for title, live in self.rows(query)}

    def everything(self) -> list[str]:
        """All that the database holds, as statements."""
        with closing(sqlite3.connect(f"{self.file.as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
            return list(connection.iterdump())


def refused(run: CompletedProcess[str], *sentences: str, code: int = 1) -> str:
    """What a command said when it ended with ``code``; there is no traceback, and every one of ``sentences``."""
    assert run.returncode == code, f"{run.returncode}: {run.stdout}{run.stderr}"
    assert "Traceback" not in run.stderr
    said = " ".join(run.stderr.split())
    for sentence in sentences:
        assert sentence in said, run.stderr
    return run.stderr


def accepted(run: CompletedProcess[str]) -> str:
    """What a command said when all went well."""
    assert run.returncode == 0, f"{run.returncode}: {run.stdout}{run.stderr}"
    assert "Traceback" not in run.stderr
    return run.stdout
