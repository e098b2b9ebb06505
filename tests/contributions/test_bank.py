"""Gifts by transfer: what statements say becomes gifts, each once, and what nobody can tell waits for a person."""

from __future__ import annotations

from datetime import UTC, date, datetime
from xml.etree import ElementTree

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, transaction
from tests.contributions.banking import IBAN, account, camt, promised, table, transfer
from tests.contributions.giving import WAYS, balances, begun

from freesheet.contributions.actions import (
    Giver,
    forget_sender,
    happened,
    import_statement,
    look_at,
    make_gift,
    match_by_hand,
    offer,
    set_aside,
    settle,
    undo,
    waiting_lines,
)
from freesheet.contributions.errors import ProviderProblem, StatementProblem
from freesheet.contributions.models import (
    BankAccount,
    Charge,
    Letter,
    Match,
    Plan,
    Posting,
    Receipt,
    Statement,
    StatementLine,
    Supporter,
)
from freesheet.contributions.providers.bank.provider import Bank
from freesheet.contributions.rules import ChargeState, PlanState
from freesheet.lib.money import Money

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ours() -> BankAccount:
    return account()


def brought(*entries: str) -> tuple[int, int, int, int]:
    """New, known, matched, waiting."""
    done = import_statement(camt(*entries), "november.xml", "ada")
    return done.new, done.known, done.matched, done.waiting


def only_line() -> StatementLine:
    return StatementLine.objects.get()


def only_match() -> Match:
    return Match.objects.get(undone_at=None)


# --- what who gives is told


def test_who_gives_is_told_all_that_a_transfer_takes() -> None:
    charge = promised()
    assert Bank().offer(charge, WAYS).url == ""
    told = Bank().details(charge)
    assert {str(name): value for name, value in told.lines} == {
        "Account holder": "Verein Tideline", "IBAN": "DE89 3704 0044 0532 0130 00", "BIC": "COBADEFFXXX",
        "Bank": "Hafenbank", "Amount": "€50", "Reference": f"{charge.reference[:4]} {charge.reference[4:8]}"
        f" {charge.reference[8:12]} {charge.reference[12:]}",
    }  # fmt: skip
    picture = ElementTree.fromstring(told.picture)
    assert picture.tag.endswith("svg")
    allowed = {"viewBox", "class", "fill", "stroke", "d"}
    assert {name for each in picture.iter() for name in each.attrib} <= allowed
    assert {each.tag.split("}")[-1] for each in picture.iter()} == {"svg", "path"}


def test_where_there_is_no_iban_the_account_number_and_the_banks_code_are_told_and_no_code() -> None:
    account(currency="TWD", iban="", number="012-345-678", bank_code="812", bic="")
    told = Bank().details(promised("tw", money=Money(30_000, "TWD")))
    assert [str(name) for name, _value in told.lines] == [
        "Account holder", "Account number", "Bank code", "Bank", "Amount", "Reference"
    ]  # fmt: skip
    assert told.picture == ""


def test_only_currencies_with_an_account_are_taken(ours: BankAccount) -> None:
    assert Bank().takes(Money(100, "EUR"), "once")
    assert Bank().takes(Money(100, "EUR"), "month")
    assert not Bank().takes(Money(100, "USD"), "once")
    assert not Bank().takes(Money(100, "EUR"), "weekly")
    charge = promised()
    BankAccount.objects.update(active=False)
    assert not Bank().takes(Money(100, "EUR"), "once")
    assert Bank().details(charge).lines == ()
    with pytest.raises(ProviderProblem, match=r"no bank account for EUR.*\.$"):
        offer(begun(key="late", money=Money(500, "EUR"), provider="bank"), WAYS)


