"""Rules about articles that need no database."""

from __future__ import annotations

import unicodedata


def plain_headline(headline: str) -> str:
    """A headline as it is compared: NFKC, lower case, letters and digits only.

    >>> plain_headline("  The “Box”,  again ") == plain_headline("the box again!")
    True
    """
    folded = unicodedata.normalize("NFKC", headline).casefold()
    return "".join(mark for mark in folded if mark.isalnum())
