"""Accounts, gifts by transfer, and statements as banks write them, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.contributions.giving import WAYS, begun

from freesheet.contributions.actions import offer
from freesheet.contributions.models import BankAccount, Charge
from freesheet.lib.money import Money

IBAN = "DE89370400440532013000"


def account(**more: Any) -> BankAccount:
    """An account in euros."""
    plain = {"currency": "EUR", "holder": "Verein Tideline", "iban": IBAN, "bank": "Hafenbank", "bic": "COBADEFFXXX"}
    return BankAccount.objects.create(**{**plain, **more})


def promised(key: str = "key", minor: int = 5_000, **more: Any) -> Charge:
    """A gift that somebody wants to transfer, with its reference: 50 euros."""
    plain = {"money": Money(minor, "EUR"), "provider": "bank"}
    charge = begun(key=key, **{**plain, **more})
    offer(charge, WAYS)
    charge.refresh_from_db()
    return charge


def transfer(
    said: str, amount: str = "50.00", *, day: str = "2026-11-20", name: str = "", debit: bool = False,
    currency: str = "EUR", party: str = "Ada Lovelace", own_account: str = "FR1420041010050500013M02606",
    status: str = "<Cd>BOOK</Cd>", inside: str = "", more: str = "",
) -> str:  # fmt: skip
    """An entry of a camt.053 statement, as version 08 has it."""
    side, other = ("DBIT", "Cdtr") if debit else ("CRDT", "Dbtr")
    texts = "".join(f"<Ustrd>{line}</Ustrd>" for line in said.split("\n"))
    return f"""
    <Ntry>
      <Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{more}<Sts>{status}</Sts>
      <BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>
      {f"<AcctSvcrRef>{name}</AcctSvcrRef>" if name else ""}
      <NtryDtls><TxDtls>
        <Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>
        <RltdPties><{other}><Pty><Nm>{party}</Nm></Pty></{other}>
          <{other}Acct><Id><IBAN>{own_account}</IBAN></Id></{other}Acct></RltdPties>
        <RmtInf>{texts}</RmtInf>{inside}
      </TxDtls></NtryDtls>
    </Ntry>"""


def camt(*entries: str, version: str = "08", iban: str = IBAN, kind: str = "camt.053") -> bytes:
    """A statement in XML."""
    space = f"urn:iso:std:iso:20022:tech:xsd:{kind}.001.{version}"
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="{space}"><BkToCstmrStmt>
  <GrpHdr><MsgId>1</MsgId><CreDtTm>2026-11-21T06:00:00</CreDtTm></GrpHdr>
  <Stmt><Id>1</Id><CreDtTm>2026-11-21T06:00:00</CreDtTm><Acct><Id><IBAN>{iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
  {"".join(entries)}
  </Stmt></BkToCstmrStmt></Document>""".encode()


def table(*rows: Sequence[str], delimiter: str = ";", encoding: str = "utf-8") -> bytes:
    """A statement as a table."""
    return "".join(f"{delimiter.join(row)}\r\n" for row in rows).encode(encoding)
