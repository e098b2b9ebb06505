"""Gifts by Stripe: offered, paid, refused, given back, disputed and lasting, against a stand-in that has a balance."""

from __future__ import annotations

import logging
from datetime import timedelta

import pytest
from tests.contributions.giving import WAYS, balances, begun
from tests.contributions.stripe import fake
from tests.contributions.stripe.conftest import KEYS

from freesheet.contributions.actions import (
    ask_to_move,
    change,
    give_back,
    hear,
    move,
    next_at,
    offer,
    pause,
    repair,
    repaired,
    resume,
    settle,
    stop,
    work_on_what_was_told,
)
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.models import Charge, EventOutcome, Letter, Plan, ProviderEvent
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import Ways
from freesheet.contributions.rules import ChargeState, PlanState
from freesheet.lib.money import Money

pytestmark = pytest.mark.django_db


def given(*, paid: bool = True, **more: object) -> Charge:
    """A gift that is offered by Stripe; or paid there, and known to be."""
    charge = begun(**{"provider": "stripe", **more})
    offer(charge, WAYS)
    charge.refresh_from_db()
    if paid:
        world_of().pay(charge.reference)
        settle(charge)
        charge.refresh_from_db()
    return charge


_world: list[fake.World] = []


def world_of() -> fake.World:
    """The world of the test that runs."""
    return _world[-1]


@pytest.fixture(autouse=True)
def _remember(world: fake.World) -> None:
    _world[:] = [world]


def tell(*kinds: str, secret: str = "whsec_new") -> list[bool]:
    """Let Stripe tell what it has to tell, of these kinds or all of it, and work on it."""
    news = [each for each in world_of().events if not kinds or each["type"] in kinds]
    told = [hear("stripe", *fake.signed(each, secret)) for each in news]
    while work_on_what_was_told():
        pass
    return told


