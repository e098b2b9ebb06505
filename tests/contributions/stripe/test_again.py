"""Refused months by Stripe: who tries again, how often at most, and that nobody pays twice; cards; the nights."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from tests.contributions.giving import WAYS, balances, begun
from tests.contributions.stripe import fake
from tests.contributions.stripe.test_gifts_by_stripe import given, tell, world_of

from freesheet.contributions.actions import offer, reconcile_tonight, settle, tell_of_cards, to_be_told, try_again
from freesheet.contributions.models import Charge, Failing, Letter, Plan, Posting, ReconciliationRun
from freesheet.contributions.rules import ChargeState, PlanState

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _remember(world: fake.World) -> None:
    from tests.contributions.stripe import test_gifts_by_stripe as others

    others._world[:] = [world]


def refused_month() -> tuple[Charge, dict[str, Any]]:
    """A later month of a lasting gift, that Stripe could not collect and told of; with its invoice."""
    given(rhythm="month")
    [subscription] = world_of().of_kind("subscription")
    subscription["_refuses"] = True
    invoice = world_of().month(subscription["id"], paid=False)
    tell()
    return Charge.objects.get(reference=invoice), world_of().get(invoice)


def weeks(count: int, *, stripe_tries: bool = False) -> None:
    """So many weeks go by, told of or not; Stripe tries by itself every day, if it may."""
    start = timezone.now()
    for hours in range(0, count * 7 * 24, 6):
        if stripe_tries and hours % 24 == 12:
            for invoice in world_of().of_kind("invoice"):
                world_of().smart_retry(invoice["id"])
        try_again(start + timedelta(hours=hours))


def test_we_try_four_times_stripe_does_not_and_then_the_subscription_ends() -> None:
    month, invoice = refused_month()
    weeks(6, stripe_tries=True)
    assert (invoice["_tries"], invoice["attempt_count"]) == (4, 1)
    assert invoice["auto_advance"] is False
    keys = [headers["idempotency-key"] for _m, path, _a, headers in world_of().asked if path.endswith("/pay")]
    assert keys == [f"retry:{invoice['id']}:{number}" for number in (1, 2, 3, 4)]
    [subscription] = world_of().of_kind("subscription")
    assert subscription["status"] == "canceled"
    month.refresh_from_db()
    assert (month.state, Plan.objects.get().state) == (ChargeState.LAPSED, PlanState.LAPSED)
    tell()
    settle(month)
    assert Plan.objects.get().state == PlanState.LAPSED, "that Stripe tells of our own cancelling changes nothing"
    assert [each.kind for each in Letter.objects.order_by("pk")] == ["receipt", *["failure"] * 4, "lapsed"]


def test_what_stripe_has_tried_by_itself_all_the_same_is_counted() -> None:
    _month, invoice = refused_month()
    for _day in range(3):
        world_of().smart_retry(invoice["id"])
    weeks(6)
    assert invoice["attempt_count"] - 1 + invoice["_tries"] == 4


def test_a_card_that_works_again_is_charged_once() -> None:
    month, invoice = refused_month()
    try_again()
    world_of().of_kind("subscription")[0]["_refuses"] = False
    world_of().moods = ["", "cut", "cut"]
    weeks(6)
    tell()
    month.refresh_from_db()
    assert (month.state, Plan.objects.get().state) == (ChargeState.RECEIVED, PlanState.ACTIVE)
    assert invoice["_tries"] == 1
    assert Posting.objects.filter(charge=month, about="paid").count() == 1
    assert balances("TWD")["with:stripe"] == world_of().balance()["TWD"]


def test_stripe_that_is_away_is_asked_again_for_the_same_try() -> None:
    _month, invoice = refused_month()
    now = timezone.now()
    try_again(now)
    world_of().moods = ["", "cut", "cut", "cut"]
    assert try_again(now + 3 * DAY) == 0
    assert invoice["_tries"] == 1, "it was done, and nobody knows"
    assert try_again(now + 3 * DAY + timedelta(minutes=5)) == 0
    assert try_again(now + 3 * DAY + timedelta(hours=2)) == 1
    assert invoice["_tries"] == 1
    assert Failing.objects.get().done == 2


def test_a_refused_month_is_paid_on_the_page_of_its_invoice_and_no_second_gift_begins() -> None:
    month, invoice = refused_month()
    try_again()
    assert offer(month, WAYS) == invoice["hosted_invoice_url"]
    assert len(world_of().of_kind("checkout.session")) == 1
    [subscription] = world_of().of_kind("subscription")
    assert subscription["payment_settings"]["save_default_payment_method"] == "on_subscription"
    world_of().retry(invoice["id"])
    tell()
    weeks(4)
    assert Plan.objects.get().state == PlanState.ACTIVE
    assert "_tries" not in invoice


def test_until_when_a_card_is_good_is_all_that_is_kept_of_it() -> None:
    given(rhythm="month")
    now = datetime(2030, 8, 10, tzinfo=UTC)
    assert tell_of_cards(now) == 1
    plan = Plan.objects.get()
    assert plan.card_ends == date(2030, 8, 31)
    assert tell_of_cards(now + DAY) == 0
    assert "4242" not in str([each.__dict__ for each in (*Plan.objects.all(), *Letter.objects.all())])


def at_night(day: int, hour: int = 4) -> datetime:
    """An hour of a night in Taipei."""
    return datetime(2026, 11, day, hour, tzinfo=settings.PUBLICATION.zone)


def test_each_night_is_reconciled_once_by_the_papers_own_clock_and_what_was_found_is_kept(world: fake.World) -> None:
    charge = begun(provider="stripe")
    offer(charge, WAYS)
    charge.refresh_from_db()
    world.pay(charge.reference)
    assert reconcile_tonight(at_night(27, 2)) == []
    [run] = reconcile_tonight(at_night(27, 3))
    assert reconcile_tonight(at_night(27, 23)) == []
    assert (run.asked, run.entered, run.doubtful, run.problems) == (1, 1, 0, 0)
    assert run.found["entered"][0]["of"]["now"] == "received"
    assert to_be_told() == [run]
    [second] = reconcile_tonight(at_night(28, 3))
    assert second.entered == 0
    assert to_be_told() == [run]
    ReconciliationRun.objects.filter(pk=second.pk).update(ended_at=None)
    assert reconcile_tonight(at_night(28, 5)) == [], "another worker is at it"
    assert [each.pk for each in reconcile_tonight(at_night(28, 7))] == [second.pk], "or was, and fell over"


def test_a_night_that_failed_is_told_of_when_the_next_one_fails_too_and_looks_back_further_then(
    world: fake.World, monkeypatch: pytest.MonkeyPatch
) -> None:
    reconcile_tonight(at_night(10))
    for day in (18, 19):
        world.moods = ["429"]
        [run] = reconcile_tonight(at_night(day))
        assert run.problems == 1
        ReconciliationRun.objects.update(started_at=timezone.now())
    assert [each.day.day for each in to_be_told()] == [19]
    ReconciliationRun.objects.filter(day__day=10).update(started_at=at_night(10))
    [third] = reconcile_tonight(at_night(20))
    assert third.since < at_night(10)
    monkeypatch.setattr(settings, "PUBLICATION", dataclasses.replace(settings.PUBLICATION, payments=("trial", "bank")))
    assert reconcile_tonight(at_night(21)) == [], "neither can be asked"
