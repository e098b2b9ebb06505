"""Statements are read as banks write them, and what cannot be read is refused whole, with a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contributions.banking import IBAN, camt, table, transfer

from freesheet.contributions.errors import StatementProblem
from freesheet.contributions.providers.bank.lines import Line, Reading, named
from freesheet.contributions.providers.bank.reading import MOST_BYTES, read_statement
from freesheet.lib.money import Money

TODAY = date(2026, 11, 28)
RF = "RF46 1851 6857 88"


def told(data: bytes, currency: str = "EUR") -> Reading:
    return read_statement(data, currency, TODAY)


@pytest.mark.parametrize("version", ["02", "03", "04", "06", "08"])
def test_a_statement_in_xml_is_read_in_every_version(version: str) -> None:
    entry = transfer(f"Spende\n{RF}", "1234.50", name="B1")
    if version in ("02", "03"):
        # Before version 04 a party has its name at once, and before 06 a state is a word.
        entry = entry.replace("<Pty>", "").replace("</Pty>", "")
    if version < "06":
        entry = entry.replace("<Cd>BOOK</Cd>", "BOOK")
    reading = told(camt(entry, version=version))
    assert reading.account == IBAN
    [line] = reading.lines
    assert line == Line(
        date(2026, 11, 20), Money(123_450, "EUR"), "Ada Lovelace", "FR1420041010050500013M02606", f"Spende\n{RF}", "B1"
    )


def test_what_is_not_booked_yet_waits_and_what_went_is_below_nothing() -> None:
    pending = transfer("soon", status="<Cd>PDNG</Cd>")
    back = transfer("return", debit=True, inside="<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>")
    reading = told(camt(pending, back, transfer("reversal", debit=True, more="<RvslInd>true</RvslInd>")))
    assert reading.left_out == 1
    assert [(line.money.minor, line.returns) for line in reading.lines] == [(-5_000, True), (-5_000, True)]


def collected(*amounts: str, total: str = "80.00") -> bytes:
    parts = "".join(
        f'<TxDtls><Refs><AcctSvcrRef>P{n}</AcctSvcrRef></Refs><Amt Ccy="EUR">{amount}</Amt>'
        f"<RmtInf><Ustrd>part {n}</Ustrd></RmtInf></TxDtls>"
        for n, amount in enumerate(amounts)
    )
    return camt(
        f'<Ntry><Amt Ccy="EUR">{total}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
        f"<BookgDt><Dt>2026-11-20</Dt></BookgDt><NtryDtls>{parts}</NtryDtls></Ntry>"
    )


def test_transfers_that_were_booked_together_are_told_apart_if_they_add_up() -> None:
    assert [(line.money.minor, line.said, line.name) for line in told(collected("50.00", "30.00")).lines] == [
        (5_000, "part 0", "P0"), (3_000, "part 1", "P1"),
    ]  # fmt: skip
    [line] = told(collected("50.00", "20.00")).lines
    assert (line.money.minor, line.said) == (8_000, "part 0\npart 1")


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02">&c;</Document>"""


def test_nothing_is_fetched_and_no_entity_is_followed(tmp_path: object) -> None:
    secret = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    remote = b'<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">'
    good = camt(transfer("&x;"))
    for start in (secret, remote):
        with pytest.raises(StatementProblem, match="document type"):
            told(good.replace(b"?>", b"?>" + start, 1))
    with pytest.raises(StatementProblem, match=r"document type|broken"):
        told(BOMB)


WHOLE = camt(transfer("a"), transfer("b"), transfer("c"))


