"""The scale of figures along a chart: where it begins and ends, and which figures stand beside it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from freesheet.lib.figures import places_of, written

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True)
class Scale:
    """From the lowest to the highest tick; ``shown`` is what stands beside each, in the reader's digits."""

    ticks: tuple[float, ...]
    shown: tuple[str, ...]

    @property
    def domain(self) -> list[float]:
        return [self.ticks[0], self.ticks[-1]]


def scale(values: Sequence[float], language: str, from_nought: bool, about: int) -> Scale:
    """A scale that holds all ``values`` with ``about`` as many steps. ``from_nought`` it begins or ends at 0.

    >>> scale([3, 17], "en", True, 4).shown
    ('0', '5', '10', '15', '20')
    """
    low, high = min(values), max(values)
    if from_nought or (low > 0 and low < high * 0.4):
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = (low - 1, high + 1) if low else (0.0, 1.0)
    step = _step((high - low) / max(about, 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    exact = [Decimal(str(step)) * number for number in range(first, last + 1)]
    places = places_of(exact)
    return Scale(tuple(float(tick) for tick in exact), tuple(written(tick, language, places) for tick in exact))


def _step(rough: float) -> float:
    power = 10.0 ** math.floor(math.log10(rough))
    return float(f"{next(step for step in STEPS if step * power >= rough * 0.9999) * power:.12g}")
