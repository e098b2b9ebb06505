"""Gifts by ECPay: handed over, paid, refused, given back and lasting, against a stand-in over HTTP."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from datetime import timedelta

import lxml.html
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from tests import factories
from tests.contributions.ecpay import fake
from tests.contributions.giving import balances, begun

from freesheet.contributions import guards
from freesheet.contributions.actions import (
    change,
    give_back,
    hear,
    offer,
    pause,
    reconcile,
    settle,
    stop,
    work_on_what_was_told,
)
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.models import Charge, EventOutcome, Letter, Plan, ProviderEvent, Receipt
from freesheet.contributions.providers.ecpay.numbers import NUMBER
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import HandsOver, Ways
from freesheet.contributions.rules import ChargeState, PlanState
from freesheet.lib.money import Money

pytestmark = pytest.mark.django_db

WAYS = Ways("http://testserver/giving/gift/x/", "http://testserver", "島嶼日報", "http://testserver/giving/told/ecpay/")
SINCE = timedelta(days=1)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Whatever language a reader's page was in is not that of the next test."""
    with override("en"):
        yield


def handed_over(world: fake.World, charge: Charge) -> str:
    """A reader goes on to ECPay's page; the number of the order there."""
    assert offer(charge, WAYS) == f"{WAYS.gift}pay/"
    charge.refresh_from_db()
    provider = named("ecpay")
    assert isinstance(provider, HandsOver)
    form = provider.form(charge, WAYS)
    assert form.action.endswith("/Cashier/AioCheckOut/V5")
    return world.arrive(form.fields)


def given(world: fake.World, *, paid: bool = True, **more: object) -> Charge:
    """A gift that somebody took to ECPay; or paid there, and known to be."""
    charge = begun(**{"provider": "ecpay", **more})
    number = handed_over(world, charge)
    assert NUMBER.fullmatch(number), number
    if paid:
        world.pay(number)
        settle(charge)
        charge.refresh_from_db()
    return charge


def lasting(world: fake.World) -> Plan:
    """A lasting gift whose first month is paid."""
    charge = given(world, rhythm="month", key="lasting")
    assert charge.plan is not None
    charge.plan.refresh_from_db()
    return charge.plan


def work() -> None:
    """All that was told is worked on."""
    while work_on_what_was_told():
        pass


