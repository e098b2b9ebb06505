"""Rules about articles that need no database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def is_a_length(text: str) -> None:
    """That a text is a length as players show it.

    Raises:
        ValidationError: it is not.
    """
    length_of(text)


_LENGTH = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)")


def length_of(text: str) -> int:
    """Seconds, of a length as players show it.

    Raises:
        ValidationError: it is not written so.

    >>> length_of("1:02:30"), length_of("12:30")
    (3750, 750)
    """
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise ValidationError(_("Write minutes and seconds, such as 12:30."))
    hours, minutes, seconds = found.groups()
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)


def plain_headline(headline: str) -> str:
    """A headline as it is compared: NFKC, lower case, letters and digits only.

    >>> plain_headline("  The “Box”,  again ") == plain_headline("the box again!")
    True
    """
    folded = unicodedata.normalize("NFKC", headline).casefold()
    return "".join(mark for mark in folded if mark.isalnum())


def numbered(articles: Iterable[tuple[int, int | None]]) -> list[tuple[int, int]]:
    """Which part of a series each article is: pairs of a number from 1 and an id, in reading order.

    ``articles`` are ids and the numbers that editors gave, the oldest first. Of two with the same number the older has
    it. What has none takes the lowest that is free, so that a new part never changes the number of one before it.

    >>> numbered([(70, None), (80, 1), (90, None), (95, 1)])
    [(1, 80), (2, 70), (3, 90), (4, 95)]
    """
    taken: dict[int, int] = {}
    waiting = []
    for pk, given in articles:
        if given and given not in taken:
            taken[given] = pk
        else:
            waiting.append(pk)
    number = 1
    for pk in waiting:
        while number in taken:
            number += 1
        taken[number] = pk
    return sorted(taken.items())
