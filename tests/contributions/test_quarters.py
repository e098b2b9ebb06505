"""The accounts of a quarter: what readers are shown is what the books say, to the last unit, and nobody is found."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contributions.accounting import IN_Q3, crowd, gift, of_the_books, third_quarter
from tests.contributions.test_gifts import taken_back

from freesheet.contributions.actions import enter_quarter, happened, publish_quarter, take_back_quarter
from freesheet.contributions.actions.happening import post
from freesheet.contributions.actions.quarters import Entered, Line
from freesheet.contributions.errors import QuarterProblem
from freesheet.contributions.models import Posting, Quarter, ShownQuarter
from freesheet.contributions.quarters.counting import bands, count
from freesheet.contributions.quarters.figures import ELSEWHERE, EXCHANGE, FEES, INCOME, RETURNED, Figures, from_json
from freesheet.contributions.quarters.shown import preview_of, published, shown_of
from freesheet.contributions.rounding import FEWEST
from freesheet.lib.exchange import exchanged
from freesheet.lib.money import Money

pytestmark = pytest.mark.django_db
RATES = {"USD": Decimal("32.15"), "JPY": Decimal("0.2104"), "EUR": Decimal("34.9")}


def entered(quarter: Quarter, *lines: Line, large: int = 1_000_000, **more: Any) -> Quarter:
    return enter_quarter(quarter, Entered(Money(large, quarter.currency), lines, more.pop("rates", RATES), **more))


def grant(minor: int, source: str = "A Fund", currency: str = "TWD") -> Line:
    return Line("grant", source, Money(minor, currency))


def spent(minor: int, category: str = "people", currency: str = "TWD", note: str = "") -> Line:
    return Line("spending", category, Money(minor, currency), note)


def told(figures: Figures, section: str) -> dict[tuple[str, str], int]:
    return {(row.item, row.currency): row.minor for row in figures.of(section)}


GIFTS = st.lists(
    st.tuples(
        st.integers(1, 14), st.sampled_from(["TWD", "USD", "JPY"]), st.sampled_from(["TW", "US", ""]),
        st.integers(15_000, 999_900), st.integers(0, 900),
        st.sampled_from(["", "part", "all", "open", "lost", "undone"]),
        st.booleans(),
    ), max_size=14,
)  # fmt: skip
ENTERED = st.lists(st.tuples(st.sampled_from(["grant", "other", "spending"]), st.sampled_from(["TWD", "EUR"]),
                             st.integers(1, 10**9)), max_size=4)  # fmt: skip


@settings(max_examples=40)
@given(GIFTS, ENTERED, st.decimals("0.0001", "99", places=6))
def test_whatever_happens_page_and_books_agree_in_every_currency_and_the_sums_add_up(
    gifts: list[Any], lines: list[Any], usd: Decimal
) -> None:
    with taken_back():
        for number, (giver, currency, country, minor, fee, then, moved) in enumerate(gifts):
            charge = gift(f"giver-{giver}", minor, currency, country, fee=fee)
            _then(charge, then)
            if moved:
                post(f"x:{number}:out", charge, "with:trial", "exchanged", Money(-minor, currency), "exchange", IN_Q3)
                post(f"x:{number}:in", charge, "with:trial", "exchanged", Money(minor * 3, "EUR"), "exchange", IN_Q3)
        said = [
            Line(kind, "people" if kind == "spending" else "A Fund", Money(minor, currency))
            for kind, currency, minor in lines
        ]
        quarter = entered(third_quarter(), *said, rates={**RATES, "USD": usd}, large=500_000)
        figures = count(quarter)
        _agree(figures, quarter, lines)
        assert from_json(figures.as_json()) == figures
        assert not figures.missing


def _then(charge: Any, then: str) -> None:
    half = Money(charge.minor // 2, charge.currency)
    steps: dict[str, list[tuple[str, Any]]] = {
        "part": [("returned in part", half)], "all": [("returned", None)], "open": [("disputed", None)],
        "lost": [("disputed", half), ("dispute lost", None)], "undone": [("payment reversed", None)],
    }  # fmt: skip
    for what, money in steps.get(then, []):
        assert happened(charge, what, cause="test", money=money, at=IN_Q3)


def _agree(figures: Figures, quarter: Quarter, lines: list[Any]) -> None:
    books = of_the_books(quarter)
    for kind, currency, minor in lines:
        books[currency] += -minor if kind == "spending" else minor
    for currency in {*books, *figures.currencies()}:
        assert figures.sum_in(currency) == books[currency], currency
    assert figures.own() == sum(row.own for row in figures.rows)
    rates = {code: Decimal(rate) for code, rate in figures.rates.items()} | {"TWD": Decimal(1)}
    for section in (INCOME, RETURNED, FEES, EXCHANGE):
        for currency in figures.currencies():
            rows = [row for row in figures.of(section) if row.currency == currency and not row.source]
            whole = exchanged(sum(row.minor for row in rows), currency, rates.get(currency, Decimal()), "TWD")
            assert sum(row.own for row in rows) == whole
    received = sum(row.own for row in figures.of(INCOME) if not row.source)
    assert not figures.places or sum(place.own for place in figures.places) == received
    assert figures.people % 10 == 0


def test_income_is_told_by_kind_and_a_large_gift_is_what_one_gave_in_all() -> None:
    crowd("TW", 12)
    for _time in range(2):
        gift("great", 400_000)
        gift("great", 10_000, "USD")
    figures = count(entered(third_quarter(), grant(500_000), large=1_000_000))
    assert told(figures, INCOME) == {
        ("small", "TWD"): 120_000, ("large", "TWD"): 800_000, ("large", "USD"): 20_000, ("grant", "TWD"): 500_000,
    }  # fmt: skip
    assert figures.own(INCOME) == 120_000 + 800_000 + 643_000 + 500_000
    assert (figures.people, figures.largest, figures.largest_source) == (10, 70, "")


def test_where_few_gave_gifts_are_not_parted_and_people_are_not_counted() -> None:
    gift("great", 2_000_000)
    crowd("TW", FEWEST - 2)
    figures = count(entered(third_quarter()))
    assert told(figures, INCOME) == {("gifts", "TWD"): 2_080_000}
    assert (figures.people, figures.places) == (0, ())


def test_a_grant_can_be_the_largest_source_and_its_parts_are_one() -> None:
    crowd("TW", 10, 20_000)
    figures = count(entered(third_quarter(), grant(100_000), grant(200_000, "a fund"), grant(250_000, "B")))
    assert (figures.largest, figures.largest_source) == (40, "A Fund")


def test_countries_with_few_givers_are_joined_so_that_none_is_found() -> None:
    crowd("TW", 30)
    crowd("JP", 12)
    crowd("US", 9)
    gift("alone", 77_000, country="PK")
    places = {place.country: (place.own, place.people) for place in count(third_quarter()).places}
    assert places == {"TW": (300_000, 30), "JP": (120_000, 10), ELSEWHERE: (167_000, 10)}
    crowd("US", 1, start=9)
    places = {place.country: (place.own, place.people) for place in count(third_quarter()).places}
    assert places == {"TW": (300_000, 30), "JP": (120_000, 10), ELSEWHERE: (177_000, 10)}


COUNTRIES = st.sampled_from(["TW", "US", "JP", "PK", "IN", "DE", "FR", "GB", "MY"])


@given(st.dictionaries(COUNTRIES, st.frozensets(st.integers(1, 60))))
def test_in_no_band_stand_fewer_than_ten(givers: dict[str, frozenset[int]]) -> None:
    joined = bands(givers)
    found: dict[str, set[int]] = {}
    for country, band in joined.items():
        found.setdefault(band, set()).update(givers[country])
    assert joined.keys() == givers.keys()
    assert set(found) <= {ELSEWHERE} or all(len(each) >= FEWEST for each in found.values())


def test_a_quarter_begins_and_ends_at_the_papers_own_midnight() -> None:
    quarter = third_quarter()
    # Taipei is eight hours before UTC: its July begins in UTC's June.
    assert quarter.begins.isoformat() == "2026-07-01T00:00:00+08:00"
    second = timedelta(seconds=1)
    for number, at in enumerate((quarter.begins - second, quarter.begins, quarter.ends - second, quarter.ends)):
        gift("ada", 10_000 * 10**number, at=at)
    assert told(count(quarter), INCOME) == {("gifts", "TWD"): 100_000 + 1_000_000}


def test_what_goes_back_later_is_of_the_quarter_in_which_it_goes() -> None:
    charge = gift("ada", 50_000)
    happened(charge, "returned", cause="late", at=IN_Q3 + timedelta(days=90))
    assert told(count(third_quarter()), RETURNED) == {}
    assert count(third_quarter()).own() == 50_000


def test_without_its_rate_a_currency_is_not_guessed_and_nothing_is_published() -> None:
    gift("ada", 2_000, "USD")
    quarter = entered(third_quarter(), rates={})
    figures = count(quarter)
    assert (figures.missing, figures.own(), figures.sum_in("USD")) == (("USD",), 0, 2_000)
    with pytest.raises(QuarterProblem, match="USD"):
        publish_quarter(quarter, "lin")
    assert published() == ()


def test_a_quarter_is_published_once_it_is_over_and_stays_as_it_was_shown() -> None:
    gift("ada", 50_000)
    quarter = entered(third_quarter(), spent(20_000))
    shown = publish_quarter(quarter, "lin")
    gift("bob", 70_000)
    assert [each.figures.own() for each in published()] == [30_000]
    for change in ({"reason": "x"}, {"by": ""}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ShownQuarter.objects.filter(pk=shown.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        ShownQuarter.objects.all().delete()


def test_a_quarter_that_is_not_over_or_is_empty_is_not_published(monkeypatch: pytest.MonkeyPatch) -> None:
    quarter = third_quarter()
    with pytest.raises(QuarterProblem, match="nothing"):
        publish_quarter(quarter, "lin")
    gift("ada")
    monkeypatch.setattr("django.utils.timezone.now", lambda: quarter.ends - timedelta(seconds=1))
    with pytest.raises(QuarterProblem, match="not over"):
        publish_quarter(quarter, "lin")


def test_what_changes_after_publication_is_said_with_its_reason() -> None:
    gift("ada", 50_000)
    quarter = entered(third_quarter(), spent(20_000))
    publish_quarter(quarter, "lin", "a reason that nobody needs")
    with pytest.raises(QuarterProblem, match="already"):
        publish_quarter(quarter, "lin", "again")
    entered(quarter, spent(25_000), grant(5_000))
    assert len(preview_of(quarter).changes) == 1
    for reason in ("", " ", "r" * 501):
        with pytest.raises(QuarterProblem, match="why"):
            publish_quarter(quarter, "lin", reason)
    publish_quarter(quarter, "lin", "A bill came late.")
    shown = published()[0]
    assert shown.figures.own() == 30_000
    change = shown.changes[0]
    assert change.reason == "A bill came late."
    assert [(each.section, each.item, each.before, each.after) for each in change.what] == [
        (INCOME, "grant", 0, 5_000), ("spending", "people", -20_000, -25_000),
    ]  # fmt: skip


def test_what_is_not_published_can_be_taken_back() -> None:
    gift("ada", 50_000)
    gift("ada", 2_000, "USD")
    quarter = entered(third_quarter(), spent(20_000, note="two writers"), grant(7_000), note="A calm summer.")
    publish_quarter(quarter, "lin")
    before = count(quarter)
    entered(quarter, rates={"USD": Decimal(2)}, large=5)
    assert not take_back_quarter(quarter)
    assert count(Quarter.objects.get()) == before
    other = entered(Quarter.objects.create(year=2026, number=2, currency="TWD", large_minor=1), spent(3))
    assert take_back_quarter(other)
    assert [each.name for each in Quarter.objects.all()] == ["2026-q3"]


def test_fees_and_exchanges_stand_by_themselves() -> None:
    charge = gift("ada", 2_000, "USD", fee=90)
    post("a:out", charge, "with:trial", "exchanged", Money(-1_910, "USD"), "exchange", IN_Q3)
    post("a:in", charge, "with:trial", "exchanged", Money(61_000, "TWD"), "exchange", IN_Q3)
    figures = count(entered(third_quarter()))
    assert told(figures, FEES) == {("fees", "USD"): -90}
    assert told(figures, EXCHANGE) == {("exchange", "TWD"): 61_000, ("exchange", "USD"): -1_910}
    assert figures.sum_in("USD") == 0
    assert figures.own(EXCHANGE) == 61_000 - 61_406
    assert Counter(line.about for line in Posting.objects.all()) == {"paid": 1, "fee": 1, "exchange": 2}
    assert shown_of(third_quarter()) is None
