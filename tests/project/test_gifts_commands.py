"""A bank statement is read in from the command line, as often as one likes."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.contributions.banking import IBAN, camt, transfer
from tests.project.conftest import freesheet
from tests.project.outcomes import accepted, refused

ADD = f"""
from freesheet.contributions.models import BankAccount
BankAccount.objects.create(currency="EUR", holder="Tideline", iban="{IBAN}")
"""


@pytest.fixture
def statement(tmp_path: Path) -> Path:
    file = tmp_path / "november.xml"
    file.write_bytes(camt(transfer("for the paper"), transfer("rent", debit=True)))
    return file


def test_a_statement_is_looked_at_read_in_and_known_the_second_time(paper: Path, statement: Path) -> None:
    read_in = ("gifts", "import-statement", statement, paper)
    refused(freesheet(*read_in), "not among ours")
    accepted(freesheet("manage", paper, "shell", "-c", ADD))
    assert "2 transfers of account EUR DE89" in accepted(freesheet(*read_in, "--dry-run"))
    assert ": 1 new, 0 known, 0 matched, 1 waiting." in accepted(freesheet(*read_in, "--account", IBAN))
    assert ": 0 new, 1 known, 0 matched, 1 waiting." in accepted(freesheet(*read_in))
    refused(freesheet(*read_in, "--account", "GB82"), "no bank account GB82")
    statement.write_bytes(statement.read_bytes()[:-40])
    refused(freesheet(*read_in), "ends in the middle")
    refused(freesheet("gifts", "import-statement", statement.parent / "none", paper), "cannot be read")
