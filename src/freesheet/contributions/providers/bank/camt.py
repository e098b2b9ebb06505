"""Statements in XML: ISO 20022 camt.053, in every version."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from lxml import etree
from lxml.etree import _Element as Element

from freesheet.contributions.errors import StatementProblem
from freesheet.contributions.providers.bank.lines import Line, Reading
from freesheet.lib.money import Money, MoneyProblem, exactly

KIND = re.compile(r"\bcamt\.(\d{3})\.001\.(\d{2})\b")
MOST_LINES = 20_000
LONGEST_AMOUNT = 19
"""Characters: ISO 20022 has 18 digits and a point."""

BOOKED = "BOOK"


def read_camt(data: bytes) -> Reading:
    """What a camt.053 file says.

    Raises:
        StatementProblem: it is none, is cut off, or cannot be what a bank says.
    """
    root = _root(data)
    statements = _all(root, "BkToCstmrStmt", "Stmt")
    if not statements:
        raise StatementProblem(_("There is no statement in this file."))
    accounts = {_account(each) for each in statements}
    if len(accounts) > 1:
        raise StatementProblem(_("This file has statements of several accounts. Ask the bank for one file for each."))
    lines: list[Line] = []
    left_out = 0
    for statement in statements:
        for entry in _all(statement, "Ntry"):
            found = _lines(entry)
            lines += found
            left_out += not found
            if len(lines) > MOST_LINES:
                raise StatementProblem(
                    _("This file has more than %(most)d lines. Ask the bank for shorter spans.") % {"most": MOST_LINES}
                )
    return Reading(tuple(lines), accounts.pop(), left_out=left_out)


def _root(data: bytes) -> Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise StatementProblem(
            _("This file is broken or ends in the middle. Download it from the bank again. Nothing was taken over.")
        ) from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise StatementProblem(_("This file has a document type, which no bank’s statement has. It was not read."))
    kind = KIND.search(etree.QName(root).namespace or "")
    if kind is None or kind[1] != "053":
        name = kind[0] if kind else etree.QName(root).localname[:40]
        raise StatementProblem(_("This is %(kind)s. Ask the bank for camt.053 or CSV.") % {"kind": name})
    return root


def _all(element: Element | None, *names: str) -> list[Element]:
    """Every element on a path, whatever the version's namespace."""
    found = [] if element is None else [element]
    for name in names:
        found = [child for each in found for child in each if etree.QName(child).localname == name]
    return found


def _first(element: Element | None, *names: str) -> Element | None:
    return next(iter(_all(element, *names)), None)


def _text(element: Element | None, *names: str) -> str:
    found = _first(element, *names)
    return "" if found is None else " ".join("".join(str(each) for each in found.itertext()).split())


def _account(statement: Element) -> str:
    number = _text(statement, "Acct", "Id", "IBAN") or _text(statement, "Acct", "Id", "Othr", "Id")
    return re.sub(r"\W", "", number).upper()


def _lines(entry: Element) -> list[Line]:
    """The transfers of an entry: one, or those that the bank booked together; none where it is not booked yet."""
    if (_text(entry, "Sts", "Cd") or _text(entry, "Sts")) != BOOKED:
        return []
    money, booked_on = _money(entry, _first(entry, "Amt")), _booked_on(entry)
    leaves = _leaves(entry)
    turned_back = _text(entry, "RvslInd") == "true"
    own = _text(entry, "AcctSvcrRef") or _text(entry, "NtryRef")
    transfers = _all(entry, "NtryDtls", "TxDtls")
    parts = [_part(each, money.currency) for each in transfers]
    whole = sum(part.minor for part in parts if part is not None)
    if len(transfers) < 2 or None in parts or whole != money.minor:
        return [_line(entry, transfers, money, booked_on, own, leaves, turned_back)]
    return [
        _line(entry, [each], part, booked_on, _text(each, "Refs", "AcctSvcrRef") or own, leaves, turned_back)
        for each, part in zip(transfers, parts, strict=True)
        if part is not None
    ]


def _leaves(entry: Element) -> bool:
    """Whether it left the account, and did not come."""
    side = _text(entry, "CdtDbtInd")
    if side not in ("CRDT", "DBIT"):
        raise StatementProblem(
            _("Line %(line)d of the file does not say whether money came or went. Nothing was taken over.")
            % {"line": entry.sourceline}
        )
    return side == "DBIT"


def _line(
    entry: Element, transfers: list[Element], money: Money, booked_on: date, own: str, leaves: bool, turned_back: bool
) -> Line:
    said = [word for each in transfers for word in _said(each)] or [_text(entry, "AddtlNtryInf")]
    other = "Cdtr" if leaves else "Dbtr"
    # A return names its parties as the first transfer did.
    sides = (other, "Dbtr", "Cdtr")
    one = transfers[0] if len(transfers) == 1 else None
    party = next((name for side in sides if (name := _party(one, side))), "")
    account = next((number for side in sides if (number := _party_account(one, side))), "")
    returns = turned_back or any(_first(each, "RtrInf") is not None for each in transfers)
    return Line(booked_on, -money if leaves else money, party, account, "\n".join(said), own, returns)


def _said(transfer: Element) -> list[str]:
    structured = [_text(each, "CdtrRefInf", "Ref") for each in _all(transfer, "RmtInf", "Strd")]
    structured += [_text(each) for each in _all(transfer, "RmtInf", "Strd", "AddtlRmtInf")]
    free = [_text(each) for each in _all(transfer, "RmtInf", "Ustrd")]
    named = _text(transfer, "Refs", "EndToEndId")
    return [word for word in (*structured, *free, named) if word and word != "NOTPROVIDED"] or [
        _text(transfer, "AddtlTxInf")
    ]


def _party(transfer: Element | None, side: str) -> str:
    # From version 04 on there is an element more between the side and its name.
    return _text(transfer, "RltdPties", side, "Nm") or _text(transfer, "RltdPties", side, "Pty", "Nm")


def _party_account(transfer: Element | None, side: str) -> str:
    place = ("RltdPties", f"{side}Acct", "Id")
    return _text(transfer, *place, "IBAN") or _text(transfer, *place, "Othr", "Id")


def _part(transfer: Element, currency: str) -> Money | None:
    """What one of several transfers is of, in the currency of the account."""
    for found in (_first(transfer, "Amt"), _first(transfer, "AmtDtls", "TxAmt", "Amt")):
        if found is not None and found.get("Ccy") == currency:
            return _money(transfer, found)
    return None


def _money(around: Element, amount: Element | None) -> Money:
    text, currency = ("", "") if amount is None else (_text(amount), amount.get("Ccy") or "")
    try:
        value = Decimal(text)
        if not value.is_finite() or value < 0 or len(text) > LONGEST_AMOUNT:
            raise InvalidOperation
        return exactly(value, currency)
    except (InvalidOperation, MoneyProblem) as problem:
        raise StatementProblem(
            _("Line %(line)d of the file has no amount that can be read. Nothing was taken over.")
            % {"line": around.sourceline}
        ) from problem


def _booked_on(entry: Element) -> date:
    text = _text(entry, "BookgDt", "Dt") or _text(entry, "BookgDt", "DtTm") or _text(entry, "ValDt", "Dt")
    try:
        return date.fromisoformat(text[:10])
    except ValueError as problem:
        raise StatementProblem(
            _("Line %(line)d of the file has no date that can be read. Nothing was taken over.")
            % {"line": entry.sourceline}
        ) from problem
