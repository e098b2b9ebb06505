"""How mail leaves a publication: by its mail server, or, without one, into a folder of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from freesheet.project.publication import Publication, PublicationProblem

MAX_PASSWORD_CHARACTERS = 1000
TIMEOUT_SECONDS = 20
NEAR = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Mail:
    """What Django is told of mail."""

    backend: str
    sender: str
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls: bool = False
    ssl: bool = False


def folder(publication: Publication) -> Path:
    """Where mail is written that nobody sends."""
    return publication.root / "mail"


def password_file(publication: Publication) -> Path:
    """Where the mail server's password is: not in the settings, which people show each other."""
    return publication.root / "keys" / "mail.key"


def password(publication: Publication) -> str:
    """The mail server's password; empty where it asks for none.

    Raises:
        PublicationProblem: there is a user, and no password that can be read.
    """
    path = password_file(publication)
    if not publication.mail_server or not urlsplit(publication.mail_server).username:
        return ""
    try:
        with path.open(encoding="utf-8") as file:
            found = file.read(MAX_PASSWORD_CHARACTERS + 1).strip()
    except (OSError, UnicodeDecodeError):
        found = ""
    if not found or len(found) > MAX_PASSWORD_CHARACTERS:
        raise PublicationProblem(
            f"The mail server’s password cannot be read from {path}. Put it there, and nothing else."
        )
    return found


def mail(publication: Publication) -> Mail:
    """What Django is told. Without a password that can be read, sending complains; the newsroom goes on."""
    parts = urlsplit(publication.mail_server)
    site = urlsplit(publication.address).hostname or "localhost"
    sender = publication.mail_from or f"newsroom@{site}"
    if not publication.mail_server:
        return Mail("django.core.mail.backends.filebased.EmailBackend", sender)
    try:
        secret = password(publication)
    except PublicationProblem:
        secret = ""
    encrypted = parts.scheme == "smtps"
    host = parts.hostname or ""
    return Mail(
        "django.core.mail.backends.smtp.EmailBackend", sender, host, parts.port or (465 if encrypted else 587),
        unquote(parts.username or ""), secret, not encrypted and host not in NEAR, encrypted,
    )  # fmt: skip


def complaints(publication: Publication) -> Iterator[str]:
    """What is wrong with mail, a sentence each."""
    if not publication.mail_server:
        if (urlsplit(publication.address).hostname or "") not in NEAR:
            yield (
                f"No mail is sent: it is written into {folder(publication)}. Set mail_server in freesheet.toml,"
                " and whoever works here gets invitations and the day’s letter."
            )
        return
    try:
        path = password_file(publication)
        if password(publication) and path.stat().st_mode & 0o077:
            yield f"Others may read the password {path}. Run: chmod 600 {path}"
    except PublicationProblem as problem:
        yield str(problem)


KEPT_SECONDS = 30 * 86_400
"""How long mail lies in the folder that nobody sends: it may hold an invitation, and the disk has an end."""


def tidy(publication: Publication) -> None:
    """Take away mail that has lain long enough."""
    for file in folder(publication).glob("*.log"):
        if file.stat().st_mtime < time.time() - KEPT_SECONDS:
            file.unlink(missing_ok=True)
