"""A CDN is told of exactly the pages that readers would get otherwise than before, when the store has the new ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from tests import factories
from tests.conftest import Newsstand
from tests.press.purging.cdn import SITE, TOKEN, ZONE, Cdn
from tests.press.purging.conftest import Hands

from freesheet.media import queries
from freesheet.press.models import Change, PrintedSheet, Purge
from freesheet.press.outbox import changed, wanted
from freesheet.press.printer import Printer
from freesheet.press.printing import Press
from freesheet.press.purging.kinds import providers_for
from freesheet.press.purging.marks import KEEP, key_of, marking
from freesheet.press.purging.notes import Notes
from freesheet.press.purging.provider import Account
from freesheet.press.purging.purger import Purger
from freesheet.press.sheets import Sheet
from freesheet.press.store import Store
from freesheet.project import wiring
from freesheet.website.sheets import render

Story = Callable[..., Any]


class Delivered(Newsstand):
    """A newsstand behind a CDN, which asks the store for each page as soon as it has purged it."""

    def __init__(self, press: Press, cdn: Cdn, purger: Purger) -> None:
        super().__init__(press)
        self.cdn, self.purger = cdn, purger
        self.shown: dict[str, bytes | None] = {}
        cdn.taken = self.fetch

    def fetch(self, url: str) -> None:
        """What the CDN shows from now on."""
        address = unquote(url.removeprefix(SITE))
        self.shown[address] = self.bytes(address)

    def deliver(self) -> set[str]:
        """Print and purge; the addresses that were purged."""
        self.cdn.purged.clear()
        self.print()
        assert self.purger.run_once() is None
        assert len(self.cdn.purged) == len(set(self.cdn.purged))
        return {unquote(url.removeprefix(SITE)) for url in self.cdn.purged}


@pytest.fixture
def cdn() -> Iterator[Cdn]:
    """A CDN that works."""
    there = Cdn()
    yield there
    there.close()


@pytest.fixture
def delivered(db: None, tmp_path: Path, cdn: Cdn) -> Iterator[Delivered]:
    """An empty store behind a CDN."""
    providers = providers_for(Account("cloudflare", SITE, ZONE, TOKEN, (cdn.address,)))
    printer = Printer(Store(tmp_path / "store"), marking(render, "cloudflare"), note=Notes(providers).note)
    yield Delivered(Press(printer), cdn, Purger(providers[0], Hands()))
    providers[0].close()


@pytest.fixture
def tides(delivered: Delivered, story: Story) -> Any:
    """A published, printed, delivered article beside another one."""
    story("Whale fall")
    article = story("The tide table")
    delivered.deliver()
    return article


def everything_printed(stand: Newsstand) -> dict[str, bytes | None]:
    """All that is in the store, and what is said there of addresses that are nobody's."""
    return {unquote(address): stand.bytes(address) for address in stand.press.store.addresses()}


def test_what_is_first_printed_is_purged_and_shown(delivered: Delivered, story: Story) -> None:
    story("The tide table")
    assert delivered.deliver() == set(everything_printed(delivered))
    assert delivered.shown == everything_printed(delivered)


def test_a_new_headline_purges_exactly_the_pages_whose_bytes_are_others(delivered: Delivered, tides: Any) -> None:
    before = everything_printed(delivered)
    tides.title = "The corrected tide table"
    tides.save_revision().publish()
    purged = delivered.deliver()
    after = everything_printed(delivered)
    assert purged == {address for address in after if after[address] != before.get(address)}
    assert {"/", "/world/", "/world/the-tide-table/", "/feed.xml"} <= purged
    assert delivered.shown == after
    assert b"The corrected tide table" in (delivered.shown["/world/the-tide-table/"] or b"")


def test_what_is_printed_again_as_it_was_is_not_purged(delivered: Delivered, tides: Any) -> None:
    changed(f"article:{tides.pk}")
    wanted(*delivered.addresses())
    assert delivered.deliver() == set()