@pytest.mark.parametrize("at", [60, 300, len(WHOLE) // 2, len(WHOLE) - 30])
def test_a_file_that_is_cut_off_is_refused_whole(at: int) -> None:
    with pytest.raises(StatementProblem, match="ends in the middle"):
        told(WHOLE[:at])


SHORT = (
    '<Ntry><Amt Ccy="EUR">1</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>'
    "<BookgDt><Dt>2026-11-20</Dt></BookgDt></Ntry>"
)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"x" * (MOST_BYTES + 1), "10 MB"),
        (b"PK\x03\x04", "No table"),
        (b"%PDF-1.7", "PDF"),
        (b"Dear customer, nothing happened.", "No table"),
        (b"<html><body>Log in</body></html>", "html"),
        (camt(kind="camt.052"), "camt.052"),
        (b'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>', "no statement"),
        (camt(transfer("a", "many")), "Line 6"),
        (camt(transfer("a", "NaN")), "amount"),
        (camt(transfer("a", "-5.00")), "amount"),
        (camt(transfer("a", "5.001")), "amount"),
        (camt(transfer("a", "9" * 25)), "amount"),
        (camt(transfer("a", currency="EURO")), "amount"),
        (camt(transfer("a", day="2026-13-01")), "date"),
        (camt(transfer("a").replace("CRDT", "????")), "came or went"),
        (camt().replace(b"</BkToCstmrStmt>", b"<Stmt><Acct/></Stmt></BkToCstmrStmt>"), "several"),
        (camt(*[SHORT] * 20_001), "more than 20000 lines"),
    ],
)  # fmt: skip
def test_what_is_no_statement_is_refused_with_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(StatementProblem, match=rf"(?s)(?:{says}).*\.$"):
        told(data)


GERMAN = (
    "Buchungstag",
    "Valuta",
    "Begünstigter/Zahlungspflichtiger",
    "Kontonummer/IBAN",
    "Verwendungszweck",
    "Betrag",
    "Währung",
)
ROW = ("20.11.26", "20.11.26", "Ada", "FR14", f"Spende {RF}", "1.234,50", "EUR")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_every_encoding(encoding: str) -> None:
    [line] = told(table(GERMAN, ROW, encoding=encoding)).lines
    assert line == Line(date(2026, 11, 20), Money(123_450, "EUR"), "Ada", "FR14", f"Spende {RF}")


TABLES = {
    "a German bank, with its greeting and its foot": (
        "EUR", ";", [
            ("Umsätze Girokonto", "Zeitraum: 30 Tage"), ("Neuer Kontostand", "8.000,00 EUR"), (),
            ("Buchung", "Auftraggeber/Empfänger", "Verwendungszweck", "Soll", "Haben", "Währung"),
            ("20.11.2026", "Ada", "x", "", "1.234,50", "EUR"), ("19.11.2026", "Miete", "x", "-900,00", "", "EUR"),
            ("Kontostand", "", "", "", "8.000,00", "EUR"),
        ], [123_450, -90_000],
    ),
    "a Dutch bank": (
        "EUR", ",", [
            ("Datum", "Naam / Omschrijving", "Tegenrekening", "Af Bij", "Bedrag (EUR)", "Mededelingen"),
            ("20261120", "Ada", "NL1", "Bij", '"1234,50"', "x"), ("20261119", "Huur", "NL2", "Af", '"900,00"', "x"),
        ], [123_450, -90_000],
    ),
    "a Taiwanese bank": (
        "TWD", ",", [
            ("交易日期", "摘要", "支出金額", "存入金額", "餘額", "備註"),
            ("115/11/20", "轉帳", "", '"1,234"', "9000", "Ada"), ("115/11/19", "提款", "900", "", "1", "ATM"),
        ], [123_400, -90_000],
    ),
    "a Japanese bank": (
        "JPY", ",", [
            ("お取引日", "お取引内容", "お引出し", "お預入れ", "残高"), ("2026/11/20", "フリコミ", "", '"12,345"', "1"),
            ("2026/11/19", "デンキ", "900", "", "1"),
        ], [12_345, -900],
    ),
    "an American bank": (
        "USD", ",", [
            ("Date", "Description", "Amount"), ("11/03/2026", "Ada", "1234.50"), ("11/02/2026", "Rent", "(900.00)"),
        ], [123_450, -90_000],
    ),
    "an Indian bank": (
        "INR", ",", [
            ("Txn Date", "Value Date", "Description", "Ref No./Cheque No.", "Debit", "Credit", "Balance"),
            ("20 Nov 2026", "20 Nov 2026", "UPI/Ada", "1", "", '"1,23,450.00"', "1"),
            ("19 Nov 2026", "19 Nov 2026", "RENT", "2", "900.00", "", "1"),
        ], [12_345_000, -90_000],
    ),
    "a British bank": (
        "GBP", ",", [
            ("Date", "Counter Party", "Reference", "Type", "Amount (GBP)", "Balance (GBP)"),
            ("20/11/2026", "Ada", "x", "FPI", "1234.50", "1"), ("19/11/2026", "Rent", "x", "DD", "-900.00", "1"),
        ], [123_450, -90_000],
    ),
    "one with its sign behind": (
        "EUR", "\t", [("Date", "Text", "Amount"), ("2026-11-20", "x", "1.234,50+"), ("2026-11-19", "x", "900,00-")],
        [123_450, -90_000],
    ),
}  # fmt: skip


