"""For a line that nobody can tell, the gifts that it may be, and who sent money from that account before."""

from __future__ import annotations

import pytest
from django.utils import timezone
from tests.contributions.banking import account, camt, promised, transfer

from freesheet.contributions.actions import Giver, import_statement, make_gift, match_by_hand, undo, waiting_lines
from freesheet.contributions.models import Charge, StatementLine
from freesheet.contributions.providers.bank.suggestions import open_gifts, senders, suggested
from freesheet.contributions.rules import ChargeState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ours() -> None:
    account()


def brought(*entries: str) -> StatementLine:
    import_statement(camt(*entries), "x.xml", "ada")
    return waiting_lines()[0]


def told(line: StatementLine) -> list[tuple[str, list[str]]]:
    return [(each.charge.key, [str(reason) for reason in each.reasons]) for each in suggested([line])[line.pk]]


def mistyped(charge: Charge) -> str:
    last = charge.reference[-1]
    return charge.reference[:-1] + ("1" if last != "1" else "2")


def test_what_speaks_for_a_gift_is_said_and_the_likeliest_is_first() -> None:
    promised("other", 7_000, name="Somebody", email="other@example.org")
    promised("named", name="Grace Hopper", email="grace@example.org")
    meant = promised("meant", 3_000, name="Ada Lovelace")
    line = brought(transfer(f"gift {mistyped(meant)[:8]} {mistyped(meant)[8:]}", party="HOPPER GRACE"))
    assert told(line) == [("meant", ["almost its reference"]), ("named", ["the same amount", "a similar name"])]


def test_of_several_references_all_are_told() -> None:
    first, second = promised("first"), promised("second")
    line = brought(transfer(f"{first.reference} {second.reference}", "1.00"))
    assert {key for key, _reasons in told(line)} == {"first", "second"}


def test_nothing_speaks_for_anything_by_the_amount_alone() -> None:
    promised("a")
    assert told(brought(transfer("?", party="Noor"))) == []


def test_money_that_went_back_is_of_a_gift_that_came() -> None:
    charge, _open = promised("came", name="Ada Lovelace"), promised("open", name="Ada Lovelace")
    import_statement(camt(transfer(charge.reference)), "x.xml", "ada")
    line = brought(transfer("refund", debit=True, inside="<RtrInf/>"))
    assert [key for key, _reasons in told(line)] == ["came"]


def test_a_lasting_gifts_next_money_is_matched_with_it_by_hand() -> None:
    first = promised("first", rhythm="month", name="Ada Lovelace")
    import_statement(camt(transfer(first.reference, day="2026-10-20")), "x.xml", "ada")
    line = brought(transfer("gift"))
    assert [key for key, _reasons in told(line)] == ["first"]
    match = match_by_hand(line, first, "ada")
    assert match.charge is not None
    assert match.charge.plan == first.plan
    assert match.charge != first
    undo(match, "ada")
    match.charge.refresh_from_db()
    assert match.charge.state == ChargeState.LAPSED


def test_who_sent_money_from_that_account_before_is_told() -> None:
    line = brought(transfer("?", day="2026-10-20"))
    match = make_gift(line, Giver("Ada", "ada@example.org"), "ada")
    again = brought(transfer("?"))
    assert senders([again])[again.pk].email == "ada@example.org"
    undo(match, "ada")
    assert senders([again]) == {}


def test_who_was_erased_is_not_told() -> None:
    match = make_gift(brought(transfer("?", day="2026-10-20")), Giver("Ada"), "ada")
    assert match.charge is not None
    supporter = match.charge.supporter
    supporter.name, supporter.erased_at = "", timezone.now()
    supporter.save()
    assert senders([brought(transfer("?"))]) == {}


def test_a_gift_is_found_by_reference_number_and_giver() -> None:
    charge = promised("a", name="Ada Lovelace")
    line = brought(transfer("?"))
    for words in (charge.reference, charge.reference[:6].lower(), f"{charge.reference[:4]} {charge.reference[4:8]}",
                  str(charge.pk), "lovelace", "ADA@"):  # fmt: skip
        assert open_gifts(line, words) == [charge], words
    assert open_gifts(line, "") == open_gifts(line, "noor") == []
