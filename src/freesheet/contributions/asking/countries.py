"""Countries, by the names that a language has for them (CLDR)."""

from __future__ import annotations

from functools import lru_cache

from babel.core import get_global

from freesheet.lib.numerals import locale_of

NO_COUNTRIES = frozenset(
    ("AC", "AQ", "BV", "CP", "CQ", "DG", "EA", "EU", "EZ", "HM", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ")
)
"""Regions of CLDR's list where nobody gives from: groups, places without people, and what stands for no place."""


@lru_cache(maxsize=32)
def countries(language: str) -> tuple[tuple[str, str], ...]:
    """Codes of ISO 3166 and the names in a language, in the order of the names."""
    named = {**dict(locale_of("en").territories), **dict(locale_of(language).territories)}
    found = [
        (code, name) for code, name in named.items() if len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES
    ]
    return tuple(sorted(found, key=lambda each: each[1].casefold()))


def country_name(code: str, language: str) -> str:
    """The name of a country in a language; the code itself where there is none."""
    return dict(countries(language)).get(code, code)


@lru_cache(maxsize=512)
def home_of(currency: str) -> str:
    """The country where one pays with a currency, where that is one alone; else empty.

    >>> home_of("TWD"), home_of("EUR"), home_of("USD")
    ('TW', '', '')
    """
    used = [
        territory
        for territory, known in get_global("territory_currencies").items()
        if territory not in NO_COUNTRIES
        and any(code == currency and end is None and tender for code, _begun, end, tender in known)
    ]
    return used[0] if len(used) == 1 else ""
