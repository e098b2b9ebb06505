"""Which tables fit which kind of chart, and what stands along its foot."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from django.utils.translation import gettext as _

from freesheet.articles.aids.chart.table import BadTable, Table
from freesheet.lib.figures import bare

Kind = Literal["bar", "stacked", "dot", "line", "area", "multiples"]

MOST_BARS, MOST_COLOURS, MOST_POINTS = 40, 6, 200
_DATE = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})月?(?:[-/.](\d{1,2})日?)?)?年?")


@dataclass(frozen=True)
class Times:
    """Years, as numbers with a fraction for month and day: where each row lies along the foot of a chart."""

    at: tuple[float, ...]


def times_of(labels: tuple[str, ...]) -> Times | None:
    """When the rows are, if all of them are years, months or days, each later than the one before.

    >>> times_of(("2019", "2020-07")), times_of(("2020", "2019")), times_of(("Kiel", "Riga"))
    (Times(at=(2019.0, 2020.5)), None, None)
    """
    at = [_time(label) for label in labels]
    known = [moment for moment in at if moment is not None]
    rising = all(one < other for one, other in pairwise(known))
    return Times(tuple(known)) if len(known) == len(labels) > 1 and rising else None


def _time(label: str) -> float | None:
    found = _DATE.fullmatch(bare(label))
    if not found:
        return None
    year, month, day = (int(part) if part else 1 for part in found.groups())
    if not (1000 <= year <= 2999 and 1 <= month <= 12 and 1 <= day <= 31):
        return None
    return year + (month - 1) / 12 + (day - 1) / 372


def unfit(kind: str, table: Table) -> None:
    """Refuse what a kind of chart cannot show honestly.

    Raises:
        BadTable: the message says what to do instead.
    """
    values = [value for series in table.series for value in series if value is not None]
    if kind in ("bar", "stacked", "dot") and len(table.labels) > MOST_BARS:
        raise BadTable(_("Of bars and dots, more than %d rows cannot be read. Leave some out.") % MOST_BARS)
    if kind != "multiples" and len(table.names) > MOST_COLOURS:
        told = _("More than %d colours cannot be told apart. Leave columns out, or choose small multiples.")
        raise BadTable(told % MOST_COLOURS)
    if kind in ("line", "area") and len(table.labels) < 2:
        raise BadTable(_("A line needs two rows at least."))
    if kind in ("stacked", "area") and min(values) < 0:
        raise BadTable(_("What is below nought cannot be stacked. Choose bars, or lines."))
    if kind in ("stacked", "area") and any(value is None for series in table.series for value in series):
        raise BadTable(_("What is stacked needs a figure in every cell. Write 0 where there is nothing."))
