"""Reading the table under a chart: what an editor pasted, or what a file held."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _

from freesheet.lib.figures import Mark, NoFigure, figure, is_empty, mark_of

MOST_CHARACTERS, MOST_ROWS, MOST_SERIES, LONGEST_CELL = 20_000, 200, 8, 80
"""Of a whole table; of its rows and columns of figures; of one cell. Who has more makes a picture of it."""

Style = Literal["", ".", ","]
"""How figures are written, as an editor says: by themselves, with a decimal point, with a decimal comma."""


class BadTable(ValueError):
    """A table that cannot be drawn; the message is a sentence for the editor, with row and column."""


@dataclass(frozen=True)
class Table:
    """Names of rows, and a series of figures for each column; None where there is no figure."""

    heading: str
    """What stands over the names of rows."""
    labels: tuple[str, ...]
    names: tuple[str, ...]
    series: tuple[tuple[Decimal | None, ...], ...]


def read_table(text: str, style: Style = "") -> Table:
    """The table in a text whose cells are parted by tabs, commas or semicolons; the first row holds headings.

    Raises:
        BadTable: it is none, or too large; the message says where.
    """
    if len(text) > MOST_CHARACTERS:
        raise BadTable(_("A table may have %d characters at most.") % MOST_CHARACTERS)
    rows = _rows(text)
    if len(rows) < 2 or len(rows[0]) < 2:
        told = _("A table needs a row of headings, a first column of names, and figures. Part cells by tabs or commas.")
        raise BadTable(told)
    if len(rows) - 1 > MOST_ROWS or len(rows[0]) - 1 > MOST_SERIES:
        told = _("A chart may have %(rows)d rows and %(columns)d columns of figures at most.")
        raise BadTable(told % {"rows": MOST_ROWS, "columns": MOST_SERIES})
    _even(rows)
    mark = _mark(rows, style)
    body = rows[1:]
    series = tuple(
        tuple(_figure(row[column], number, column + 1, mark) for number, row in enumerate(body, 2))
        for column in range(1, len(rows[0]))
    )
    if not any(value is not None for values in series for value in values):
        raise BadTable(_("There is not one figure in this table."))
    return Table(rows[0][0], tuple(row[0] for row in body), tuple(rows[0][1:]), series)


def _rows(text: str) -> list[list[str]]:
    lines = [line for line in text.replace("\ufeff", "").splitlines() if line.strip("\t,; \u00a0")]
    if not lines:
        return []
    parted = _parting(lines)
    try:
        found = list(csv.reader(lines, delimiter=parted, strict=True))
    except csv.Error as problem:
        raise BadTable(_("A quotation mark is opened and never closed, or stands inside a cell.")) from problem
    rows = [[cell.strip() for cell in row] for row in found]
    while rows[0] and all(len(row) == len(rows[0]) and not row[-1] for row in rows):
        rows = [row[:-1] for row in rows]
    return rows


def _parting(lines: list[str]) -> str:
    """Tab, semicolon or comma: the first of them that every line has equally often, else that the first line has."""
    for mark in "\t;":
        if mark in lines[0]:
            return mark
    return ","


def _even(rows: list[list[str]]) -> None:
    width = len(rows[0])
    for number, row in enumerate(rows, 1):
        if len(row) != width:
            told = _("Row %(row)d has %(cells)d cells, and the first row %(width)d.")
            raise BadTable(told % {"row": number, "cells": len(row), "width": width} + _comma_hint(rows))
        for column, cell in enumerate(row, 1):
            if len(cell) > LONGEST_CELL:
                told = _("Row %(row)d, column %(column)d: a cell may have %(most)d characters at most.")
                raise BadTable(told % {"row": number, "column": column, "most": LONGEST_CELL})
    for number, row in enumerate(rows[1:], 2):
        if not row[0]:
            raise BadTable(_("Row %d has no name in its first column.") % number)
    for column, heading in enumerate(rows[0][1:], 2):
        if not heading:
            raise BadTable(_("Column %d has no heading.") % column)


def _comma_hint(rows: list[list[str]]) -> str:
    longer = any(len(row) > len(rows[0]) for row in rows)
    return " " + _("If figures have commas, part cells by tabs or semicolons.") if longer else ""


def _mark(rows: list[list[str]], style: Style) -> Mark:
    """The decimal mark of all figures of a table."""
    if style:
        return style
    first: dict[str, tuple[int, int, str]] = {}
    for number, row in enumerate(rows[1:], 2):
        for column, cell in enumerate(row[1:], 2):
            if (mark := mark_of(cell)) is not None:
                first.setdefault(mark, (number, column, cell))
    if "." in first and "," in first:
        number, column, cell = first[","]
        told = _(
            "Row %(row)d, column %(column)d: “%(cell)s” has a decimal comma, and “%(other)s” a point."
            " Write all figures one way."
        )
        raise BadTable(told % {"row": number, "column": column, "cell": cell, "other": first["."][2]})
    if "either" in first and "," not in first and "." not in first:
        number, column, cell = first["either"]
        told = _(
            "Row %(row)d, column %(column)d: “%(cell)s” may be a little over one, or more than a thousand."
            " Choose below how figures are written."
        )
        raise BadTable(told % {"row": number, "column": column, "cell": cell})
    return "," if "," in first else "."


def _figure(cell: str, row: int, column: int, mark: Mark) -> Decimal | None:
    if is_empty(cell):
        return None
    try:
        return figure(cell, mark)
    except NoFigure as problem:
        told = _("Row %(row)d, column %(column)d: “%(cell)s” is no figure.")
        raise BadTable(told % {"row": row, "column": column, "cell": cell}) from problem
