"""The gifts of the demonstration newspaper: all kinds of them, in books that balance, and none of them real."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Sum
from django.utils import timezone
from tests import factories
from tests.standing import standing

import freesheet.importers.demo
from freesheet.contributions.actions import waiting_holds, waiting_lines
from freesheet.contributions.models import (
    Charge,
    Dedication,
    Letter,
    Plan,
    Posting,
    Quarter,
    Receipt,
    Series,
    Supporter,
    TrialPayment,
)
from freesheet.contributions.quarters.counting import count
from freesheet.contributions.quarters.shown import shown_of
from freesheet.contributions.rules import ChargeState, PlanState
from freesheet.contributions.thanked import to_thank_for
from freesheet.importers.demo.gifts.actions import give_to_demonstration

CONTENT = Path(freesheet.importers.demo.__file__).parent / "content"
NOWHERE = (".test", "example.org")


def _given() -> int:
    factories.editions("en", "zh-hant", "ur")
    give_to_demonstration(lambda done, total: None)
    return Charge.objects.count()


@pytest.fixture(scope="module")
def given(django_db_setup: None, django_db_blocker: Any) -> Iterator[int]:
    yield from standing(django_db_blocker, _given)


@pytest.fixture
def gifts(given: int, db: None) -> int:
    """How many there are."""
    return given


def test_there_is_every_kind_of_gift(gifts: int) -> None:
    assert set(Charge.objects.values_list("state", flat=True)) >= {
        ChargeState.RECEIVED, ChargeState.HELD, ChargeState.WAITING, ChargeState.FAILED, ChargeState.RETURNED,
    }  # fmt: skip
    assert set(Plan.objects.values_list("state", flat=True)) == set(PlanState) - {PlanState.PENDING}
    assert {"TWD", "USD", "JPY", "INR", "GBP", "EUR", "MYR"} <= set(Charge.objects.values_list("currency", flat=True))
    assert Counter(Charge.objects.values_list("currency", flat=True)).most_common(1)[0][0] == "TWD"
    assert set(Dedication.objects.values_list("kind", flat=True)) == {"memory", "present"}
    assert waiting_holds().count() == 3
    assert waiting_lines().count() == 3
    assert 3 <= to_thank_for().count() <= 8
    assert Supporter.objects.exclude(erased_at=None).count() == 1


def test_its_books_balance_with_what_the_trial_provider_has(gifts: int) -> None:
    def sums(**lines: Any) -> Counter[str]:
        found = Posting.objects.filter(**lines).values_list("currency").annotate(sum=Sum("minor"))
        return Counter(dict(found))

    there = sums(debit="with:trial")
    there.subtract(sums(credit="with:trial"))
    paid: Counter[str] = Counter()
    for payment in TrialPayment.objects.filter(state="paid"):
        paid[payment.currency] += payment.minor - payment.returned_minor
    paid.subtract(sums(debit="fees"))
    assert there == paid
    received = Charge.objects.filter(received_at__isnull=False)
    assert Receipt.objects.count() == received.count() > gifts * 0.9
    for series in Series.objects.all():
        numbers = series.receipts.order_by("number").values_list("number", flat=True)
        assert list(numbers) == list(range(1, series.last + 1))


def test_everything_happened_before_now_and_long_ago_too(gifts: int) -> None:
    now = timezone.now()
    moments = [*Charge.objects.values_list("created_at", flat=True), *Posting.objects.values_list("at", flat=True)]
    assert max(moments) < now
    assert min(moments) < now - timedelta(days=400)


def test_the_quarters_that_are_over_are_published_and_readers_have_the_figures_of_the_books(gifts: int) -> None:
    quarters = list(Quarter.objects.all())
    assert len(quarters) == 4
    for quarter in quarters:
        shown = shown_of(quarter)
        assert shown is not None
        assert shown.figures == count(quarter)
        assert not shown.figures.missing
    # Among fewer than ten nobody is told from the others; where the quarters begin depends on today.
    assert sum(bool(count(quarter).places) for quarter in quarters) >= 3
    assert sum(len(getattr(shown_of(quarter), "changes", ())) for quarter in quarters) == 1


def test_no_letter_waits_and_those_of_the_last_days_were_written(gifts: int, mailoutbox: Any) -> None:
    states = Counter(Letter.objects.values_list("state", flat=True))
    assert set(states) == {"sent", "failed", "set aside"}
    assert states["failed"] == 1
    late = Letter.objects.filter(state="sent", sent_at__gt=timezone.now() - timedelta(minutes=10))
    assert 5 <= late.count() <= 12


def test_nobody_of_these_can_get_mail_or_money() -> None:
    said = tomllib.loads((CONTENT / "gifts.toml").read_text("utf-8"))
    mails = [gift["mail"] for gift in said["gifts"]] + [
        who.rstrip(">").split("<")[1] for who in said["crowd"]["people"]
    ]
    assert [mail for mail in mails if not mail.endswith(NOWHERE)] == []
    assert len(set(mails)) == len(mails)
    assert "send nothing" in said["account"]["holder"]
    assert set(said["account"]["number"]) == set("0-")


def test_the_articles_at_which_gifts_begin_are_there() -> None:
    slugs: dict[str, set[str]] = {}
    for file in (CONTENT / "articles").glob("*.md"):
        slug, language = file.stem.split(".", 1)
        head = tomllib.loads(file.read_text("utf-8").split("+++")[1])
        slugs.setdefault(language, set()).add(head.get("slug", slug))
    gifts = tomllib.loads((CONTENT / "gifts.toml").read_text("utf-8"))["gifts"]
    assert [each["page"] for each in gifts if "page" in each and each["page"] not in slugs[each["language"]]] == []
