"""The tables and plots of the figures about gifts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from freesheet.articles.aids.aid import Printed
from freesheet.articles.aids.chart.figured import chart_of
from freesheet.articles.models import ArticlePage
from freesheet.contributions.quarters.figures import percent
from freesheet.contributions.quarters.table import plain
from freesheet.contributions.trends import (
    Came,
    Cohort,
    Moved,
    Origin,
    by_month,
    by_moves,
    cohorts,
    last_months,
    lives,
    origins,
    refusals,
    survival,
)
from freesheet.lib.money import written
from freesheet.lib.numerals import digits, number

MONTHS = 13
"""The last year, and the month that is now."""


@dataclass(frozen=True)
class Table:
    """Figures as text for people, and the same for machines."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    plain_columns: tuple[str, ...]
    plain_rows: tuple[tuple[str, ...], ...]
    chart: Printed | None = None
    note: str = ""


def all_tables(now: datetime, currency: str, language: str) -> tuple[list[Table], list[str], str]:
    """Every table; the currencies in which gifts came; and the one that is shown."""
    months = last_months(now, MONTHS)
    came = by_month(months)
    codes = list(came)
    chosen = currency if currency in came else codes[0] if codes else ""
    all_lives = lives()
    moved = by_moves(all_lives, months, refusals(months))
    groups = cohorts(all_lives, months)
    made = [
        *([came_table(came[chosen], chosen, language)] if chosen else []),
        plans_table(moved, language),
        cohort_table(groups, language),
        origin_table("page", months[0].begins, language),
        origin_table("campaign", months[0].begins, language),
    ]
    return [table for table in made if table.rows], codes, chosen


def came_table(came: Sequence[Came], currency: str, language: str) -> Table:
    """What came and went back, month by month."""
    rows = tuple(
        (digits(str(each.month), language), written(each.received, language), written(each.returned, language))
        for each in came
    )
    bare = tuple((str(e.month), currency, *(plain(m.minor, currency) for m in (e.received, e.returned))) for e in came)
    title = _("What came, month by month")
    shown = [("", currency), *((str(each.month), plain(each.received.minor, currency)) for each in came)]
    chart = chart_of(
        "line", title, currency, shown, _("A line of what came each month. The table has the figures."), language
    )
    columns = (_("Month"), _("Received"), _("Went back"))
    return Table("months", title, columns, rows, ("month", "currency", "received", "returned"), bare, chart)


def plans_table(moved: Sequence[Moved], language: str) -> Table:
    """Lasting gifts that began and ended."""
    if not any((each.begun, each.ended, each.refused, each.going) != (0, 0, 0, 0) for each in moved):
        moved = ()
    bare = tuple((str(e.month), *map(str, (e.begun, e.ended, e.refused, e.going))) for e in moved)
    rows = tuple(
        (digits(str(e.month), language), *(number(n, language) for n in (e.begun, e.ended, e.refused, e.going)))
        for e in moved
    )
    title = _("Lasting gifts that began and ended")
    shown = [("", _("Began"), _("Ended")), *((str(e.month), str(e.begun), str(e.ended)) for e in moved)]
    alt = _("Two lines: how many lasting gifts began each month, and how many ended. The table has the figures.")
    chart = chart_of("line", title, _("lasting gifts"), shown, alt, language) if moved else None
    columns = (_("Month"), _("Began"), _("Ended"), _("Refused by bank or card"), _("Going on"))
    return Table("plans", title, columns, rows, ("month", "begun", "ended", "refused", "going"), bare, chart)


def cohort_table(groups: Sequence[Cohort], language: str) -> Table:
    """How many of those who began in the same month go on, by months."""
    longest = max((len(each.left) for each in groups), default=0)

    def cells(each: Cohort, write: Callable[[int], str]) -> tuple[str, ...]:
        shares = [write(percent(left, each.size) or 0) for left in each.left]
        return (*shares, *[""] * (longest - len(shares)))

    rows = tuple(
        (
            digits(str(each.month), language),
            number(each.size, language),
            *cells(each, lambda share: _("%(number)s %%") % {"number": number(share, language)}),
        )
        for each in groups
    )
    bare = tuple((str(e.month), str(e.size), *map(str, e.left), *[""] * (longest - len(e.left))) for e in groups)
    title = _("How long lasting gifts go on")
    curve = [
        ("", "%"),
        *((str(after), str(percent(left, of) or 0)) for after, (left, of) in enumerate(survival(groups))),
    ]
    alt = _(
        "A line from the first month on: how many of a hundred lasting gifts still go on. The table has the figures."
    )
    chart = chart_of("line", title, _("percent, by months after the first"), curve, alt, language)
    columns = (_("Began"), _("How many"), *(number(after, language) for after in range(longest)))
    note = _("Each column is the end of a month, from the one in which they began. Months that are not over are empty.")
    names = ("month", "size", *(f"after_{after}" for after in range(longest)))
    return Table("cohorts", title, columns, rows if longest else (), names, bare, chart, note)


def origin_table(what: str, since: datetime, language: str) -> Table:
    """Where gifts began: pages, or campaigns."""
    found = origins(what, since)
    titles = titles_of({each.place for each in found}) if what == "page" else {}
    unknown = _("Not known") if what == "page" else _("None")
    places: dict[str, list[Origin]] = {}
    for each in found:
        places.setdefault(each.place, []).append(each)
    rows = tuple(
        (
            titles.get(place) or place or unknown,
            number(sum(each.gifts for each in those), language),
            number(sum(each.lasting for each in those), language),
            " · ".join(written(each.money, language) for each in those),
        )
        for place, those in sorted(places.items(), key=lambda each: -sum(one.gifts for one in each[1]))
    )
    bare = tuple(
        (
            e.place,
            titles.get(e.place, ""),
            str(e.gifts),
            str(e.lasting),
            e.money.currency,
            plain(e.money.minor, e.money.currency),
        )
        for e in found
    )
    title = _("On which pages gifts began") if what == "page" else _("From which campaigns gifts came")
    columns = (_("Page") if what == "page" else _("Campaign"), _("Gifts"), _("Of lasting ones"), _("Brought"))
    names = (what, "title", "gifts", "lasting", "currency", "brought")
    nothing = what == "campaign" and not any(each.place for each in found)
    return Table(f"{what}s", title, columns, () if nothing else rows, names, bare, None, _("In the last year."))


def titles_of(paths: set[str]) -> dict[str, str]:
    """The titles of those paths that are articles."""
    slugs = {path.rstrip("/").rpartition("/")[2] for path in paths}
    found: Any = ArticlePage.objects.filter(slug__in=slugs).live()
    return {url: page.title for page in found if (url := page.url) in paths}
