"""Which quarters readers are shown, and what was said when figures of one changed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby, pairwise

from freesheet.contributions.keys import FACTS, QUARTERS
from freesheet.contributions.models import Quarter, ShownQuarter
from freesheet.contributions.quarters.counting import count
from freesheet.contributions.quarters.figures import Change, Figures, Shown, differences, from_json, other_rates
from freesheet.press.recording import depends_on, once


def published() -> tuple[Shown, ...]:
    """All quarters that readers are shown, the newest first."""
    depends_on(QUARTERS)
    return once("quarters shown", _published)


def _published() -> tuple[Shown, ...]:
    depends_on(QUARTERS)
    rows = ShownQuarter.objects.select_related("quarter").order_by("-quarter__year", "-quarter__number", "-number")
    return tuple(_shown(list(each)) for _quarter, each in groupby(rows, key=lambda row: row.quarter_id))


def newest() -> Figures | None:
    """The newest quarter that readers are shown: only what ``told_everywhere`` says of it may be told from this."""
    depends_on(FACTS)
    row = ShownQuarter.objects.order_by("-quarter__year", "-quarter__number", "-number").first()
    return from_json(row.figures) if row else None


def told_everywhere(figures: Figures | None) -> tuple[object, ...]:
    """What every page tells of the newest quarter; while that is the same, none is printed anew for it."""
    if figures is None:
        return ()
    told = (figures.people, figures.largest)
    return (figures.year, figures.number, *told) if figures.people or figures.largest is not None else told


def shown_of(quarter: Quarter) -> Shown | None:
    """What readers are shown of a quarter; None before it is published."""
    rows = list(quarter.shown.order_by("-number"))
    return _shown(rows) if rows else None


def _shown(rows: list[ShownQuarter]) -> Shown:
    editions = [(row, from_json(row.figures)) for row in rows]
    return Shown(editions[0][1], rows[0].at, tuple(_changes(editions)))


def _changes(editions: list[tuple[ShownQuarter, Figures]]) -> Iterable[Change]:
    for (row, after), (_earlier, before) in pairwise(editions):
        yield Change(row.at, row.reason, differences(before, after), other_rates(before, after))


def preview_of(quarter: Quarter) -> Shown:
    """What readers would be shown if a quarter were published now; a change has no reason yet."""
    now, before = count(quarter), shown_of(quarter)
    if before is None or before.figures == now:
        return before or Shown(now, quarter.ends)
    what = differences(before.figures, now)
    change = Change(quarter.ends, "", what, other_rates(before.figures, now))
    return Shown(now, before.at, (change, *before.changes))
