"""What goes wrong with lasting gifts: cards refused or expiring, late transfers; each with letters, and an end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from tests.contributions.banking import account, camt, promised, transfer
from tests.contributions.giving import WAYS, begun, pay

from freesheet.contributions.actions import (
    import_statement,
    match_by_hand,
    offer,
    pause,
    post_letters,
    remind_of_late_transfers,
    resume,
    set_aside,
    settle,
    tell_of_cards,
    told,
    try_again,
    undo,
    work_on_what_was_told,
)
from freesheet.contributions.actions.hearing import AT_ONCE
from freesheet.contributions.actions.hearing import MOST_TRIES as MOST_TRIES_OF_A_MESSAGE
from freesheet.contributions.models import (
    BankAccount,
    Charge,
    EventOutcome,
    EventTry,
    Failing,
    Letter,
    Plan,
    Statement,
    StatementLine,
    Supporter,
    TrialPayment,
)
from freesheet.contributions.providers.bank.references import printed
from freesheet.contributions.providers.trial.provider import let_a_month_pass
from freesheet.contributions.rules import CARD_AGAIN, MOST_TRIES, TRANSFER_AGAIN, ChargeState, PlanState
from freesheet.project.clock import tend_gifts, tend_nights

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def refused(**more: Any) -> Charge:
    """A month of a trial's lasting gift whose card was refused."""
    first = begun(paid=True, rhythm="month", **more)
    assert first.plan is not None
    month = let_a_month_pass(first.plan, refused=True)
    settle(month)
    month.refresh_from_db()
    return month


def plan_of(charge: Charge) -> Plan:
    return Plan.objects.get(pk=charge.plan_id)


def days(until: int) -> Iterator[datetime]:
    """The hours of so many days, a few of each, as a clock comes by."""
    start = timezone.now()
    for hours in range(0, until * 24, 5):
        yield start + timedelta(hours=hours)


def kinds() -> list[str]:
    return list(Letter.objects.exclude(kind="receipt").order_by("pk").values_list("kind", flat=True))


def test_a_refused_card_is_tried_four_times_in_three_weeks_with_letters_and_then_it_ends() -> None:
    month = refused()
    assert (month.state, plan_of(month).state, kinds()) == (ChargeState.FAILED, PlanState.PAST_DUE, ["failure"])
    tried: list[int] = []
    start = timezone.now()
    for now in days(40):
        try_again(now)
        count = TrialPayment.objects.get(reference=month.reference).tries
        if len(tried) < count:
            tried.append((now - start).days)
    assert tried == [each.day for each in CARD_AGAIN if each.does == "try"] == [3, 7, 14, 21]
    assert kinds() == ["failure"] * MOST_TRIES + ["lapsed"]
    month.refresh_from_db()
    assert (month.state, plan_of(month).state) == (ChargeState.LAPSED, PlanState.LAPSED)
    assert plan_of(month).ended_at is not None
    assert not Failing.objects.filter(next_at__isnull=False).exists()


def test_a_clock_that_stood_still_does_not_try_all_at_once() -> None:
    month = refused()
    late = timezone.now() + 30 * DAY
    for minutes in range(0, 600, 5):
        try_again(late + timedelta(minutes=minutes))
    assert TrialPayment.objects.get(reference=month.reference).tries == 0
    try_again(late + 2 * DAY)
    try_again(late + 2 * DAY)
    assert TrialPayment.objects.get(reference=month.reference).tries == 1


def test_who_repairs_it_is_left_alone_and_so_is_who_pauses() -> None:
    repaired, paused = refused(key="repaired"), refused(key="paused", email="b@example.org")
    assert offer(repaired, WAYS)
    pay(repaired)
    settle(repaired)
    assert plan_of(repaired).state == PlanState.ACTIVE
    pause(plan_of(paused))
    resume(plan_of(paused))
    for now in days(40):
        try_again(now)
    assert not TrialPayment.objects.filter(tries__gt=0).exists()
    assert kinds() == ["failure", "failure", "paused", "resumed"]
    assert plan_of(paused).state == PlanState.ACTIVE


