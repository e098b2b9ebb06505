"""What is published is printed, what is withdrawn is gone, and nothing else is touched."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import OperationalError
from tests import factories
from tests.conftest import Newsstand

from freesheet.press.models import Change
from freesheet.press.outbox import changed, wanted
from freesheet.press.printer import Printer
from freesheet.press.printing import Press
from freesheet.press.recording import depends_on
from freesheet.press.sheets import BEHIND, Sheet
from freesheet.press.store import Store

Story = Callable[..., Any]


@pytest.fixture
def printed(stand: Newsstand, story: Story) -> Any:
    """A published, printed article."""
    article = story("The tide table")
    stand.print()
    assert "The tide table" in stand.text("/world/the-tide-table/")
    return article


def test_publishing_prints_the_article_its_front_its_section_its_author_its_tag_and_its_feeds(
    stand: Newsstand, story: Story, fronts: dict[str, Any]
) -> None:
    ada = factories.author(fronts["en"], "Ada Reporter")
    story("The tide table", authors=(ada,), tags=("harbours",))
    stand.print()
    for address in ("/", "/world/", "/authors/ada-reporter/", "/tags/harbours/", "/feed.xml", "/world/feed.xml"):
        assert "The tide table" in stand.text(address), address
    assert "/world/the-tide-table/" in "".join(stand.sitemap())


def test_a_draft_is_printed_nowhere(stand: Newsstand, story: Story) -> None:
    story("A secret", public=False)
    story("Known")
    stand.print()
    assert not [address for address in stand.addresses() if b"A secret" in (stand.bytes(address) or b"")]


def test_a_changed_headline_reaches_every_page_that_shows_it(stand: Newsstand, printed: Any) -> None:
    printed.title = "The corrected tide table"
    printed.save_revision().publish()
    stand.print()
    for address in ("/", "/world/", "/world/the-tide-table/", "/feed.xml"):
        assert "The corrected tide table" in stand.text(address)
        assert ">The tide table<" not in stand.text(address)


def test_only_pages_that_hold_the_key_are_printed_again(stand: Newsstand, printed: Any, fronts: dict[str, Any]) -> None:
    factories.article(factories.section(fronts["en"], "Science"), "Whales")
    stand.print()
    again: set[str] = set()
    render = stand.press.printer.render

    def noted(address: str) -> Sheet | None:
        again.add(address)
        return render(address)

    stand.press.printer.render = noted
    changed(f"article-card:{printed.pk}")
    stand.print()
    assert {"/", "/world/", "/feed.xml"} <= again
    assert not {"/science/feed.xml", "/robots.txt"} & again


@pytest.mark.parametrize("leave", ["unpublish", "delete"])
def test_what_is_withdrawn_is_gone_from_every_page(stand: Newsstand, printed: Any, leave: str) -> None:
    getattr(printed, leave)()
    stand.print()
    assert stand.status("/world/the-tide-table/") == 410
    assert "has been withdrawn" in stand.text("/world/the-tide-table/")
    assert not [address for address in stand.addresses() if b"The tide table" in (stand.bytes(address) or b"")]


def test_what_comes_back_is_there_again(stand: Newsstand, printed: Any) -> None:
    printed.unpublish()
    stand.print()
    printed.save_revision().publish()
    stand.print()
    assert "The tide table" in stand.text("/world/the-tide-table/")


def test_a_draft_of_a_public_article_prints_nothing(stand: Newsstand, printed: Any) -> None:
    printed.title = "Not yet"
    printed.save_revision()
    assert Change.objects.count() == 0


def test_every_edition_has_a_page_for_what_is_not_there(stand: Newsstand, printed: Any) -> None:
    assert [stand.status(address) for address in ("/404.html", "/ur/404.html")] == [404, 404]
    assert "The tide table" in stand.text("/404.html")


def test_an_editors_redirect_is_printed_follows_its_page_and_goes(stand: Newsstand, printed: Any) -> None:
    from wagtail.contrib.redirects.models import Redirect

    way = Redirect.add_redirect("/old/tides.html", printed)
    stand.print()
    printed.slug = "tides"
    printed.save_revision().publish()
    stand.print()
    sheet = stand.press.store.get("/old/tides.html")
    assert sheet is not None
    assert (sheet.status, dict(sheet.headers)["location"]) == (301, "/world/tides/")
    way.delete()
    stand.print()
    assert stand.status("/old/tides.html") is None


def test_a_renamed_article_leaves_a_way_to_it(
    stand: Newsstand, printed: Any, client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    printed.slug = "tides"
    with django_capture_on_commit_callbacks(execute=True):
        printed.save_revision().publish()
    stand.print()
    assert "/world/the-tide-table/" not in stand.addresses()
    assert "The tide table" in stand.text("/world/tides/")
    answer = client.get("/world/the-tide-table/")
    assert (answer.status_code, answer["Location"]) == (301, "/world/tides/")
    assert stand.status("/world/the-tide-table/") == 301


def test_a_renamed_section_takes_its_articles_along(
    stand: Newsstand, printed: Any, client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    section = printed.get_parent().specific
    section.slug = "planet"
    with django_capture_on_commit_callbacks(execute=True):
        section.save_revision().publish()
    stand.print()
    assert not [address for address in stand.addresses() if address.startswith("/world/")]
    assert "The tide table" in stand.text("/planet/the-tide-table/")
    assert client.get("/world/the-tide-table/")["Location"] == "/planet/the-tide-table/"


def test_an_article_that_changes_section_leaves_the_lists_of_the_old_one(
    stand: Newsstand, printed: Any, fronts: dict[str, Any]
) -> None:
    science = factories.section(fronts["en"], "Science")
    printed.move(science, pos="last-child")
    stand.print()
    assert "The tide table" not in stand.text("/world/")
    assert "The tide table" not in stand.text("/world/feed.xml")
    assert "The tide table" in stand.text("/science/the-tide-table/")


def test_a_tag_or_a_name_taken_away_is_taken_off_its_list(
    stand: Newsstand, story: Story, fronts: dict[str, Any]
) -> None:
    ada, ben = (factories.author(fronts["en"], name) for name in ("Ada", "Ben"))
    article = story("The tide table", authors=(ada,), tags=("harbours",))
    stand.print()
    article.tags.set(["ferries"])
    article.bylines.set([article.bylines.model(author=ben)])
    article.save_revision().publish()
    stand.print()
    assert "The tide table" not in stand.text("/authors/ada/")
    assert "The tide table" in stand.text("/authors/ben/")
    assert "/tags/harbours/" not in stand.addresses()
    assert "The tide table" in stand.text("/tags/ferries/")


def test_a_private_article_and_its_aliases_are_taken_from_the_store(stand: Newsstand, printed: Any) -> None:
    from wagtail.models import PageViewRestriction

    section = printed.get_parent().specific
    printed.create_alias(parent=section, update_slug="copy")
    stand.print()
    assert "The tide table" in stand.text("/world/copy/")
    PageViewRestriction.objects.create(page=printed, restriction_type=PageViewRestriction.LOGIN)
    stand.print()
    assert [stand.status(address) for address in ("/world/the-tide-table/", "/world/copy/")] == [BEHIND, BEHIND]
    assert not [address for address in stand.addresses() if b"The tide table" in (stand.bytes(address) or b"")]


def test_new_settings_are_on_every_page_of_the_edition(stand: Newsstand, printed: Any, fronts: dict[str, Any]) -> None:
    from freesheet.editions.models import Publication

    paper = Publication.objects.get(locale=fronts["en"].locale)
    paper.name, paper.accent = "The New Name", "#8a1c1c"
    paper.save()
    stand.print()
    page = stand.text("/world/the-tide-table/")
    assert "The New Name" in page
    style = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "#8a1c1c" in stand.text(style)


def _fake(address: str) -> Sheet:
    depends_on("everything")
    if address == "/broken/":
        raise ValueError("This template has a hole in it.")
    return Sheet(200, [("content-type", "text/html")], f"<p>{address}".encode())


@pytest.mark.django_db
def test_a_page_that_fails_keeps_what_readers_had_and_the_others_go_on(tmp_path: Any) -> None:
    store = Store(tmp_path / "store")
    store.put("/broken/", Sheet(200, [("content-type", "text/html")], b"as it was"))
    wanted("/one/", "/broken/", "/two/")
    run = Press(Printer(store, _fake)).drain()
    assert run.failed == ["/broken/"]
    assert [store.get(address).body for address in ("/one/", "/two/", "/broken/")] == [  # type: ignore[union-attr]
        b"<p>/one/",
        b"<p>/two/",
        b"as it was",
    ]
    assert Change.objects.count() == 0


@pytest.mark.django_db
def test_while_the_database_is_away_orders_are_kept(tmp_path: Any) -> None:
    def away(address: str) -> Sheet:
        raise OperationalError("the database is locked")

    Change.objects.all().delete()
    wanted("/one/")
    store = Store(tmp_path / "store")
    with pytest.raises(OperationalError):
        Press(Printer(store, away)).drain()
    assert Change.objects.filter(address="/one/").count() == 1
    assert Press(Printer(store, _fake)).drain().printed == 1


def test_two_presses_at_once_take_turns(tmp_path: Any) -> None:
    from freesheet.press.printing import alone

    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        for _turn in range(50):
            with alone(tmp_path / "press.lock"):
                inside += 1
                most = max(most, inside)
                inside -= 1

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1
