"""One gift in the newsroom: its story, its receipt, and what who may can do with it; each once, and on record."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.contributions.banking import account, promised
from tests.contributions.giving import balances, begun
from tests.newsroom.test_gifts import at_work
from wagtail.users.models import UserProfile

from freesheet.accounts.models import Entry, User
from freesheet.contributions.actions.findings import CHANGED, finding
from freesheet.contributions.models import Charge, Failing, Letter, Plan, ReconciliationRun
from freesheet.contributions.rules import ChargeState, PlanState
from freesheet.newsroom.gifts.telling import tell_of_nights

pytestmark = pytest.mark.django_db


def at(charge: Charge, rest: str = "") -> str:
    return f"/newsroom/gifts/{charge.pk}/{rest}"


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode()))


def said(client: Client, address: str) -> str:
    """What stands above a page after something was done."""
    found = re.findall(r'class="messages".*?</ul>', client.get(address).content.decode(), re.S)
    return html.unescape(re.sub(r"<[^>]+>", " ", " ".join(found)))


def test_its_page_tells_the_story_and_leads_to_the_receipt() -> None:
    charge = begun(paid=True, word="Keep going.", page="/economy/tea-prices/")
    client = at_work("fundraiser")
    assert f'href="{at(charge)}"' in client.get("/newsroom/gifts/").content.decode()
    text = text_of(client, at(charge))
    for words in ("NT$300", "Ada", "ada@example.org", "Received", "Keep going.", "/economy/tea-prices/", "2026-00001"):
        assert words in text, words
    assert "NT$300, from “Gifts” to “Trial: no money moves”" in text
    assert "Letter: Thanks and receipt" in text
    assert client.get(at(charge, "receipt/")).content.startswith(b"%PDF")


def test_in_a_title_in_urdu_the_amount_stands_where_the_sentence_has_it() -> None:
    charge, client = begun(paid=True), at_work("fundraiser")
    UserProfile.objects.create(user=User.objects.latest("pk"), preferred_language="ur")
    # The header of a screen runs as the first word of its title does, of those that are not set apart.
    assert "\u2068NT$۳۰۰\u2069 کا عطیہ" in client.get(at(charge)).content.decode()


def test_money_goes_back_once_however_often_the_button_is_pressed() -> None:
    charge, client = begun(paid=True), at_work("fundraiser")
    look = client.post(at(charge, "back/"), {"amount": "100"}).content.decode()
    assert "Send NT$100 back?" in look
    form = dict(re.findall(r'name="(amount|seen)" value="([^"]*)"', look))
    assert form == {"amount": "100", "seen": "0"}
    assert balances("TWD")["gifts"] == -30_000, "only looked at"
    for _press in range(2):
        client.post(at(charge, "back/"), {**form, "go": "1"})
    assert balances("TWD")["gifts"] == -20_000
    assert list(Entry.objects.filter(what="gave a gift back").values_list("whom", "more")) == [
        (f"gift {charge.pk}", "100.00 TWD")
    ]
    again = client.post(at(charge, "back/"), {**form, "go": "1"}).content.decode()
    assert "Something of this gift has gone back meanwhile." in again
    client.post(at(charge, "back/"), {"amount": "200", "seen": "10000", "go": "1"})
    charge.refresh_from_db()
    assert charge.state == ChargeState.RETURNED
    assert "Give money back" not in text_of(client, at(charge))
    assert "one-fundraiser sent money of a gift back" in text_of(client, at(charge))


@pytest.mark.parametrize("amount", ["", "x", "0", "-5", "300.01", "1e9"])
def test_what_cannot_go_back_is_refused_with_a_sentence(amount: str) -> None:
    charge, client = begun(paid=True), at_work("fundraiser")
    answer = client.post(at(charge, "back/"), {"amount": amount, "seen": "0", "go": "1"})
    assert answer.status_code == 200
    assert 'role="alert"' in answer.content.decode()
    assert balances("TWD")["gifts"] == -30_000


def test_a_lasting_gift_is_paused_resumed_and_stopped_after_being_asked() -> None:
    charge, client = begun(paid=True, rhythm="month"), at_work("publisher")
    for verb, state in (("pause", PlanState.PAUSED), ("resume", PlanState.ACTIVE), ("stop", PlanState.CANCELLED)):
        before = Plan.objects.get().state
        assert at(charge, f"lasting/{verb}/") in client.get(at(charge)).content.decode()
        assert client.get(at(charge, f"lasting/{verb}/")).status_code == 200
        assert Plan.objects.get().state == before, "only asked"
        client.post(at(charge, f"lasting/{verb}/"))
        assert Plan.objects.get().state == state
    assert "or has ended" in said(client, client.post(at(charge, "lasting/stop/")).headers["location"])
    assert Letter.objects.filter(kind="stopped").count() == 1
    assert [entry.what for entry in Entry.objects.order_by("pk") if "lasting" in entry.what] == [
        "paused a lasting gift", "resumed a lasting gift", "stopped a lasting gift",
    ]  # fmt: skip
    assert "one-publisher stopped a lasting gift" in text_of(client, at(charge))


def test_in_the_trial_a_month_passes_and_its_refusal_is_shown_with_what_comes_next() -> None:
    charge, client = begun(paid=True, rhythm="month"), at_work("fundraiser")
    answer = client.post(at(charge, "month/"), {"outcome": "refuse"})
    month = Charge.objects.latest("pk")
    assert answer.headers["location"] == at(month)
    text = text_of(client, at(month))
    assert "The card was refused. It is tried again, next:" in text
    assert "Letter: Refused card" in text
    client.post(at(charge, "month/"), {"outcome": "pay"})
    assert Plan.objects.get().state == PlanState.ACTIVE
    assert Charge.objects.filter(state=ChargeState.RECEIVED).count() == 2
    assert Failing.objects.count() == 1


def test_a_transfer_cannot_be_sent_back_by_a_button_and_that_is_said() -> None:
    account()
    charge = promised()
    Charge.objects.update(state="received", received_at=timezone.now())
    text = text_of(at_work("fundraiser"), at(charge))
    assert "send a transfer from your bank" in text
    assert "Give money back" not in text


@pytest.mark.parametrize("role", ["editor", "desk-head", "reporter"])
def test_nobody_else_sees_or_does_any_of_it(role: str) -> None:
    charge, client = begun(paid=True, rhythm="month"), at_work(role)
    for rest in ("", "back/", "lasting/stop/", "receipt/"):
        assert client.get(at(charge, rest)).status_code in (302, 403)
    assert client.get("/newsroom/gifts/nights/").status_code in (302, 403)
    for rest in ("back/", "lasting/stop/", "month/"):
        assert client.post(at(charge, rest), {"amount": "1", "seen": "0", "go": "1"}).status_code in (302, 403)
    assert Plan.objects.get().state == PlanState.ACTIVE
    assert balances("TWD")["gifts"] == -30_000


def night(days_ago: int, **more: object) -> ReconciliationRun:
    now = timezone.now() - timedelta(days=days_ago)
    plain = {"provider": "stripe", "day": now.date(), "since": now, "started_at": now, "ended_at": now, "asked": 7}
    return ReconciliationRun.objects.create(**{**plain, **more})


def test_nights_are_shown_and_who_looks_after_money_gets_mail_only_when_something_was_found() -> None:
    client = at_work("fundraiser")
    assert "There was no such night yet." in text_of(client, "/newsroom/gifts/nights/")
    from freesheet.accounts.models import User

    User.objects.filter(username="one-fundraiser").update(email="money@paper.example")
    at_work("reporter")
    User.objects.filter(username="one-reporter").update(email="no@paper.example")
    night(5)
    night(
        4, problems=1, found={"problems": [finding("%(where)s: %(problem)s", where="stripe", problem="Away.").kept()]}
    )
    assert tell_of_nights() == 0, "all agreed, and a failure may be nothing"
    night(3, problems=1)
    missed = finding(CHANGED, gift=3, money="300.00 TWD", before="waiting", now="received")
    night(2, entered=1, found={"entered": [missed.kept()]})
    assert tell_of_nights() == 2
    assert tell_of_nights() == 0
    assert [each.to for each in mail.outbox] == [["money@paper.example"]] * 2
    first, second = (f"{each.subject}\n{each.body}" for each in mail.outbox)
    assert "one thing about gifts was found in the night" in first
    assert "The gift 3 of 300.00 TWD was waiting and is received now." in first
    assert "two nights in a row" in second
    text = text_of(client, "/newsroom/gifts/nights/")
    for words in ("All agrees", "Somebody should look at this", "The gift 3 of 300.00 TWD was waiting", "7 gifts"):
        assert words in text