def test_a_card_that_works_again_is_tried_no_more_and_its_money_is_entered_once() -> None:
    month = refused()
    try_again()
    TrialPayment.objects.filter(reference=month.reference).update(state="paid")
    for now in days(40):
        try_again(now)
    month.refresh_from_db()
    assert (month.state, plan_of(month).state) == (ChargeState.RECEIVED, PlanState.ACTIVE)
    assert month.postings.filter(about="paid").count() == 1
    assert kinds() == ["failure"]


def test_two_workers_do_one_step_and_one_that_fell_over_is_followed_by_another() -> None:
    month = refused()
    now = timezone.now()
    Failing.objects.update(claim="somebody else", claimed_at=now)
    assert try_again(now + timedelta(minutes=1)) == 0
    assert try_again(now + timedelta(minutes=20)) == 1
    assert Failing.objects.get(charge=month).done == 1


LETTERS = {
    "en": ("We will try again on", "We will try once more on", "nobody will ask you again"),
    "zh-hant": ("如果卡片仍然有效", "最後再試一次", "也不會再有人向您催問"),
    "ur": ("دوبارہ کوشش", "ایک آخری بار کوشش", "کوئی آپ سے دوبارہ نہیں مانگے گا"),
}


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize("language", LETTERS)
def test_each_letter_says_what_comes_next_in_the_givers_language(language: str) -> None:
    refused(language=language, name="Ada")
    mail.outbox.clear()
    Letter.objects.filter(kind="receipt").delete()
    for now in days(40):
        try_again(now)
        post_letters()
    texts = [each.body for each in mail.outbox]
    assert len(texts) == 5
    first, last, end = LETTERS[language]
    assert [first in text for text in texts] == [True, True, True, False, False]
    assert [last in text for text in texts] == [False, False, False, True, False]
    assert end in texts[-1]
    assert "%(" not in "".join(texts)


def standing_order(days_ago: int) -> Plan:
    """A lasting gift by transfer whose first money came so many days ago."""
    account()
    charge = promised(rhythm="month")
    day = (timezone.now() - days_ago * DAY).date().isoformat()
    import_statement(camt(transfer(charge.reference, day=day)), "first.xml", "test")
    plan = plan_of(charge)
    assert plan.state == PlanState.ACTIVE
    return plan


def read_the_bank(at: datetime) -> None:
    """Somebody reads in a statement in which nothing is new to us."""
    Statement.objects.create(account=BankAccount.objects.get(), file="later.xml", digest=f"{at}", at=at)


def test_a_transfer_that_does_not_come_is_asked_for_three_times_and_then_no_more() -> None:
    plan = standing_order(30)
    asked: list[int] = []
    for now in days(60):
        read_the_bank(now)
        remind_of_late_transfers(now)
        try_again(now)
        if len(asked) < len(kinds()):
            asked.append((now - timezone.now()).days)
    assert kinds() == ["reminder"] * 3 + ["lapsed"]
    assert [round((each - asked[0]) / 7) * 7 for each in asked] == [each.day for each in TRANSFER_AGAIN]
    plan.refresh_from_db()
    assert plan.state == PlanState.LAPSED


def test_nobody_is_asked_before_the_bank_was_read_or_while_their_money_may_lie_there_unmatched() -> None:
    plan = standing_order(0)
    later = timezone.now() + 45 * DAY
    assert remind_of_late_transfers(later) == 0
    read_the_bank(later)
    import_statement(camt(transfer("for the paper", name="x")), "second.xml", "test")
    assert remind_of_late_transfers(later) == 0
    set_aside(StatementLine.objects.get(said="for the paper"), "a book", "anna")
    assert remind_of_late_transfers(later) == 1
    assert remind_of_late_transfers(later) == 0
    assert kinds() == ["reminder"]
    # Read once, and not again: nobody knows what came since.
    for now in days(90):
        try_again(now)
    plan.refresh_from_db()
    assert (plan.state, kinds()) == (PlanState.PAST_DUE, ["reminder"])


