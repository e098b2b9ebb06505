"""Reconciliation: whatever was told, lost, repeated or told backwards, the books agree with the account afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.contributions.giving import WAYS, balances, begun, wish
from tests.contributions.stripe import fake

from freesheet.contributions.actions import (
    Report,
    begin,
    give_back,
    hear,
    offer,
    reconcile,
    settle,
    stop,
    work_on_what_was_told,
)
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.models import Charge, Plan, Receipt
from freesheet.contributions.rules import ChargeState
from freesheet.lib.money import Money

pytestmark = pytest.mark.django_db


def lately() -> datetime:
    """Before all that a test does."""
    return datetime.now(UTC) - timedelta(days=1)


def offered(**more: Any) -> Charge:
    """A gift that can be paid."""
    charge = begun(**{"provider": "stripe", **more})
    offer(charge, WAYS)
    charge.refresh_from_db()
    return charge


def agrees(world: fake.World) -> None:
    """The books say what lies with Stripe, in every currency, to the coin."""
    for currency in ("TWD", "EUR"):
        assert balances(currency).get("with:stripe", 0) == world.balance()[currency], currency


def test_what_was_not_told_is_found_and_said(world: fake.World) -> None:
    once, lasting = offered(), offered(key="month", rhythm="month")
    for charge in (once, lasting):
        world.pay(charge.reference)
    settle(lasting)
    world.month(world.of_kind("subscription")[0]["id"])
    world.give_back(world.get(once.reference)["payment_intent"], 10_000)
    world.sell(5_000, "twd")
    world.pay_out("TWD")
    report = reconcile(lately())
    text = "\n".join(report.sentences())
    assert f"The gift {once.pk} of 300.00 TWD was waiting and is received now, and 100.00 TWD went back." in text
    assert "50.00 TWD came to stripe" in text
    assert "went to the bank" in text
    assert report.agrees
    assert Charge.objects.filter(state=ChargeState.RECEIVED).count() == 3
    agrees(world)
    assert balances("TWD")["with:stripe"] == 0
    assert balances("TWD")["bank"] == 30_000 * 3 - 900 * 3 - 10_000 + 5_000 - (5_000 * 29 // 1000 + 30)
    again = reconcile(lately())
    assert (again.entered, again.doubtful, again.problems) == ([], [], [])


def test_what_we_believe_paid_and_is_not_is_said(world: fake.World) -> None:
    charge = offered()
    world.pay(charge.reference)
    settle(charge)
    intent = world.get(world.get(charge.reference)["payment_intent"])
    intent.update(status="canceled", latest_charge=None)
    report = reconcile(lately())
    assert not report.agrees
    assert report.doubtful == [f"The gift {charge.pk} of 300.00 TWD is received in our books, and not paid at stripe."]
    assert "ada" not in "\n".join(report.sentences()).lower()


def test_stripe_that_is_away_is_a_sentence_of_the_report(world: fake.World) -> None:
    offered()
    world.moods = ["429"]
    report = reconcile(lately())
    assert report.problems == ["stripe: Stripe is asked too much at once."]
    world.moods = [""] * 6 + ["429"]
    assert reconcile(lately()).problems


def test_a_gift_in_another_currency_is_exchanged_in_the_books(world: fake.World) -> None:
    world.settles_in = {"eur": "twd"}
    charge = offered(money=Money(1_000, "EUR"))
    world.pay(charge.reference)
    settle(charge)
    assert balances("EUR") == {"gifts": -1_000, "with:stripe": 1_000}
    reconcile(lately())
    assert balances("EUR") == {"gifts": -1_000, "with:stripe": 0, "exchanged": 1_000}
    assert balances("TWD") == {"exchanged": -35_000, "with:stripe": 35_000 - 59 * 35, "fees": 59 * 35}
    agrees(world)


def test_lists_are_gone_through_to_their_end(world: fake.World) -> None:
    for number in range(130):
        world.sell(1_000 + number, "twd")
    assert len(reconcile(lately()).unknown) == 130
    agrees(world)


@contextmanager
def taken_back() -> Iterator[None]:
    """Hypothesis asks for many newspapers without gifts; there is one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


HAPPENS = st.sampled_from(
    ["offer", "offer", "pay", "pay", "pay", "decline", "run out", "month", "month refused", "retry", "end", "stop",
     "give back", "refund", "refund fails", "dispute", "won", "lost", "tell", "tell", "ask", "cut", "sell", "pay out",
     "reconcile"]
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(HAPPENS, st.integers(0, 5), st.integers(100, 40_000)), max_size=35))
def test_whatever_happens_and_is_told_the_books_agree_after_reconciliation(
    address: tuple[str, fake.Place], world: fake.World, events: list[tuple[str, int, int]]
) -> None:
    with taken_back():
        world = address[1].world = fake.World()
        world.settles_in = {"eur": "twd"}
        for what, which, amount in events:
            with suppress(ProviderProblem, GiftProblem):
                _let(world, what, which, amount)
        world.moods = []
        report = reconcile(lately())
        assert report.agrees, list(report.sentences())
        _holds(world)
        again = reconcile(lately())
        assert again.entered == []
        _holds(world)


