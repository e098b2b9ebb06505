"""Digits as a language writes them."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

# The digit nought of CLDR's numbering systems that some language uses by default; the other nine follow it.
_NOUGHTS = {
    "latn": "0",
    "arab": "\u0660",
    "arabext": "\u06f0",
    "beng": "\u09e6",
    "deva": "\u0966",
    "mymr": "\u1040",
    "tibt": "\u0f20",
    "cakm": "\U00011136",
    "olck": "\u1c50",
    "adlm": "\U0001e950",
}

# CLDR's data give Latin digits to Urdu, as computers do; its newspapers print their own.
# Arabic newspapers east of Libya print Arabic-Indic digits, those of the Maghreb Latin ones, as CLDR has it.
_OWN_CHOICE = {"ur": "arabext", "ar": "arab"}
_ARABIC_NOUGHTS = frozenset({_NOUGHTS["arab"], _NOUGHTS["arabext"]})
_ARABIC_WITH_LATIN_DIGITS = frozenset({"AE", "DZ", "EH", "LY", "MA", "MR", "TN"})


@lru_cache(maxsize=256)
def locale_of(tag: str) -> Locale:
    """Babel's locale for a BCP 47 tag. English without a country is British, unknown languages too."""
    parts = tag.replace("_", "-").split("-")
    if len(parts) == 1 and parts[0].lower() == "en":
        parts.append("GB")
    while parts:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return Locale("en", "GB")


@lru_cache(maxsize=256)
def _digits(tag: str) -> dict[int, str]:
    """For ``str.translate``: from 0 to 9 to the digits of a language. Empty where they are the same."""
    locale = locale_of(tag)
    system = _OWN_CHOICE.get(locale.language, locale.default_numbering_system)
    if locale.language == "ar" and locale.territory in _ARABIC_WITH_LATIN_DIGITS:
        system = "latn"
    nought = _NOUGHTS.get(system, "0")
    return {} if nought == "0" else {ord("0") + i: chr(ord(nought) + i) for i in range(10)}


def digits(text: str, language: str) -> str:
    """``text`` with its Latin digits as ``language`` writes them; nothing else changes.

    >>> digits("2026", "ur")
    '۲۰۲۶'
    """
    return text.translate(_digits(language))


def number(value: int, language: str) -> str:
    """A whole number as a reader of ``language`` writes it, with separators of thousands.

    >>> number(12_500, "en"), number(12_500, "fr") == "12\u202f500"
    ('12,500', True)
    """
    shown = format_decimal(value, locale=locale_of(language), numbering_system="latn")
    if _digits(language).get(ord("0")) in _ARABIC_NOUGHTS:
        shown = shown.replace(",", "\u066c")
    return digits(shown, language)