def test_a_reference_that_another_gift_has_is_not_given_again(monkeypatch: pytest.MonkeyPatch) -> None:
    from freesheet.contributions.providers.bank import provider

    monkeypatch.setattr(provider, "reference_for", lambda key, number=0: f"RF{number}")
    assert [promised(key).reference for key in "abc"] == ["RF0", "RF1", "RF2"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("currency", "EURO", "no currency"), ("iban", "DE98370400440532013000", "no IBAN"), ("bic", "COBA", "no BIC"),
        ("iban", "", "one of the two"), ("number", "12", "one of the two"),
    ],
)  # fmt: skip
def test_an_account_that_cannot_be_one_is_refused(field: str, value: str, says: str) -> None:
    plain = {"currency": "USD", "holder": "Tideline", "iban": "", "number": "", "bic": ""}
    plain["iban"] = "GB82 west 1234 5698 7654 32"
    wrong = BankAccount(**{**plain, field: value})
    with pytest.raises(ValidationError, match=says):
        wrong.full_clean()


def test_an_account_is_kept_as_it_is_compared_and_one_is_shown_for_each_currency() -> None:
    one = BankAccount(currency="usd", holder="T", iban="gb82 west 1234 5698 7654 32", bic="midlgb22")
    one.full_clean()
    assert (one.currency, one.iban, one.bic) == ("USD", "GB82WEST12345698765432", "MIDLGB22")
    with pytest.raises(ValidationError, match="shown an account for this currency already"):
        BankAccount(currency="EUR", holder="T", number="1").full_clean()


# --- what a statement says


def test_a_reference_makes_a_gift_of_a_transfer() -> None:
    charge = promised()
    assert brought(transfer(f"Spende\n{charge.reference[:9]}\n{charge.reference[9:].lower()}")) == (1, 0, 1, 0)
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED
    assert charge.received_at == datetime(2026, 11, 20, 4, tzinfo=UTC)  # noon in Taipei
    assert balances("EUR") == {"with:bank": 5_000, "gifts": -5_000}
    assert [letter.kind for letter in Letter.objects.all()] == ["receipt"]
    assert str(charge.receipt) == "2026-00001"
    assert only_match().by == ""


def test_what_really_came_is_what_is_believed() -> None:
    less, more = promised("less"), promised("more")
    brought(transfer(less.reference, "20.00"), transfer(more.reference, "70.00"))
    assert sorted(Charge.objects.values_list("minor", flat=True)) == [2_000, 7_000]
    assert balances("EUR")["gifts"] == -9_000


def test_the_same_file_and_one_that_overlaps_add_nothing_twice() -> None:
    charge = promised()
    first = [transfer(charge.reference, name="B1"), transfer("?", name="B2"), transfer("twice"), transfer("twice")]
    assert brought(*first) == (4, 0, 1, 3)
    assert brought(*first) == (0, 4, 0, 3)
    assert Statement.objects.count() == 1
    assert brought(*first[1:], transfer("new")) == (1, 3, 0, 4)
    assert balances("EUR")["gifts"] == -5_000
    assert Letter.objects.count() == 1


def test_a_gift_that_was_given_up_is_taken_when_its_money_comes() -> None:
    charge = promised()
    happened(charge, "given up", cause="time")
    assert brought(transfer(charge.reference))[2] == 1
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED


def test_what_is_not_certain_waits_for_a_person() -> None:
    first, second = promised("first"), promised("second")
    account(currency="USD", iban="GB82WEST12345698765432")
    dollars = promised("dollars", money=Money(5_000, "USD"))
    trial = begun(key="trial", money=Money(5_000, "EUR"))
    offer(trial, WAYS)
    wrong = first.reference[:-1] + ("1" if first.reference[-1] != "1" else "2")
    entries = [
        transfer(wrong), transfer(f"{first.reference} and {second.reference}"), transfer(dollars.reference),
        transfer("nothing"), transfer(""), transfer(second.reference, inside="<RtrInf><Rsn/></RtrInf>"),
    ]  # fmt: skip
    assert brought(*entries) == (6, 0, 0, 6)
    assert not Posting.objects.exists()


