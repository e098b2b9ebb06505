"""Statements are read in, and transfers matched, by those who may; each step is in the record."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.contributions.banking import IBAN, account, camt, promised, table, transfer
from wagtail.users.models import UserProfile

from freesheet.accounts.actions import add_staff
from freesheet.accounts.models import Entry, User
from freesheet.contributions.actions import import_statement, match_by_hand, waiting_lines
from freesheet.contributions.models import BankAccount, Charge, Match, StatementLine, Supporter
from freesheet.contributions.providers.bank import reading

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:The default scheme will be changed"),
]


@pytest.fixture
def fundraiser(client: Client) -> Client:
    user, _password = add_staff("ada", "", "fundraiser")
    client.force_login(user)
    return client


def read_in(client: Client, data: bytes, name: str = "november.xml", **more: Any) -> Any:
    answer = client.post("/newsroom/bank/read/", {"file": SimpleUploadedFile(name, data), **more})
    assert answer.status_code == 200
    return answer


def do(client: Client, line: StatementLine, **said: Any) -> str:
    """What the screen says afterwards."""
    return client.post(f"/newsroom/bank/{line.pk}/do/", said, follow=True).content.decode()


def noted() -> list[tuple[str, str]]:
    return [(entry.what, entry.whom) for entry in Entry.objects.order_by("pk")]


def test_a_statement_is_read_in_with_what_came_of_it(fundraiser: Client) -> None:
    account()
    charge = promised()
    data = camt(transfer(charge.reference), transfer("for the paper", party="Grace Hopper"))
    first = read_in(fundraiser, data)
    assert (first.context["done"].new, first.context["done"].matched, first.context["done"].waiting) == (2, 1, 1)
    assert "The statement is read in" in first.content.decode()
    assert read_in(fundraiser, data).context["done"].known == 2
    assert "Grace Hopper" in fundraiser.get("/newsroom/bank/").content.decode()
    assert noted() == [("read in a statement", "november.xml")] * 2
    assert Entry.objects.first().more.endswith("0 new, 2 known, 0 matched, 1 waiting")  # type: ignore[union-attr]


def test_a_file_is_looked_at_and_nothing_is_kept(fundraiser: Client) -> None:
    account()
    data = table(("Buchungstag", "Verwendungszweck", "Betrag"), ("20.11.2026", "for <b>you</b>", "50,00"))
    page = read_in(fundraiser, data, "x.csv", look="1").content.decode()
    assert "Nothing is kept yet" in page
    assert "Buchungstag" in page
    assert "for &lt;b&gt;you&lt;/b&gt;" in page
    assert not StatementLine.objects.exists()
    assert noted() == []


@pytest.mark.parametrize(
    ("data", "says"), [(b"hello", "No table"), (camt(transfer("x"))[:400], "ends in the middle"), (b"", "empty")]
)
def test_what_cannot_be_read_is_said_at_the_file(fundraiser: Client, data: bytes, says: str) -> None:
    account()
    page = read_in(fundraiser, data).content.decode()
    assert says in page
    assert not StatementLine.objects.exists()


def test_a_file_that_is_too_large_is_not_even_read(fundraiser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from freesheet.newsroom.bank import forms

    account()
    monkeypatch.setattr(forms, "MOST_BYTES", 10)
    monkeypatch.setattr(reading, "read_camt", lambda data: 1 / 0)
    assert "10 MB at most. Ask" in read_in(fundraiser, camt(transfer("x"))).content.decode()


def test_without_an_account_there_is_the_way_to_add_one(fundraiser: Client) -> None:
    for address in ("/newsroom/bank/", "/newsroom/bank/read/"):
        assert "Add a bank account" in fundraiser.get(address).content.decode()


def test_an_account_is_added_and_changed_and_both_are_noted(fundraiser: Client) -> None:
    add = "/newsroom/snippets/contributions/bankaccount/add/"
    form = {"currency": "eur", "holder": "Tideline", "iban": "DE89 3704 0044 0532 0130 00", "active": "on"}
    page = fundraiser.post(add, {**form, "iban": IBAN[:-1] + "1"}).content.decode()
    assert "a letter or digit is wrong or missing" in page
    fundraiser.post(add, form)
    kept = BankAccount.objects.get()
    assert (kept.iban, kept.currency) == (IBAN, "EUR")
    changed = {**form, "iban": "GB82WEST12345698765432"}
    edit = f"/newsroom/snippets/contributions/bankaccount/edit/{kept.pk}/"
    [seen] = lxml.html.fromstring(fundraiser.get(edit).content).xpath('//input[@name="seen"]/@value')
    fundraiser.post(edit, {**changed, "seen": seen})
    lines = Entry.objects.order_by("pk").values_list("what", "more")
    assert [what for what, _more in lines] == ["set a bank account"] * 2
    assert lines[1][1].startswith("EUR DE89 3704 0044 0532 0130 00, Tideline → EUR GB82 WEST")


def test_a_transfer_is_matched_by_its_suggestion_and_that_is_taken_back(fundraiser: Client) -> None:
    account()
    charge = promised(name="Ada Lovelace")
    read_in(fundraiser, camt(transfer("for the paper")))
    [line] = waiting_lines()
    assert "the same amount" in fundraiser.get("/newsroom/bank/").content.decode()
    assert "is matched with its gift" in do(fundraiser, line, what="match", gift=charge.pk)
    charge.refresh_from_db()
    assert charge.state == "received"
    match = Match.objects.get()
    assert match.by == "ada"
    page = fundraiser.post(f"/newsroom/bank/matched/{match.pk}/undo/", follow=True).content.decode()
    assert "the transfer waits again" in page
    assert "taken back by ada" in page
    assert waiting_lines().get() == line
    assert "undone already" in fundraiser.post(f"/newsroom/bank/matched/{match.pk}/undo/", follow=True).content.decode()
    assert [what for what, _whom in noted()] == ["read in a statement", "matched a transfer", "undid a match"]


def test_a_gift_is_searched_for_and_one_is_made(fundraiser: Client) -> None:
    account()
    charge = promised(minor=9_000, name="Grace Hopper", email="grace@example.org")
    read_in(fundraiser, camt(transfer("?", party="Noor")))
    [line] = waiting_lines()
    found = fundraiser.post(f"/newsroom/bank/{line.pk}/", {"words": "hopper"}).content.decode()
    assert f'name="gift" value="{charge.pk}"' in found
    assert 'value="Noor"' in found
    found = fundraiser.post(f"/newsroom/bank/{line.pk}/", {"words": "xyz"}).content.decode()
    assert "No gift that this transfer could be" in found
    assert "valid email" in do(fundraiser, line, what="make", name="Noor", email="noor@")
    assert "has its receipt" in do(fundraiser, line, what="make", name="Noor", email="")
    assert Supporter.objects.get(name="Noor").charges.get().state == "received"
    assert fundraiser.get(f"/newsroom/bank/{line.pk}/").status_code == 404
    assert ("made a gift of a transfer", str(Charge.objects.get(supporter__name="Noor"))) in noted()


def test_what_is_no_gift_is_set_aside_and_what_makes_no_sense_is_refused(fundraiser: Client) -> None:
    account()
    read_in(fundraiser, camt(transfer("rent")))
    [line] = waiting_lines()
    assert "Choose a gift." in do(fundraiser, line, what="match", gift="many")
    assert "This field is required." in do(fundraiser, line, what="aside", reason="")
    assert fundraiser.get(f"/newsroom/bank/{line.pk}/do/").status_code == 405
    assert "is set aside" in do(fundraiser, line, what="aside", reason="Rent")
    assert "already" in do(fundraiser, line, what="aside", reason="Rent")
    assert "Rent" in fundraiser.get("/newsroom/bank/matched/").content.decode()


@pytest.mark.parametrize("role", ["editor", "desk-head"])
def test_who_may_not_see_money_sees_none_of_it(client: Client, role: str) -> None:
    account()
    charge = promised()
    user, _password = add_staff("noor", "", role)
    import_statement(camt(transfer("?")), "x.xml", "ada")
    [line] = waiting_lines()
    client.force_login(user)
    for address in ("", "read/", "matched/", f"{line.pk}/"):
        assert client.get(f"/newsroom/bank/{address}").status_code in (302, 403)
    do(client, line, what="match", gift=charge.pk)
    match = match_by_hand(line, charge, "ada")
    client.post(f"/newsroom/bank/matched/{match.pk}/undo/")
    match.refresh_from_db()
    assert match.undone_at is None
    assert "Bank statements" not in client.get("/newsroom/").content.decode()


@pytest.mark.parametrize(("language", "says"), [("en", "Bank statements"), ("zh-hant", "銀行對帳單"), ("ur", "بینک")])
def test_the_screens_speak_every_language_of_the_newsroom(fundraiser: Client, language: str, says: str) -> None:
    account()
    charge = promised(name="Ada Lovelace")
    read_in(fundraiser, camt(transfer("for the paper"), transfer(charge.reference, debit=True)))
    [line, _other] = waiting_lines()
    UserProfile.objects.update_or_create(user=User.objects.get(), defaults={"preferred_language": language})
    for address in ("", "read/", "matched/", f"{line.pk}/"):
        page = fundraiser.get(f"/newsroom/bank/{address}")
        assert page.status_code == 200
        assert says in page.content.decode()


def test_an_account_with_statements_is_never_deleted_not_even_by_an_administrator(client: Client) -> None:
    kept = account()
    import_statement(camt(transfer("?")), "x.xml", "ada")
    user, _password = add_staff("root", "", "administrator")
    client.force_login(user)
    many = f"/newsroom/bulk/contributions/bankaccount/delete/?id={kept.pk}"
    for address in (f"/newsroom/snippets/contributions/bankaccount/delete/{kept.pk}/", many):
        assert client.post(address, follow=True).status_code in (200, 403, 404)
    assert BankAccount.objects.get() == kept
