"""The list of gifts: who looks after money sees what came; nobody else sees any of it."""

from __future__ import annotations

import csv
import io

import lxml.html
import pytest
from django.test import Client
from tests.contributions.giving import begun, send_back

from freesheet.accounts.actions import add_staff
from freesheet.accounts.models import Entry
from freesheet.contributions.actions import settle
from freesheet.contributions.models import Charge
from freesheet.lib.money import Money

pytestmark = pytest.mark.django_db
GIFTS = "/newsroom/gifts/"


def at_work(role: str) -> Client:
    user, _password = add_staff(f"one-{role}", "", role)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def give_some() -> None:
    kept = begun(key="kept", paid=True, word="Keep going.", page="/economy/tea-prices/")
    begun(key="monthly", paid=True, rhythm="month", money=Money(1500, "EUR"), email="b@example.org", name="")
    back = begun(key="back", paid=True)
    send_back(back, 10_000)
    settle(back)
    begun(key="open", email="c@example.org")
    assert kept.state == "received"


def test_the_sums_are_those_of_the_books() -> None:
    give_some()
    page = at_work("fundraiser").get(GIFTS).content.decode()
    for amount in ("NT$600", "NT$100", "NT$17.40", "NT$482.60", "€15", "€0.43", "€14.57"):
        assert f"<bdi>{amount}</bdi>" in page, amount
    assert "2 people have given." in page
    assert "Keep going." in page
    assert "2026-00003" in page


def test_in_many_currencies_the_sums_of_the_year_are_folded_above_the_gifts() -> None:
    client = at_work("fundraiser")
    for number, currency in enumerate(("TWD", "EUR", "USD", "GBP", "INR")):
        assert "<details" not in client.get(GIFTS).content.decode().partition("</section>")[0]
        begun(key=f"k{number}", paid=True, money=Money(30_000, currency))
    above = client.get(GIFTS).content.decode().partition("</section>")[0]
    assert above.count("<details") == 1
    month, year = above.split("<details")
    assert month.count('<th scope="row">This month') == year.count('<th scope="row">This year') == 5


def test_what_one_looks_for_is_found() -> None:
    give_some()
    client = at_work("publisher")
    assert client.get(f"{GIFTS}?state=waiting").content.decode().count("NT$300</td>") == 0
    assert "<td" in client.get(f"{GIFTS}?state=begun").content.decode()
    monthly = client.get(f"{GIFTS}results/?rhythm=month").content.decode()
    assert "€15" in monthly
    assert "NT$" not in monthly


def test_the_spreadsheet_has_every_gift_to_the_cent_and_nobodys_name() -> None:
    give_some()
    rows = spreadsheet(at_work("fundraiser"))
    text = str(rows)
    assert len(rows) == 4
    assert sorted((row["Currency"], row["Value"]) for row in rows) == [("EUR", "15.00"), *[("TWD", "300.00")] * 3]
    assert "ada" not in text.lower()
    assert "example.org" not in text


def with_all_that_can_be_said() -> None:
    begun(
        key="said", paid=True, country="JP", campaign="=spring", page="/economy/tea-prices/", covers_fee=True,
        cover=900, dedication="memory", dedicated_to="Grandmother Lin",
    )  # fmt: skip
    begun(key="unknown", paid=True, country="TW", campaign="autumn", covers_fee=True)
    begun(key="plain", paid=True)


def test_the_list_says_from_where_for_whom_and_what_is_for_the_fee_and_the_gifts_page_too() -> None:
    with_all_that_can_be_said()
    client = at_work("fundraiser")
    page = lxml.html.fromstring(client.get(GIFTS).content)
    rows = [[cell.text_content().strip() for cell in row.xpath("td")] for row in page.xpath("//tbody/tr[td[9]]")]
    assert [row[6:9] for row in rows] == [
        ["", "", ""],
        ["Taiwan", "Fee covered", "autumn"],
        ["Japan", "In memory of Grandmother Lin · Fee covered NT$9", "/economy/tea-prices/ · =spring"],
    ]  # fmt: skip
    gift = client.get(f"{GIFTS}{Charge.objects.get(key='said').pk}/").content.decode()
    for told in ("Japan", "In memory of Grandmother Lin", "<bdi>NT$9</bdi>"):
        assert told in gift, told


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("country=JP", {"JP"}), ("country=-", {""}), ("campaign=autumn", {"TW"}), ("campaign=%3Dspring", {"JP"}),
        ("page=tea", {"JP"}), ("country=TW&campaign=%3Dspring", set()),
    ],
)  # fmt: skip
def test_gifts_are_found_by_country_campaign_and_page(asked: str, found: set[str]) -> None:
    with_all_that_can_be_said()
    assert {row["Country"] for row in spreadsheet(at_work("fundraiser"), asked)} == found


def test_the_spreadsheet_says_the_same_without_a_name_and_nothing_in_it_is_a_formula() -> None:
    with_all_that_can_be_said()
    client = at_work("publisher")
    [row] = spreadsheet(client, "country=JP")
    said = [row[name] for name in ("Fee covered", "Of it for the fee", "For whom", "Campaign")]
    assert said == ["True", "9.00", "memory", "'=spring"]
    assert "Grandmother" not in str(spreadsheet(client))


def spreadsheet(client: Client, asked: str = "") -> list[dict[str, str]]:
    answer = client.get(f"{GIFTS}?export=csv&{asked}")
    return list(csv.DictReader(io.StringIO(b"".join(answer).decode())))  # type: ignore[arg-type]


def test_before_the_first_gift_it_is_said_what_comes_first() -> None:
    assert "No gift has arrived this year" in at_work("administrator").get(GIFTS).content.decode()


@pytest.mark.parametrize("role", ["contributor", "reporter", "fact-checker", "translator", "editor", "desk-head"])
def test_nobody_else_sees_any_of_it(role: str) -> None:
    client = at_work(role)
    for address in (GIFTS, f"{GIFTS}results/", f"{GIFTS}?export=csv"):
        assert client.get(address).status_code in (302, 403)
    assert 'href="/newsroom/gifts/"' not in client.get("/newsroom/").content.decode()


def test_who_asks_the_newsroom_is_forgotten_after_it_was_asked_once_more_and_the_record_says_who_did_it() -> None:
    charge = begun(paid=True, rhythm="month", word="Keep going.")
    client = at_work("fundraiser")
    assert f"{GIFTS}{charge.pk}/who/" in client.get(GIFTS).content.decode()
    page = client.get(f"{GIFTS}{charge.pk}/who/").content.decode()
    for word in ("Ada", "ada@example.org", "Keep going.", "NT$300", "Forget them"):
        assert word in page, word
    assert "This cannot be undone." in client.get(f"{GIFTS}{charge.pk}/who/forget/").content.decode()
    assert client.post(f"{GIFTS}{charge.pk}/who/forget/").status_code == 405
    page = client.post(f"{GIFTS}{charge.pk}/who/", follow=True).content.decode()
    assert "They asked to be forgotten." in page
    assert "Forget them" not in page
    assert "ada@example.org" not in page
    charge.refresh_from_db()
    assert charge.plan is not None
    assert (charge.word, charge.plan.state) == ("", "cancelled")
    [line] = Entry.objects.filter(what="forgot who gave")
    assert "Ada" not in f"{line.whom} {line.more}"
    for role in ("reporter", "editor"):
        assert at_work(role).get(f"{GIFTS}{charge.pk}/who/").status_code in (302, 403)
