"""The CDN that a publication's settings name, with the key that it is told by."""

from __future__ import annotations

from pathlib import Path

from freesheet.press.purging.kinds import kind
from freesheet.press.purging.provider import Account
from freesheet.project.publication import Publication, PublicationProblem

MAX_TOKEN_CHARACTERS = 1000


def key_file(publication: Publication) -> Path:
    """Where the key is: not in the settings, which people show each other."""
    return publication.root / "keys" / "cdn.key"


def token(publication: Publication) -> str:
    """The key that purging is allowed with; empty where none is needed.

    Raises:
        PublicationProblem: it is needed and missing, or it is no key.
    """
    path = key_file(publication)
    if not publication.cdn or (not path.exists() and not kind(publication.cdn).NEEDS_TOKEN):
        return ""
    try:
        with path.open(encoding="ascii") as file:
            found = file.read(MAX_TOKEN_CHARACTERS + 1).strip()
    except (OSError, UnicodeDecodeError) as problem:
        why = problem.strerror if isinstance(problem, OSError) else "it is no text"
        raise PublicationProblem(
            f"The key for the CDN cannot be read from {path} ({why}). Put there the token that lets Freesheet purge"
            " pages, and nothing else."
        ) from None
    if not found or len(found) > MAX_TOKEN_CHARACTERS or not found.isprintable() or " " in found:
        raise PublicationProblem(f"What is in {path} is no key: one word of at most {MAX_TOKEN_CHARACTERS} characters.")
    return found


def account(publication: Publication) -> Account:
    """What the press is told of the CDN; without a key that cannot be read: printing goes on, and purging complains."""
    try:
        key = token(publication)
    except PublicationProblem:
        key = ""
    return Account(publication.cdn, publication.address, publication.cdn_zone, key, publication.cdn_addresses)