def test_a_gift_is_taken_to_ecpay_paid_and_entered_with_its_fee(world: fake.World) -> None:
    charge = given(world, paid=False, language="zh-hant")
    [order] = world.orders.values()
    assert (order["TotalAmount"], order["ChoosePayment"], order["ReturnURL"]) == ("300", "Credit", WAYS.told)
    assert order["ItemName"] == "給島嶼日報的贊助" or "島嶼日報" in order["ItemName"]
    assert "ada" not in str(order).lower(), "nothing of who gives is in the form"
    assert not settle(charge)
    world.pay(charge.reference)
    assert settle(charge)
    assert not settle(charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED
    assert balances("TWD") == {"gifts": -30_000, "with:ecpay": 29_200, "fees": 800}


def test_what_ecpay_cannot_move_is_not_offered(world: fake.World) -> None:
    provider = named("ecpay")
    assert provider.takes(Money(30_000, "TWD"), "month")
    for money, rhythm in ((Money(30_050, "TWD"), "once"), (Money(300, "USD"), "once"), (Money(30_000, "TWD"), "week")):
        assert not provider.takes(money, rhythm)


def test_who_comes_back_gets_the_same_number_until_somebody_began_to_pay_with_it(world: fake.World) -> None:
    charge = begun(provider="ecpay")
    offer(charge, WAYS)
    charge.refresh_from_db()
    first = charge.reference
    offer(charge, WAYS)
    charge.refresh_from_db()
    assert charge.reference == first
    handed_over(world, charge)
    world.refuse(first)
    settle(charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.FAILED
    second = handed_over(world, charge)
    assert second != first
    assert len(world.orders) == 2
    world.pay(second)
    settle(charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED
    assert offer(charge, WAYS) == WAYS.gift, "nobody is asked to pay twice"


def test_ecpay_tells_twice_and_reads_what_it_wants_to(world: fake.World, client: Client) -> None:
    charge = given(world, paid=False)
    world.pay(charge.reference)
    for _twice in range(2):
        answer = client.post(
            "/giving/told/ecpay/", world.message(charge.reference), content_type="application/x-www-form-urlencoded"
        )
        assert (answer.status_code, answer.content) == (200, b"1|OK")
    work()
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED
    assert ProviderEvent.objects.count() == EventOutcome.objects.count() == Receipt.objects.count() == 1


def test_what_is_forged_foreign_or_only_a_trial_leaves_nothing(world: fake.World, client: Client) -> None:
    charge = given(world, paid=False)
    right = world.message(charge.reference)
    for wrong in (
        right.replace(b"TradeAmt=300", b"TradeAmt=301"), b"", b"\xff", b"x" * 20_000,
        world.message(charge.reference, MerchantID="2000132"), right[:-1] + b"0\n",
    ):  # fmt: skip
        answer = client.post("/giving/told/ecpay/", wrong, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 400, wrong
    assert not hear("ecpay", {}, world.message(charge.reference, SimulatePaid=1))
    assert not hear("ecpay", {}, world.message(charge.reference, MerchantTradeNo="SHOP0001"))
    assert hear("ecpay", {}, world.message(charge.reference, MerchantTradeNo=f"FS{'A' * 16}00"))
    # It says that it was paid, and is not: what it tells is only a reason to ask.
    assert hear("ecpay", {}, right)
    work()
    charge.refresh_from_db()
    assert charge.state == ChargeState.WAITING
    assert balances("TWD") == {}


def test_what_was_never_told_is_found(world: fake.World) -> None:
    charge = given(world, paid=False)
    world.pay(charge.reference)
    plan = lasting(world)
    world.month(plan.reference)
    world.month(plan.reference, paid=False)
    report = reconcile(timezone.now() - SINCE)
    assert report.agrees
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED
    assert sorted(plan.charges.values_list("state", flat=True)) == ["failed", "received", "received"]
    assert not reconcile(timezone.now() - SINCE).entered


def test_each_month_is_a_gift_in_whichever_order_it_is_told(world: fake.World) -> None:
    plan = lasting(world)
    assert (plan.state, plan.minor) == (PlanState.ACTIVE, 30_000)
    payments = [world.month(plan.reference) for _month in range(3)]
    told = [world.month_message(plan.reference, payment) for payment in payments] * 2
    told.append(world.message(plan.reference))
    random.Random(1).shuffle(told)
    for message in told:
        hear("ecpay", {}, message)
    work()
    assert plan.charges.filter(state=ChargeState.RECEIVED).count() == 4
    assert Letter.objects.filter(kind="receipt").count() == 4
    assert balances("TWD") == {"gifts": -120_000, "with:ecpay": 120_000 - 4 * 800, "fees": 4 * 800}


def test_fees_of_later_months_that_are_not_known_yet_are_entered_once_when_they_are(world: fake.World) -> None:
    world.keeps = 0
    plan = lasting(world)
    for _month in range(2):
        world.month(plan.reference)
    assert reconcile(timezone.now() - SINCE).agrees
    assert "fees" not in balances("TWD")
    world.keeps = 8
    for _again in range(2):
        assert reconcile(timezone.now() - SINCE).agrees
    assert balances("TWD") == {"gifts": -90_000, "with:ecpay": 90_000 - 3 * 800, "fees": 3 * 800}


def test_a_month_of_another_amount_is_charged_in_the_same_proportion(world: fake.World) -> None:
    plan = lasting(world)
    world.orders[plan.reference]["PeriodAmount"] = "500"
    payment = world.month(plan.reference)
    hear("ecpay", {}, world.month_message(plan.reference, payment))
    work()
    month = plan.charges.get(reference=f"{plan.reference}:{payment}")
    # 8 of 300 is 13.3 of 500.
    assert list(month.postings.filter(about="fee").values_list("minor", flat=True)) == [1_300]


def test_a_month_that_is_refused_and_six_that_end_it(world: fake.World) -> None:
    plan = lasting(world)
    payment = world.month(plan.reference, paid=False)
    hear("ecpay", {}, world.month_message(plan.reference, payment, RtnCode=10100248))
    work()
    plan.refresh_from_db()
    assert (plan.state, plan.tries) == (PlanState.PAST_DUE, 1)
    month = plan.charges.get(reference=f"{plan.reference}:{payment}")
    assert month.state == ChargeState.FAILED
    with pytest.raises(ProviderProblem, match="ECPay itself"):
        offer(month, WAYS)
    for _again in range(5):
        world.month(plan.reference, paid=False)
    reconcile(timezone.now() - SINCE)
    plan.refresh_from_db()
    assert plan.state == PlanState.LAPSED


@pytest.mark.parametrize("moods", [[], ["cut"], ["", "cut"]])
def test_a_lasting_gift_is_stopped_once_and_takes_no_more(world: fake.World, moods: list[str]) -> None:
    plan = lasting(world)
    world.moods = list(moods)
    try:
        assert stop(plan)
    except ProviderProblem:
        # Nobody knows whether it stopped: who asks again is told.
        assert stop(plan)
    plan.refresh_from_db()
    assert plan.state == PlanState.CANCELLED
    assert not world.month(plan.reference)
    with pytest.raises(GiftProblem, match=r"\.$"):
        change(plan, Money(50_000, "TWD"), "en")


def test_what_ecpay_cannot_do_is_a_sentence_for_who_gives(world: fake.World) -> None:
    plan = lasting(world)
    for ask in (lambda: change(plan, Money(50_000, "TWD"), "en"), lambda: pause(plan)):
        with pytest.raises(GiftProblem, match="Please stop"):
            ask()
    plan.refresh_from_db()
    assert (plan.state, plan.minor) == (PlanState.ACTIVE, 30_000)


def test_a_page_that_was_open_when_its_gift_was_stopped_takes_no_second_month(world: fake.World) -> None:
    charge = given(world, paid=False, rhythm="month")
    assert charge.plan is not None
    stop(charge.plan)
    world.orders[charge.reference]["ExecStatus"] = "1"
    world.pay(charge.reference)
    settle(charge)
    assert world.orders[charge.reference]["ExecStatus"] == "0"
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED


@pytest.mark.parametrize("rhythm", ["once", "month"])
@pytest.mark.parametrize("first", [0, 1])
def test_two_pages_that_are_both_paid_are_two_gifts_and_one_plan(world: fake.World, rhythm: str, first: int) -> None:
    charge = begun(provider="ecpay", rhythm=rhythm)
    pages = [handed_over(world, charge), handed_over(world, charge)]
    world.pay(pages[first])
    settle(charge)
    world.pay(pages[1 - first])
    for page in pages * 2:
        hear("ecpay", {}, world.message(page))
    work()
    assert sorted(Charge.objects.values_list("state", flat=True)) == ["received", "received"]
    assert balances("TWD")["gifts"] == -60_000
    assert sum(order["ExecStatus"] == "1" for order in world.orders.values()) == (rhythm == "month")
    again = Charge.objects.exclude(pk=charge.pk).get()
    assert again.supporter == charge.supporter
    world.close()
    assert give_back(again, again.money, "account 1")
    assert world.returned() == 300
    charge.refresh_from_db()
    assert not settle(charge)
    assert not reconcile(timezone.now() - SINCE).entered


@pytest.mark.parametrize("hour", ["morning", "asked for", "night"])
def test_a_gift_is_given_back_at_every_hour_once(world: fake.World, hour: str) -> None:
    charge = given(world)
    {"morning": lambda: None, "asked for": world.begin_to_close, "night": world.close}[hour]()
    if hour == "morning":
        with pytest.raises(ProviderProblem, match="tomorrow"):
            give_back(charge, Money(10_000, "TWD"), "account 1")
    # Cut after it went: nobody knows whether it did, and who asks again sends nothing twice.
    world.moods = ["", "", "cut"]
    with pytest.raises(ProviderProblem):
        give_back(charge, Money(30_000, "TWD"), "account 1")
    settle(charge)
    charge.refresh_from_db()
    if charge.state == ChargeState.RECEIVED:
        give_back(charge, Money(30_000, "TWD"), "account 1")
    charge.refresh_from_db()
    assert (charge.state, world.returned()) == (ChargeState.RETURNED, 300)
    assert balances("TWD") == {"gifts": 0, "with:ecpay": -800, "fees": 800}


def test_parts_go_back_and_of_a_later_month_too(world: fake.World) -> None:
    plan = lasting(world)
    payment = world.month(plan.reference)
    hear("ecpay", {}, world.month_message(plan.reference, payment))
    work()
    world.close()
    month = plan.charges.get(reference=f"{plan.reference}:{payment}")
    for dollars in (100, 150):
        assert give_back(month, Money(dollars * 100, "TWD"), "account 1")
    month.refresh_from_db()
    assert month.returned_minor == 25_000
    assert world.cards[payment]["close_data"][-1]["amount"] == -150
    assert balances("TWD")["gifts"] == -35_000


@pytest.mark.parametrize("mood", ["cut", "500", "403", "late", "nonsense", "unsigned"])
def test_ecpay_that_is_away_late_or_strange_is_a_sentence_and_nothing_is_lost(
    world: fake.World, mood: str, caplog: pytest.LogCaptureFixture
) -> None:
    charge = given(world, paid=False)
    world.pay(charge.reference)
    hear("ecpay", {}, world.message(charge.reference))
    world.moods = [mood, mood]
    with caplog.at_level(logging.DEBUG), pytest.raises(ProviderProblem, match=r"\.$") as told:
        settle(charge)
    assert fake.KEY not in str(told.value) + caplog.text
    assert "ada@" not in str(told.value) + caplog.text
    charge.refresh_from_db()
    assert charge.state == ChargeState.WAITING
    world.wake.set()
    world.moods = []
    work()
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED


def test_a_question_is_asked_again_when_the_connection_breaks(world: fake.World) -> None:
    charge = given(world, paid=False)
    world.pay(charge.reference)
    world.moods = ["cut"]
    assert settle(charge)


@pytest.mark.parametrize(("prefix", "button"), [("", "Pay now"), ("/zh-hant", "前往付款"), ("/ur", "ابھی ادا کیجیے")])
def test_a_reader_is_led_to_ecpays_page_by_a_button_and_without_a_script(
    world: fake.World, monkeypatch: pytest.MonkeyPatch, prefix: str, button: str
) -> None:
    monkeypatch.setattr(guards, "LEAST_SECONDS", 0)
    factories.editions("en", "zh-hant", "ur")
    client = Client(enforce_csrf_checks=True)
    step = lxml.html.fromstring(
        client.post(f"{prefix}/giving/", {"currency": "TWD", "rhythm": "once", "own": "300"}).content
    )
    token = step.xpath("//input[@name='token']/@value")[0]
    told = {"token": token, "email": "ada@example.org", "name": "Ada", "way": "ecpay"}
    way = client.post(f"{prefix}/giving/confirm/", told)["Location"]
    answer = client.get(way)
    page = lxml.html.fromstring(answer.content)
    [form] = [each for each in page.forms if each.method == "POST"]
    origin = form.action.removesuffix("/Cashier/AioCheckOut/V5")
    assert f"form-action 'self' {origin};" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies
    assert not page.xpath("//main//script")
    assert page.xpath("//main//form//button")[0].text_content() == button
    number = world.arrive(dict(form.form_values()))
    world.pay(number)
    back = world.orders[number]["ClientBackURL"].removeprefix("http://testserver")
    client.get(back)
    assert Charge.objects.get().state == ChargeState.RECEIVED
    assert client.get(way).status_code == 303, "what was paid is not paid again"


def test_months_of_a_second_page_are_gifts_and_no_more_are_taken(world: fake.World) -> None:
    charge = begun(provider="ecpay", rhythm="month")
    first, second = handed_over(world, charge), handed_over(world, charge)
    for page in (first, second):
        world.pay(page)
    world.month(first)
    reconcile(timezone.now() - SINCE)
    assert Charge.objects.filter(state=ChargeState.RECEIVED).count() == 3
    assert charge.plan is not None
    charge.plan.refresh_from_db()
    assert (charge.plan.state, charge.plan.reference) == (PlanState.ACTIVE, second)
    assert not world.month(first)
    assert world.month(second)
