"""The public accounts: a quarter is nobody's to see until it is published, and then everybody's, in every language."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from decimal import Decimal

import pytest
from django.test import Client
from tests.conftest import Newsstand
from tests.contributions.accounting import crowd, gift, of_the_books, third_quarter
from tests.contributions.giving import balances
from tests.contributions.test_quarters import RATES

from freesheet.contributions.actions import enter_quarter, happened, publish_quarter
from freesheet.contributions.actions.happening import post
from freesheet.contributions.actions.quarters import Entered, Line
from freesheet.contributions.models import Quarter
from freesheet.editions.models import FrontPage, Publication
from freesheet.lib.money import Money, exactly

pytestmark = pytest.mark.django_db
HOSTILE = '<b>&"=cmd|calc</b>'


@pytest.fixture(autouse=True)
def paper(fronts: dict[str, FrontPage]) -> None:
    Publication.objects.filter(locale=fronts["en"].locale).update(independence="Nobody owns us.")


def money(units: str, currency: str = "TWD") -> Money:
    return exactly(Decimal(units), currency)


def said(quarter: Quarter, *more: Line) -> Quarter:
    lines = [
        Line("grant", HOSTILE, money("5000")), Line("other", "Lectures", money("120.50", "USD"), "three evenings"),
        Line("spending", "people", money("3900"), "two writers"), Line("spending", "law", money("250.25")), *more,
    ]  # fmt: skip
    return enter_quarter(quarter, Entered(money("4000"), lines, RATES, "A calm summer."))


def a_quarter_of_all_kinds() -> Quarter:
    """Gifts of some countries and currencies, fees, money that went back, a lost dispute, an exchange."""
    crowd("TW", 20)
    crowd("JP", 11, 1_500, "JPY")
    charge = gift("great", 500_000, fee=14_750)
    happened(charge, "returned in part", cause="some", money=Money(100_000, "TWD"), at=third_quarter().begins)
    lost = gift("lost", 20_000)
    happened(lost, "disputed", cause="d", at=third_quarter().begins)
    happened(lost, "dispute lost", cause="d", at=third_quarter().begins)
    abroad = gift("abroad", 5_000, "USD", "US", fee=175)
    at = abroad.received_at
    assert at is not None
    post("x:out", abroad, "with:trial", "exchanged", Money(-4_825, "USD"), "exchange", at)
    post("x:in", abroad, "with:trial", "exchanged", Money(154_000, "TWD"), "exchange", at)
    return said(third_quarter())


def rows_of(stand: Newsstand, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(stand.text(address).removeprefix("\ufeff"))))


def text_of(stand: Newsstand, address: str) -> str:
    return re.sub(r"\s+", " ", stand.tree(address).get_element_by_id("main").text_content())


def test_before_it_is_published_nothing_is_there_and_nothing_leads_there(stand: Newsstand) -> None:
    a_quarter_of_all_kinds()
    stand.print()
    assert "accounts" not in " ".join(stand.addresses())
    for address in ("/accounts/", "/accounts/2026-q3/", "/accounts/2026-q3.csv", "/accounts/2026-q5/"):
        assert Client().get(address).status_code == 404
    assert "/accounts/" not in stand.text("/")
    assert "ownershipFundingInfo" not in stand.text("/")


def test_the_table_for_machines_adds_up_to_what_the_books_say(stand: Newsstand) -> None:
    quarter = a_quarter_of_all_kinds()
    publish_quarter(quarter, "lin")
    stand.print()
    sums: Counter[str] = Counter()
    own, by_country, gifts = Decimal(), Decimal(), Decimal()
    for row in rows_of(stand, "/accounts/2026-q3.csv"):
        if row["section"] == "countries":
            by_country += Decimal(row["own_amount"])
            continue
        sums[row["currency"]] += exactly(Decimal(row["amount"]), row["currency"]).minor
        own += Decimal(row["own_amount"])
        gifts += Decimal(row["own_amount"]) if row["item"] in ("small", "large") else 0
    books = of_the_books(quarter)
    books.update({"TWD": 500_000 - 390_000 - 25_025, "USD": 12_050})
    assert dict(sums) == dict(books)
    assert by_country == gifts
    assert balances("TWD")["gifts"] == -(20 * 10_000 + 400_000)
    total = stand.tree("/accounts/2026-q3/").xpath('//tr[@class="total"]/td/text()')
    assert total[3] == f"{own:,.2f}"
    assert total[:3] == [f"{money_of(books, 'TWD'):,.2f}", f"{books['JPY']:,}", f"{money_of(books, 'USD'):,.2f}"]


def money_of(books: Counter[str], currency: str) -> Decimal:
    return Money(books[currency], currency).value


@pytest.mark.parametrize(
    ("prefix", "title", "says", "country"),
    [
        ("", "Third quarter of 2026", "In the third quarter of 2026, at least 30 people gave; the largest", "Taiwan"),
        ("/zh-hant", "2026年第三季", "至少有30人捐款", "台灣"),
        ("/ur", "۲۰۲۶ کی تیسری سہ ماہی", "کم از کم ۳۰", "تائیوان"),
    ],
)
def test_a_published_quarter_is_printed_in_every_language(
    stand: Newsstand, prefix: str, title: str, says: str, country: str
) -> None:
    publish_quarter(a_quarter_of_all_kinds(), "lin")
    stand.print()
    page = stand.tree(f"{prefix}/accounts/2026-q3/")
    text = text_of(stand, f"{prefix}/accounts/2026-q3/")
    assert page.xpath("string(//h1)") == title
    for told in (says, country, HOSTILE, "two writers", "A calm summer."):
        assert told in text, told
    assert len(page.xpath('//*[@role="img"][@aria-label]//svg')) == 4
    assert not page.xpath("//script[not(@type='application/ld+json')]")
    assert says in text_of(stand, f"{prefix}/accounts/")
    assert title in text_of(stand, f"{prefix}/accounts/")
    assert rows_of(stand, f"{prefix}/accounts/2026-q3.csv")[0]["quarter"] == "2026-q3"
    assert f"http://testserver{prefix}/accounts/2026-q3/" in "".join(stand.sitemap())


def test_the_independence_statement_is_fed_by_it(stand: Newsstand) -> None:
    publish_quarter(a_quarter_of_all_kinds(), "lin")
    stand.print()
    for address in ("/", "/world/"):
        foot = " ".join(stand.tree(address).xpath('//footer//div[h2="Independence"]//text()'))
        assert foot == (
            "Independence Nobody owns us. In the third quarter of 2026, at least 30 people gave; the largest single"
            " source was 25 % of income. Accounts"
        )
    told = json.loads(stand.tree("/").xpath('string(//script[@type="application/ld+json"])'))
    assert told["ownershipFundingInfo"] == "http://testserver/accounts/"
    told = json.loads(stand.tree("/ur/").xpath('string(//script[@type="application/ld+json"])'))
    assert told["ownershipFundingInfo"] == "http://testserver/ur/accounts/"


def test_pages_are_those_of_the_last_publication_and_say_what_changed(stand: Newsstand) -> None:
    quarter = a_quarter_of_all_kinds()
    publish_quarter(quarter, "lin")
    stand.print()
    before = stand.text("/accounts/2026-q3.csv")
    said(quarter, Line("spending", "place", money("800")))
    assert stand.print().changed == []
    publish_quarter(quarter, "lin", "The rent was <i>forgotten</i>.")
    stand.print()
    assert stand.text("/accounts/2026-q3.csv") != before
    text = " ".join(stand.tree("/accounts/2026-q3/").xpath('//section[@id="changes"]//text()'))
    assert "The rent was <i>forgotten</i>. Rent and office: NT$0 before, NT$800 now." in text
    assert "changed since" in text_of(stand, "/accounts/2026-q3/")


def test_only_what_the_foot_of_every_page_tells_prints_every_page_anew(stand: Newsstand) -> None:
    quarter = a_quarter_of_all_kinds()
    publish_quarter(quarter, "lin")
    stand.print()
    said(quarter, Line("spending", "place", money("800")))
    publish_quarter(quarter, "lin", "The rent was forgotten.")
    run = stand.print()
    assert {"/accounts/", "/accounts/2026-q3/", "/accounts/2026-q3.csv"} <= set(run.changed)
    # The pages of the accounts in three languages, and the part of the sitemap that has them.
    assert run.printed == 10
    earlier = Quarter.objects.create(year=2026, number=2, currency="TWD", large_minor=1)
    publish_quarter(said(earlier), "lin")
    run = stand.print()
    assert "/accounts/2026-q2/" in run.changed
    assert run.printed == 16
    foot = stand.tree("/").xpath("string(//footer)")
    gift("greater", 9_000_000)
    publish_quarter(quarter, "lin", "A gift was forgotten.")
    assert {"/", "/world/"} <= set(stand.print().changed)
    assert stand.tree("/").xpath("string(//footer)") != foot


def test_two_quarters_are_told_beside_each_other(stand: Newsstand) -> None:
    publish_quarter(a_quarter_of_all_kinds(), "lin")
    second = Quarter.objects.create(year=2026, number=2, currency="TWD", large_minor=1)
    publish_quarter(said(second), "lin")
    stand.print()
    page = stand.tree("/accounts/")
    assert [link.get("href") for link in page.xpath("//tbody//a")] == ["/accounts/2026-q3/", "/accounts/2026-q2/"]
    assert page.xpath('//*[@role="img"]//svg')
    assert stand.tree("/accounts/2026-q2/").xpath('//a[@href="/accounts/2026-q3/"]')


def test_bars_are_told_in_whole_units_and_the_table_to_the_cent(stand: Newsstand) -> None:
    publish_quarter(said(third_quarter()), "lin")
    stand.print()
    page = stand.tree("/accounts/2026-q3/")
    plotted = {text for text in page.xpath("//svg//text()") if re.search(r"\d", text)}
    assert {each for each in plotted if re.search(r"\d[.]\d", each)} == set()
    assert any("3,900" in each for each in plotted)
    assert "250.25" in page.text_content()


def test_no_cell_of_the_table_is_a_formula(stand: Newsstand) -> None:
    quarter = third_quarter()
    gift()
    lines = [Line("grant", "=HYPERLINK(1)", money("1"), "@now"), Line("other", "-2+3", money("1"))]
    publish_quarter(enter_quarter(quarter, Entered(money("1"), lines)), "lin")
    stand.print()
    rows = rows_of(stand, "/accounts/2026-q3.csv")
    assert [(row["source"], row["note"]) for row in rows] == [("", ""), ("'=HYPERLINK(1)", "'@now"), ("'-2+3", "")]
