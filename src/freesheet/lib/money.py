"""Money in minor units, as ISO 4217 counts them, and how people write and read it."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from babel.numbers import NumberPattern, get_currency_symbol
from iso4217 import Currency

from freesheet.lib.figures import LONGEST, Mark, NoFigure, bare, figure, mark_of
from freesheet.lib.numerals import digits as digits_of
from freesheet.lib.numerals import locale_of

MOST_MINOR = 10**15
"""No amount is larger: sums of many still fit what databases count in."""

_FIGURE = re.compile(r"[+-]?(?:\d.*\d|\d)")
_WORDS_WITHIN = re.compile(r"[^\d.,]")
OWN_SIGNS = {"TWD": "NT$", "MYR": "RM", "PKR": "Rs"}
"""Where CLDR has the code alone, or a sign that means another currency to most readers elsewhere."""

NARROW_SPACE = "\u202f"


class MoneyProblem(ValueError):
    """An amount that cannot be taken; the message is a sentence for whoever wrote it, in English."""


@lru_cache(maxsize=512)
def decimals(currency: str) -> int:
    """How many decimal places a currency has: the exponent of ISO 4217's own table.

    Raises:
        MoneyProblem: it is no currency that people pay with.

    >>> decimals("TWD"), decimals("JPY"), decimals("BHD")
    (2, 0, 3)
    """
    try:
        exponent = Currency(currency).exponent
    except ValueError:
        exponent = None
    if exponent is None:
        raise MoneyProblem(f"{currency[:12]} is no currency that one can pay with.")
    return exponent


def currencies() -> tuple[str, ...]:
    """Every currency that people pay with, by its code."""
    return tuple(sorted(each.code for each in Currency if each.exponent is not None))


@dataclass(frozen=True)
class Money:
    """An amount: ``minor`` counts the currency's smallest unit (cents; whole yen)."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        decimals(self.currency)
        if abs(self.minor) > MOST_MINOR:
            raise MoneyProblem("That is more money than can be counted here.")

    @property
    def value(self) -> Decimal:
        """In whole units, exactly."""
        return Decimal(self.minor).scaleb(-decimals(self.currency))

    def __add__(self, other: Money) -> Money:
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Money) -> Money:
        return Money(self.minor - self._same(other), self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Money) -> bool:
        return self.minor <= self._same(other)

    def _same(self, other: Money) -> int:
        if other.currency != self.currency:
            raise MoneyProblem(f"{self.currency} and {other.currency} cannot be put together.")
        return other.minor

    def __str__(self) -> str:
        """As machines write it: ``12.50 EUR``."""
        return f"{self.value:f} {self.currency}"


def exactly(value: Decimal, currency: str) -> Money:
    """The money of so many whole units.

    Raises:
        MoneyProblem: there is no such coin.
    """
    minor = value.scaleb(decimals(currency))
    if minor != minor.to_integral_value():
        raise MoneyProblem(f"{currency} has no coin that small.")
    return Money(int(minor), currency)


def read(text: str, currency: str) -> Money:
    """What somebody typed, in any digits, with or without the currency's sign, and with either decimal mark.

    Raises:
        MoneyProblem: it is no amount, or there is no such coin.

    >>> read("1,250", "TWD").minor, read("۲۵٫۵۰", "PKR").minor, read("12,5", "EUR").minor
    (125000, 2550, 1250)
    """
    # A sign may have a point of its own: Rs. 500.
    found = _FIGURE.search(bare(text)) if len(text) <= LONGEST else None
    if found is None or _WORDS_WITHIN.search(found[0].lstrip("+-")):
        raise MoneyProblem("Please write an amount in figures.")
    plain = found[0]
    try:
        value = figure(plain, _mark(plain, currency))
    except NoFigure as problem:
        raise MoneyProblem("Please write an amount in figures.") from problem
    return exactly(value, currency)


_BETWEEN = re.compile(r"\s*[;\u060c\u061b\u3001]\s*|,\s+|\s+")


def amounts(text: str, currency: str) -> tuple[Money, ...]:
    """Several amounts in one line, with spaces or semicolons between them.

    Raises:
        MoneyProblem: as for one.

    >>> [each.minor for each in amounts("5, 12.50 ; 100", "EUR")]
    [500, 1250, 10000]
    """
    return tuple(read(each, currency) for each in _BETWEEN.split(text.strip()) if each)


def plainly(money: Money) -> str:
    """As forms send it and settings keep it.

    >>> plainly(Money(30000, "TWD")), plainly(Money(1250, "EUR"))
    ('300', '12.50')
    """
    whole = money.value == money.value.to_integral_value()
    return f"{money.value:.{0 if whole else decimals(money.currency)}f}"


def _mark(plain: str, currency: str) -> Mark:
    """The decimal mark. A figure that might be read both ways (1.234) has one where the currency has three decimals."""
    found = mark_of(plain)
    if found == "either":
        return "." if decimals(currency) == 3 else ","
    return found or "."


def written(money: Money, language: str) -> str:
    """As the language writes it, with its digits; whole amounts without decimals.

    >>> written(Money(30000, "TWD"), "zh-hant"), written(Money(1250, "EUR"), "en"), written(Money(500, "JPY"), "en")
    ('NT$300', '€12.50', 'JP¥500')
    """
    locale = locale_of(language)
    places = 0 if money.value == money.value.to_integral_value() else decimals(money.currency)
    pattern: NumberPattern = copy.copy(locale.currency_formats["standard"])
    pattern.frac_prec = (places, places)
    shown = pattern.apply(money.value, locale, currency=money.currency, currency_digits=False)
    own = sign(money.currency, language)
    spaced = f"{own}{NARROW_SPACE}" if own[-1:].isalpha() else own
    return digits_of(shown.replace(get_currency_symbol(money.currency, locale), spaced), language)


def sign(currency: str, language: str) -> str:
    """The currency's sign as the language writes it: ``NT$``, ``€``, ``RM``."""
    return OWN_SIGNS.get(currency) or get_currency_symbol(currency, locale_of(language))
