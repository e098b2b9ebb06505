"""Gifts, their states and the books: whatever happens, in whichever order and however often, the money adds up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.db.models import Sum
from django.utils import timezone
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.contributions.giving import WAYS, balances, begun, pay, refuse, send_back, wish

from freesheet.contributions.actions import (
    begin,
    believe,
    change,
    give_back,
    give_up_waiting,
    happened,
    hear,
    offer,
    pause,
    plan_happened,
    resume,
    settle,
    stop,
    told,
    try_again,
    work_on_what_was_told,
)
from freesheet.contributions.conf import ASKED, WAITING_DAYS
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.models import (
    Charge,
    EventOutcome,
    Letter,
    Plan,
    Posting,
    ProviderEvent,
    Receipt,
    Supporter,
    TrialPayment,
)
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import Facts, Told
from freesheet.contributions.providers.trial import provider as trial
from freesheet.contributions.providers.trial.provider import Trial, let_a_month_pass
from freesheet.contributions.rules import CHARGE_STEPS, MOST_TRIES, PLAN_STEPS, ChargeState, PlanState
from freesheet.lib.money import Money, exactly

pytestmark = pytest.mark.django_db


@contextmanager
def taken_back() -> Iterator[None]:
    """Hypothesis asks for many newspapers without gifts; there is one."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def test_a_gift_is_paid_entered_receipted_and_thanked_for() -> None:
    charge = begun()
    assert offer(charge, WAYS) == f"{WAYS.gift}trial/"
    charge.refresh_from_db()
    assert charge.state == ChargeState.WAITING
    assert not settle(charge)
    pay(charge)
    assert settle(charge)
    assert not settle(charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED
    assert str(charge.receipt) == "2026-00001"
    assert balances("TWD") == {"gifts": -30_000, "with:trial": 29_130, "fees": 870}
    assert [letter.kind for letter in Letter.objects.all()] == ["receipt"]


def test_the_same_form_sent_twice_is_one_gift() -> None:
    first, second = begin(wish(key="once")), begin(wish(key="once"))
    assert first == second
    assert Charge.objects.count() == Supporter.objects.count() == 1


def test_one_who_gives_again_is_the_same_supporter() -> None:
    begin(wish(key="a", email="Ada@Example.org"))
    begin(wish(key="b", email=" ada@example.org ", name="Ada"))
    assert [(each.email, each.name) for each in Supporter.objects.all()] == [("ada@example.org", "Ada")]


@pytest.mark.parametrize("currency", sorted(ASKED))
def test_the_least_and_the_most_are_taken_and_a_coin_less_or_more_is_not(currency: str) -> None:
    asked = ASKED[currency]
    for number, units in enumerate((asked.least, asked.most)):
        begin(wish(key=f"fits-{number}", money=exactly(Decimal(units), currency)))
    least, most = exactly(Decimal(asked.least), currency), exactly(Decimal(asked.most), currency)
    for money in (Money(least.minor - 1, currency), Money(most.minor + 1, currency), Money(0, currency), -least):
        with pytest.raises(GiftProblem, match=r"\.$"):
            begin(wish(key="does-not", money=money))
    for rhythm in ("once", "month", "year"):
        assert all(least <= money <= most for money in asked.ladder(rhythm, currency))


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "nobody"}, {"email": ""}, {"name": "n" * 121}, {"word": "w" * 1001}, {"key": ""}, {"key": "k" * 101},
        {"word": "zero\0"}, {"email": f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 20}.org"},
        {"rhythm": "weekly"}, {"money": Money(10_000, "CHF")},
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_a_sentence_and_nothing_is_kept(wrong: dict[str, object]) -> None:
    with pytest.raises(GiftProblem, match=r"\.$"):
        begin(wish(**wrong))
    assert Charge.objects.count() == Supporter.objects.count() == Plan.objects.count() == 0


