"""Which language a letter is written in, and how foreign words stand in it."""

from __future__ import annotations

from freesheet.lib.scripts import direction

WRITTEN = ("en", "zh-hant", "ur")
"""The languages that letters are written in."""

_FIRST_STRONG, _FROM_LEFT, _END = "\u2068", "\u2066", "\u2069"


def written_in(language: str) -> str:
    """The language of a letter to somebody who reads ``language``: that one, or English, all of it."""
    return language if language in WRITTEN else "en"


def apart(text: str, language: str) -> str:
    """A name or an amount, so that it does not disturb a line that runs from right to left, nor is disturbed."""
    return f"{_FIRST_STRONG}{text}{_END}" if direction(language) == "rtl" and text else text


def from_left(text: str, language: str) -> str:
    """A number with hyphens, which would be turned about in such a line."""
    return f"{_FROM_LEFT}{text}{_END}" if direction(language) == "rtl" and text else text
