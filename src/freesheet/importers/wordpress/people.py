"""Who wrote an item."""

from __future__ import annotations

from freesheet.importers.manuscripts import AuthorNote, Credit
from freesheet.importers.wordpress.index import Index
from freesheet.importers.wordpress.records import Author, WordpressItem

COAUTHORS = "author"
"""The taxonomy in which the plug-in Co-Authors Plus keeps bylines."""


def bylines_of(item: WordpressItem, index: Index) -> list[Credit]:
    """The bylines of an item, in order: those of the plug-in for several authors, else whoever WordPress names."""
    logins = [_coauthor(term.slug, term.name, index) for term in item.terms if term.taxonomy == COAUTHORS]
    logins = logins or ([item.creator] if item.creator else [])
    return [Credit(note_of(index.author(login) or Author(login, declared=False))) for login in dict.fromkeys(logins)]


def note_of(author: Author) -> AuthorNote:
    """An author as filing wants to know them. A mail address is never printed, nor made part of one's own."""
    slug = "" if "@" in author.login else author.login
    return AuthorNote(name=public_name(author), key=author.login, slug=slug, biography=author.biography)


def _coauthor(slug: str, name: str, index: Index) -> str:
    plain = slug.removeprefix("cap-")
    return next((login for login in (plain, name) if index.author(login) is not None), name or plain)


def public_name(author: Author) -> str:
    """The name to print: the one the author chose, else the full name, else the login, but never a mail address."""
    full = " ".join(filter(None, (author.first_name, author.last_name)))
    is_login = author.name.casefold() in ("", author.login.casefold())
    names = [full, author.name, author.login] if is_login else [author.name, full, author.login]
    for name in names:
        if name and "@" not in name:
            return name
    return author.login.partition("@")[0] or "?"
