"""What the settings may say of mail."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

LONGEST = 254
SCHEMES = ("smtp", "smtps")

_SENDER = re.compile(r"[0-9A-Za-z.!#$%&'*+/=?^_`{|}~-]+@[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?")


def server(value: str) -> str:
    """What is wrong with the address of a mail server; empty if nothing is."""
    if not value:
        return ""
    wrong = "must be like smtp://user@mail.example:587 or smtps://user@mail.example, with @ in the user written as %40"
    if len(value) > LONGEST or not value.isprintable() or " " in value:
        return wrong
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        return wrong
    if parts.password is not None:
        return "must not hold the password: put it into keys/mail.key"
    more = parts.path.strip("/") or parts.query or parts.fragment
    return "" if parts.scheme in SCHEMES and parts.hostname and port != 0 and not more else wrong


def sender(value: str) -> str:
    """What is wrong with the address that mail comes from; empty if nothing is."""
    fits = not value or (len(value) <= LONGEST and _SENDER.fullmatch(value))
    return "" if fits else "must be an e-mail address such as newsroom@paper.example"
