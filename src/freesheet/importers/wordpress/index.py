"""What must be known of the whole export while one part of it is read: on disk, so that memory stays flat."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Iterable, Iterator
from dataclasses import astuple, fields
from typing import Any

from freesheet.importers.wordpress.records import Attachment, Author, Term

_SCHEMA = """
CREATE TABLE item (place INTEGER PRIMARY KEY, key TEXT UNIQUE, number TEXT, kind TEXT, parent TEXT);
CREATE INDEX item_number ON item (number);
CREATE TABLE namesake (base TEXT PRIMARY KEY, count INTEGER);
CREATE TABLE attachment (key TEXT PRIMARY KEY, number TEXT, url TEXT, title TEXT, alt TEXT, caption TEXT,
    description TEXT, credit TEXT, copyright TEXT, file TEXT, link TEXT, parent TEXT, rank INTEGER);
CREATE INDEX attachment_number ON attachment (number);
CREATE INDEX attachment_parent ON attachment (parent, rank);
CREATE TABLE file (path TEXT PRIMARY KEY, key TEXT);
CREATE TABLE author (login TEXT PRIMARY KEY, name TEXT, email TEXT, first_name TEXT, last_name TEXT, number TEXT,
    biography TEXT, declared INTEGER);
CREATE TABLE term (taxonomy TEXT, slug TEXT, name TEXT, parent TEXT, description TEXT, number TEXT,
    PRIMARY KEY (taxonomy, slug));
