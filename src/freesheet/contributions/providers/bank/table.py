"""Statements as tables: CSV, however a bank writes it. What is guessed is told, so that a person can look."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.contributions.errors import StatementProblem
from freesheet.contributions.providers.bank.columns import MEANINGS, columns_of
from freesheet.contributions.providers.bank.days import DAY_FIRST, MONTH_FIRST, day_of, order_of
from freesheet.contributions.providers.bank.lines import Line, Reading
from freesheet.lib.figures import is_empty
from freesheet.lib.money import Money, MoneyProblem, read

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

ENCODINGS = ("utf-8-sig", "cp950", "cp932", "cp1252", "latin-1")
"""In the order in which they are tried. UTF-16 is told by its first bytes."""

DELIMITERS = ";,\t|"
MOST_ROWS = 20_000
HEAD_WITHIN = 40
"""Rows before the head of a table: the account, the balance, greetings."""

MOST_COLUMNS = 100
CUT_OFF = gettext_lazy(
    "Row %(row)d of the file has fewer cells than others. Was the file cut off? Nothing was taken over."
)
NO_DAY = gettext_lazy("Row %(row)d of the file has no day that can be read. Nothing was taken over.")
NO_AMOUNT = gettext_lazy("Row %(row)d of the file has no amount that can be read. Nothing was taken over.")
CAME = frozenset({"c", "cr", "cre", "crdt", "credit", "h", "haben", "bij", "+", "入", "存", "存入", "入金", "貸", "k"})
WENT = frozenset({"d", "dr", "deb", "dbit", "debit", "s", "soll", "af", "-", "出", "提", "支", "支出", "出金", "借"})
NOT_YET = frozenset(
    {"pending", "vorgemerkt", "declined", "reverted", "failed", "cancelled", "open", "umsatz vorgemerkt"}
)


@dataclass(frozen=True)
class _Table:
    """A file in which a head was found."""

    columns: dict[str, list[int]]
    head: list[str]
    rows: list[tuple[int, list[str]]]
    """With the number that a row has in the file, from 1."""


def read_table(data: bytes, currency: str, today: date) -> Reading:
    """What a CSV file says of an account in ``currency``.

    Raises:
        StatementProblem: there is no table in it with a day and an amount, or a row cannot be read.
    """
    table = _table(data)
    rows = _transfers(table)
    order = order_of([_cell(row, table, "date") for _number, row in rows], currency, today)
    found = (_line(number, row, table, currency, order) for number, row in rows)
    lines = [line for line in found if line is not None]
    told = [(str(MEANINGS[name]), table.head[at].strip()) for name, places in table.columns.items() for at in places]
    if order == MONTH_FIRST:
        told.append((str(MEANINGS["date"]), _("month before day")))
    return Reading(tuple(lines), taken_for=tuple(told), left_out=len(table.rows) - len(lines))


def _table(data: bytes) -> _Table:
    for text in _texts(data):
        for delimiter in DELIMITERS:
            if (found := _read(text, delimiter)) is not None:
                return found
    raise StatementProblem(
        _("No table with a day and an amount was found in this file. Ask the bank for camt.053 or for CSV with a head.")
    )


def _texts(data: bytes) -> Iterator[str]:
    encodings = ("utf-16",) if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else ENCODINGS
    for encoding in encodings:
        try:
            yield data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError:
            continue


def _read(text: str, delimiter: str) -> _Table | None:
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    columns: dict[str, list[int]] = {}
    head: list[str] = []
    found: list[tuple[int, list[str]]] = []
    try:
        for number, row in enumerate(rows, 1):
            if not columns:
                columns, head = columns_of(row[:MOST_COLUMNS]), row[:MOST_COLUMNS]
                if not columns and number >= HEAD_WITHIN:
                    return None
            elif any(cell.strip() for cell in row):
                found.append((number, row))
            if len(found) > MOST_ROWS:
                raise StatementProblem(
                    _("This file has more than %(most)d lines. Ask the bank for shorter spans.") % {"most": MOST_ROWS}
                )
    except csv.Error:
        return None
    if columns and text.count('"') % 2:
        raise StatementProblem(
            _("This file is broken or ends in the middle. Download it from the bank again. Nothing was taken over.")
        )
    return _Table(columns, head, found) if columns else None


def _cell(row: Sequence[str], table: _Table, meaning: str) -> str:
    places = [at for at in table.columns.get(meaning, ()) if at < len(row)]
    # A table program's way to keep figures from being counted: ="123"
    return "\n".join(cell for at in places if (cell := row[at].strip().removeprefix("=").strip('"').strip()))


def _is_booked(row: Sequence[str], table: _Table) -> bool:
    return _cell(row, table, "status").casefold() not in NOT_YET


def _transfers(table: _Table) -> list[tuple[int, list[str]]]:
    """The rows between greetings and balances.

    Raises:
        StatementProblem: one among them has no day, or the file ends within one.
    """
    booked = [(number, row) for number, row in table.rows if _is_booked(row, table)]
    at = [place for place, (_number, row) in enumerate(booked) if _has_day(row, table)]
    if not at:
        if booked:
            raise _broken(booked[0][0], NO_DAY)
        return []
    rows = booked[at[0] : at[-1] + 1]
    for number, row in rows:
        if not _has_day(row, table):
            raise _broken(number, NO_DAY)
    number, last = rows[-1]
    if len(last) < min((len(row) for _number, row in rows[:-1]), default=len(table.head)):
        raise _broken(number, CUT_OFF)
    return rows


def _has_day(row: Sequence[str], table: _Table) -> bool:
    return any(day_of(_cell(row, table, "date"), order) is not None for order in (DAY_FIRST, MONTH_FIRST))


def _line(number: int, row: Sequence[str], table: _Table, currency: str, order: str) -> Line | None:
    needed = max(places[0] for name, places in table.columns.items() if name in ("date", "amount", "credit"))
    if len(row) <= needed:
        raise _broken(number, CUT_OFF)
    day = day_of(_cell(row, table, "date"), order)
    if day is None:
        raise _broken(number, NO_DAY)
    own = _cell(row, table, "currency").upper() or currency
    money = _money(number, row, table, own)
    if not money.minor:
        return None
    party, account, said, name = (_cell(row, table, each) for each in ("party", "party_account", "said", "name"))
    return Line(day, money, party, account, said, name)


def _money(number: int, row: Sequence[str], table: _Table, currency: str) -> Money:
    """What came, or below nothing what went."""
    amounts = {name: _cell(row, table, name) for name in ("amount", "credit", "debit")}
    given = {name: cell for name, cell in amounts.items() if not is_empty(cell)}
    try:
        if "amount" in given:
            return _turned(_amount(given["amount"], currency), _cell(row, table, "direction"))
        came, went = (_amount(given.get(name, "0"), currency) for name in ("credit", "debit"))
        # Some banks write what went below nothing, others not.
        return came - (went if went.minor > 0 else -went)
    except MoneyProblem as problem:
        raise _broken(number, NO_AMOUNT) from problem


def _amount(cell: str, currency: str) -> Money:
    """Also with the sign behind, or in brackets."""
    plain = cell.strip()
    below = plain.endswith(("-", "−")) or (plain.startswith("(") and plain.endswith(")"))
    money = read(plain.rstrip("-−").strip("()").removesuffix("CR").removesuffix("DR"), currency)
    return -money if below or plain.endswith("DR") else money


def _turned(money: Money, direction: str) -> Money:
    word = direction.casefold().strip(" .")
    if word in WENT:
        return money if money.minor < 0 else -money
    return -money if word in CAME and money.minor < 0 else money


def _broken(number: int, says: StrOrPromise) -> StatementProblem:
    return StatementProblem(str(says) % {"row": number})
