"""Lists in pages that stay where they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import Newsstand

from freesheet.articles import queries
from freesheet.articles.queries import PAGE_SIZE, pages_of
from freesheet.sections.models import SectionPage

HEADLINE = re.compile(r'<h2><a href="([^"]+)">')


@given(st.integers(0, 10_000))
def test_the_list_itself_has_at_least_a_page_and_less_than_two_once_there_are_older_ones(count: int) -> None:
    newest = count - pages_of(count) * PAGE_SIZE
    assert newest == count if pages_of(count) == 0 else PAGE_SIZE <= newest < 2 * PAGE_SIZE


@given(st.integers(0, 10_000))
def test_a_new_article_never_takes_an_older_page_away(count: int) -> None:
    assert pages_of(count) <= pages_of(count + 1) <= pages_of(count) + 1


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> int:
    """Three articles on a page, so that a dozen make several."""
    monkeypatch.setattr(queries, "PAGE_SIZE", 3)
    return 3


def older_pages(stand: Newsstand) -> dict[str, bytes]:
    """The printed older pages; not the address of the one to come, which only leads to the newest."""
    found = {address: stand.bytes(address) for address in stand.addresses()}
    return {address: body for address, body in found.items() if body and re.fullmatch(r"/world/page/\d+/", address)}


def test_older_pages_never_change_when_new_articles_come(
    stand: Newsstand, world: SectionPage, story: Callable[..., Any], short_pages: int
) -> None:
    before: dict[str, bytes] = {}
    for count in range(1, 4 * short_pages + 3):
        story()
        stand.print()
        now = older_pages(stand)
        assert {address: now[address] for address in before} == before, f"with {count} articles"
        assert len(now) == pages_of(count)
        before = now
    assert sorted(before) == ["/world/page/1/", "/world/page/2/", "/world/page/3/"]


def test_every_article_is_on_exactly_one_page(stand: Newsstand, story: Callable[..., Any], short_pages: int) -> None:
    written = []
    for _number in range(4 * short_pages + 2):
        written.append(story().url)
        stand.print()
        pages = [stand.text("/world/"), *(body.decode() for body in older_pages(stand).values())]
        shown = [url for page in pages for url in HEADLINE.findall(page)]
        assert sorted(shown) == sorted(written)


def test_a_reader_walks_from_the_newest_to_the_oldest_and_back(
    stand: Newsstand, story: Callable[..., Any], short_pages: int
) -> None:
    written = [story().url for _number in range(4 * short_pages + 1)]
    stand.print()
    way, shown = ["/world/"], []
    while way[-1]:
        tree = stand.tree(way[-1])
        shown += tree.xpath("//h2/a/@href")
        way.append(next(iter(tree.xpath("//a[@rel='next']/@href")), ""))
    assert shown == written[::-1]
    assert way == ["/world/", "/world/page/3/", "/world/page/2/", "/world/page/1/", ""]
    back = [stand.tree(address).xpath("//a[@rel='prev']/@href") for address in way[1:-1]]
    assert back == [["/world/page/4/"], ["/world/page/3/"], ["/world/page/2/"]]
    # Page 4 is still to come: until then it leads to the newest.
    to_come = stand.press.store.get("/world/page/4/")
    assert to_come is not None
    assert (to_come.status, dict(to_come.headers)["location"]) == (302, "/world/")


def test_what_is_no_page_is_not_found(stand: Newsstand, story: Callable[..., Any], client: Any) -> None:
    story()
    for address in ("/world/page/0/", "/world/page/1/", "/world/page/999999/", "/page/1/", "/world/page/x/"):
        assert client.get(address).status_code == 404, address
    stand.print()
    assert "/world/page/1/" not in stand.addresses()


def test_an_older_page_names_itself_and_not_its_list_as_canonical(
    stand: Newsstand, story: Callable[..., Any], short_pages: int
) -> None:
    for _number in range(3 * short_pages):
        story()
    stand.print()
    tree = stand.tree("/world/page/1/")
    assert tree.xpath("//link[@rel='canonical']/@href") == ["http://testserver/world/page/1/"]
    assert tree.xpath("//link[@rel='next']") == []
