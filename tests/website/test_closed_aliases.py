"""An alias is closed where an editor closes it, or its original, or what either of them is in."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from tests import factories
from tests.conftest import Newsstand
from wagtail.models import Page, PageViewRestriction

from freesheet.editions.models import FrontPage
from freesheet.editions.visibility import open_to_all
from freesheet.press.generations import current
from freesheet.press.printer import Printer
from freesheet.press.printing import Press
from freesheet.press.sheets import BEHIND
from freesheet.press.store import Store
from freesheet.website.sheets import render

SECRET = "The tide table"
STORY, COPY = "/world/the-tide-table/", "/inside/copy/"

Commits = Callable[..., Any]


@pytest.fixture
def paper(db: None) -> Iterator[Newsstand]:
    """A press on the publication's own store, from which pages are taken as soon as a change is committed."""
    shutil.rmtree(settings.PUBLICATION.store, ignore_errors=True)
    yield Newsstand(Press(Printer(Store(settings.PUBLICATION.store), render, current())))
    shutil.rmtree(settings.PUBLICATION.store, ignore_errors=True)


@pytest.fixture
def alias(paper: Newsstand, story: Callable[..., Any], fronts: dict[str, FrontPage]) -> Any:
    """An alias in another section than its original, both printed."""
    article = story(SECRET, tags=("harbours",), authors=(factories.author(fronts["en"]),))
    made = article.create_alias(parent=factories.section(fronts["en"], "Inside"), update_slug="copy")
    paper.print()
    assert showing(paper) >= {STORY, COPY, "/inside/", "/inside/feed.xml", "/", "/tags/harbours/"}
    return made


def showing(paper: Newsstand) -> set[str]:
    """Where readers find the secret."""
    return {address for address in paper.addresses() if SECRET.encode() in (paper.bytes(address) or b"")}


def naming(paper: Newsstand, address: str) -> set[str]:
    """Which printed pages lead readers to an address."""
    return {page for page in paper.addresses() if address.encode() in (paper.bytes(page) or b"")}


def close(page: Page, kind: str = PageViewRestriction.LOGIN) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=kind, password="a password")