def test_of_two_transfers_for_one_gift_the_second_waits() -> None:
    charge = promised()
    assert brought(transfer(charge.reference, name="1"), transfer(charge.reference, name="2")) == (2, 0, 1, 1)
    [line] = waiting_lines()
    with pytest.raises(StatementProblem, match="came already"):
        match_by_hand(line, charge, "ada")
    make_gift(line, Giver("Ada", "ada@example.org"), "ada")
    assert balances("EUR")["gifts"] == -10_000
    assert Supporter.objects.count() == 1
    assert not waiting_lines()


def test_a_standing_order_is_a_gift_each_month() -> None:
    first = promised(rhythm="month")
    brought(transfer(first.reference, day="2026-09-20"))
    brought(transfer(first.reference, day="2026-10-20"), transfer(first.reference, "60.00", day="2026-11-20"))
    charges = Charge.objects.order_by("pk")
    assert [(each.minor, each.state) for each in charges] == [
        (5_000, "received"),
        (5_000, "received"),
        (6_000, "received"),
    ]
    assert {each.plan for each in charges} == {first.plan}
    assert Plan.objects.get().state == PlanState.ACTIVE
    assert Receipt.objects.count() == 3
    assert brought(transfer(first.reference, day="2026-10-20")) == (0, 1, 0, 0)


def test_what_went_is_nobodys_business_unless_it_goes_back_to_who_gave() -> None:
    charge = promised()
    brought(transfer(charge.reference))
    assert brought(transfer("Rent", "900.00", debit=True)) == (0, 0, 0, 0)
    assert brought(transfer(f"returned {charge.reference}", "20.00", debit=True, day="2026-11-25")) == (1, 0, 1, 0)
    charge.refresh_from_db()
    assert (charge.state, charge.returned_minor) == (ChargeState.RECEIVED, 2_000)
    assert brought(transfer(charge.reference, "30.00", debit=True, day="2026-11-26"))[2] == 1
    charge.refresh_from_db()
    assert (charge.state, charge.returned_minor) == (ChargeState.RETURNED, 5_000)
    assert balances("EUR") == {"with:bank": 0, "gifts": 0}
    assert brought(transfer(charge.reference, "1.00", debit=True, day="2026-11-27")) == (1, 0, 0, 1)