@pytest.mark.parametrize("bank", TABLES)
def test_a_table_is_read_as_banks_write_it(bank: str) -> None:
    currency, delimiter, rows, minor = TABLES[bank]
    reading = told(table(*rows, delimiter=delimiter, encoding="cp950" if currency == "TWD" else "utf-8"), currency)
    assert [line.money.minor for line in reading.lines] == minor
    assert {line.booked_on.year for line in reading.lines} == {2026}
    assert {line.booked_on.month for line in reading.lines} == {11}
    assert reading.taken_for


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([ROW, ROW[:4]], "cut off"),
        ([ROW[:5]], "cut off"),
        ([ROW, (*ROW[:4], '"Spende RF4')], "ends in the middle"),
        ([ROW, ("soon", *ROW[1:]), ROW], "Row 3 of the file has no day"),
        ([("soon", *ROW[1:])], "Row 2 of the file has no day"),
        ([(*ROW[:5], "much", "EUR")], "Row 2 of the file has no amount"),
        ([(*ROW[:5], "1,234.567.8", "EUR")], "no amount"),
        ([("20.11.2031", *ROW[1:])], "lie ahead"),
        ([ROW] * 20_001, "more than 20000"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_its_row(rows: list[tuple[str, ...]], says: str) -> None:
    with pytest.raises(StatementProblem, match=rf"{says}.*\.$"):
        told(table(GERMAN, *rows))


def test_what_is_pending_or_empty_is_left_out() -> None:
    head = (*GERMAN, "Status")
    rows = [(*ROW, "gebucht"), (*ROW, "vorgemerkt"), (*ROW[:5], "0,00", "EUR", "gebucht")]
    reading = told(table(head, *rows))
    assert (len(reading.lines), reading.left_out) == (1, 2)


def test_a_day_that_can_be_read_both_ways_is_read_as_the_others_are() -> None:
    head = ("Date", "Description", "Amount")
    two = told(table(head, ("03/11/2026", "x", "5"), ("25/10/2026", "x", "5"), delimiter=","), "USD").lines
    assert [str(line.booked_on) for line in two] == ["2026-11-03", "2026-10-25"]


LINES = st.builds(
    Line,
    st.dates(date(2020, 1, 1), date(2020, 1, 3)),
    st.builds(Money, st.integers(1, 3), st.just("EUR")),
    said=st.sampled_from(["a", "b"]),
    name=st.sampled_from(["", "NONREF", "1", "2"]),
)


@given(st.lists(LINES, max_size=20), st.data())
def test_lines_have_the_same_names_in_every_file_and_each_has_its_own(lines: list[Line], data: st.DataObject) -> None:
    names = [name for name, _line in named(lines)]
    assert len({*names}) == len(lines)
    assert {*names} == {name for name, _line in named(data.draw(st.permutations(lines)))}
    # Another file goes on where this one ends.
    assert {*names} <= {name for name, _line in named([*lines, Line(date(2021, 1, 1), Money(1, "EUR"))])}


@given(st.binary(max_size=300))
def test_whatever_a_file_holds_it_is_read_or_refused(data: bytes) -> None:
    for start in (b"", b"Date,Amount\n", b"<Document"):
        try:
            told(start + data)
        except StatementProblem as problem:
            assert str(problem).endswith(".")