def test_a_refused_card_may_be_tried_again_and_money_that_comes_late_is_money() -> None:
    charge = begun()
    offer(charge, WAYS)
    refuse(charge)
    settle(charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.FAILED
    assert not Receipt.objects.exists()
    pay(charge)
    settle(charge)
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED
    assert balances("TWD")["gifts"] == -30_000


def test_what_goes_back_is_entered_and_its_receipt_stays() -> None:
    charge = begun(paid=True)
    send_back(charge, 10_000)
    settle(charge)
    charge.refresh_from_db()
    assert (charge.state, charge.returned_minor) == (ChargeState.RECEIVED, 10_000)
    send_back(charge, 20_000)
    settle(charge)
    charge.refresh_from_db()
    assert (charge.state, charge.returned_minor) == (ChargeState.RETURNED, 30_000)
    assert balances("TWD")["gifts"] == 0
    assert Receipt.objects.count() == 1
    assert [letter.kind for letter in Letter.objects.order_by("pk")] == ["receipt", "return", "return"]


def test_a_dispute_takes_the_money_and_gives_it_back_or_not() -> None:
    won, lost = begun(paid=True, key="won"), begun(paid=True, key="lost")
    for charge in (won, lost):
        believe(charge, Facts(paid=charge.money, dispute="open"))
    assert balances("TWD")["held in dispute"] == 60_000
    believe(won, Facts(paid=won.money, dispute="won"))
    believe(lost, Facts(paid=lost.money, dispute="lost"))
    assert balances("TWD") == {"gifts": -30_000, "with:trial": 28_260, "fees": 1_740, "held in dispute": 0}


def test_what_a_provider_cannot_mean_is_not_believed() -> None:
    charge = begun(paid=True)
    with pytest.raises(ProviderProblem, match="more is said to have gone back"):
        believe(charge, Facts(paid=charge.money, returned=Money(30_001, "TWD")))
    other = begun(key="other")
    with pytest.raises(ProviderProblem, match="paid in USD"):
        believe(other, Facts(paid=Money(300, "USD")))
    assert balances("USD") == {}


def test_a_lasting_gift_lives_from_its_first_money_to_its_end() -> None:
    charge = begun(rhythm="month", key="first")
    plan = charge.plan
    assert plan.state == PlanState.PENDING
    offer(charge, WAYS)
    pay(charge)
    settle(charge)
    plan.refresh_from_db()
    assert plan.state == PlanState.ACTIVE
    for number in range(2):
        plan_happened(plan, "refused", cause=str(number))
    plan.refresh_from_db()
    assert (plan.state, plan.tries) == (PlanState.PAST_DUE, 2)
    plan_happened(plan, "paid", cause="again")
    plan.refresh_from_db()
    assert (plan.state, plan.tries) == (PlanState.ACTIVE, 0)
    plan_happened(plan, "stopped", cause="by hand")
    assert not plan_happened(plan, "stopped", cause="by hand")
    assert not plan_happened(plan, "resumed", cause="by hand")
    assert Letter.objects.filter(kind="stopped").count() == 1


def test_the_trial_stops_pauses_changes_and_gives_back_too() -> None:
    charge = begun(paid=True, rhythm="month")
    plan = charge.plan
    plan.refresh_from_db()
    assert change(plan, Money(50_000, "TWD"), "en")
    assert pause(plan)
    plan.refresh_from_db()
    assert (plan.state, plan.minor) == (PlanState.PAUSED, 50_000)
    assert resume(plan)
    plan.refresh_from_db()
    assert stop(plan)
    plan.refresh_from_db()
    assert not stop(plan)
    with pytest.raises(GiftProblem, match="has ended"):
        change(plan, Money(30_000, "TWD"), "en")
    assert give_back(charge, Money(10_000, "TWD"), "account 1")
    assert give_back(charge, Money(20_000, "TWD"), "account 1")
    charge.refresh_from_db()
    assert charge.state == ChargeState.RETURNED
    assert balances("TWD")["gifts"] == 0


@pytest.mark.parametrize(
    ("table", "states", "first"), [(CHARGE_STEPS, ChargeState, "begun"), (PLAN_STEPS, PlanState, "pending")]
)
def test_every_state_can_be_reached_and_no_step_is_written_twice(table: tuple, states: type, first: str) -> None:  # type: ignore[type-arg]
    reached = {first}
    for _each in table:
        reached |= {step.after for step in table if step.before in reached}
    assert reached == {state.value for state in states}
    assert len({(step.before, step.happened) for step in table}) == len(table)
    assert {bool(step.debit) == bool(step.credit) for step in table} == {True}


def test_the_books_cannot_be_changed_by_anybody() -> None:
    charge = begun(paid=True)
    told("trial", "evt_1", "paid", charge.reference)
    for rows in (Posting.objects, Receipt.objects, ProviderEvent.objects):
        for tampering in (lambda rows: rows.all().delete(), lambda rows: rows.update(id=10**6)):
            with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
                tampering(rows)
    for wrong in ({"minor": 0}, {"minor": -5}, {"credit": "gifts", "debit": "gifts"}):
        line = {"key": "x", "debit": "bank", "credit": "gifts", "currency": "EUR", "minor": 5, "about": "paid", **wrong}
        with pytest.raises(DatabaseError), transaction.atomic():
            Posting.objects.create(**line)


def test_what_was_told_is_told_once() -> None:
    assert told("trial", "evt_1", "paid", "x")
    assert not told("trial", "evt_1", "paid", "x")
    assert told("other", "evt_1", "paid", "x")


HAPPENS = st.sampled_from(
    ["begin", "again", "offer", "pay", "refuse", "send back", "ask", "fall over", "given up", "month", "month refused",
     "month refused", "days go by", "days go by", "pause", "resume", "stop"]
)  # fmt: skip


@settings(max_examples=60)
@example([("begin", 1, 1), ("offer", 1, 1), ("pay", 1, 1), ("ask", 1, 1), ("month refused", 1, 1)]
         + [("days go by", 1, 30_000)] * 9)  # fmt: skip
@given(st.lists(st.tuples(HAPPENS, st.integers(0, 4), st.integers(1, 40_000)), max_size=40))
def test_whatever_happens_no_gift_is_lost_doubled_or_left_out_of_the_books(events: list[tuple[str, int, int]]) -> None:
    with taken_back():
        clock = timezone.now()
        for what, which, amount in events:
            if what == "days go by":
                clock += timedelta(minutes=amount % 7_000)
                try_again(clock)
            else:
                _let(what, which, amount)
            _holds()
        for charge in Charge.objects.exclude(reference=""):
            settle(charge)
        _holds()
        _agrees_with_the_provider()


def _let(what: str, which: int, amount: int) -> None:
    charge = Charge.objects.filter(key=f"gift-{which}").first()
    if what in ("begin", "again"):
        begin(wish(key=f"gift-{which}", rhythm="month" if which % 2 else "once", email=f"{which % 3}@example.org"))
    elif charge is None:
        return
    elif what == "offer":
        # One that was stopped cannot be paid any more.
        with suppress(ProviderProblem):
            offer(charge, WAYS)
    elif what == "given up":
        happened(charge, "given up", cause="time")
    elif what in ("month", "month refused", "pause", "resume", "stop"):
        _with_the_plan(charge, what)
    elif not charge.reference:
        return
    elif what == "ask":
        settle(charge)
    elif what == "fall over":
        with transaction.atomic():
            settle(charge)
            transaction.set_rollback(True)
    else:
        {"pay": pay, "refuse": refuse, "send back": lambda each: send_back(each, amount)}[what](charge)


def _with_the_plan(charge: Charge, what: str) -> None:
    """A month passes at the provider, or somebody wants something of a lasting gift."""
    plan = Plan.objects.filter(pk=charge.plan_id).first()
    if plan is None:
        return
    with suppress(GiftProblem, ProviderProblem):
        if what.startswith("month"):
            settle(let_a_month_pass(plan, refused=what == "month refused"))
        else:
            {"pause": pause, "resume": resume, "stop": stop}[what](plan)


def _holds() -> None:
    """What is true after each thing that happens."""
    received = Charge.objects.filter(received_at__isnull=False)
    numbers = sorted(Receipt.objects.values_list("number", flat=True))
    assert numbers == list(range(1, received.count() + 1))
    assert Letter.objects.filter(kind="receipt").count() == received.count()
    total, back = (received.aggregate(all=Sum(name))["all"] or 0 for name in ("minor", "returned_minor"))
    books = balances("TWD")
    assert sum(books.values()) == 0
    assert books.get("gifts", 0) == back - total
    assert "pending" not in {plan.state for plan in Plan.objects.filter(charges__in=received)}
    _nobody_is_asked_too_often()


def _nobody_is_asked_too_often() -> None:
    """What is tried again is tried four times at most, with as many letters; no lasting gift is left by accident."""
    assert all(each.tries <= MOST_TRIES for each in TrialPayment.objects.all())
    for plan in Plan.objects.all():
        goes_on = plan.failings.filter(next_at__isnull=False).count()
        assert goes_on == (plan.state == PlanState.PAST_DUE), plan.state
        letters = Counter(plan.letters.values_list("kind", flat=True))
        refused = plan.charges.filter(failing__isnull=False).count()
        assert letters["failure"] <= MOST_TRIES * refused + plan.charges.filter(state="failed").count()
        assert letters["lapsed"] <= refused
        assert letters["stopped"] <= 1


def _agrees_with_the_provider() -> None:
    """When it has been asked about each gift, the books say what lies with it."""
    payments = TrialPayment.objects.filter(state="paid")
    there = sum(each.minor - each.minor * 29 // 1000 - each.returned_minor for each in payments)
    assert balances("TWD").get("with:trial", 0) == there
    assert Charge.objects.filter(received_at__isnull=False).count() == payments.count()


class _Talkative(Trial):
    """A trial provider that tells by itself, as others do."""

    def hear(self, headers: Mapping[str, str], body: bytes) -> Told | None:
        if headers.get("signature") != "right":
            raise ProviderProblem("That is not from us.")
        name, subject = body.decode().split()
        return Told(name, "paid", subject) if subject != "foreign" else None


@pytest.fixture
def talkative(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(trial, "made", _Talkative)
    named.cache_clear()
    yield
    named.cache_clear()


@pytest.mark.usefixtures("talkative")
def test_what_is_told_is_noted_at_once_and_worked_on_afterwards_once() -> None:
    charge = begun()
    offer(charge, WAYS)
    pay(charge)
    charge.refresh_from_db()
    right = {"signature": "right"}
    assert hear("trial", right, f"evt_1 {charge.reference}".encode())
    assert not hear("trial", right, f"evt_1 {charge.reference}".encode())
    assert hear("trial", right, f"evt_2 {charge.reference}".encode())
    assert hear("trial", right, b"evt_3 unknown")
    assert not hear("trial", right, b"evt_4 foreign")
    assert balances("TWD") == {}
    assert work_on_what_was_told()
    assert not work_on_what_was_told()
    said = EventOutcome.objects.order_by("event").values_list("says", flat=True)
    assert list(said) == ["changed", "known before", "not ours"]
    assert balances("TWD")["gifts"] == -30_000


def test_a_gift_that_nobody_pays_is_given_up_and_one_that_was_paid_unseen_is_not() -> None:
    unpaid, paid, fresh = (begun(key=key) for key in ("unpaid", "paid", "fresh"))
    for charge in (unpaid, paid, fresh):
        offer(charge, WAYS)
    pay(paid)
    Charge.objects.exclude(pk=fresh.pk).update(created_at=timezone.now() - timedelta(days=WAITING_DAYS + 1))
    assert give_up_waiting() == 1
    assert give_up_waiting() == 0
    found = Charge.objects.order_by("pk").values_list("state", flat=True)
    assert list(found) == [ChargeState.LAPSED, ChargeState.RECEIVED, ChargeState.WAITING]


@pytest.mark.usefixtures("talkative")
def test_what_is_not_from_the_provider_is_refused_and_leaves_nothing() -> None:
    for headers, body, provider in (
        ({}, b"evt x", "trial"),
        ({"signature": "right"}, b"x" * 300_000, "trial"),
        ({}, b"", "../x"),
    ):
        with pytest.raises(ProviderProblem, match=r"\.$"):
            hear(provider, headers, body)
    assert not ProviderEvent.objects.exists()
