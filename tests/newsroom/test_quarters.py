"""Entering, previewing and publishing a quarter; and who may."""

from __future__ import annotations

import re
from typing import Any

import lxml.html
import pytest
from django.test import Client
from tests.contributions.accounting import crowd, gift
from tests.newsroom.test_gifts import at_work

from freesheet.accounts.models import Entry
from freesheet.contributions.models import Quarter, QuarterLine, ShownQuarter
from freesheet.contributions.quarters.shown import published
from freesheet.editions.models import FrontPage

pytestmark = pytest.mark.django_db
QUARTERS = "/newsroom/quarters/"
Q3 = f"{QUARTERS}2026-q3/"


def page_of(client: Client, address: str = Q3) -> Any:
    return lxml.html.fromstring(client.get(address).content)


def send(client: Client, **written: str) -> str:
    """Fill in the form that is on the screen, as a browser does; what is said then."""
    form = next(each for each in page_of(client).forms if "quarter" in (each.get("class") or "").split())
    fields = {name: form.fields[name] or "" for name in form.fields if name}
    assert set(written) <= set(fields), set(written) - set(fields)
    return said(client.post(Q3, {**fields, **written}, follow=True))


def said(answer: Any) -> str:
    return re.sub(r"\s+", " ", lxml.html.fromstring(answer.content).text_content())


def enter(client: Client) -> str:
    return send(
        client,
        **{
            "large": "5000", "note": "A calm summer.",
            "spending-0-category": "people", "spending-0-amount": "2,400.50", "spending-0-note": "two writers",
            "spending-1-category": "law", "spending-1-amount": "۱۰۰",
            "income-0-kind": "grant", "income-0-source": "A Fund", "income-0-amount": "90", "income-0-currency": "EUR",
        },
    )  # fmt: skip


def test_a_quarter_is_entered_looked_at_and_published_and_all_of_it_is_on_record(fronts: dict[str, FrontPage]) -> None:
    crowd("TW", 12)
    client = at_work("fundraiser")
    assert "Not published" in said(client.get(QUARTERS))
    assert "It is kept." in enter(client)
    assert "Enter the rate of EUR first" in said(client.get(Q3))
    client.post(f"{Q3}publish/")
    assert published() == ()
    assert "It is kept." in send(client, rate_EUR="34,9")
    preview = client.get(f"{Q3}preview/en/")
    assert "Preview: readers do not see this yet." in said(preview)
    assert "no-store" in preview["Cache-Control"]
    for told in ("A Fund", "two writers", "A calm summer.", "3,141", "Third quarter of 2026"):
        assert told in said(preview), told
    assert "2026 年" in said(client.get(f"{Q3}preview/zh-hant/")) or "2026年" in said(
        client.get(f"{Q3}preview/zh-hant/")
    )
    assert Client().get("/accounts/2026-q3/").status_code == 404
    assert "The quarter is published." in said(client.post(f"{Q3}publish/", follow=True))
    assert published()[0].figures.own() == 120_000 + 314_100 - 250_050
    assert Client().get("/accounts/2026-q3/").status_code == 200
    noted = list(Entry.objects.filter(whom="2026-q3").order_by("pk").values_list("what", flat=True))
    assert noted == ["entered a quarter", "entered a quarter", "published a quarter"]


def test_what_changes_is_published_with_a_reason_or_taken_back(fronts: dict[str, FrontPage]) -> None:
    gift()
    client = at_work("publisher")
    send(client, **{"spending-0-category": "place", "spending-0-amount": "100"})
    client.post(f"{Q3}publish/")
    send(client, **{"spending-0-amount": "150"})
    assert "Figures changed since it was published" in said(client.get(QUARTERS))
    assert "why figures changed" in said(client.post(f"{Q3}publish/", follow=True))
    assert "It is again what readers have." in said(client.post(f"{Q3}back/", follow=True))
    assert QuarterLine.objects.get().minor == 10_000
    send(client, **{"spending-0-amount": "150"})
    client.post(f"{Q3}publish/", {"reason": "A bill was forgotten."})
    assert [each.reason for each in ShownQuarter.objects.order_by("number")] == ["", "A bill was forgotten."]


def filled_in(client: Client, **written: str) -> dict[str, Any]:
    """The form as it is on somebody's screen, with what they write into it."""
    form = next(each for each in page_of(client).forms if "quarter" in (each.get("class") or "").split())
    return {**{name: form.fields[name] or "" for name in form.fields if name}, **written}


