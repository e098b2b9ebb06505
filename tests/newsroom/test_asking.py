"""The screens on which an outlet says how readers are asked, and sees what came of it."""

from __future__ import annotations

from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.test import Client
from tests.contributions.giving import begun
from tests.newsroom.test_gifts import at_work
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from freesheet.contributions.models import (
    AppealCount,
    AppealText,
    AskingRules,
    BankAccount,
    FeeRate,
    Goal,
    GoalText,
    Ladder,
    ReceiptText,
)
from freesheet.contributions.providers.kinds import named
from freesheet.press.models import Change

pytestmark = pytest.mark.django_db
ASKING = "/newsroom/asking/"
LADDER = {"country": "", "offered": "on", "once": "5 10", "month": "5", "year": "50", "least": "2", "most": "1000"}


@pytest.fixture
def fundraiser() -> Client:
    return at_work("fundraiser")


def add(client: Client, model: str, **form: Any) -> Any:
    return client.post(f"/newsroom/snippets/contributions/{model}/add/", form)


def test_what_is_asked_now_can_be_seen_and_changed_beginning_with_what_it_is(fundraiser: Client) -> None:
    page = fundraiser.get(ASKING).content.decode()
    assert "NT$100 · NT$300 · NT$1,000 · NT$3,000" in page
    assert "Only the text in the publication settings is shown." in page
    form = fundraiser.get("/newsroom/snippets/contributions/ladder/add/?currency=TWD").content.decode()
    assert 'value="100 300 1000 3000"' in form
    assert "TWD · New Taiwan Dollar" in form
    assert add(fundraiser, "ladder", currency="BHD", **LADDER).status_code == 302
    assert Change.objects.filter(key="gifts:amounts").exists()
    assert Ladder.objects.get().once == "5 10"
    assert "BHD" in fundraiser.get(ASKING).content.decode()