def test_the_files_of_a_deleted_picture_are_purged_when_they_are_gone(
    delivered: Delivered, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    monkeypatch.setattr(wiring, "notes", lambda: Notes([delivered.purger.provider]))
    picture = factories.picture("harbour.png")
    sizes = {urlsplit(url.strip().split()[0]).path for url in queries.sizes(picture).sources[0].srcset.split(",")}
    with django_capture_on_commit_callbacks(execute=True):
        picture.delete()
    assert len(sizes) > 1
    assert sizes <= delivered.deliver()


def test_a_withdrawn_article_is_purged_when_readers_have_lost_it(delivered: Delivered, tides: Any) -> None:
    tides.unpublish()
    assert "/world/the-tide-table/" in delivered.deliver()
    assert b"withdrawn" in (delivered.shown["/world/the-tide-table/"] or b"")
    assert delivered.shown == everything_printed(delivered)


def test_a_page_that_was_out_of_the_store_before_the_press_came_to_it_is_purged_all_the_same(
    delivered: Delivered, tides: Any
) -> None:
    tides.unpublish()
    delivered.press.store.remove("/world/the-tide-table/")
    assert "/world/the-tide-table/" in delivered.deliver()


def test_a_renamed_article_is_purged_where_it_was_and_where_it_is(delivered: Delivered, tides: Any) -> None:
    tides.slug = "tides"
    tides.save_revision().publish()
    assert {"/world/the-tide-table/", "/world/tides/"} <= delivered.deliver()
    assert delivered.shown["/world/the-tide-table/"] == b""
    assert b"The tide table" in (delivered.shown["/world/tides/"] or b"")


def test_an_article_in_chinese_is_purged_under_its_address_in_links(
    delivered: Delivered, fronts: dict[str, Any]
) -> None:
    section = factories.section(fronts["zh-hant"], "世界")
    factories.article(section, "海底電纜", slug="海底電纜")
    purged = delivered.deliver()
    [address] = [address for address in purged if address.endswith("/海底電纜/")]
    assert any(url.isascii() and unquote(url) == SITE + address for url in delivered.cdn.purged)


@pytest.mark.parametrize("moment", ["before the note", "after the note"])
def test_a_press_that_is_killed_right_after_it_stored_a_page_does_not_lose_the_purge(
    moment: str, delivered: Delivered, tides: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    note = delivered.press.printer.note

    def killed(addresses: Any, gone: bool) -> None:
        if moment == "after the note":
            note(addresses, gone)
        raise Killed

    tides.title = "The corrected tide table"
    tides.save_revision().publish()
    delivered.press.printer.note = killed
    with pytest.raises(Killed):
        delivered.press.drain()
    assert Change.objects.exists()
    delivered.press.printer.note = note
    delivered.deliver()
    assert delivered.shown == everything_printed(delivered)


def test_a_redirect_that_leads_elsewhere_is_purged_though_its_body_is_the_same(db: None, tmp_path: Path) -> None:
    noted: list[str] = []
    there = "/old/"

    def led(address: str) -> Sheet:
        return Sheet(302, [("Location", there)], b"")

    press = Press(Printer(Store(tmp_path / "store"), led, note=lambda addresses, gone: noted.extend(addresses)))
    Change.objects.all().delete()
    for place in ("/old/", "/old/", "/new/"):
        there = place
        wanted("/page/2/")
        press.drain()
    assert noted == ["/page/2/", "/page/2/"]


def test_a_redirect_survives_a_press_that_was_killed(db: None, tmp_path: Path) -> None:
    noted: list[str] = []
    store = Store(tmp_path / "store")
    new, old = (lambda address, to=to: Sheet(302, [("Location", to)], b"") for to in ("/new/", "/old/"))
    press = Press(Printer(store, new, note=lambda addresses, gone: noted.extend(addresses)))
    wanted("/page/2/")
    Press(Printer(store, old)).drain()
    # Killed when the store had it and the database not.
    store.put("/page/2/", new("/page/2/"))
    wanted("/page/2/")
    press.drain()
    assert noted == ["/page/2/"]


def test_without_a_cdn_nothing_is_noted_and_no_page_says_anything_to_one(stand: Newsstand, story: Story) -> None:
    story("The tide table")
    stand.print()
    assert not Purge.objects.exists()
    assert PrintedSheet.objects.exists()
    for address in stand.press.store.addresses():
        sheet = stand.press.store.get(address)
        assert sheet is not None
        names = {name for name, _value in sheet.headers}
        assert not names & {"cache-tag", "surrogate-key", "surrogate-control", "cdn-cache-control"}


@pytest.mark.parametrize(
    ("cdn_kind", "header", "between"),
    [
        ("cloudflare", "cache-tag", ","),
        ("cloudflare_tags", "cache-tag", ","),
        ("fastly", "surrogate-key", " "),
        ("http", "surrogate-key", " "),
    ],
)
def test_behind_a_cdn_every_page_bears_its_key_and_may_be_kept_for_long(
    cdn_kind: str, header: str, between: str, stand: Newsstand, story: Story
) -> None:
    stand.press.printer.render = marking(render, cdn_kind)
    story("海底電纜")
    wanted("/icon.svg")
    stand.print()
    keys = set()
    for address in stand.addresses():
        sheet = stand.press.store.get(address)
        assert sheet is not None
        headers = dict(sheet.headers)
        assert headers[header] == f"all{between}{key_of(address)}"
        keys.add(headers[header])
        if "immutable" in headers["cache-control"]:
            assert address.startswith("/theme/")
            continue
        assert headers["cdn-cache-control"] == KEEP
        assert headers.get("surrogate-control") == (KEEP if cdn_kind == "fastly" else None)
        # Browsers ask again after seconds: nobody can purge them.
        assert "max-age=10," in headers["cache-control"]
    assert len(keys) == len(stand.addresses()) > 5


def test_what_an_unknown_address_is_answered_with_is_not_kept_for_long() -> None:
    missing = Sheet(404, [("Cache-Control", "public, max-age=0")], b"Not here")
    gone = Sheet(410, [("Cache-Control", "public, max-age=0")], b"Gone")
    for sheet in (missing, gone):
        assert marking(lambda address, sheet=sheet: sheet, "fastly")("/404.html") == sheet