def _let(world: fake.World, what: str, which: int, amount: int) -> None:
    if what == "offer":
        currency = "EUR" if which % 3 == 2 else "TWD"
        money = Money(amount if currency == "EUR" else amount + 3_000, currency)
        rhythm = "month" if which % 2 else "once"
        offer(begin(wish(key=f"gift-{which}", money=money, rhythm=rhythm, provider="stripe")), WAYS)
    elif what == "cut":
        world.moods += ["cut"] * (which % 4)
    elif what == "tell":
        _tell(world, which, amount)
    elif what == "sell":
        world.sell(amount, "twd")
    elif what == "pay out":
        world.pay_out("TWD")
    elif what == "reconcile":
        reconcile(lately())
    else:
        _with_something(world, what, which, amount)


def _tell(world: fake.World, which: int, amount: int) -> None:
    """Some of what there is to be told, from anywhere and perhaps not for the first time."""
    if world.events:
        for number in range(which + 1):
            event = world.events[(amount * (number + 1)) % len(world.events)]
            hear("stripe", *fake.signed(event, "whsec_new"))
        work_on_what_was_told()


def _with_something(world: fake.World, what: str, which: int, amount: int) -> None:
    """What happens to one of the things there, or of ours."""
    session, subscription, payment, invoice, refund, dispute = (
        _one(found, which)
        for found in (
            [each["id"] for each in world.of_kind("checkout.session")],
            [each["id"] for each in world.of_kind("subscription")],
            [each["id"] for each in world.of_kind("payment_intent") if each["status"] == "succeeded"],
            [each["id"] for each in world.of_kind("invoice")],
            [each["id"] for each in world.of_kind("refund")],
            [each["id"] for each in world.of_kind("dispute")],
        )
    )
    at_stripe: dict[str, tuple[str, Any]] = {
        "pay": (session, world.pay), "decline": (session, world.decline), "run out": (session, world.run_out),
        "month": (subscription, world.month), "month refused": (subscription, lambda it: world.month(it, paid=False)),
        "end": (subscription, lambda it: world.end(it, ("cancellation_requested", "payment_failed")[which % 2])),
        "retry": (invoice, world.retry), "refund": (payment, lambda it: world.give_back(it, amount)),
        "refund fails": (refund, world.fail_refund), "dispute": (payment, lambda it: world.dispute(it, amount)),
        "won": (dispute, lambda it: world.decide(it, "won")), "lost": (dispute, lambda it: world.decide(it, "lost")),
    }  # fmt: skip
    if what in at_stripe:
        thing, happens = at_stripe[what]
        if thing:
            happens(thing)
        return
    charge = _one(list(Charge.objects.exclude(reference="")), which)
    plan = _one(list(Plan.objects.all()), which)
    if what == "ask" and charge:
        settle(charge)
    elif what == "give back" and charge:
        give_back(charge, Money(amount, charge.currency), "account 1")
    elif what == "stop" and plan:
        stop(plan)


def _one(found: list[Any], which: int) -> Any:
    return found[which % len(found)] if found else None


def _holds(world: fake.World) -> None:
    """Our books, and what is true at Stripe."""
    agrees(world)
    paid = [each for each in world.of_kind("charge") if "shop" not in each["metadata"]]
    received = Charge.objects.filter(received_at__isnull=False)
    assert received.count() == len(paid) == Receipt.objects.count()
    lost = [each for each in world.of_kind("dispute") if each["status"] == "lost"]
    held = [each for each in world.of_kind("dispute") if each["status"] == "needs_response"]
    ours = {each["id"] for each in paid}
    for currency in ("TWD", "EUR"):
        of = [each for each in paid if each["currency"] == currency.lower()]
        books = balances(currency)
        gone = sum(each["amount"] for each in lost if each["charge"] in ours and each["currency"] == currency.lower())
        kept = sum(each["amount"] for each in held if each["charge"] in ours and each["currency"] == currency.lower())
        assert -books.get("gifts", 0) == sum(each["amount"] - each["amount_refunded"] for each in of) - gone
        assert books.get("held in dispute", 0) == kept
        assert sum(books.values()) == 0
    out = {"canceled"}
    for plan in Plan.objects.exclude(reference=""):
        ended = world.get(plan.reference)["status"] in out
        assert (plan.state in ("cancelled", "lapsed")) == ended, (plan.state, world.get(plan.reference)["status"])


def test_a_report_that_is_long_is_cut_and_counted() -> None:
    report = Report(unknown=[f"Thing {number}." for number in range(60)])
    lines = list(report.sentences())
    assert "60 with the provider, and no gift that we know:" in lines
    assert "and 10 more." in lines