@pytest.mark.parametrize("wrong", ["cut", "foreign", "other currency", "chosen other"])
def test_a_file_that_cannot_be_taken_leaves_nothing(wrong: str) -> None:
    charge = promised()
    data, chosen = camt(transfer(charge.reference)), None
    if wrong == "cut":
        data = data[: len(data) // 2]
    elif wrong == "foreign":
        data = data.replace(IBAN.encode(), b"GB82WEST12345698765432")
    elif wrong == "other currency":
        data = camt(transfer(charge.reference), transfer("x", currency="USD"))
    else:
        chosen = account(currency="USD", iban="GB82WEST12345698765432")
    with pytest.raises(StatementProblem, match=r"\.$"):
        import_statement(data, "x.xml", "ada", chosen)
    assert not StatementLine.objects.exists()
    assert not Statement.objects.exists()


def test_a_table_is_of_the_account_that_was_chosen(ours: BankAccount) -> None:
    charge = promised()
    head, row = ("Buchungstag", "Verwendungszweck", "Betrag"), ("20.11.2026", charge.reference, "50,00")
    account(currency="USD", iban="GB82WEST12345698765432")
    with pytest.raises(StatementProblem, match="Please choose it"):
        import_statement(table(head, row), "x.csv", "ada")
    found, reading = look_at(table(head, row), ours)
    assert (found, reading.taken_for[0]) == (ours, ("Date", "Buchungstag"))
    assert not StatementLine.objects.exists()
    assert import_statement(table(head, row), "x.csv", "ada", ours).matched == 1


def test_without_an_account_nothing_is_read() -> None:
    BankAccount.objects.all().delete()
    for data in (camt(transfer("x")), table(("Date", "Amount"), ("2026-11-20", "5"))):
        with pytest.raises(StatementProblem, match="account"):
            import_statement(data, "x", "ada")


def test_what_a_crash_left_unmatched_is_matched_with_the_next_file(monkeypatch: pytest.MonkeyPatch) -> None:
    from freesheet.contributions.actions import statements

    charge = promised()
    with monkeypatch.context() as patched:
        patched.setattr(statements, "match_by_reference", lambda line: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            brought(transfer(charge.reference))
    assert not Posting.objects.exists()
    assert brought(transfer(charge.reference)) == (0, 1, 1, 0)


# --- what a person says


def test_a_line_is_matched_by_hand_and_that_is_undone_by_an_entry_the_other_way_round() -> None:
    wrong, right = promised("wrong"), promised("right", 7_000)
    brought(transfer("from Ada", "70.00"))
    match_by_hand(only_line(), wrong, "ada")
    assert balances("EUR")["gifts"] == -7_000
    undo(only_match(), "noor")
    wrong.refresh_from_db()
    assert (wrong.state, wrong.minor, wrong.received_at) == (ChargeState.WAITING, 5_000, None)
    assert balances("EUR") == {"with:bank": 0, "gifts": 0}
    assert Posting.objects.count() == 2
    assert not Letter.objects.exists()
    assert not settle(wrong)
    match_by_hand(only_line(), right, "noor")
    assert brought(transfer(wrong.reference, day="2026-11-22"))[2] == 1
    wrong.refresh_from_db()
    assert wrong.state == ChargeState.RECEIVED
    assert balances("EUR")["gifts"] == -12_000
    assert Receipt.objects.filter(charge=wrong).count() == 1
    assert Letter.objects.count() == 2


def test_what_the_reference_said_or_was_undone_is_not_undone() -> None:
    charge, other = promised(), promised("other")
    brought(transfer(charge.reference), transfer("?", day="2026-11-21"))
    with pytest.raises(StatementProblem, match="own reference"):
        undo(only_match(), "ada")
    match = match_by_hand(waiting_lines().get(), other, "ada")
    undo(match, "ada")
    with pytest.raises(StatementProblem, match="undone already"):
        undo(match, "ada")
    assert brought(transfer(charge.reference), transfer("?", day="2026-11-21"))[3] == 1


def test_a_match_is_not_undone_while_money_of_it_went_back() -> None:
    charge = promised()
    brought(transfer("?"))
    match = match_by_hand(only_line(), charge, "ada")
    brought(transfer(charge.reference, "20.00", debit=True))
    with pytest.raises(StatementProblem, match="Something happened"):
        undo(match, "ada")
    assert balances("EUR")["gifts"] == -3_000


def test_a_return_without_a_reference_is_matched_by_hand_and_undone() -> None:
    charge = promised()
    brought(transfer(charge.reference))
    back = "<RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf>"
    brought(transfer("?", "20.00", debit=True, inside=back), transfer("?", "60.00", debit=True, inside=back))
    more, less = sorted(waiting_lines(), key=lambda line: line.minor)
    with pytest.raises(StatementProblem, match="More would have gone back"):
        match_by_hand(more, charge, "ada")
    with pytest.raises(StatementProblem, match="no gift"):
        make_gift(more, Giver("Ada"), "ada")
    for _time in range(2):
        match = match_by_hand(less, charge, "ada")
        charge.refresh_from_db()
        assert charge.returned_minor == 2_000
        undo(match, "ada")
        charge.refresh_from_db()
        assert (charge.state, charge.returned_minor) == (ChargeState.RECEIVED, 0)
    assert balances("EUR")["gifts"] == -5_000


def test_a_gift_of_somebody_whom_only_the_bank_knows_is_receipted_and_gets_no_letter() -> None:
    brought(transfer("for the paper", party="A. Nonymous"))
    match = make_gift(only_line(), Giver("A. Nonymous"), "ada")
    charge = match.charge
    assert charge is not None
    charge.refresh_from_db()
    assert (charge.state, charge.supporter.email, charge.supporter.name) == ("received", None, "A. Nonymous")
    assert str(charge.receipt) == "2026-00001"
    assert not Letter.objects.exists()
    undo(match, "ada")
    charge.refresh_from_db()
    assert charge.state == ChargeState.LAPSED
    assert balances("EUR")["gifts"] == 0
    make_gift(only_line(), Giver("", "Noor@example.org"), "ada")
    assert Supporter.objects.get(email="noor@example.org").charges.get().state == "received"


def test_what_is_no_gift_is_set_aside_with_a_reason() -> None:
    brought(transfer("rent from the cellar"))
    for reason in ("", "  ", "x" * 301):
        with pytest.raises(StatementProblem, match="why it is no gift"):
            set_aside(only_line(), reason, "ada")
    match = set_aside(only_line(), "Rent", "ada")
    assert not waiting_lines()
    for again in (lambda: set_aside(only_line(), "Rent", "noor"), lambda: make_gift(only_line(), Giver(), "noor")):
        with pytest.raises(StatementProblem, match="already"):
            again()
    undo(match, "ada")
    assert waiting_lines().count() == 1
    assert not Posting.objects.exists()


def test_what_cannot_be_is_refused() -> None:
    account(currency="USD", iban="GB82WEST12345698765432")
    brought(transfer("?"))
    with pytest.raises(StatementProblem, match="was to be in USD"):
        match_by_hand(only_line(), promised("dollars", money=Money(5_000, "USD")), "ada")
    with pytest.raises(StatementProblem, match="not paid by transfer"):
        match_by_hand(only_line(), begun(key="trial", money=Money(5_000, "EUR")), "ada")
    with pytest.raises(StatementProblem, match="no e-mail address"):
        make_gift(only_line(), Giver("Ada", "ada"), "ada")
    assert Match.objects.count() == 0


# --- what stays


def test_what_the_bank_said_cannot_be_changed_only_forgotten() -> None:
    charge = promised()
    brought(transfer(charge.reference), transfer("?", day="2026-11-21"))
    other = match_by_hand(waiting_lines().get(), promised("other"), "ada")
    undo(other, "ada")
    changes = [
        lambda: StatementLine.objects.update(minor=1), lambda: StatementLine.objects.update(booked_on=date(2020, 1, 1)),
        lambda: StatementLine.objects.update(party="Somebody else"), lambda: StatementLine.objects.update(said="x"),
        lambda: Statement.objects.update(by="noor"), lambda: Match.objects.update(by="noor"),
        lambda: Match.objects.filter(pk=other.pk).update(undone_at=None),
        lambda: Match.objects.all()._raw_delete("default"),
        lambda: StatementLine.objects.all()._raw_delete("default"),
    ]  # fmt: skip
    for change in changes:
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            change()
    forget_sender(charge.supporter)
    lines = StatementLine.objects.all()
    assert {(each.party, each.party_account, each.said) for each in lines} == {("", "", "")}
    assert [each.minor for each in lines] == [5_000, 5_000]
    assert brought(transfer(charge.reference))[0] == 0


def test_a_line_has_one_match_that_stands() -> None:
    brought(transfer("?"))
    line = only_line()
    Match.objects.create(line=line, reason="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.create(line=line, reason="y")
    with pytest.raises(IntegrityError), transaction.atomic():
        Match.objects.create(line=line, undone_at=datetime.now(UTC))


def test_one_who_is_erased_has_neither_name_nor_address() -> None:
    Supporter.objects.create(language="en")
    Supporter.objects.create(language="en", erased_at=datetime.now(UTC))
    for known in ({"name": "Ada"}, {"email": "ada@example.org"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Supporter.objects.create(language="en", erased_at=datetime.now(UTC), **known)
