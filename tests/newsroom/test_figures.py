"""What a fundraiser sees: months, lasting gifts, origins; and thanks by hand, each once."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.contributions.accounting import IN_Q3, gift
from tests.contributions.giving import begun
from tests.newsroom.test_gifts import at_work
from tests.newsroom.test_quarters import page_of, said

from freesheet.contributions.actions import forget, happened, plan_happened, post_letters, settle, thank
from freesheet.contributions.models import Charge, Failing, Letter, Plan, Supporter, Thanks
from freesheet.contributions.providers.trial.provider import let_a_month_pass
from freesheet.contributions.trends import Life, Month, cohorts, last_months, survival
from freesheet.editions.models import FrontPage
from freesheet.lib.money import Money

pytestmark = pytest.mark.django_db
FIGURES, THANKS = "/newsroom/gifts/figures/", "/newsroom/gifts/thanks/"
NOW = datetime(2026, 11, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_november(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("freesheet.newsroom.hours.now", lambda: NOW)


def table(client: Client, name: str, more: str = "") -> list[dict[str, str]]:
    answer = client.get(f"{FIGURES}?csv={name}{more}")
    return list(csv.DictReader(io.StringIO(answer.content.decode().removeprefix("\ufeff"))))


def lasting(giver: str, begun_at: datetime, ended_at: datetime | None = None) -> None:
    charge = gift(giver, 20_000, rhythm="month", at=begun_at)
    if ended_at:
        assert charge.plan is not None
        plan_happened(charge.plan, "stopped", cause="test")
        Plan.objects.filter(pk=charge.plan.pk).update(ended_at=ended_at)


def test_months_are_those_of_the_paper_and_a_currency_at_a_time() -> None:
    # In Taipei it is September already.
    charge = gift("ada", 50_000, at=datetime(2026, 8, 31, 18, tzinfo=UTC))
    happened(charge, "returned in part", cause="t", money=Money(20_000, "TWD"), at=datetime(2026, 10, 1, tzinfo=UTC))
    gift("bea", 10_000)
    gift("cleo", 700, "USD")
    client = at_work("fundraiser")
    found = {row["month"]: (row["received"], row["returned"]) for row in table(client, "months")}
    assert len(found) == 13
    assert found["2026-08"] == ("100.00", "0.00")
    assert found["2026-09"] == ("500.00", "0.00")
    assert found["2026-10"] == ("0.00", "200.00")
    assert {row["currency"] for row in table(client, "months", "&currency=USD")} == {"USD"}
    page = page_of(client, FIGURES)
    assert page.xpath('//section[h2/@id="months"]//*[@role="img"]//svg')
    assert [link.get("href") for link in page.xpath('//a[text()="USD"]')] == ["?currency=USD"]


def test_lasting_gifts_that_began_and_ended_and_how_long_they_go_on() -> None:
    july, august = datetime(2026, 7, 5, tzinfo=UTC), datetime(2026, 8, 5, tzinfo=UTC)
    lasting("a", july)
    lasting("b", july, july + timedelta(days=10))
    lasting("c", july, august)
    lasting("d", july, datetime(2026, 10, 20, tzinfo=UTC))
    lasting("e", august)
    client = at_work("fundraiser")
    moved = {row["month"]: (row["begun"], row["ended"], row["going"]) for row in table(client, "plans")}
    assert moved["2026-07"] == ("4", "1", "3")
    assert moved["2026-08"] == ("1", "1", "3")
    assert moved["2026-10"] == ("0", "1", "2")
    rows = {row["month"]: [row[f"after_{number}"] for number in range(4)] for row in table(client, "cohorts")}
    assert rows == {"2026-07": ["3", "2", "2", "1"], "2026-08": ["1", "1", "1", ""]}
    assert page_of(client, FIGURES).xpath('//section[h2/@id="cohorts"]//*[@role="img"]//svg')


def test_a_refused_gift_counts_once_however_often_it_is_tried_and_also_where_nobody_is_written_to() -> None:
    july, october = datetime(2026, 7, 5, tzinfo=UTC), datetime(2026, 10, 5, tzinfo=UTC)
    for giver in ("a", "b"):
        plan = gift(giver, 20_000, rhythm="month", at=july).plan
        assert plan is not None
        if giver == "b":
            Supporter.objects.filter(pk=plan.supporter_id).update(email=None)
        settle(let_a_month_pass(plan, refused=True))
        for cause in ("again", "and again"):
            plan_happened(plan, "refused", cause=cause)
    Failing.objects.update(since=october)
    waits = gift("c", 20_000, rhythm="month", at=july)
    Failing.objects.create(plan_id=waits.plan_id, since=october)
    assert Letter.objects.filter(kind="failure").count() == 3
    refused = {row["month"]: row["refused"] for row in table(at_work("fundraiser"), "plans")}
    assert {month: count for month, count in refused.items() if count != "0"} == {"2026-10": "2"}


MONTHS = last_months(NOW, 13)
LIVES = st.lists(
    st.tuples(st.integers(0, 12), st.integers(0, 14) | st.none()).map(
        lambda each: Life(
            MONTHS[each[0]], None if each[1] is None or each[0] + each[1] > 12 else MONTHS[each[0] + each[1]]
        )
    ),
    max_size=30,
)


@given(LIVES)
def test_nobody_is_in_two_cohorts_and_nobody_comes_back(lives: list[Life]) -> None:
    groups = cohorts(lives, MONTHS)
    assert sum(each.size for each in groups) == len(lives)
    for each in groups:
        assert list(each.left) == sorted(each.left, reverse=True)
        assert all(left <= each.size for left in each.left)
        assert len(each.left) == MONTHS[-1] - each.month
    assert all(0 <= left <= of for left, of in survival(groups))


def test_months_can_be_counted_back_over_a_year() -> None:
    assert Month(2026, 2).back(3) == Month(2025, 11)
    assert Month(2026, 2) - Month(2025, 11) == 3


def test_where_gifts_began_is_told_by_page_and_campaign_and_never_by_person(story: Any) -> None:
    article = story("The tide")
    gift("ada", 30_000, page=article.url, campaign="spring")
    gift("ada", 10_000, page=article.url)
    gift("bea", 50_000, page="=HYPERLINK(1)")
    client = at_work("fundraiser")
    found = [(row["page"], row["title"], row["gifts"], row["brought"]) for row in table(client, "pages")]
    assert found == [(article.url, "The tide", "2", "400.00"), ("'=HYPERLINK(1)", "", "1", "500.00")]
    assert [(row["campaign"], row["brought"]) for row in table(client, "campaigns")] == [
        ("", "600.00"),
        ("spring", "300.00"),
    ]
    everything = client.get(FIGURES).content.decode()
    assert "example.org" not in everything
    assert "Ada" not in everything


def test_before_the_first_gift_that_is_said() -> None:
    client = at_work("fundraiser")
    assert "No gift has arrived yet." in said(client.get(FIGURES))
    assert "No gift waits for a word of yours." in said(client.get(THANKS))
    assert client.get(f"{FIGURES}?csv=nothing").status_code == 404


def some_to_thank_for() -> tuple[Charge, Charge]:
    worded = gift("ada", 30_000, word="Keep <b>going</b>.")
    large = gift("bea", 300_000)
    gift("cleo", 299_900)
    again = gift("bea", 300_000, rhythm="month", at=IN_Q3 - timedelta(days=1))
    later = gift("bea", 300_000, at=IN_Q3)
    Charge.objects.filter(pk=later.pk).update(plan=again.plan)
    begun(key="open", word="not here yet")
    return worded, large


def test_gifts_with_a_word_or_large_ones_wait_for_thanks(fronts: dict[str, FrontPage]) -> None:
    some_to_thank_for()
    page = page_of(at_work("fundraiser"), THANKS)
    assert [each.text_content() for each in page.xpath('//li[@class="thanks"]//strong')] == [
        "NT$3,000",
        "NT$300",
        "NT$3,000",
    ]
    assert "Keep <b>going</b>." in page.text_content()
    assert page.xpath('//a[starts-with(@href, "mailto:")]/@href') == [
        f"mailto:{name}%40example.org?subject=Thank%20you%2C%20from%20The%20Test%20Sheet"
        for name in ("bea", "ada", "bea")
    ]


def test_a_letter_of_ones_own_leaves_once_and_says_who_wrote_it(fronts: dict[str, FrontPage]) -> None:
    worded, _large = some_to_thank_for()
    client = at_work("fundraiser")
    where = f"{THANKS}{worded.pk}/"
    assert "Write the letter first." in said(client.post(where, {"what": "letter"}, follow=True))
    words = {"what": "letter", f"t{worded.pk}-text": "Your words made our week.\r\n\r\nThe desk"}
    assert "The letter is on its way." in said(client.post(where, words, follow=True))
    assert "already" in said(client.post(where, words, follow=True))
    post_letters()
    post_letters()
    letters = [each for each in mail.outbox if "thank you for your gift" in each.subject]
    assert [each.to for each in letters] == [["ada@example.org"]]
    assert "Good day, Ada." in letters[0].body
    assert "Your words made our week." in letters[0].body
    assert "one-fundraiser" in said(client.get(f"{THANKS}done/"))
    assert "The letter has left already." in said(client.post(f"{where}back/", follow=True))
    assert Thanks.objects.get().way == "letter"


def test_thanks_in_another_way_are_noted_and_can_be_taken_back() -> None:
    _worded, large = some_to_thank_for()
    client = at_work("publisher")
    client.post(f"{THANKS}{large.pk}/", {"what": "own"})
    assert page_of(client, THANKS).xpath("count(//strong[.='NT$3,000'])") == 1
    assert not Letter.objects.filter(kind="thanks").exists()
    assert "waits for thanks again" in said(client.post(f"{THANKS}{large.pk}/back/", follow=True))
    assert page_of(client, THANKS).xpath("count(//strong[.='NT$3,000'])") == 2


def test_what_was_written_is_gone_with_who_is_forgotten() -> None:
    worded, _large = some_to_thank_for()
    thank(worded, "lin", "Your words made our week.")
    forget(worded.supporter)
    assert Thanks.objects.get().text == ""
    assert "Your words" not in said(at_work("fundraiser").get(f"{THANKS}done/"))


def test_who_was_forgotten_is_nobody_to_thank() -> None:
    worded, _large = some_to_thank_for()
    Supporter.objects.filter(pk=worded.supporter.pk).update(email=None, name="", erased_at=NOW)
    assert "going" not in said(at_work("fundraiser").get(THANKS))
