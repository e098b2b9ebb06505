"""The figures of a quarter as a table for machines."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from freesheet.contributions.quarters.figures import Figures
from freesheet.contributions.quarters.words import country_name, item_name
from freesheet.lib.cells import harmless
from freesheet.lib.money import Money, decimals

COLUMNS = ("quarter", "section", "item", "label", "source", "note", "currency", "amount", "own_currency", "own_amount")
COUNTRIES = "countries"
"""The section that tells gifts once more, by country: it is not part of the sum."""


def csv_of(figures: Figures, language: str) -> str:
    """Every row, amounts with their sign; those of all sections but countries add up to what is left."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([quarter_word, *map(harmless, row)] for quarter_word, *row in _rows(figures, language))
    return file.getvalue()


def _rows(figures: Figures, language: str) -> Iterator[tuple[str, ...]]:
    own = figures.currency
    for row in figures.rows:
        label = item_name(row.section, row.item)
        said = (row.section, row.item, label, row.source, row.note)
        yield (figures.name, *said, row.currency, plain(row.minor, row.currency), own, plain(row.own, own))
    for place in figures.places:
        name = country_name(place.country, language)
        said = (COUNTRIES, place.country or "?", name, "", "")
        yield (figures.name, *said, "", "", own, plain(place.own, own))


def plain(minor: int, currency: str) -> str:
    """As machines read it: ``-1234.50``."""
    return f"{Money(minor, currency).value:.{decimals(currency)}f}"
