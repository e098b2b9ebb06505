"""The appeal tells real figures, rounded, and leaves a sentence out rather than tell nothing or too much."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from tests.conftest import Newsstand
from tests.contributions.giving import begun

from freesheet.contributions.actions import show_figures
from freesheet.contributions.models import Charge
from freesheet.editions.models import FrontPage, Publication

pytestmark = pytest.mark.django_db
TEXT = "We have no owner. {supporters} readers in {countries} countries keep us. Will you?"


@pytest.fixture
def appeal(fronts: dict[str, FrontPage]) -> None:
    paper = Publication.objects.get(locale=fronts["en"].locale)
    paper.appeal_heading, paper.appeal_text = "Keep it open", TEXT
    paper.save()


def give(count: int, lands: int = 5) -> None:
    before = Charge.objects.count()
    for number in range(before, before + count):
        charge = begun(
            key=f"gift-{number}", email=f"{number}@example.org", country=["TW", "US", "GB", "IN", "JP"][number % lands]
        )
        Charge.objects.filter(pk=charge.pk).update(received_at=timezone.now(), state="received")
    show_figures()


@pytest.mark.usefixtures("appeal")
def test_figures_are_told_rounded_and_every_page_follows_them(
    stand: Newsstand, story: Callable[..., Any], world: Any
) -> None:
    url = story("The tide").url
    stand.print()
    assert "We have no owner. Will you?" in stand.text(url)
    give(9)
    stand.print()
    assert "keep us" not in stand.text(url)
    give(38)
    stand.print()
    assert "We have no owner. 40 readers in 5 countries keep us. Will you?" in stand.text(url)
    assert not show_figures()
    give(2)
    assert stand.print().changed == []
    give(1)
    stand.print()
    assert "50 readers in 5 countries" in stand.text(url)


@pytest.mark.usefixtures("appeal")
def test_countries_are_told_only_where_there_are_several(stand: Newsstand, story: Callable[..., Any]) -> None:
    url = story("The tide").url
    give(20, lands=2)
    stand.print()
    assert "We have no owner. Will you?" in stand.text(url)


def test_an_article_that_asks_for_no_appeal_has_none(stand: Newsstand, story: Callable[..., Any], appeal: None) -> None:
    url = story("A death", appeal_off=True).url
    stand.print()
    assert "We have no owner" not in stand.text(url)