def test_a_gift_is_paid_on_stripes_page_and_entered_with_its_fee(world: fake.World) -> None:
    charge = begun(provider="stripe", language="zh-hant")
    url = offer(charge, Ways("http://testserver/giving/gift/x/", "http://testserver", "島嶼日報"))
    assert url.startswith("https://checkout.stripe.com/")
    [(_method, path, asked, headers)] = world.asked
    assert path == "/v1/checkout/sessions"
    assert headers["idempotency-key"] == f"offer:{charge.key}"
    assert "x-stripe-client-telemetry" not in headers
    assert asked["locale"] == "zh-TW"
    assert asked["customer_email"] == "ada@example.org"
    assert asked["metadata"] == {"freesheet_gift": str(charge.pk), "freesheet_paper": "http://testserver"}
    assert "島嶼日報" in asked["payment_intent_data"]["description"]
    assert asked["success_url"] == asked["cancel_url"] == "http://testserver/giving/gift/x/"
    charge.refresh_from_db()
    assert not settle(charge)
    world.pay(charge.reference)
    assert settle(charge)
    assert not settle(charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED
    assert balances("TWD") == {"gifts": -30_000, "with:stripe": 29_100, "fees": 900}
    assert balances("TWD")["with:stripe"] == world.balance()["TWD"]


def test_who_comes_back_to_pay_gets_the_same_page_and_another_one_when_it_ran_out(world: fake.World) -> None:
    charge = begun(provider="stripe")
    first = offer(charge, WAYS)
    charge.refresh_from_db()
    assert offer(charge, WAYS) == first
    world.run_out(charge.reference)
    old = charge.reference
    settle(charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.LAPSED
    second = offer(charge, WAYS)
    assert second != first
    assert len(world.of_kind("checkout.session")) == 2
    assert second == offer(charge, WAYS), "the answer was lost, so it is asked for again"
    assert world.get(old)["status"] == "expired"
    charge.refresh_from_db()
    assert charge.state == ChargeState.WAITING
    assert charge.reference != old
    world.run_out(charge.reference)
    offer(charge, WAYS)
    charge.refresh_from_db()
    world.pay(charge.reference)
    assert settle(charge), "we were never told that the second one ran out"


@pytest.mark.parametrize("moods", [["cut"], ["500", "500"], ["500", "cut"], ["slow"]])
def test_a_broken_connection_makes_no_second_page(world: fake.World, moods: list[str]) -> None:
    charge = begun(provider="stripe")
    world.moods = list(moods)
    offer(charge, WAYS)
    assert len(world.of_kind("checkout.session")) == 1
    charge.refresh_from_db()
    world.moods = list(moods)
    world.pay(charge.reference)
    settle(charge)
    charge.refresh_from_db()
    world.moods = list(moods)
    give_back(charge, Money(10_000, "TWD"), "account 1")
    assert len(world.of_kind("refund")) == 1
    assert world.balance()["TWD"] == balances("TWD")["with:stripe"]


def test_stripe_that_is_away_or_busy_is_a_sentence_and_nothing_is_lost(
    world: fake.World, caplog: pytest.LogCaptureFixture
) -> None:
    charge = begun(provider="stripe")
    for moods, words in ((["cut"] * 3, "cannot be reached"), (["429"], "too much"), (["500"] * 3, "refused")):
        world.moods = moods
        with caplog.at_level(logging.DEBUG), pytest.raises(ProviderProblem, match=words) as told:
            offer(charge, WAYS)
        assert "ada" not in str(told.value)
        assert str(told.value).endswith(".")
    assert "ada@" not in "".join(record.getMessage() for record in caplog.records if record.name != "stripe")
    offer(charge, WAYS)
    charge.refresh_from_db()
    assert charge.state == ChargeState.WAITING


def test_a_card_that_is_refused_may_be_tried_again_on_the_same_page(world: fake.World) -> None:
    charge = given(paid=False)
    world.decline(charge.reference)
    settle(charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.FAILED
    world.pay(charge.reference)
    tell()
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED


def test_a_gift_is_given_back_once_however_often_it_is_asked(world: fake.World) -> None:
    charge = given()
    world.moods = ["cut"] * 3
    with pytest.raises(ProviderProblem):
        give_back(charge, Money(10_000, "TWD"), "account 1")
    assert give_back(charge, Money(10_000, "TWD"), "account 1", seen=Money(0, "TWD"))
    assert len(world.of_kind("refund")) == 1
    with pytest.raises(GiftProblem, match="meanwhile"):
        give_back(charge, Money(10_000, "TWD"), "account 1", seen=Money(0, "TWD"))
    assert give_back(charge, Money(20_000, "TWD"), "account 1")
    charge.refresh_from_db()
    assert (charge.state, charge.returned_minor) == (ChargeState.RETURNED, 30_000)
    assert balances("TWD") == {"gifts": 0, "with:stripe": -900, "fees": 900}
    for money in (Money(1, "TWD"), Money(0, "TWD"), Money(1, "EUR")):
        with pytest.raises(GiftProblem, match=r"\.$"):
            give_back(charge, money, "account 1")


def test_a_return_that_fails_is_entered_the_other_way_round(world: fake.World) -> None:
    charge = given()
    for _again in range(2):
        give_back(charge, Money(30_000, "TWD"), "account 1")
        charge.refresh_from_db()
        assert charge.state == ChargeState.RETURNED
        world.fail_refund(world.of_kind("refund")[-1]["id"])
        tell("refund.failed")
        charge.refresh_from_db()
        assert (charge.state, charge.returned_minor) == (ChargeState.RECEIVED, 0)
    assert balances("TWD")["with:stripe"] == world.balance()["TWD"] == 29_100


@pytest.mark.parametrize(("outcome", "state"), [("won", ChargeState.RECEIVED), ("lost", ChargeState.LOST)])
def test_a_dispute_takes_what_is_disputed_and_gives_it_back_or_not(
    world: fake.World, outcome: str, state: ChargeState
) -> None:
    charge = given()
    intent = world.get(charge.reference)["payment_intent"]
    dispute = world.dispute(intent, 20_000)
    assert dispute is not None
    tell()
    charge.refresh_from_db()
    assert charge.state == ChargeState.DISPUTED
    assert balances("TWD")["held in dispute"] == 20_000
    world.give_back(intent, 4_000)
    world.decide(dispute["id"], outcome)
    tell()
    charge.refresh_from_db()
    assert (charge.state, charge.returned_minor) == (state, 4_000)
    assert balances("TWD")["gifts"] == (-26_000 if outcome == "won" else -6_000)
    assert balances("TWD")["held in dispute"] == 0


def test_an_inquiry_takes_no_money(world: fake.World) -> None:
    charge = given()
    world.dispute(world.get(charge.reference)["payment_intent"], 20_000, "warning_needs_response")
    tell()
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED


def lasting(**more: object) -> Plan:
    """A lasting gift whose first month is paid."""
    charge = given(rhythm="month", **more)
    assert charge.plan is not None
    charge.plan.refresh_from_db()
    return charge.plan


def test_each_month_of_a_lasting_gift_is_a_gift(world: fake.World) -> None:
    plan = lasting(covers_fee=True, cover=900)
    assert (plan.state, plan.reference) == (PlanState.ACTIVE, world.of_kind("subscription")[0]["id"])
    invoice = world.month(plan.reference)
    tell("invoice.paid")
    tell("invoice.paid")
    assert plan.charges.count() == 2
    new = plan.charges.get(reference=invoice)
    assert (new.state, new.key, new.supporter) == (ChargeState.RECEIVED, f"stripe-{invoice}", plan.supporter)
    assert (new.covers_fee, new.cover_minor) == (True, 900)
    assert Letter.objects.filter(kind="receipt").count() == 2
    assert balances("TWD")["with:stripe"] == world.balance()["TWD"] == 2 * 29_100


def test_a_month_that_is_refused_and_paid_later(world: fake.World) -> None:
    plan = lasting()
    invoice = world.month(plan.reference, paid=False)
    tell()
    plan.refresh_from_db()
    assert (plan.state, plan.tries) == (PlanState.PAST_DUE, 1)
    assert plan.charges.get(reference=invoice).state == ChargeState.FAILED
    world.retry(invoice)
    tell()
    plan.refresh_from_db()
    assert (plan.state, plan.tries) == (PlanState.ACTIVE, 0)


@pytest.mark.parametrize(
    ("reason", "state"), [("cancellation_requested", PlanState.CANCELLED), ("payment_failed", PlanState.LAPSED)]
)
def test_a_lasting_gift_that_ends_at_stripe_ends_here(world: fake.World, reason: str, state: PlanState) -> None:
    plan = lasting()
    world.end(plan.reference, reason)
    tell("customer.subscription.deleted")
    plan.refresh_from_db()
    assert plan.state == state
    assert plan.ended_at is not None


def test_a_lasting_gift_is_stopped_once_at_stripe_and_here(world: fake.World) -> None:
    plan = lasting()
    world.moods = ["", "cut", "cut", "cut"]
    with pytest.raises(ProviderProblem):
        stop(plan)
    plan.refresh_from_db()
    assert plan.state == PlanState.ACTIVE
    assert world.get(plan.reference)["status"] == "canceled", "the answer was lost, and it is done"
    assert stop(plan)
    plan.refresh_from_db()
    assert not stop(plan)
    assert Letter.objects.filter(kind="stopped").count() == 1
    for verb in (pause, resume):
        with pytest.raises(GiftProblem, match="has ended"):
            verb(plan)


@pytest.mark.parametrize("mood", ["", "429"])
def test_stripe_is_told_of_a_new_address_and_if_it_is_away_nobody_waits_for_it(
    world: fake.World, mood: str, caplog: pytest.LogCaptureFixture
) -> None:
    plan = lasting()
    assert ask_to_move(plan.supporter, "new@example.org")
    world.moods = [mood]
    moved = move(Letter.objects.get(kind="address"))
    assert moved is not None
    assert moved.plans.get() == plan
    assert world.customers == ({} if mood else {"cus_test": "new@example.org"})
    assert ("does not know of the new address" in caplog.text) == bool(mood)
    assert "example.org" not in caplog.text


def test_one_that_nobody_paid_yet_is_stopped_by_closing_its_page(world: fake.World) -> None:
    charge = given(paid=False, rhythm="month")
    assert charge.plan is not None
    assert stop(charge.plan)
    assert world.get(charge.reference)["status"] == "expired"
    with pytest.raises(ProviderProblem, match="was stopped"):
        offer(charge, WAYS)
    other = given(paid=False, rhythm="month", key="other")
    world.pay(other.reference)
    assert other.plan is not None
    assert stop(other.plan)
    assert world.of_kind("subscription")[0]["status"] == "canceled", "it was paid, and we were not told"


def test_a_lasting_gift_is_paused_goes_on_and_becomes_another_one(world: fake.World) -> None:
    plan = lasting()
    for _again in range(2):
        assert pause(plan)
        assert not pause(plan)
        assert world.get(plan.reference)["pause_collection"] == {"behavior": "void", "resumes_at": None}
        world.month(plan.reference)
        tell()
        plan.refresh_from_db()
        assert plan.state == PlanState.PAUSED
        assert resume(plan)
        assert not resume(plan)
        plan.refresh_from_db()
    for money in (Money(20_000, "TWD"), Money(50_000, "TWD"), Money(20_000, "TWD")):
        assert change(plan, money, "en")
        assert not change(plan, money, "en")
        plan.refresh_from_db()
        assert plan.money == money
    world.month(plan.reference)
    tell("invoice.paid")
    assert plan.charges.order_by("-pk").first().minor == 20_000  # type: ignore[union-attr]
    with pytest.raises(GiftProblem, match="currency"):
        change(plan, Money(500, "EUR"), "en")
    with pytest.raises(GiftProblem, match="smallest"):
        change(plan, Money(100, "TWD"), "en")


def test_another_card_is_given_on_stripes_page_and_what_is_open_is_paid_with_it(world: fake.World) -> None:
    plan = lasting()
    world.month(plan.reference, paid=False)
    tell()
    plan.refresh_from_db()
    assert plan.state == PlanState.PAST_DUE
    url = repair(plan, Ways("http://testserver/giving/mine/x/", "http://testserver"))
    session = url.rsplit("/", 1)[1]
    assert world.asked[-1][2]["success_url"] == "http://testserver/giving/mine/x/?with={CHECKOUT_SESSION_ID}"
    # Neither who comes back without having given one, nor who comes with somebody else's page.
    assert not repaired(plan, session)
    assert not repaired(lasting(key="other"), session)
    card = world.give_card(session)
    assert repaired(plan, session)
    assert world.get(plan.reference)["default_payment_method"] == card
    plan.refresh_from_db()
    assert plan.state == PlanState.ACTIVE
    assert plan.charges.filter(state=ChargeState.RECEIVED).count() == 2
    tell()
    assert not repaired(plan, session)
    assert plan.charges.count() == 2


def test_a_card_is_taken_also_where_its_giver_does_not_come_back(world: fake.World) -> None:
    plan = lasting()
    card = world.give_card(repair(plan, WAYS).rsplit("/", 1)[1])
    tell("checkout.session.completed")
    assert world.get(plan.reference)["default_payment_method"] == card


def test_stripe_says_when_money_is_taken_next(world: fake.World) -> None:
    plan = lasting()
    at = next_at(plan)
    assert at is not None
    assert timedelta(days=29) < at - plan.created_at < timedelta(days=31)
    pause(plan)
    plan.refresh_from_db()
    assert next_at(plan) is None


def test_what_changes_at_stripe_changes_here(world: fake.World) -> None:
    plan = lasting()
    subscription = world.get(plan.reference)
    subscription["items"]["data"][0]["price"] = world._price(40_000, "twd", "month")
    subscription["pause_collection"] = {"behavior": "void", "resumes_at": None}
    world.tell("customer.subscription.updated", subscription)
    tell("customer.subscription.updated")
    plan.refresh_from_db()
    assert (plan.minor, plan.state) == (40_000, PlanState.PAUSED)


def test_a_gift_whose_page_we_were_not_told_of_is_found_by_its_mark(world: fake.World) -> None:
    charge = begun(provider="stripe")
    world.moods = ["cut"] * 3
    with pytest.raises(ProviderProblem):
        offer(charge, WAYS)
    [session] = world.of_kind("checkout.session")
    world.pay(session["id"])
    tell("checkout.session.completed")
    charge.refresh_from_db()
    assert (charge.state, charge.reference) == (ChargeState.RECEIVED, session["id"])


def test_what_others_do_with_the_same_account_is_not_ours(world: fake.World) -> None:
    given()
    world.sell(5_000, "twd")
    foreign = [
        {"id": "cs_x", "metadata": {"freesheet_gift": "1", "freesheet_paper": "https://other.example"}},
        {"id": "cs_y", "metadata": {}},
    ]
    for each in foreign:
        world.tell("checkout.session.completed", each)
    world.tell("customer.subscription.deleted", {"id": "sub_x", "metadata": {}})
    world.tell("invoice.paid", {"id": "in_x", "parent": None, "metadata": {}})
    world.tell("payment_intent.succeeded", {"id": "pi_x", "metadata": None})
    world.tell("charge.refunded", {"id": "ch_x", "payment_intent": None, "metadata": {}})
    world.tell("charge.refunded", {"id": "ch_x", "payment_intent": "pi_z", "metadata": {}})
    world.tell("customer.created", {"id": "cus_x"})
    tell()
    said = dict(EventOutcome.objects.values_list("event__subject", "says"))
    assert said.pop("pi_z") == "not ours"
    assert not {"cs_x", "cs_y", "sub_x", "in_x", "pi_x"} & set(said)
    assert balances("TWD")["gifts"] == -30_000


def test_only_what_stripe_signed_lately_and_in_our_mode_is_heard(world: fake.World) -> None:
    charge = given()
    [event] = [each for each in world.events if each["type"] == "checkout.session.completed"]
    headers, body = fake.signed(event, "whsec_old")
    assert hear("stripe", headers, body), "the secret before the last one is still taken"
    refused = [
        ({}, body), (headers, body + b" "), fake.signed(event, "whsec_else"), ({"stripe-signature": "t=x,v1=y"}, body),
        fake.signed(event, "whsec_new", at=1_700_000_000), fake.signed({**event, "livemode": True}, "whsec_new"),
        fake.signed({"id": "evt"}, "whsec_new"), ({"stripe-signature": "t=1,v1=é"}, b"\xff\xfe"),
        fake.signed({**event, "padding": "x" * 300_000}, "whsec_new"),
    ]  # fmt: skip
    for wrong, text in refused:
        with pytest.raises(ProviderProblem, match=r"\.$"):
            hear("stripe", wrong, text)
    assert list(ProviderEvent.objects.values_list("subject", flat=True)) == [charge.reference]
    assert KEYS.webhook == ("whsec_new", "whsec_old")


def test_messages_that_come_backwards_and_twice_change_nothing_else(world: fake.World) -> None:
    charge = given(paid=False)
    world.pay(charge.reference)
    intent = world.get(charge.reference)["payment_intent"]
    world.give_back(intent, 10_000)
    dispute = world.dispute(intent, 5_000)
    assert dispute is not None
    world.decide(dispute["id"], "won")
    world.events.reverse()
    told = tell()
    assert not any(tell())
    assert any(told)
    charge.refresh_from_db()
    assert (charge.state, charge.returned_minor) == (ChargeState.RECEIVED, 10_000)
    assert balances("TWD")["gifts"] == -20_000
    assert named("stripe").find("pi_unknown") is None
    assert named("stripe").find("x") is None


def test_an_answer_of_another_form_is_a_sentence(world: fake.World) -> None:
    charge = given(paid=False)
    world.pay(charge.reference)
    del world.get(world.get(charge.reference)["payment_intent"])["status"]
    with pytest.raises(ProviderProblem, match="do not understand"):
        settle(charge)
    del world.get(charge.reference)["mode"]
    with pytest.raises(ProviderProblem, match="do not understand"):
        settle(charge)


def test_a_page_whose_answer_was_lost_is_found_also_by_who_asks_otherwise(world: fake.World) -> None:
    charge = begun(provider="stripe")
    Charge.objects.update(created_at=charge.created_at - timedelta(hours=1))
    charge.refresh_from_db()
    world.moods = ["cut"] * 3
    with pytest.raises(ProviderProblem):
        offer(charge, WAYS)
    [session] = world.of_kind("checkout.session")
    assert offer(charge, Ways(f"{WAYS.gift}ur/", WAYS.site)) == session["url"]
    assert len(world.of_kind("checkout.session")) == 1