def test_a_transfer_that_comes_late_ends_the_asking() -> None:
    plan = standing_order(45)
    assert remind_of_late_transfers() == 1
    first = plan.charges.get()
    import_statement(camt(transfer(first.reference, name="next")), "second.xml", "test")
    plan.refresh_from_db()
    assert plan.state == PlanState.ACTIVE
    for now in days(30):
        read_the_bank(now)
        try_again(now)
    assert kinds() == ["reminder"]


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize("language", ["en", "zh-hant", "ur"])
def test_a_reminder_says_where_the_money_goes(language: str) -> None:
    plan = standing_order(45)
    Charge.objects.update(language=language)
    Supporter.objects.update(language=language)
    Letter.objects.all().delete()
    remind_of_late_transfers()
    post_letters()
    text = mail.outbox[-1].body
    assert "DE89 3704 0044 0532 0130 00" in text
    assert printed(plan.charges.get().reference) in text
    assert "%(" not in text


def test_an_undone_match_takes_its_lasting_gift_back_and_a_second_months_does_not() -> None:
    account()
    first = promised(rhythm="month")
    import_statement(camt(transfer("thanks", name="1"), transfer("thanks", name="2")), "a.xml", "test")
    matches = [match_by_hand(line, first, "anna") for line in StatementLine.objects.order_by("pk")]
    undo(matches[1], "anna")
    assert plan_of(first).state == PlanState.ACTIVE
    undo(matches[0], "anna")
    first.refresh_from_db()
    assert (first.state, plan_of(first).state) == (ChargeState.WAITING, PlanState.PENDING)


def test_who_has_a_card_that_expires_is_told_once_a_month_before() -> None:
    charge = begun(paid=True, rhythm="month")
    Plan.objects.update(created_at=datetime(2026, 11, 5, tzinfo=UTC))
    assert tell_of_cards(datetime(2026, 11, 28, tzinfo=UTC)) == 0
    assert plan_of(charge).card_ends == date(2027, 1, 31)
    told = [tell_of_cards(datetime(2026, 11, 28, tzinfo=UTC) + number * DAY) for number in range(80)]
    assert sum(told) == 1
    assert told.index(1) == 34, "the first of January, in Taipei"
    assert kinds() == ["card"]


@pytest.mark.usefixtures("paper")
@pytest.mark.parametrize(
    ("language", "day"), [("en", "31 January 2027"), ("zh-hant", "2027年1月31日"), ("ur", "۳۱ جنوری ۲۰۲۷")]
)
def test_the_letter_about_a_card_says_until_when_it_is_good(language: str, day: str) -> None:
    charge = begun(paid=True, rhythm="month", language=language)
    Letter.objects.all().delete()
    key = f"card:plan:{charge.plan_id}:2027-01"
    Letter.objects.create(key=key, kind="card", supporter=charge.supporter, plan=charge.plan)
    post_letters()
    assert day in mail.outbox[-1].body


def test_messages_that_cannot_be_asked_about_keep_no_other_from_its_turn() -> None:
    for number in range(AT_ONCE + 5):
        told("gone", f"old-{number:03}", "paid", "x")
    charge = begun()
    offer(charge, WAYS)
    pay(charge)
    charge.refresh_from_db()
    told("trial", "new", "paid", charge.reference)
    assert not work_on_what_was_told()
    assert work_on_what_was_told()
    charge.refresh_from_db()
    assert charge.state == ChargeState.RECEIVED
    assert not work_on_what_was_told(), "none of the old ones is due again yet"
    for _number in range(MOST_TRIES_OF_A_MESSAGE):
        EventTry.objects.update(next_at=timezone.now())
        work_on_what_was_told()
        work_on_what_was_told()
    assert EventOutcome.objects.filter(says="could not be asked about").count() == AT_ONCE + 5


def test_the_workers_clock_does_all_of_it() -> None:
    month = refused()
    assert plan_of(month).card_ends is None
    tend_gifts()
    assert Failing.objects.get().done == 1
    tend_nights()
    assert plan_of(month).card_ends is None, "a card that was refused is not warned about besides"
    pay(month)
    settle(month)
    tend_nights()
    assert plan_of(month).card_ends is not None
