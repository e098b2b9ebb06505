"""The figures of quarters as tables that people read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from freesheet.contributions.quarters.figures import (
    EXCHANGE,
    FEES,
    INCOME,
    RETURNED,
    SECTIONS,
    SPENDING,
    Figures,
    Row,
    Shown,
)
from freesheet.contributions.quarters.words import SECTIONS as NAMES
from freesheet.contributions.quarters.words import country_name, item_name, title_of
from freesheet.lib.figures import written
from freesheet.lib.money import Money, decimals
from freesheet.lib.numerals import number
from freesheet.lib.scripts import direction
from freesheet.website.contexts.openness import AccountRow, AccountTable

ORDER = {name: place for place, name in enumerate(("small", "large", "gifts", "grant", "other"))}
"""Of income; spending goes from the most to the least."""


def sums_table(figures: Figures, language: str) -> AccountTable:
    """All that came and went: a column for each currency, and where there are several, the sum in the paper's own."""
    codes = figures.currencies()
    columns = [_Column(figures, code, language) for code in codes]
    if codes != (figures.currency,):
        columns = [*columns, _Column(figures, figures.currency, language, whole=True)]
    rows = [row for section in SECTIONS for row in _section(figures, section, columns)]
    left = AccountRow("total", _("What is left"), tuple(each.of(figures.rows) for each in columns))
    return AccountTable(_("What came and what went"), tuple(each.name for each in columns), (*rows, left))


class _Column:
    """One currency of a table, or the sum of all in the paper's own."""

    def __init__(self, figures: Figures, currency: str, language: str, *, whole: bool = False) -> None:
        self.currency, self.language, self.whole = currency, language, whole
        self.name = _("All in %(currency)s") % {"currency": currency} if whole else currency
        minors = [self._minor(row) for row in figures.rows]
        self.places = places(minors, currency)

    def _minor(self, row: Row) -> int:
        if self.whole:
            return row.own
        return row.minor if row.currency == self.currency else 0

    def of(self, rows: Iterable[Row]) -> str:
        """The sum of some rows; empty where none is of this currency."""
        mine = [row for row in rows if self.whole or row.currency == self.currency]
        return plainly(sum(map(self._minor, mine)), self.currency, self.language, self.places) if mine else ""


def places(minors: Iterable[int], currency: str) -> int:
    """Decimals of a column: none where all its figures are whole."""
    unit = 10 ** decimals(currency)
    return 0 if all(minor % unit == 0 for minor in minors) else decimals(currency)


def plainly(minor: int, currency: str, language: str, digits: int) -> str:
    """A figure without the currency's sign, as the language writes it."""
    shown = written(Money(minor, currency).value, language, digits)
    # Its sign stays at its left, also among letters that run from the right.
    return f"\u2066{shown}\u2069" if minor < 0 and direction(language) == "rtl" else shown


def _section(figures: Figures, section: str, columns: Sequence[_Column]) -> Iterator[AccountRow]:
    rows = figures.of(section)
    if not rows:
        return
    if section in (INCOME, SPENDING):
        yield AccountRow("head", str(NAMES[section]))
        for (item, source, note), parts in _items(section, rows):
            amounts = tuple(each.of(parts) for each in columns)
            yield AccountRow("item", item_name(section, item), amounts, source, note)
    kind, name = ("sum", _sum_name(section)) if section in (INCOME, SPENDING) else ("single", str(NAMES[section]))
    yield AccountRow(kind, name, tuple(each.of(rows) for each in columns))


def _sum_name(section: str) -> str:
    return _("Income in all") if section == INCOME else _("Spending in all")


def _items(section: str, rows: list[Row]) -> list[tuple[tuple[str, str, str], list[Row]]]:
    """The same item in several currencies is one row; what the outlet entered stays as it entered it."""
    found: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row.item, row.source, row.note), []).append(row)
    if section == INCOME:
        return sorted(found.items(), key=lambda each: ORDER[each[0][0]])
    return sorted(found.items(), key=lambda each: sum(row.own for row in each[1]))


def countries_table(figures: Figures, language: str) -> AccountTable | None:
    """What came in gifts from where; None where too few gave."""
    if not figures.places:
        return None
    own = figures.currency
    digits = places((place.own for place in figures.places), own)

    def row(kind: str, label: str, people: str, minor: int) -> AccountRow:
        return AccountRow(kind, label, (people, plainly(minor, own, language, digits)))

    rows = [
        row(
            "item",
            country_name(place.country, language),
            _("%(count)s or more") % {"count": number(place.people, language)},
            place.own,
        )
        for place in figures.places
    ]
    whole = row("total", _("All gifts"), "", sum(place.own for place in figures.places))
    return AccountTable(_("Gifts by country"), (pgettext("a column with counts", "People"), own), (*rows, whole))


def quarters_table(shown: Iterable[Shown], language: str, url: str) -> AccountTable:
    """All quarters, each in the currency that it is summed up in."""
    rows = tuple(_quarter_row(each.figures, language, url) for each in shown)
    columns = (_("Currency"), _("Income"), _("Fees"), _("Spending"), _("What is left"))
    return AccountTable(_("All quarters"), columns, rows)


def _quarter_row(figures: Figures, language: str, url: str) -> AccountRow:
    own = figures.currency
    minors = [figures.own(INCOME, RETURNED), figures.own(FEES, EXCHANGE), figures.own(SPENDING), figures.own()]
    digits = places(minors, own)
    amounts = tuple(plainly(minor, own, language, digits) for minor in minors)
    return AccountRow("item", title_of(figures, language), (own, *amounts), url=f"{url}{figures.name}/")
