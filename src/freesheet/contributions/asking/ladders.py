"""What is asked in each currency: what comes with the program, and what the outlet has set in its place."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from freesheet.contributions.conf import ASKED
from freesheet.contributions.keys import AMOUNTS
from freesheet.contributions.models import Ladder
from freesheet.lib.money import Money, amounts, exactly, read
from freesheet.press.recording import depends_on, once

Place = tuple[str, str]
"""A currency, and a country where its givers are asked for other amounts, else an empty text."""


@dataclass(frozen=True)
class Offered:
    """What is asked: the amounts for each rhythm, the smallest first, and what is too little and too much."""

    currency: str
    country: str
    once: tuple[Money, ...]
    month: tuple[Money, ...]
    year: tuple[Money, ...]
    least: Money
    most: Money

    def ladder(self, rhythm: str) -> tuple[Money, ...]:
        """The amounts of a rhythm."""
        found: tuple[Money, ...] = getattr(self, rhythm)
        return found


def offers() -> dict[Place, Offered]:
    """All that readers may choose from, in the order in which it is shown to them."""
    depends_on(AMOUNTS)
    return once("amounts asked", _offers)


def _offers() -> dict[Place, Offered]:
    depends_on(AMOUNTS)
    ours = {(currency, ""): _ours(currency) for currency in ASKED}
    found, hidden = dict(ours), set()
    for row in Ladder.objects.order_by("currency", "country"):
        place = (row.currency, row.country)
        if row.offered:
            found[place] = _theirs(row)
        else:
            hidden.add(place)
    shown = {place: each for place, each in found.items() if place not in hidden}
    # Who takes gifts has to ask for something.
    return shown or ours


def offered(currency: str, country: str = "") -> Offered | None:
    """What is asked in a currency of givers of a country; None where the currency is not offered."""
    found = offers()
    return found.get((currency, country)) or found.get((currency, ""))


def _ours(currency: str) -> Offered:
    asked = ASKED[currency]
    least, most = (exactly(Decimal(each), currency) for each in (asked.least, asked.most))
    once_, month, year = (asked.ladder(rhythm, currency) for rhythm in ("once", "month", "year"))
    return Offered(currency, "", once_, month, year, least, most)


def _theirs(row: Ladder) -> Offered:
    once_, month, year = (amounts(each, row.currency) for each in (row.once, row.month, row.year))
    least, most = (read(each, row.currency) for each in (row.least, row.most))
    return Offered(row.currency, row.country, once_, month, year, least, most)