def test_who_saves_second_is_told_sees_both_and_nothing_is_lost() -> None:
    gift()
    lin, mei = at_work("fundraiser"), at_work("publisher")
    of_lin = filled_in(lin, **{"spending-0-category": "people", "spending-0-amount": "2400", "spending-0-note": "two"})
    of_mei = filled_in(mei, **{"spending-0-category": "law", "spending-0-amount": "100", "note": "Mei says."})
    assert "It is kept." in said(lin.post(Q3, of_lin, follow=True))
    answer = mei.post(Q3, of_mei)
    assert answer.status_code == 409
    assert "one-fundraiser has saved this quarter meanwhile" in said(answer)
    assert [(line.category, line.minor) for line in QuarterLine.objects.all()] == [("people", 240_000)]
    page = lxml.html.fromstring(answer.content)
    kept = [row.text_content() for row in page.xpath('//*[@aria-labelledby="meanwhile"]//tr')]
    assert kept[0] == "Salaries and feesNT$2,400 (two)"
    form = next(each for each in page.forms if "quarter" in (each.get("class") or "").split())
    assert (form.fields["spending-0-amount"], form.fields["note"].strip()) == ("100", "Mei says.")
    both = {**{name: form.fields[name] or "" for name in form.fields if name},
            "spending-1-category": "people", "spending-1-amount": "2400"}  # fmt: skip
    assert "It is kept." in said(mei.post(Q3, both, follow=True))
    assert [(line.category, line.minor) for line in QuarterLine.objects.all()] == [("law", 10_000), ("people", 240_000)]


@pytest.mark.parametrize("of_lin", ["note", "large", "rate_EUR", "taken back"])
def test_nothing_that_somebody_entered_meanwhile_is_lost_unseen(of_lin: str) -> None:
    gift("ada", 30_000)
    gift("bea", 30_000)
    gift("ada", 1_000, "EUR")
    lin, mei = at_work("fundraiser"), at_work("publisher")
    send(lin, note="First.")
    of_mei = filled_in(mei, note="Mei says.")
    if of_lin == "taken back":
        lin.post(f"{Q3}back/")
    else:
        send(lin, **{of_lin: "77"})
    answer = mei.post(Q3, of_mei)
    assert answer.status_code == 409
    assert ("nothing is kept now" if of_lin == "taken back" else "77") in said(answer)
    assert not Quarter.objects.filter(note="Mei says.").exists()
    assert "It is kept." in send(mei, note="Mei says.")
    assert "It is kept." in send(mei, note="And again.")


def test_a_line_is_taken_away_by_emptying_it_and_all_of_it_before_it_was_published() -> None:
    gift()
    client = at_work("administrator")
    send(client, **{"spending-0-amount": "100", "income-0-amount": "5", "income-0-source": "A Fund"})
    send(client, **{"spending-0-amount": "", "spending-0-note": ""})
    assert [line.kind for line in QuarterLine.objects.all()] == ["grant"]
    client.post(f"{Q3}back/")
    assert not Quarter.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("spending-0-amount", "much", "Write an amount in figures"), ("spending-0-amount", "-5", "above nothing"),
        ("spending-0-note", "a note alone", "Write an amount in figures"), ("large", "0", "above nothing"),
        ("income-0-amount", "5", "Say who gave it"), ("rate_EUR", "x", "Write a rate in figures"),
        ("rate_EUR", "0", "Write a rate above nothing"), ("rate_EUR", "1.00000000001", "Write a rate above nothing"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_nothing_is_kept(field: str, value: str, problem: str) -> None:
    gift("ada", 1_000, "EUR")
    gift("ada", 30_000)
    gift("bea", 30_000)
    client = at_work("fundraiser")
    told = send(client, **{field: value})
    assert problem in told
    assert "Nothing is kept until it can." in told
    assert not Quarter.objects.exists()


@pytest.mark.parametrize("role", ["contributor", "reporter", "fact-checker", "translator", "editor", "desk-head"])
def test_nobody_else_sees_or_does_any_of_it(role: str) -> None:
    gift()
    client = at_work(role)
    for address in (QUARTERS, Q3, f"{Q3}preview/en/", "/newsroom/gifts/figures/", "/newsroom/gifts/thanks/"):
        assert client.get(address).status_code in (302, 403), address
    for address in (Q3, f"{Q3}publish/", f"{Q3}back/", "/newsroom/gifts/thanks/1/"):
        assert client.post(address).status_code in (302, 403, 404), address
    assert not Quarter.objects.exists()
    assert QUARTERS not in client.get("/newsroom/").content.decode()


def test_a_quarter_that_cannot_be_is_not_found() -> None:
    client = at_work("fundraiser")
    for name in ("2026-q5", "1800-q1", "2026", "x"):
        assert client.get(f"{QUARTERS}{name}/").status_code == 404
