"""The figures of a quarter: what its page, its plots and its table are made from, and what is kept of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from freesheet.lib.money import Money

INCOME, RETURNED, FEES, SPENDING, EXCHANGE = "income", "returned", "fees", "spending", "exchange"
SECTIONS = (INCOME, RETURNED, FEES, SPENDING, EXCHANGE)
"""In the order in which they stand. What comes is above nothing, what goes below it; all together is what is left."""

GIFTS = ("small", "large", "gifts")
"""Items of income that are gifts: small and large ones, or all of them where few gave."""

UNTOLD, ELSEWHERE = "", "*"
"""Instead of a country: nobody said which, and those of which too few gave."""


@dataclass(frozen=True)
class Row:
    """So much of a currency, and the same in the paper's own; both in minor units, with their sign."""

    section: str
    item: str
    """``small``, ``large``, ``gifts``, ``grant``, ``other``; ``returned``; ``fees``; a category; ``exchange``."""
    currency: str
    minor: int
    own: int
    source: str = ""
    note: str = ""

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)


@dataclass(frozen=True)
class Place:
    """What came from a country in gifts, in the paper's own currency, and from how many, rounded down."""

    country: str
    own: int
    people: int


@dataclass(frozen=True)
class Figures:
    """All of a quarter."""

    year: int
    number: int
    currency: str
    large_minor: int
    note: str
    rates: Mapping[str, str]
    """By currency: what one unit is worth in the paper's own."""
    rows: tuple[Row, ...]
    places: tuple[Place, ...]
    """Together all gifts that came; none where too few gave to tell any country."""
    people: int
    """How many gave, rounded down; nought where they were too few to say."""
    largest: int | None
    """The largest single source's share of income in whole percent; nought is less than one; none, no income."""
    largest_source: str
    """Its name, where it is no person."""
    missing: tuple[str, ...] = ()
    """Currencies without a rate: their own figures are nought, and the sums lack them."""

    @property
    def name(self) -> str:
        """As it is in addresses: ``2026-q3``."""
        return f"{self.year}-q{self.number}"

    def of(self, *sections: str) -> list[Row]:
        """The rows of some sections."""
        return [row for row in self.rows if row.section in sections]

    def own(self, *sections: str) -> int:
        """Their sum in the paper's own currency; of all sections, what is left."""
        return sum(row.own for row in self.of(*(sections or SECTIONS)))

    def sum_in(self, currency: str, *sections: str) -> int:
        """Their sum in one currency, of what came and went in that."""
        return sum(row.minor for row in self.of(*(sections or SECTIONS)) if row.currency == currency)

    def currencies(self) -> tuple[str, ...]:
        """All currencies in which something came or went, the paper's own first."""
        found = {row.currency for row in self.rows}
        return tuple(sorted(found, key=lambda each: (each != self.currency, each)))

    def as_json(self) -> dict[str, Any]:
        """What the database keeps of it."""
        return asdict(self)


def from_json(kept: Mapping[str, Any]) -> Figures:
    """The figures that ``as_json`` wrote."""
    told = dict(kept)
    told["rows"] = tuple(Row(**row) for row in kept["rows"])
    told["places"] = tuple(Place(**place) for place in kept["places"])
    told["missing"] = tuple(kept["missing"])
    return Figures(**told)


@dataclass(frozen=True)
class Shown:
    """The figures of a quarter as readers have them, and all that was said about changes, the newest first."""

    figures: Figures
    at: datetime
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Different:
    """A figure that was another one, in minor units of its currency."""

    section: str
    item: str
    source: str
    currency: str
    before: int
    after: int


@dataclass(frozen=True)
class Change:
    """Figures that were changed after they had been published."""

    at: datetime
    reason: str
    what: tuple[Different, ...]
    rates: tuple[tuple[str, str, str], ...]
    """Currency, its rate before, and after; empty where it had none."""


def differences(before: Figures, after: Figures) -> tuple[Different, ...]:
    """Which figures are others than they were, in the order of the page."""
    old, new = _by_item(before.rows), _by_item(after.rows)
    keys = dict.fromkeys((*new, *old))
    changed = [Different(*key, old.get(key, 0), new.get(key, 0)) for key in keys if old.get(key, 0) != new.get(key, 0)]
    return tuple(sorted(changed, key=lambda each: SECTIONS.index(each.section)))


def _by_item(rows: Iterable[Row]) -> dict[tuple[str, str, str, str], int]:
    found: dict[tuple[str, str, str, str], int] = {}
    for row in rows:
        key = (row.section, row.item, row.source, row.currency)
        found[key] = found.get(key, 0) + row.minor
    return found


def other_rates(before: Figures, after: Figures) -> tuple[tuple[str, str, str], ...]:
    """Which rates are others than they were."""
    codes = sorted({*before.rates, *after.rates})
    pairs = ((code, before.rates.get(code, ""), after.rates.get(code, "")) for code in codes)
    return tuple(each for each in pairs if each[1] != each[2])


def percent(part: int, whole: int) -> int | None:
    """A share in whole percent, half of one to the even one; none where there is no such share.

    >>> percent(41, 1000), percent(4, 1000), percent(1, 0)
    (4, 0, None)
    """
    return None if whole <= 0 or part <= 0 else round(Fraction(100 * part, whole))
