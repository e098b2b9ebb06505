"""Amounts, fees, the goal, names and texts of the appeal, as the books and the outlet have them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.contributions.giving import begun, send_back, wish

from freesheet.contributions.actions import begin, forget, settle
from freesheet.contributions.asking import goals, texts
from freesheet.contributions.asking.countries import countries, home_of
from freesheet.contributions.asking.fees import with_fee
from freesheet.contributions.asking.ladders import offered, offers
from freesheet.contributions.asking.naming import names, show_names
from freesheet.contributions.conf import ASKED
from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.models import AppealCount, AppealText, Dedication, FeeRate, Goal, Ladder, Supporter
from freesheet.contributions.providers.stripe.amounts import takes
from freesheet.contributions.providers.trial.provider import Trial
from freesheet.contributions.rate import Rate, covering
from freesheet.lib.money import Money, currencies
from freesheet.press.models import Change

PARTS = st.decimals(min_value=0, max_value=50, places=4)


@given(st.integers(1, 10**12), PARTS, st.integers(0, 10**6), st.sampled_from(currencies()))
def test_whoever_pays_the_fee_too_gives_what_it_takes_and_not_a_coin_more(
    wished: int, percent: Decimal, fixed: int, currency: str
) -> None:
    total = covering(Money(wished, currency), Rate(percent, Money(fixed, currency))).minor

    def left(minor: int) -> Decimal:
        return minor - minor * percent / 100 - fixed

    assert left(total) >= wished
    assert left(total - 1) < wished


class Stripe(Trial):
    """Takes what Stripe takes."""

    name = "stripe"

    def takes(self, money: Money, rhythm: str) -> bool:
        return takes(money)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("currency", "wished", "total"),
    [("USD", 1500, 1576), ("JPY", 500, 546), ("KWD", 5000, 5460), ("ISK", 500, 546), ("UGX", 10_000, 10_330)],
)
def test_the_total_is_in_coins_that_the_provider_takes(currency: str, wished: int, total: int) -> None:
    FeeRate.objects.create(
        provider="stripe",
        currency=currency,
        percent=Decimal("2.9"),
        fixed="30" if wished < 1000 else "0.30",
        source="x",
    )
    if currency in ("KWD", "UGX"):
        FeeRate.objects.update(fixed="0.300" if currency == "KWD" else "30")
    found = with_fee(Stripe(), Money(wished, currency), "once")
    assert found is not None
    assert takes(found)
    assert found.minor == total


@pytest.mark.django_db
def test_without_a_rate_nobody_is_told_of_a_fee() -> None:
    nameless: Any = Stripe()
    nameless.rate = None
    assert with_fee(nameless, Money(1500, "USD"), "once") is None


@pytest.mark.django_db
def test_an_outlet_sets_its_own_amounts_and_any_currency_and_hides_what_it_does_not_want() -> None:
    assert {currency for currency, _country in offers()} == set(ASKED)
    row = Ladder(currency="BHD", once="5; 1.500  3", month="1", year="10,\u00a020", least="0.5", most="1000")
    row.full_clean()
    row.save()
    assert row.once == "1.500 3 5"
    assert [each.minor for each in offers()["BHD", ""].ladder("once")] == [1500, 3000, 5000]
    portugal = {"once": "3", "month": "1", "year": "10", "least": "1", "most": "50"}
    Ladder.objects.create(currency="EUR", country="PT", **portugal)
    assert offered("EUR", "PT") != offered("EUR", "DE") == offered("EUR")
    begin(wish(key="b", money=Money(500, "BHD")))
    with pytest.raises(GiftProblem, match="more than €50"):
        begin(wish(key="p", money=Money(6000, "EUR"), asked_in="PT"))
    Ladder.objects.create(currency="EUR", offered=False, **portugal)
    assert ("EUR", "") not in offers()
    assert ("EUR", "PT") in offers()
    for currency in ASKED:
        Ladder.objects.update_or_create(currency=currency, country="", defaults={"offered": False, **portugal})
    Ladder.objects.exclude(country="").delete()
    Ladder.objects.filter(currency="BHD").delete()
    assert {currency for currency, _country in offers()} == set(ASKED)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"once": "ten"}, "once"), ({"once": ""}, "once"), ({"currency": "JPY", "once": "1.5"}, "once"),
        ({"month": "0"}, "month"), ({"once": "1 2 3 4 5 6 7"}, "once"), ({"most": "1"}, "most"),
        ({"year": "5000"}, "year"), ({"currency": "XAU"}, "once"), ({"country": "pt"}, "country"),
    ],
)  # fmt: skip
def test_amounts_that_cannot_be_are_refused_where_they_were_written(wrong: dict[str, str], field: str) -> None:
    plain = {"currency": "EUR", "once": "5 10", "month": "5", "year": "50", "least": "2", "most": "1000"}
    with pytest.raises(ValidationError) as problem:
        Ladder(**{**plain, **wrong}).full_clean()
    assert field in problem.value.message_dict


def test_countries_have_the_names_of_the_language_and_only_a_sure_one_is_chosen() -> None:
    assert dict(countries("ur"))["PK"] == "پاکستان"
    assert dict(countries("zh-hant"))["TW"] == "台灣"
    assert "EU" not in dict(countries("en"))
    assert {currency: home_of(currency) for currency in ASKED} == {
        **dict.fromkeys(ASKED, ""), "TWD": "TW", "JPY": "JP", "PKR": "PK", "MYR": "MY", "CNY": "CN", "HKD": "HK",
    }  # fmt: skip


def _goal(**more: Any) -> Goal:
    today = timezone.localdate()
    plain = {"currency": "TWD", "amount": "10000", "begins": today - timedelta(days=1), "ends": today}
    return Goal.objects.create(**{**plain, **more})


@pytest.mark.django_db
def test_a_goal_is_told_in_steps_after_ten_have_given_and_never_more_than_came() -> None:
    goal = _goal()
    for number in range(9):
        begun(key=f"g{number}", email=f"{number}@example.org", paid=True)
    assert goals.show_goals()
    assert goals.shown_goal() == goal
    assert goals.percent(goal) == 0
    last = begun(key="g9", email="9@example.org", paid=True)
    assert goals.percent(goal) == 30
    assert goals.show_goals()
    assert Change.objects.filter(key="gifts:goal").exists()
    assert not goals.show_goals()
    send_back(last, 29_000)
    settle(last)
    assert goals.percent(goal) == 25
    begun(key="other", email="x@example.org", money=Money(900_000, "USD"), paid=True)
    assert goals.percent(goal) == 25
    assert goals.percent(goal, goal.ends + timedelta(days=1)) is None
    assert goals.percent(goal, goal.begins - timedelta(days=1)) is None


@given(st.integers(-(10**9), 10**12), st.integers(1, 10**12), st.integers(0, 10**6))
def test_a_small_gift_is_seen_only_where_it_carries_over_a_step(have: int, want: int, gift: int) -> None:
    before, after = goals.stepped(have, want), goals.stepped(have + gift, want)
    assert before % goals.STEP == 0
    assert 0 <= before <= after <= 100
    assert before * want <= max(0, have) * 100
    assume(gift * 100 < goals.STEP * want)
    assert after - before in (0, goals.STEP)


@pytest.mark.django_db
def test_only_who_asked_is_named_and_who_is_forgotten_is_gone() -> None:
    begun(key="a", email="a@example.org", name="Ada", shows_name=True, paid=True)
    begun(key="b", email="b@example.org", name="Bashir", paid=True)
    begun(key="c", email="c@example.org", name="Chen", shows_name=True)
    begun(key="d", email="d@example.org", name="Dua", shows_name=True, paid=True)
    begun(key="d2", email="d@example.org", name="Dua", paid=True)
    assert show_names()
    assert names() == ["Ada"]
    assert not show_names()
    ada = Supporter.objects.get(name="Ada")
    Dedication.objects.create(charge=ada.charges.get(), kind="memory", name="Grace")
    assert forget(ada)
    assert names() == []
    assert not Dedication.objects.exists()
    assert not show_names()


@pytest.mark.django_db
def test_a_gift_is_for_somebody_who_has_a_name() -> None:
    charge = begin(wish(dedication="memory", dedicated_to=" Grace ", country="TW"))
    assert (charge.dedication.kind, charge.dedication.name, charge.country) == ("memory", "Grace", "TW")
    for wrong in ({"dedication": "memory"}, {"dedication": "enemy", "dedicated_to": "x"}, {"dedicated_to": "x" * 121}):
        with pytest.raises(GiftProblem, match=r"\.$"):
            begin(wish(key="other", **wrong))
    assert Dedication.objects.count() == 1


@pytest.mark.django_db
def test_what_came_of_each_text_is_counted_from_when_it_began() -> None:
    assert not texts.count("en", 0, "seen")
    short = AppealText.objects.create(name="Short", language="en", heading="Short", share=30)
    AppealCount.objects.create(language="en", text=0, day=date(2020, 1, 1), seen=500)
    begun(key="old", paid=True, campaign="appeal:en:0")
    AppealText.objects.update(begun_at=timezone.now())
    for text, times in ((0, 7), (short.pk, 3)):
        assert all(texts.count("en", text, "seen") for _each in range(times))
    assert texts.count("en", short.pk, "bothered")
    assert not texts.count("en", 999, "seen")
    assert not texts.count("ur", short.pk, "seen")
    begun(key="month", paid=True, rhythm="month", campaign=f"appeal:en:{short.pk}", email="m@example.org")
    begun(key="unpaid", campaign=f"appeal:en:{short.pk}", email="u@example.org")
    first, other = texts.outcomes("en", "First")
    assert (first.share, first.seen, first.gifts, first.bothered) == (70, 7, 0, 0)
    assert (other.share, other.seen, other.gifts, other.bothered) == (30, 3, 1, 1)
    assert texts.stop(short)
    assert not texts.stop(short)
    assert not texts.count("en", short.pk, "seen")
    assert texts.outcomes("ur", "First") == []


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_the_interval_holds_the_figure_and_narrows_with_more_views(hits: int, of: int) -> None:
    middle, low, high = texts.per_thousand(min(hits, of), of)
    assert 0 <= low <= middle + 1e-9
    assert middle <= high + 1e-9
    assert high <= 1000
    _same, low_of_more, high_of_more = texts.per_thousand(min(hits, of) * 4, of * 4)
    assert high_of_more - low_of_more <= high - low + 1e-9
