"""Counts of people, told so that nobody can be found in them."""

from __future__ import annotations

FEWEST = 10
"""Among fewer nobody is told from the others: they are not counted, and stand in no line of their own."""


def rounded(count: int) -> int:
    """So many, rounded down; nought where so few gave that one might be told from the others.

    >>> [rounded(count) for count in (9, 10, 47, 99, 163, 999, 1_234)]
    [0, 10, 40, 90, 150, 950, 1200]
    """
    if count < FEWEST:
        return 0
    step = 10 if count < 100 else 50 if count < 1000 else 100
    return count // step * step
