"""Who asks to be forgotten is nobody afterwards; the books stay as they were."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from tests.contributions.banking import account, camt, promised, transfer
from tests.contributions.giving import balances, begun
from tests.contributions.mailserver import MailServer, text_of_pdf

from freesheet.contributions.actions import (
    finish_forgetting,
    forget,
    import_statement,
    post_letters,
    write_of_the_year,
)
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.kept import KEPT, NOBODYS, everything
from freesheet.contributions.letters.receipt import pdf_of
from freesheet.contributions.models import Charge, Letter, Plan, Receipt, StatementLine, Supporter
from freesheet.contributions.providers.trial.provider import Trial

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]


def brought(*entries: str) -> None:
    """The bank says so."""
    import_statement(camt(*entries), "statement.xml", "noor")


WORDS = ("zenobia", "quill", "zq@example.org", "swordfish", "zq's bank")
"""What only one person is or said."""


def written_everywhere() -> str:
    """All that stands in any table of gifts."""
    models = apps.get_app_config("contributions").get_models()
    return "\n".join(str(row) for model in models for row in model.objects.values()).lower()


def one_who_gave() -> Supporter:
    who = {"email": "zq@example.org", "name": "Zenobia Quill"}
    begun(paid=True, key="one", word="Swordfish.", shows_name=True, **who)
    begun(paid=True, key="month", rhythm="month", **who)
    begun(key="open", rhythm="year", **who)
    account()
    given = promised("bank")
    Charge.objects.filter(pk=given.pk).update(supporter=Supporter.objects.get(email="zq@example.org"))
    brought(transfer(given.reference, party="ZQ's bank"))
    return Supporter.objects.get(email="zq@example.org")


def test_nothing_is_left_that_says_who_it_was_and_the_books_are_as_they_were(server: MailServer) -> None:
    supporter = one_who_gave()
    post_letters()
    before = [balances(currency) for currency in ("TWD", "EUR")]
    receipts = list(Receipt.objects.values_list("series__name", "number", "charge__minor"))
    assert [word for word in WORDS[:5] if word not in written_everywhere()] == []
    assert forget(supporter)
    assert {plan.state for plan in supporter.plans.all()} == {"cancelled"}
    server.mails.clear()
    post_letters()
    finish_forgetting()
    [mail] = server.mails
    assert mail["To"].addresses[0].addr_spec == "zq@example.org"
    assert "you are forgotten" in mail["Subject"]
    assert "/giving/mine/" not in str(mail)
    assert [word for word in WORDS if word in written_everywhere()] == []
    assert [balances(currency) for currency in ("TWD", "EUR")] == before
    assert list(Receipt.objects.values_list("series__name", "number", "charge__minor")) == receipts
    paper = text_of_pdf(pdf_of(Receipt.objects.get(charge__key="one")))
    assert "NT$300" in paper
    assert "Zenobia" not in paper
    supporter.refresh_from_db()
    assert supporter.erased_at is not None
    assert not forget(supporter)


def test_the_address_stays_until_its_last_letter_has_left_and_a_day_at_most(settings: Any) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 9,
    )  # fmt: skip
    supporter = begun(paid=True).supporter
    forget(supporter)
    post_letters()
    assert finish_forgetting() == 0
    assert Supporter.objects.get().email == "ada@example.org"
    assert finish_forgetting(timezone.now() + timedelta(hours=25)) == 1
    assert Supporter.objects.get().email is None
    assert post_letters() == 0
    assert set(Letter.objects.values_list("state", flat=True)) == {"set aside"}


def test_who_cannot_be_stopped_is_not_forgotten_or_money_would_come_from_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away(self: Trial, plan: Plan) -> None:
        raise ProviderProblem("away")

    begun(paid=True, rhythm="month", word="Swordfish.")
    monkeypatch.setattr(Trial, "stop", away)
    with pytest.raises(ProviderProblem):
        forget(Supporter.objects.get())
    supporter = Supporter.objects.get()
    assert (supporter.name, supporter.email, supporter.forgets_at) == ("Ada", "ada@example.org", None)
    assert Charge.objects.get().word == "Swordfish."
    assert Plan.objects.get().state == "active"


def test_who_gives_anew_is_somebody_new() -> None:
    old = begun(paid=True).supporter
    forget(old)
    new = begun(paid=True, key="again").supporter
    assert new.pk != old.pk
    old.refresh_from_db()
    assert (old.email, old.erased_at is None) == (None, False)
    assert not new.is_forgotten


def test_what_comes_afterwards_says_nothing_of_who_sent_it(server: MailServer) -> None:
    account()
    charge = promised("bank")
    forget(charge.supporter)
    brought(transfer(charge.reference, party="Zenobia Quill"))
    assert Charge.objects.get().state == "received"
    line = StatementLine.objects.get()
    assert (line.party, line.party_account, line.said) == ("", "", "")
    assert write_of_the_year(2026) == 0


# --- what is kept


def test_every_field_that_has_to_do_with_somebody_stands_in_one_row() -> None:
    models = [each for each in apps.get_app_config("contributions").get_models() if each.__name__ not in NOBODYS]
    there = sorted(
        f"{model.__name__}.{field.name}"
        for model in models
        for field in model._meta.get_fields()
        if field.concrete and field.name != "id"
    )
    assert sorted(field for row in KEPT for field in row.fields) == there
    for row in KEPT:
        assert all(str(part) for part in (row.what, row.why, row.until))


def test_what_is_told_of_somebody_is_all_that_is_theirs_and_nothing_of_another() -> None:
    supporter = one_who_gave()
    begun(paid=True, key="other", email="other@example.org", name="Somebody Else", word="Other.")
    told = everything(supporter)
    plain = str(told).lower()
    for word in WORDS[:5]:
        assert word in plain, word
    assert "other" not in plain
    assert [len(told[name]) for name in ("Supporter", "Plan", "Charge", "Receipt", "StatementLine")] == [1, 2, 4, 3, 1]


def test_what_is_said_to_be_emptied_is_empty() -> None:
    supporter = one_who_gave()
    forget(supporter)
    finish_forgetting(timezone.now() + timedelta(days=2))
    told = everything(supporter)
    gone = [field.partition(".") for row in KEPT if row.emptied for field in row.fields]
    assert gone
    for table, _dot, name in gone:
        assert {row[name] for row in told[table]} <= {"", None, False}, (table, name)
