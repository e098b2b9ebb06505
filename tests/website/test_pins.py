"""What is pinned stands first, until its time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.utils import timezone
from tests import factories
from tests.conftest import Newsstand
from tests.proof.clock import Clock

from freesheet.articles import queries
from freesheet.articles.actions import MOST_PINS, pin, unpin
from freesheet.articles.errors import ArticleProblem
from freesheet.editions.actions import layout_of
from freesheet.editions.models import FrontPage
from freesheet.press.sheets import Sheet
from freesheet.project.clock import publish_due

Story = Callable[..., Any]


@pytest.fixture
def clock() -> Iterator[Clock]:
    hands = Clock()
    hands.start()
    yield hands
    hands.stop()


def headlines(stand: Newsstand, address: str) -> list[str]:
    tree = lxml.html.fromstring(stand.text(address))
    return [heading.text_content() for heading in tree.xpath("//main//article//h2 | //main//article//h3")]


def later(**by: float) -> Any:
    return timezone.now() + timedelta(**by)


@pytest.fixture
def four(stand: Newsstand, story: Story) -> list[Any]:
    made = [story(title) for title in ("One", "Two", "Three", "Four")]
    stand.print()
    return made


def test_a_pinned_article_leads_its_section_and_the_front_page(stand: Newsstand, four: list[Any]) -> None:
    pin(four[1], later(hours=1))
    stand.print()
    for address in ("/", "/world/"):
        assert headlines(stand, address) == ["Two", "Four", "Three", "One"]
    assert stand.text("/world/feed.xml").index("Four") < stand.text("/world/feed.xml").index("Two")


def marked(stand: Newsstand, address: str) -> list[str]:
    """The headlines of the stories that are said to be pinned."""
    tree = lxml.html.fromstring(stand.text(address))
    cards = tree.xpath("//main//article[p[@class='meta'] or .//p[@class='meta']]")
    said = ("Pinned", "置頂", "نمایاں")
    return [card.xpath(".//h2")[0].text_content() for card in cards if card.text_content().strip().endswith(said)]


def test_readers_are_told_why_it_stands_first(
    stand: Newsstand, four: list[Any], clock: Clock, fronts: dict[str, FrontPage]
) -> None:
    assert marked(stand, "/") == marked(stand, "/world/") == []
    pin(four[1], later(hours=1))
    pin(four[2], later(hours=2), on_front=False)
    stand.print()
    assert marked(stand, "/") == ["Two"]
    assert marked(stand, "/world/") == ["Three", "Two"]
    layout = layout_of(fronts["en"])
    layout.slots = [("slot", {"story": four[1], "size": "lead"})]
    layout.save_revision().publish()
    stand.print()
    assert marked(stand, "/") == [], "an editor placed it"
    clock.turn(hours=2)
    publish_due()
    stand.print()
    assert marked(stand, "/world/") == []


@pytest.mark.parametrize("code", ["zh-hant", "ur"])
def test_in_the_readers_language(stand: Newsstand, fronts: dict[str, FrontPage], code: str) -> None:
    pin(factories.article(factories.section(fronts[code], "World"), "One"), later(hours=1))
    stand.print()
    assert marked(stand, f"/{code}/") == marked(stand, f"/{code}/world/") == ["One"]


def test_one_that_was_pinned_for_its_section_alone_leaves_the_front_page_as_it_was(
    stand: Newsstand, four: list[Any]
) -> None:
    pin(four[1], later(hours=1), on_front=False)
    stand.print()
    assert headlines(stand, "/")[0] == "Four"
    assert headlines(stand, "/world/")[0] == "Two"


def test_what_an_editor_placed_on_the_front_page_stands_before_what_is_pinned(
    stand: Newsstand, four: list[Any], fronts: dict[str, FrontPage]
) -> None:
    layout = layout_of(fronts["en"])
    layout.slots = [("slot", {"story": four[0], "size": "lead"})]
    layout.save_revision().publish()
    pin(four[1], later(hours=1))
    stand.print()
    assert headlines(stand, "/") == ["One", "Two", "Four", "Three"]


def test_the_one_that_was_pinned_last_stands_first(stand: Newsstand, four: list[Any], clock: Clock) -> None:
    for article in four[:2]:
        pin(article, later(days=1))
        clock.turn(minutes=1)
    stand.print()
    assert headlines(stand, "/world/") == ["Two", "One", "Four", "Three"]


def test_it_ends_by_itself_at_its_time(stand: Newsstand, four: list[Any], clock: Clock) -> None:
    pin(four[0], later(hours=2))
    stand.print()
    clock.turn(hours=1, minutes=59)
    assert not publish_due()
    clock.turn(minutes=1)
    assert publish_due()
    stand.print()
    for address in ("/", "/world/"):
        assert headlines(stand, address) == ["Four", "Three", "Two", "One"]


def test_one_that_is_withdrawn_or_moved_takes_its_pin_along(
    stand: Newsstand, four: list[Any], fronts: dict[str, FrontPage]
) -> None:
    culture = factories.section(fronts["en"], "Culture")
    factories.article(culture, "Five")
    pin(four[0], later(hours=1))
    four[0].move(culture, pos="last-child")
    stand.print()
    assert headlines(stand, "/world/") == ["Four", "Three", "Two"]
    assert headlines(stand, "/culture/") == ["One", "Five"]
    type(four[0]).objects.get(pk=four[0].pk).unpublish()
    stand.print()
    assert headlines(stand, "/culture/") == ["Five"]
    assert headlines(stand, "/")[0] == "Five"


def test_exactly_the_pages_that_change_are_printed_again(
    stand: Newsstand, four: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE_SIZE", 2)
    again: set[str] = set()
    render = stand.press.printer.render

    def noted(address: str) -> Sheet | None:
        again.add(address)
        return render(address)

    stand.press.printer.render = noted
    pin(four[1], later(hours=1))
    stand.print()
    assert again == {"/", "/world/"}
    again.clear()
    pin(four[1], later(hours=2))
    stand.print()
    assert again == set()
    unpin(four[1])
    stand.print()
    assert again == {"/", "/world/"}


def test_a_time_that_is_past_or_too_far_away_is_refused_and_so_is_one_pin_too_many(
    four: list[Any], story: Story
) -> None:
    with pytest.raises(ArticleProblem, match="is past"):
        pin(four[0], later(seconds=-1))
    with pytest.raises(ArticleProblem, match="a year at most"):
        pin(four[0], later(days=400))
    for number in range(MOST_PINS):
        pin(story(f"Pinned {number}"), later(hours=1))
    with pytest.raises(ArticleProblem, match="already"):
        pin(four[0], later(hours=1))
