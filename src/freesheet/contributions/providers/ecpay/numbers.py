"""What a gift is called at ECPay: twenty letters and digits at most, and none twice. A shop may use the same account.

``FS``, sixteen letters that are made of the paper's address and the gift's key, and two digits that count how often
the gift was handed over: a number that somebody has begun to pay cannot be handed over again. Behind a colon stands
which month of a lasting gift it is, or ``again`` where a number was paid although another one had been before.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b32encode

from django.conf import settings
from django.utils.translation import gettext_noop as _

from freesheet.contributions.errors import ProviderProblem

BASE = 18
MOST = 100
"""Times that one gift is handed over."""

AGAIN = ":again"

NUMBER = re.compile(r"FS[A-Z2-7]{16}[0-9]{2}")


def first(key: str) -> str:
    """The first number of a gift with this key."""
    made = hashlib.sha256(f"{settings.PUBLICATION.address} {key}".encode()).digest()
    return f"FS{b32encode(made).decode('ascii')[:16]}00"


def following(number: str) -> str:
    """The next number of the same gift.

    Raises:
        ProviderProblem: it was handed over a hundred times.
    """
    count = int(number[BASE:]) + 1
    if count >= MOST:
        raise ProviderProblem(_("A gift was begun at ECPay a hundred times, and never paid."))
    return f"{number[:BASE]}{count:02}"


def so_far(number: str) -> list[str]:
    """A number and those before it, the newest first."""
    return [f"{number[:BASE]}{count:02}" for count in range(int(number[BASE:]), -1, -1)]
