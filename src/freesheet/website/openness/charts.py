"""The plots of the public accounts: drawn as those in articles are, from the same figures as the tables."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from freesheet.articles.aids.chart.figured import chart_of
from freesheet.contributions.quarters.figures import EXCHANGE, FEES, INCOME, RETURNED, SPENDING, Figures, Shown, percent
from freesheet.contributions.quarters.words import SECTIONS, item_name, title_of
from freesheet.lib.money import Money
from freesheet.lib.numerals import number
from freesheet.website.contexts.shapes import Part

MOST_QUARTERS = 8


def charts_of(figures: Figures, language: str) -> tuple[Part, ...]:
    """Where money came from, and what it went for."""
    came = _by_item(figures, INCOME)
    went = [(str(SECTIONS[FEES]), -figures.own(FEES)), *((name, -own) for name, own in _by_item(figures, SPENDING))]
    told = ((_("Where the money came from"), came), (_("What it went for"), went))
    made = (_bars(title, rows, figures.currency, language) for title, rows in told)
    return tuple(chart for chart in made if chart is not None)


def _by_item(figures: Figures, section: str) -> list[tuple[str, int]]:
    found: dict[str, int] = {}
    for row in figures.of(section):
        name = item_name(section, row.item)
        found[name] = found.get(name, 0) + row.own
    return list(found.items())


def _bars(title: str, rows: Sequence[tuple[str, int]], currency: str, language: str) -> Part | None:
    shown = sorted((each for each in rows if each[1]), key=lambda each: -each[1])
    if not shown:
        return None
    share = percent(shown[0][1], sum(own for _name, own in shown)) or 0
    told = {"name": shown[0][0], "share": number(share, language)}
    alt = _("Bars. The longest is “%(name)s”, with %(share)s %% of all.") % told
    table = [("", currency), *((name, _whole(own, currency)) for name, own in shown)]
    return _drawn("bar", title, currency, table, alt, language)


def over_quarters(shown: Sequence[Shown], language: str) -> Part | None:
    """Income and outgo of the last quarters in the same currency; None before there are two."""
    if not shown:
        return None
    own = shown[0].figures.currency
    those = [each.figures for each in shown if each.figures.currency == own][:MOST_QUARTERS][::-1]
    if len(those) < 2:
        return None
    rows = [
        (
            title_of(each, language),
            _whole(each.own(INCOME, RETURNED), own),
            _whole(-each.own(FEES, SPENDING, EXCHANGE), own),
        )
        for each in those
    ]
    title = _("Income and spending by quarter")
    alt = _("Two bars for each quarter: what came, and what went. The figures are in the table.")
    return _drawn("bar", title, own, [("", _("Income"), _("Spending and fees")), *rows], alt, language)


def _whole(minor: int, currency: str) -> str:
    """In whole units, as long as a bar is: to the cent it stands in the page's own table."""
    return str(round(Money(minor, currency).value))


def _drawn(kind: str, title: str, unit: str, table: Sequence[Sequence[str]], alt: str, language: str) -> Part | None:
    made = chart_of(kind, title, unit, table, alt, language)
    return None if made is None else Part("chart", made)
