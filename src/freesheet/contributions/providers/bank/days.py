"""Days as banks write them in tables: one way for a whole file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from freesheet.contributions.errors import StatementProblem
from freesheet.lib.figures import bare

FIRST_YEAR = 1990
REPUBLIC = 1911
"""Taiwan counts years from 1912, the first of the Republic."""

_YEAR_FIRST = re.compile(r"(\d{4})\D?(\d{2})\D?(\d{2})(?!\d)")
_YEAR_FIRST_LOOSE = re.compile(r"(\d{4})\D+(\d{1,2})\D+(\d{1,2})(?!\d)")
_OF_THE_REPUBLIC = re.compile(r"(1\d{2})\D?(\d{2})\D?(\d{2})(?!\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})([./\- ])(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_NAMED = re.compile(r"(\d{1,2})[ \-]([A-Za-z]{3})[a-z]*\.?[ \-,]+(\d{4}|\d{2})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

DAY_FIRST, MONTH_FIRST = "day first", "month first"


def day_of(text: str, order: str = DAY_FIRST) -> date | None:
    """The day that a cell says; None where it says none. A time behind it does not matter.

    >>> str(day_of("28.11.26")), str(day_of("115/11/28")), str(day_of("11/28/2026", MONTH_FIRST))
    ('2026-11-28', '2026-11-28', '2026-11-28')
    """
    shown = text.strip()
    plain = "".join(bare(mark) or mark for mark in shown)
    for pattern in (_YEAR_FIRST, _YEAR_FIRST_LOOSE, _OF_THE_REPUBLIC):
        if found := pattern.match(plain):
            year, month, day = (int(each) for each in found.groups())
            return _day(year + (REPUBLIC if pattern is _OF_THE_REPUBLIC else 0), month, day)
    if found := _NAMED.match(plain):
        month_name = found[2].lower()
        month = _MONTHS.index(month_name) + 1 if month_name in _MONTHS else 0
        return _day(_whole(found[3]), month, int(found[1]))
    if found := _YEAR_LAST.match(plain):
        first, second = int(found[1]), int(found[3])
        # Points part days from months only where the day is first.
        turned = order == MONTH_FIRST and found[2] != "."
        return _day(_whole(found[4]), *((first, second) if turned else (second, first)))
    return None


def _whole(year: str) -> int:
    return int(year) + (2000 if len(year) == 2 else 0)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if year >= FIRST_YEAR else None
    except ValueError:
        return None


def order_of(cells: Sequence[str], currency: str, today: date) -> str:
    """Whether days or months are first in a file.

    A file whose days can be read both ways is taken as its currency is at home: months first for US dollars.

    Raises:
        StatementProblem: some of its days are none either way.
    """
    fits = []
    for order in (DAY_FIRST, MONTH_FIRST):
        days = [day_of(cell, order) for cell in cells]
        if all(day is not None and (day - today).days <= 31 for day in days):
            fits.append(order)
    if not fits:
        raise StatementProblem(
            _("Some days in this file lie ahead or are none, such as “%(day)s”. Nothing was taken over.")
            % {"day": next((cell for cell in cells if day_of(cell) is None), cells[0] if cells else "")[:40]}
        )
    return MONTH_FIRST if currency == "USD" and MONTH_FIRST in fits else fits[0]
