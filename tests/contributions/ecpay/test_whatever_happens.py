"""Anything in any order, told or not: the books say what is true at ECPay."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from itertools import chain

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.contributions.ecpay import fake
from tests.contributions.ecpay.test_gifts_by_ecpay import WAYS
from tests.contributions.giving import balances, wish

from freesheet.contributions.actions import (
    begin,
    give_back,
    happened,
    hear,
    offer,
    reconcile,
    settle,
    stop,
    work_on_what_was_told,
)
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.models import Charge, Letter, Receipt
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import HandsOver
from freesheet.contributions.rules import ChargeState
from freesheet.lib.money import Money

pytestmark = pytest.mark.django_db

HAPPENS = st.sampled_from(
    ["hand over", "hand over", "hand over", "hand over", "pay", "pay all", "refuse", "month", "month", "month refused",
     "close", "give back", "stop", "tell", "ask", "given up", "cut", "reconcile"]
)  # fmt: skip


@contextmanager
def taken_back() -> Iterator[None]:
    """Hypothesis asks for many newspapers without gifts; there is one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(HAPPENS, st.integers(0, 1), st.integers(1, 300)), min_size=5, max_size=30))
@example([("hand over", 1, 1), ("pay", 1, 1), ("month", 1, 1), ("stop", 1, 1)])
def test_whatever_happens_and_is_told_the_books_say_what_is_true_there(
    ecpay_address: tuple[str, fake.Place], world: fake.World, events: list[tuple[str, int, int]]
) -> None:
    with taken_back():
        world = ecpay_address[1].world = fake.World()
        for what, which, amount in events:
            with suppress(ProviderProblem, GiftProblem):
                _let(world, what, which, amount)
        world.moods = []
        report = reconcile(timezone.now() - timedelta(days=1))
        assert report.agrees, list(report.sentences())
        _holds(world)
        assert reconcile(timezone.now() - timedelta(days=1)).entered == []
        _holds(world)


def _let(world: fake.World, what: str, which: int, amount: int) -> None:
    charge = Charge.objects.filter(key=f"gift-{which}").first()
    if what == "hand over":
        rhythm = "month" if which % 2 else "once"
        charge = begin(wish(key=f"gift-{which}", rhythm=rhythm, provider="ecpay"))
        if offer(charge, WAYS) != WAYS.gift:
            charge.refresh_from_db()
            provider = named("ecpay")
            assert isinstance(provider, HandsOver)
            world.arrive(provider.form(charge, WAYS).fields)
    elif what == "cut":
        world.moods += ["cut"] * (which + 1)
    elif what == "close":
        world.close()
    elif what == "reconcile":
        reconcile(timezone.now() - timedelta(days=1))
    elif charge is not None:
        _with(world, what, charge, amount)


def _with(world: fake.World, what: str, charge: Charge, amount: int) -> None:
    pages = [number for number in world.orders if number[:18] == charge.reference[:18]]
    number = pages[amount % len(pages)] if pages else ""
    if what == "pay all":
        for each in pages:
            _with(world, "pay", charge, pages.index(each))
    elif what == "give back":
        give_back(charge, Money(amount * 100, "TWD"), "account 1")
    elif what == "stop" and charge.plan is not None:
        stop(charge.plan)
    elif what == "given up":
        happened(charge, "given up", cause="time")
    elif what == "ask":
        settle(charge)
    elif number and what == "pay" and world.orders[number]["TradeStatus"] != "1":
        world.pay(number)
    elif number and what == "refuse" and world.orders[number]["TradeStatus"] == "0":
        world.refuse(number)
    elif number:
        _at(world, what, number)


def _at(world: fake.World, what: str, number: str) -> None:
    """The clock takes a month, or what was paid is told."""
    if what.startswith("month"):
        world.month(number, paid=what == "month")
    elif what == "tell" and world.orders[number]["TradeStatus"] == "1":
        for entry in world.orders[number]["ExecLog"][1:]:
            hear("ecpay", {}, world.month_message(number, str(entry["gwsr"]), RtnCode=entry["RtnCode"]))
        hear("ecpay", {}, world.message(number))
        work_on_what_was_told()


def _holds(world: fake.World) -> None:
    """The books, the receipts and the letters are those of what was paid at ECPay."""
    paid = [order for order in world.orders.values() if order["TradeStatus"] == "1"]
    later = chain.from_iterable(order["ExecLog"][1:] for order in paid)
    payments = [int(order["TotalAmount"]) for order in paid] + [
        each["amount"] for each in later if each["RtnCode"] == 1
    ]
    books = balances("TWD")
    assert sum(books.values()) == 0
    assert -books.get("gifts", 0) == (sum(payments) - world.returned()) * 100
    assert books.get("fees", 0) == len(payments) * 800
    received = Charge.objects.filter(received_at__isnull=False)
    assert received.count() == len(payments)
    assert sorted(Receipt.objects.values_list("number", flat=True)) == list(range(1, len(payments) + 1))
    assert Letter.objects.filter(kind="receipt").count() == len(payments)
    assert not received.exclude(state__in=(ChargeState.RECEIVED, ChargeState.RETURNED)).exists()