KINDS = [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("above", [False, True])
def test_a_closed_alias_is_gone_with_the_transaction_and_its_original_stays(
    paper: Newsstand, alias: Any, client: Any, django_capture_on_commit_callbacks: Commits, kind: str, above: bool
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        close(alias.get_parent() if above else alias, kind)
    assert paper.status(COPY) is None, "before anything is printed"
    assert paper.status(STORY) == 200
    paper.print()
    assert paper.status(COPY) == BEHIND
    assert naming(paper, COPY) == set()
    assert {STORY, "/", "/world/", "/world/feed.xml", "/tags/harbours/"} <= showing(paper)
    assert SECRET.encode() not in client.get(COPY).content
    assert SECRET.encode() in client.get(STORY).content
    paper.press.drain()
    assert paper.status(COPY) == BEHIND


@pytest.mark.parametrize("above", [False, True])
def test_an_alias_is_closed_with_its_original(
    paper: Newsstand, alias: Any, client: Any, django_capture_on_commit_callbacks: Commits, above: bool
) -> None:
    original = alias.alias_of.specific
    with django_capture_on_commit_callbacks(execute=True):
        close(original.get_parent() if above else original)
    assert [paper.status(STORY), paper.status(COPY)] == [None, None]
    paper.print()
    assert showing(paper) == set()
    assert naming(paper, COPY) == set()
    assert [paper.status(STORY), paper.status(COPY)] == [BEHIND, BEHIND]
    assert SECRET.encode() not in client.get(COPY).content


def test_an_alias_of_an_alias_is_closed_with_either(alias: Any, story: Any, fronts: dict[str, FrontPage]) -> None:
    second = alias.create_alias(parent=factories.section(fronts["en"], "Third"), update_slug="second")
    for page in (alias, alias.alias_of, alias.get_parent()):
        fence = close(page)
        assert not open_to_all(Page.objects.filter(pk=second.pk)).exists()
        assert second.get_view_restrictions().exists()
        fence.delete()
    assert open_to_all(Page.objects.filter(pk=second.pk)).exists()
    assert not second.get_view_restrictions().exists()


def test_an_alias_is_open_only_when_neither_it_nor_its_original_is_closed(
    paper: Newsstand, alias: Any, client: Any
) -> None:
    own, originals = close(alias), close(alias.alias_of)
    paper.print()
    originals.delete()
    paper.print()
    assert (paper.status(STORY), paper.status(COPY)) == (200, BEHIND)
    assert SECRET.encode() not in client.get(COPY).content
    own.delete()
    paper.print()
    assert paper.status(COPY) == 200
    assert naming(paper, COPY) >= {"/inside/", "/inside/feed.xml"}
    assert f"{COPY}<" in "".join(paper.sitemap())


def test_a_tree_of_aliases_opens_where_it_is_made_pages_of_its_own(
    paper: Newsstand, alias: Any, fronts: dict[str, FrontPage]
) -> None:
    world = alias.alias_of.get_parent().specific
    tree: Any = world.create_alias(recursive=True, parent=fronts["en"], update_slug="mirror")
    close(world)
    paper.print()
    assert showing(paper) == set()
    assert paper.status("/mirror/the-tide-table/") == BEHIND
    tree.refresh_from_db()
    tree.alias_of_id = None
    tree.save(update_fields=["alias_of_id"], clean=False)
    paper.print()
    # What is in it is an alias itself, of what is closed.
    assert showing(paper) == set()
    assert (paper.status("/mirror/"), paper.status("/mirror/the-tide-table/")) == (200, BEHIND)


def test_an_alias_is_closed_and_opened_as_its_original_moves(
    paper: Newsstand, alias: Any, fronts: dict[str, FrontPage], django_capture_on_commit_callbacks: Commits
) -> None:
    members = factories.section(fronts["en"], "Members")
    close(members)
    paper.print()
    original = alias.alias_of.specific
    with django_capture_on_commit_callbacks(execute=True):
        original.move(members, pos="last-child")
    assert [paper.status(STORY), paper.status(COPY)] == [None, None]
    paper.print()
    assert showing(paper) == set()
    original.refresh_from_db()
    original.move(factories.section(fronts["en"], "Open"), pos="last-child")
    paper.print()
    assert {"/open/the-tide-table/", COPY, "/inside/"} <= showing(paper)


def test_an_alias_whose_closed_original_is_deleted_goes_with_it(paper: Newsstand, alias: Any) -> None:
    original = alias.alias_of.specific
    close(original)
    paper.print()
    original.delete()
    paper.print()
    assert showing(paper) == set()
    assert [paper.status(STORY), paper.status(COPY)] == [410, 410]


def test_what_lies_under_an_alias_is_open_when_the_closed_original_is_deleted(
    paper: Newsstand, fronts: dict[str, FrontPage]
) -> None:
    members = factories.section(fronts["en"], "Members")
    close(members)
    mirror: Any = members.create_alias(parent=fronts["en"], update_slug="mirror")
    PageViewRestriction.objects.filter(page=mirror).delete()
    factories.article(mirror, SECRET)
    paper.print()
    assert (showing(paper), paper.status("/mirror/the-tide-table/")) == (set(), BEHIND)
    Page.objects.get(pk=members.pk).delete()
    paper.print()
    assert {"/mirror/the-tide-table/", "/", "/feed.xml"} <= showing(paper)


def test_what_wagtail_closes_is_closed(alias: Any, fronts: dict[str, FrontPage]) -> None:
    def closed_by_wagtail() -> set[int]:
        return {page.pk for page in Page.objects.all() if page.get_view_restrictions().exists()}

    for page in Page.objects.filter(depth__gt=1):
        fence = close(page)
        closed = set(Page.objects.all()) - set(open_to_all(Page.objects.all()))
        assert closed_by_wagtail() <= {page.pk for page in closed}
        specific = [page.specific for page in Page.objects.filter(depth__gt=1)]
        assert {page.pk for page in specific if page.get_view_restrictions().exists()} == {page.pk for page in closed}
        fence.delete()


def test_an_editor_sees_that_an_alias_is_closed_and_can_open_it(alias: Any, admin_client: Any) -> None:
    address = f"/newsroom/pages/{alias.pk}/privacy/"
    assert admin_client.post(address, {"restriction_type": "login"}).json()["is_public"] is False
    assert alias.get_view_restrictions().exists()
    form = lxml.html.fromstring(admin_client.get(address).json()["html"])
    assert form.xpath("//input[@name='restriction_type'][@checked]/@value") == ["login"]
    assert admin_client.post(address, {"restriction_type": "none"}).json()["is_public"] is True
    assert not alias.get_view_restrictions().exists()