def test_an_amount_that_no_way_to_pay_takes_is_refused(fundraiser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("freesheet.contributions.providers.trial.provider.Trial.takes", lambda *_any: False)
    before = settings.PUBLICATION.payments
    object.__setattr__(settings.PUBLICATION, "payments", ("trial",))
    try:
        answer = add(fundraiser, "ladder", currency="USD", **LADDER)
    finally:
        object.__setattr__(settings.PUBLICATION, "payments", before)
        named.cache_clear()
    assert "None of your ways to pay takes US$5, US$10." in answer.content.decode()
    assert not Ladder.objects.exists()


def test_fees_rules_and_a_goal_are_kept_and_readers_pages_hear_of_it(fundraiser: Client) -> None:
    fee = {"provider": "stripe", "currency": "USD", "percent": "2.9", "fixed": "0.30", "source": "Contract, 2026"}
    add(fundraiser, "feerate", **fee)
    assert str(FeeRate.objects.get().percent) == "2.9000"
    rules = {"every": "5", "rest_days": "7", "pause_days": "60", "cost": "1,500", "cost_currency": "TWD"}
    assert fundraiser.post(f"{ASKING}rules/", rules).status_code == 302
    assert (AskingRules.objects.get().every, AskingRules.objects.get().cost) == (5, "1500")
    wrong = fundraiser.post(f"{ASKING}rules/", {**rules, "cost": "much"}).content.decode()
    assert "Please write an amount in figures, and its currency beside it." in wrong
    text = inline_formset([{"language": "en", "text": "A year on the coast"}])
    goal = {"currency": "USD", "amount": "2,000", "begins": "2026-01-01", "ends": "2099-12-31", "texts": text}
    add(fundraiser, "goal", **nested_form_data(goal))
    assert (Goal.objects.get().amount, Goal.objects.get().texts.get().language) == ("2000", "en")
    late = add(fundraiser, "goal", **nested_form_data({**goal, "ends": "2025-01-01"})).content.decode()
    assert "This is before it begins." in late
    assert {"gifts:rules", "gifts:goal"} <= set(Change.objects.values_list("key", flat=True))
    assert "US$2,000" in fundraiser.get(ASKING).content.decode()


def filled_in(client: Client, address: str, **written: str) -> dict[str, Any]:
    """A form as it is on somebody's screen, with what they write into it."""
    return typed(client.get(address), **written)


def typed(answer: Any, **written: str) -> dict[str, Any]:
    form = lxml.html.fromstring(answer.content).get_element_by_id("w-editor-form")
    # The paper of the tests names no way to pay, so the form offers none.
    return {"provider": "stripe", **{name: value for name, value in form.form_values() if name}, **written}


def a_row(of: str) -> tuple[str, str, str, str]:
    """An address at which something of the asking is changed, a field of it, what one writes and what another."""
    if of == "rules":
        return f"{ASKING}rules/", "every", "7", "9"
    made: Any = {
        "ladder": lambda: Ladder(currency="USD", once="5 10", month="5", year="50", least="2", most="1000"),
        "feerate": lambda: FeeRate(provider="stripe", currency="USD", percent="2.9", fixed="0.30", source="Contract"),
        "goal": lambda: Goal(currency="USD", amount="2000", begins="2026-01-01", ends="2099-12-31"),
        "appealtext": lambda: AppealText(name="Short", language="en", heading="Short", share=60),
        "receipttext": lambda: ReceiptText(language="en", issuer="The paper"),
        "bankaccount": lambda: BankAccount(currency="EUR", holder="The paper", iban="DE89370400440532013000"),
    }[of]()
    made.save()
    if of == "goal":
        GoalText.objects.create(goal=made, language="en", text="A year")
    field, *values = {
        "ladder": ("once", "5 20", "5 30"), "feerate": ("source", "Mail", "Page"), "goal": ("amount", "3000", "4000"),
        "appealtext": ("heading", "Longer", "Shorter"), "receipttext": ("issuer", "We", "They"),
        "bankaccount": ("holder", "We", "They"),
    }[of]  # fmt: skip
    return f"/newsroom/snippets/contributions/{of}/edit/{made.pk}/", field, values[0], values[1]


@pytest.mark.parametrize(
    "of", ["rules", "ladder", "feerate", "goal", "appealtext", "receipttext", "bankaccount"]
)  # fmt: skip
def test_who_saves_second_sees_what_somebody_has_saved_and_keeps_what_they_typed(of: str, fundraiser: Client) -> None:
    address, field, lin, mei = a_row(of)
    publisher = at_work("publisher")
    of_lin, of_mei = filled_in(fundraiser, address, **{field: lin}), filled_in(publisher, address, **{field: mei})
    assert fundraiser.post(address, of_lin).status_code == 302
    answer = publisher.post(address, of_mei)
    assert answer.status_code == 200
    page = lxml.html.fromstring(answer.content)
    assert "somebody has saved this while you had it open" in page.text_content()
    assert [each.text_content() for each in page.xpath("//ul/li/bdi")][:1] == [lin]
    again = typed(answer)
    assert again[field].strip() == mei
    assert filled_in(fundraiser, address)[field].strip() == lin
    assert publisher.post(address, again).status_code == 302
    assert publisher.post(address, again).status_code == 302
    assert filled_in(fundraiser, address)[field].strip() == mei


def test_a_text_of_a_goal_that_somebody_changed_meanwhile_is_shown_too(fundraiser: Client) -> None:
    address, _field, _lin, _mei = a_row("goal")
    publisher = at_work("publisher")
    of_mei = filled_in(publisher, address, amount="3000")
    fundraiser.post(address, filled_in(fundraiser, address, **{"texts-0-text": "Two years"}))
    page = lxml.html.fromstring(publisher.post(address, of_mei).content)
    assert [each.text_content() for each in page.xpath("//ul/li[bdi]")] == ["Amount: 2000", "Text: English · Two years"]
    assert GoalText.objects.get().text == "Two years"


def test_texts_are_compared_and_one_is_stopped_by_hand(fundraiser: Client) -> None:
    short = {"name": "Short", "language": "en", "heading": "Short", "text": "", "note": "", "share": "60"}
    assert add(fundraiser, "appealtext", **short).status_code == 302
    assert "at most 39 is left" in add(fundraiser, "appealtext", **{**short, "share": "40"}).content.decode()
    text = AppealText.objects.get()
    AppealCount.objects.create(language="en", text=text.pk, day=text.begun_at.date(), seen=900, bothered=2)
    AppealCount.objects.update(day="2099-01-01")
    begun(key="a", paid=True, campaign=f"appeal:en:{text.pk}")
    page = fundraiser.get(ASKING).content.decode()
    assert "1.1 (0.2 to 6.3)" in page
    assert "Too few to tell" in page
    assert fundraiser.get(f"{ASKING}texts/{text.pk}/stop/").status_code == 405
    answer = fundraiser.post(f"{ASKING}texts/{text.pk}/stop/", follow=True).content.decode()
    assert "Readers are not shown this text any more." in answer
    assert Change.objects.filter(key="gifts:texts:en").exists()


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_nobody_else_sees_or_changes_any_of_it(role: str) -> None:
    client, text = at_work(role), AppealText.objects.create(name="x", language="en", heading="x")
    for address in (ASKING, f"{ASKING}rules/", "/newsroom/snippets/contributions/ladder/"):
        assert client.get(address).status_code in (302, 403, 404)
    client.post(f"{ASKING}texts/{text.pk}/stop/")
    client.post(f"{ASKING}rules/", {"every": "0"})
    add(client, "ladder", currency="USD", **LADDER)
    assert AppealText.objects.get().stopped_at is None
    assert not AskingRules.objects.exists()
    assert not Ladder.objects.exists()