CREATE INDEX term_name ON term (taxonomy, name);
CREATE INDEX term_number ON term (number);
CREATE TABLE link (address TEXT PRIMARY KEY, key TEXT);
CREATE TABLE source (source TEXT PRIMARY KEY, key TEXT);
CREATE INDEX source_key ON source (key);
CREATE TABLE failure (source TEXT PRIMARY KEY, why TEXT);
CREATE TABLE mark (kind TEXT, key TEXT, PRIMARY KEY (kind, key));
CREATE TABLE reusable (number TEXT PRIMARY KEY, content TEXT);
"""

_ATTACHMENT = ", ".join(field.name for field in fields(Attachment))
_TERM = ", ".join(field.name for field in fields(Term))


class Index:
    """A private database that ends with the process, or with :meth:`close`."""

    def __init__(self) -> None:
        # The empty name is SQLite's for a temporary database on disk, of which only a cache is in memory.
        self._database = sqlite3.connect("", isolation_level=None)
        self._closing = weakref.finalize(self, self._database.close)
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4000;")
        self._database.executescript(_SCHEMA)
        self._database.execute("BEGIN")

    def close(self) -> None:
        """Let go of the database."""
        self._closing()

    def _all(self, query: str, *values: object) -> Iterator[tuple[Any, ...]]:
        return self._database.execute(query, values)

    def _one(self, query: str, *values: object) -> tuple[Any, ...] | None:
        found: tuple[Any, ...] | None = self._database.execute(query, values).fetchone()
        return found

    def _put(self, table: str, *values: object, on_conflict: str = "IGNORE") -> None:
        marks = ", ".join("?" * len(values))
        self._database.execute(f"INSERT OR {on_conflict} INTO {table} VALUES ({marks})", values)  # noqa: S608

    def add_item(self, number: str, kind: str, parent: str, otherwise: str) -> str:
        """Note an item, and give the key that names it in this file: its number, or ``otherwise`` if it has none.

        Numbers should be unique and are not always; later namesakes get a suffix.
        """
        base = number or otherwise
        key = base
        while self._one("SELECT 1 FROM item WHERE key = ?", key):
            self._put("namesake", base, 1)
            self._database.execute("UPDATE namesake SET count = count + 1 WHERE base = ?", (base,))
            count = self._one("SELECT count FROM namesake WHERE base = ?", base) or (0,)
            key = f"{base}.{count[0]}"
        self._put("item", None, key, base, kind, parent)
        return key

    def keys(self) -> Iterator[str]:
        """The keys of all items, in the order of the file."""
        place = 0
        while found := self._one("SELECT place, key FROM item WHERE place > ? ORDER BY place LIMIT 1", place):
            place = found[0]
            yield found[1]

    def kinds(self) -> dict[str, int]:
        """How many items there are of each kind."""
        return dict(self._all("SELECT kind, count(*) FROM item GROUP BY kind ORDER BY kind"))

    def key_of(self, number: str) -> str:
        """The key of the first item with a number, or an empty string."""
        found = self._one("SELECT key FROM item WHERE number = ? ORDER BY place LIMIT 1", number)
        return found[0] if found else ""

    def add_attachment(self, attachment: Attachment, rank: int) -> None:
        """Note an attachment; ``rank`` orders those of one parent."""
        self._put("attachment", *astuple(attachment), rank)

    def add_file(self, path: str, key: str) -> None:
        """Let a file's path stand for an attachment; the first to claim it has it."""
        self._put("file", path, key)

    def attachment(self, number: str) -> Attachment | None:
        """The attachment of a number."""
        return self._attachment(f"SELECT {_ATTACHMENT} FROM attachment WHERE number = ?", number)  # noqa: S608

    def attachment_at(self, path: str) -> Attachment | None:
        """The attachment whose file lies at a path."""
        query = f"SELECT {_ATTACHMENT} FROM attachment WHERE key = (SELECT key FROM file WHERE path = ?)"  # noqa: S608
        return self._attachment(query, path)

    def _attachment(self, query: str, value: str) -> Attachment | None:
        found = self._one(query, value)
        return Attachment(*found) if found else None

    def attachments_of(self, parent: str) -> list[Attachment]:
        """What is attached to the item of a number, in order."""
        query = f"SELECT {_ATTACHMENT} FROM attachment WHERE parent = ? ORDER BY rank, rowid LIMIT 1000"  # noqa: S608
        return [Attachment(*row) for row in self._all(query, parent)] if parent not in ("", "0") else []

    def attachments(self) -> Iterator[Attachment]:
        """All attachments, in the order of the file."""
        for key in self.keys():
            found = self._attachment(f"SELECT {_ATTACHMENT} FROM attachment WHERE key = ?", key)  # noqa: S608
            if found is not None:
                yield found

    def add_source(self, source: str, key: str) -> None:
        """Let a picture's source, an address or a path, stand for an attachment."""
        self._put("source", source, key)

    def key_of_source(self, source: str) -> str:
        """The key of the attachment that a picture's source stands for, or an empty string."""
        found = self._one("SELECT key FROM source WHERE source = ?", source)
        return found[0] if found else ""

    def sources_of(self, key: str) -> list[str]:
        """The sources that stand for an attachment."""
        return [row[0] for row in self._all("SELECT source FROM source WHERE key = ?", key)]

    def add_failure(self, source: str, why: str) -> None:
        """Note that a picture cannot be had, so that it is not asked for again."""
        self._put("failure", source, why)

    def failure(self, source: str) -> str:
        """Why a picture cannot be had, or an empty string."""
        found = self._one("SELECT why FROM failure WHERE source = ?", source)
        return found[0] if found else ""

    def mark(self, kind: str, key: str) -> None:
        """Note something of a kind, for later."""
        self._put("mark", kind, key)

    def is_marked(self, kind: str, key: str) -> bool:
        """Whether something of a kind was noted."""
        return self._one("SELECT 1 FROM mark WHERE kind = ? AND key = ?", kind, key) is not None

    def add_author(self, author: Author) -> None:
        """Note an author; one who was declared is not forgotten for one who was only mentioned."""
        self._put("author", *astuple(author), on_conflict="REPLACE" if author.declared else "IGNORE")

    def authors(self) -> Iterator[Author]:
        """All authors, declared ones first."""
        for row in self._all("SELECT * FROM author ORDER BY declared DESC, rowid"):
            yield _author(row)

    def author(self, login: str) -> Author | None:
        """The author of a login."""
        row = self._one("SELECT * FROM author WHERE login = ?", login)
        return _author(row) if row else None

    def add_term(self, term: Term) -> None:
        """Note a term; the first of its slug is kept."""
        self._put("term", *astuple(term))

    def terms(self, taxonomy: str = "") -> Iterator[Term]:
        """The terms of a taxonomy, or all, in the order of the file."""
        query = f"SELECT {_TERM} FROM term WHERE ? IN ('', taxonomy) ORDER BY rowid"  # noqa: S608
        return (Term(*row) for row in self._all(query, taxonomy))

    def term(self, taxonomy: str, slug: str) -> Term | None:
        """The term of a slug."""
        row = self._one(f"SELECT {_TERM} FROM term WHERE taxonomy = ? AND slug = ?", taxonomy, slug)  # noqa: S608
        return Term(*row) if row else None

    def term_numbered(self, number: str) -> Term | None:
        """The term of a number."""
        row = self._one(f"SELECT {_TERM} FROM term WHERE number = ?", number) if number else None  # noqa: S608
        return Term(*row) if row else None

    def namesakes(self, taxonomy: str, name: str) -> int:
        """How many terms of a taxonomy bear a name, however capitalised."""
        found = self._one("SELECT count(*) FROM term WHERE taxonomy = ? AND lower(name) = lower(?)", taxonomy, name)
        return found[0] if found else 0

    def add_links(self, addresses: Iterable[str], key: str) -> None:
        """Let addresses of the old site stand for an item; the first to claim one has it."""
        for address in addresses:
            self._put("link", address, key)

    def linked(self, address: str) -> str:
        """The key of the item at an address of the old site, or an empty string."""
        found = self._one("SELECT key FROM link WHERE address = ?", address)
        return found[0] if found else ""

    def add_reusable(self, number: str, content: str) -> None:
        """Note a reusable block."""
        self._put("reusable", number, content)

    def reusable(self, number: str) -> str:
        """The content of a reusable block, or an empty string."""
        found = self._one("SELECT content FROM reusable WHERE number = ?", number)
        return found[0] if found else ""


def _author(row: tuple[Any, ...]) -> Author:
    told = dict(zip((field.name for field in fields(Author)), row, strict=True))
    return Author(**{**told, "declared": bool(told["declared"])})
