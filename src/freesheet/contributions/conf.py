"""What is asked in each currency, until an outlet says otherwise: in whole units."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from freesheet.lib.money import Money, exactly


@dataclass(frozen=True)
class Asked:
    """The ladder of a currency: three or four amounts for each rhythm, and what is too little and too much."""

    once: tuple[int, ...]
    month: tuple[int, ...]
    year: tuple[int, ...]
    least: int
    most: int

    def ladder(self, rhythm: str, currency: str) -> tuple[Money, ...]:
        """The amounts that are offered, the smallest first."""
        offered: tuple[int, ...] = getattr(self, rhythm)
        return tuple(exactly(Decimal(each), currency) for each in offered)


ASKED = {
    "TWD": Asked((100, 300, 1000, 3000), (100, 200, 500), (1000, 2000, 5000), 30, 300_000),
    "USD": Asked((5, 15, 50, 100), (3, 7, 15), (30, 70, 150), 1, 10_000),
    "EUR": Asked((5, 15, 50, 100), (3, 7, 15), (30, 70, 150), 1, 10_000),
    "GBP": Asked((5, 15, 40, 80), (3, 6, 12), (30, 60, 120), 1, 8_000),
    "JPY": Asked((500, 1500, 5000, 10_000), (300, 700, 1500), (3000, 7000, 15_000), 100, 1_500_000),
    "INR": Asked((100, 300, 1000, 3000), (50, 150, 500), (500, 1500, 5000), 30, 500_000),
    "PKR": Asked((200, 500, 2000, 5000), (100, 300, 1000), (1000, 3000, 10_000), 100, 1_000_000),
    "MYR": Asked((10, 30, 100, 300), (5, 15, 40), (50, 150, 400), 5, 40_000),
    "CNY": Asked((10, 30, 100, 300), (10, 20, 50), (100, 200, 500), 5, 60_000),
    "HKD": Asked((30, 100, 300, 800), (20, 50, 100), (200, 500, 1000), 5, 80_000),
}
"""The ten currencies that are offered out of the box, in the order in which they are offered."""

LONGEST_WORD = 1000
"""Characters of a word to the newsroom."""

LONGEST_NAME = 120

WAITING_DAYS = 30
"""After so long a gift that nobody paid is given up. A transfer that comes later is still taken."""

MOST_OFFERED = 6
"""Amounts in a ladder."""

PAUSE_DAYS = 365
"""So long nobody is asked who gives every month or every year: a browser does not learn of the end of it."""
