"""Gifts that are held: who looks after money lets them through or turns them away, and the record says who did."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone
from tests.contributions.giving import begun
from tests.newsroom.test_gifts import at_work

from freesheet.accounts.models import Entry
from freesheet.contributions.actions import guard
from freesheet.contributions.models import Charge, Hold, Letter

pytestmark = pytest.mark.django_db
HELD = "/newsroom/gifts/held/"


def hold(number: int = 2) -> list[Hold]:
    for each in range(5 + number):
        guard(begun(key=f"{each}", email=f"g{each}@example.org", word="For the tea."), "192.0.2.1", timezone.now())
    return list(Hold.objects.order_by("pk"))


def test_what_is_held_is_shown_with_its_reason_and_found_from_the_list_of_gifts() -> None:
    hold()
    client = at_work("fundraiser")
    page = client.get(HELD).content.decode()
    assert page.count("Many gifts from one internet address within an hour") == 2
    assert "NT$300" in page
    assert "For the tea." in page
    assert "192.0.2.1" not in page
    assert f'href="{HELD}"' in client.get("/newsroom/gifts/").content.decode()


def test_somebody_lets_one_through_and_turns_another_away_and_the_record_says_so() -> None:
    first, second = hold()
    client = at_work("fundraiser")
    client.post(f"{HELD}{first.pk}/", {"what": "through"})
    client.post(f"{HELD}{second.pk}/", {"what": "away"})
    states = Charge.objects.filter(hold__isnull=False).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["begun", "lapsed"]
    assert Letter.objects.filter(kind="let through").count() == 1
    assert sorted(Entry.objects.filter(who="one-fundraiser").values_list("what", flat=True)) == [
        "let a gift through", "turned a gift away",
    ]  # fmt: skip
    answer = client.post(f"{HELD}{second.pk}/", {"what": "through"}, follow=True)
    assert "decided about this gift already" in answer.content.decode()
    assert "No gift is held." in answer.content.decode()
    client.post(f"{HELD}{first.pk}/", {"what": "nothing"})
    assert Entry.objects.filter(who="one-fundraiser").count() == 2


@pytest.mark.parametrize("role", ["editor", "reporter", ""])
def test_nobody_else_sees_or_decides_anything(role: str) -> None:
    [held, *_more] = hold()
    client = at_work(role) if role else Client()
    assert client.get(HELD).status_code in (302, 403)
    client.post(f"{HELD}{held.pk}/", {"what": "through"})
    held.refresh_from_db()
    assert held.outcome == ""
