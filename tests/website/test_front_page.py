"""What stands on a front page: what an editor placed there, and the newest in every place that is free."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.utils import timezone
from tests import factories
from tests.conftest import Newsstand
from tests.website.test_pins import headlines

from freesheet.editions.actions import layout_of
from freesheet.editions.models import FrontLayout, FrontPage
from freesheet.project.clock import publish_due

Story = Callable[..., Any]


def slot(story: Any = None, size: str = "normal", headline: str = "", kicker: str = "") -> tuple[str, dict[str, Any]]:
    return "slot", {"story": story, "size": size, "headline": headline, "kicker": kicker}


def arrange(front: FrontPage, *slots: tuple[str, dict[str, Any]], publish: bool = True) -> FrontLayout:
    layout = layout_of(front).get_latest_revision_as_object()
    layout.slots = list(slots)
    revision = layout.save_revision()
    if publish:
        revision.publish()
    return FrontLayout.objects.get(pk=layout.pk)


@pytest.fixture
def five(story: Story) -> list[Any]:
    return [story(title) for title in ("One", "Two", "Three", "Four", "Five")]


@pytest.fixture
def front(fronts: dict[str, FrontPage]) -> FrontPage:
    return fronts["en"]


def test_a_slot_without_a_story_is_filled_with_the_newest_that_is_in_no_other(
    stand: Newsstand, five: list[Any], front: FrontPage
) -> None:
    arrange(front, slot(five[4]), slot(), slot(five[0]), slot())
    stand.print()
    assert headlines(stand, "/") == ["Five", "Four", "One", "Three", "Two"]


def test_a_story_that_readers_may_not_see_leaves_its_place_to_the_newest_and_comes_back_to_it(
    stand: Newsstand, five: list[Any], front: FrontPage
) -> None:
    arrange(front, slot(five[0], "lead"), slot(five[1]))
    five[0].unpublish()
    stand.print()
    assert headlines(stand, "/") == ["Five", "Two", "Four", "Three"]
    five[0].save_revision().publish()
    stand.print()
    assert headlines(stand, "/")[:2] == ["One", "Two"]


def test_a_story_that_was_deleted_leaves_its_place_free(stand: Newsstand, five: list[Any], front: FrontPage) -> None:
    arrange(front, slot(five[0]), slot(five[1]))
    five[0].delete()
    stand.print()
    assert headlines(stand, "/") == ["Five", "Two", "Four", "Three"]


def test_a_story_in_two_slots_stands_in_the_first(stand: Newsstand, five: list[Any], front: FrontPage) -> None:
    arrange(front, slot(five[0]), slot(five[0]))
    stand.print()
    assert headlines(stand, "/") == ["One", "Five", "Four", "Three", "Two"]


def test_headline_and_kicker_may_be_others_there_and_nowhere_else(
    stand: Newsstand, five: list[Any], front: FrontPage
) -> None:
    arrange(front, slot(five[0], "lead", "One & only", "Tonight"))
    stand.print()
    assert headlines(stand, "/")[0] == "One & only"
    assert lxml.html.fromstring(stand.text("/")).xpath("//main//p[@class='kicker']/text()")[0].strip() == "Tonight"
    assert "One & only" not in headlines(stand, "/world/")
    assert "Tonight" not in stand.text("/world/one/")


def test_a_draft_of_the_front_page_is_seen_by_no_reader_until_it_is_published_by_itself(
    stand: Newsstand, five: list[Any], front: FrontPage
) -> None:
    front.title = "A draft of another title"
    front.save_revision()
    arrange(front, slot(five[0]), publish=False)
    stand.print()
    assert headlines(stand, "/")[0] == "Five"
    arrange(front, slot(five[0]))
    stand.print()
    assert headlines(stand, "/")[0] == "One"
    assert FrontPage.objects.get(pk=front.pk).title != "A draft of another title"


def test_publishing_the_page_itself_leaves_a_draft_of_what_stands_on_it_alone(
    stand: Newsstand, five: list[Any], front: FrontPage
) -> None:
    arrange(front, slot(five[0]), publish=False)
    front.search_description = "All the tides"
    front.save_revision().publish()
    stand.print()
    assert headlines(stand, "/")[0] == "Five"
    assert "All the tides" in stand.text("/")


def test_what_was_published_before_can_be_taken_back(stand: Newsstand, five: list[Any], front: FrontPage) -> None:
    first = arrange(front, slot(five[0])).latest_revision
    arrange(front, slot(five[1]))
    old = first.as_object()
    old.save_revision(previous_revision=first).publish(previous_revision=first)
    stand.print()
    assert headlines(stand, "/")[0] == "One"


def test_a_front_page_is_published_at_its_time(stand: Newsstand, five: list[Any], front: FrontPage) -> None:
    layout = layout_of(front)
    layout.slots, layout.go_live_at = [slot(five[0])], timezone.now() + timedelta(hours=1)
    revision = layout.save_revision()
    revision.publish()
    stand.print()
    assert headlines(stand, "/")[0] == "Five"
    type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(seconds=1))
    content = revision.content
    content["go_live_at"] = (timezone.now() - timedelta(seconds=1)).isoformat()
    type(revision).objects.filter(pk=revision.pk).update(content=content)
    assert publish_due()
    stand.print()
    assert headlines(stand, "/")[0] == "One"


def test_the_preview_is_the_front_page_that_readers_would_get(five: list[Any], front: FrontPage) -> None:
    layout = arrange(front, slot(five[0], "lead", "Not yet"), publish=False).get_latest_revision_as_object()
    answer = layout.make_preview_request()
    assert answer.status_code == 200
    assert "Not yet" in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]


def test_other_editions_are_as_they_were(stand: Newsstand, five: list[Any], fronts: dict[str, FrontPage]) -> None:
    urdu = factories.article(factories.section(fronts["ur"], "دنیا", slug="world"), "مدوجزر", slug="tide")
    arrange(fronts["en"], slot(urdu, "lead"))
    stand.print()
    assert headlines(stand, "/")[0] == "مدوجزر"
    assert headlines(stand, "/ur/") == ["مدوجزر"]
