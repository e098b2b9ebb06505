"""What was read in a statement: money that came or went back, and what tells one line from every other."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from freesheet.lib.money import Money

NO_NAMES = frozenset({"", "NONREF", "NOTPROVIDED", "NOTAVAILABLE", "0"})
"""What banks write where they have no reference of their own."""


@dataclass(frozen=True)
class Line:
    """One transfer."""

    booked_on: date
    money: Money
    """Below nothing where it left the account."""
    party: str = ""
    party_account: str = ""
    said: str = ""
    name: str = ""
    """The bank's own reference of it."""
    returns: bool = False
    """The bank says that it is money that goes back, or came back."""


@dataclass(frozen=True)
class Reading:
    """What a file says."""

    lines: tuple[Line, ...]
    account: str = ""
    """The IBAN or number of the account, where the file names it; without spaces."""
    taken_for: tuple[tuple[str, str], ...] = field(default=())
    """Of a table: what each column was taken for, and its own name."""
    left_out: int = 0
    """Rows that are not booked yet, or hold no transfer."""


def named(lines: Iterable[Line]) -> list[tuple[str, Line]]:
    """Each line with a name that it has in every file in which it comes.

    Of lines that the bank tells apart by nothing, each further one in a file is another transfer.
    """
    seen: Counter[str] = Counter()
    found = []
    for line in lines:
        own = line.name.strip().upper()
        fixed = [line.booked_on.isoformat(), line.money.currency, str(line.money.minor)]
        # Some banks use a reference for all of a day's transfers, so that alone it would lose gifts.
        parts = ["ref", own, *fixed] if own not in NO_NAMES else ["text", *fixed, line.party, *line.said.split()]
        digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
        found.append((hashlib.sha256(f"{digest}:{seen[digest]}".encode()).hexdigest(), line))
        seen[digest] += 1
    return found
