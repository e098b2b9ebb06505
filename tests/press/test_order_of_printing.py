"""What readers notice first is printed first; a burst is one print; nothing older ever covers what is newer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.db import OperationalError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from freesheet.press import register
from freesheet.press.models import Change, PrintedSheet
from freesheet.press.outbox import changed, removed, take_away_with, wanted
from freesheet.press.printer import Order, Printer
from freesheet.press.printing import Press
from freesheet.press.queue import Queue
from freesheet.press.recording import depends_on
from freesheet.press.sheets import Sheet
from freesheet.press.store import Store

pytestmark = pytest.mark.django_db(transaction=True)

HTML = [("content-type", "text/html; charset=utf-8")]


class Site:
    """A site whose pages show what their keys stand for, and a press that prints it."""

    def __init__(self, folder: Path, pages: dict[str, set[str]]) -> None:
        self.pages = pages
        self.values: dict[str, int] = {}
        self.made: list[str] = []
        self.meanwhile: Callable[[str], None] = lambda address: None
        self.store = Store(folder / "store")
        self.press = Press(Printer(self.store, self.render, "first"))

    def render(self, address: str) -> Sheet | None:
        self.made.append(address)
        if address not in self.pages:
            return None
        keys = self.pages[address]
        depends_on(*keys)
        text = " ".join(f"{key}={self.values.get(key, 0)}" for key in sorted(keys))
        self.meanwhile(address)
        return Sheet(200, HTML, f"{address} {text}".encode())

    def change(self, *keys: str) -> None:
        with transaction.atomic():
            for key in keys:
                self.values[key] = self.values.get(key, 0) + 1
            changed(*keys)

    def text(self, address: str) -> str:
        sheet = self.store.get(address)
        assert sheet is not None, f"{address} is not printed"
        return sheet.body.decode()

    def print(self) -> list[str]:
        """Print everything; the addresses in the order in which they were made."""
        self.made.clear()
        run = self.press.drain()
        assert run.failed == []
        assert not Change.objects.exists()
        return list(self.made)


PAGES = {
    "/": {"list", "article:1", "article:2"},
    "/world/": {"list", "article:1"},
    "/world/one/": {"article:1", "beside:1"},
    "/world/two/": {"article:2", "beside:1"},
    "/world/page/1/": {"article:1"},
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path, dict(PAGES))
    wanted(*made.pages)
    made.print()
    return made


def test_pages_asked_for_by_name_come_first_then_the_most_read_then_those_higher_up(site: Site) -> None:
    PrintedSheet.objects.filter(address="/world/page/1/").update(asked=900)
    with transaction.atomic():
        changed("article:1")
        wanted("/world/one/", "/world/")
    assert site.print() == ["/world/one/", "/world/", "/world/page/1/", "/"]


def test_pages_that_leave_are_taken_away_before_anything_is_printed(site: Site) -> None:
    with transaction.atomic():
        changed("list")
        wanted("/world/one/")
        removed("/world/two/")
    del site.pages["/world/two/"]
    assert site.print()[0] == "/world/two/"
    assert site.store.get("/world/two/") is None


def test_a_page_that_leaves_is_gone_when_the_transaction_is(site: Site) -> None:
    def take(addresses: Iterable[str]) -> None:
        for address in addresses:
            site.store.remove(address)

    take_away_with(take)
    with transaction.atomic():
        removed("/world/two/")
        assert site.store.get("/world/two/") is not None
    assert site.store.get("/world/two/") is None
    with pytest.raises(RuntimeError), transaction.atomic():
        removed("/world/one/")
        raise RuntimeError
    assert site.store.get("/world/one/") is not None


def test_a_burst_of_changes_is_one_print_of_each_page(site: Site) -> None:
    for _time in range(20):
        site.change("article:1", "list")
    assert sorted(site.print()) == ["/", "/world/", "/world/one/", "/world/page/1/"]
    assert "article:1=20" in site.text("/world/one/")


def test_a_page_that_changes_while_it_is_made_is_not_shown_but_made_again(site: Site) -> None:
    shown: list[str] = []

    def once(address: str) -> None:
        shown.append(site.text("/world/one/"))
        if address == "/world/one/" and site.values["article:1"] == 1:
            site.change("article:1")

    site.meanwhile = once
    site.change("article:1")
    made = site.print()
    assert made.count("/world/one/") == 2
    assert "article:1=2" in site.text("/world/one/")
    assert not any("article:1=1" in text for text in shown)


def test_a_page_that_changes_again_and_again_is_shown_all_the_same(site: Site) -> None:
    shown: set[str] = set()

    def always(address: str) -> None:
        if address == "/world/one/":
            shown.add(site.text("/world/one/"))
            if site.values["article:1"] < 12:
                site.change("article:1")

    site.meanwhile = always
    site.change("article:1")
    site.print()
    assert "article:1=12" in site.text("/world/one/")
    assert len(shown) > 1, "readers saw nothing new until the changes had ended"


def test_a_late_render_never_brings_back_a_page_that_has_left(site: Site) -> None:
    def leave(address: str) -> None:
        if address == "/world/two/" and "/world/two/" in site.pages:
            del site.pages["/world/two/"]
            with transaction.atomic():
                removed("/world/two/")
            site.store.remove("/world/two/")

    site.meanwhile = leave
    site.change("article:2")
    while_printing: list[bool] = []
    original = site.store.put

    def put(address: str, sheet: Sheet, check: Callable[[], None] | None = None) -> bool:
        try:
            return original(address, sheet, check)
        finally:
            while_printing.append(site.store.get("/world/two/") is not None and "/world/two/" not in site.pages)

    site.store.put = put  # type: ignore[method-assign]  # looked at between two steps
    site.print()
    assert not any(while_printing)
    assert site.store.get("/world/two/") is None


def test_a_key_that_a_page_has_just_come_to_hold_counts_before_the_page_is_seen(site: Site) -> None:
    """Another press asks who holds a key while the page that holds it first is on its way into the store."""
    site.pages["/world/one/"] = {"article:1", "new"}
    asked: list[bool] = []
    original = site.store.put

    def put(address: str, sheet: Sheet, check: Callable[[], None] | None = None) -> bool:
        if address == "/world/one/":
            asked.append(PrintedSheet.objects.filter(held__key__name="new").exists())
        return original(address, sheet, check)

    site.store.put = put  # type: ignore[method-assign]
    site.change("article:1")
    site.print()
    assert asked == [True]


def test_keys_that_a_page_holds_no_more_do_not_print_it(site: Site) -> None:
    site.pages["/world/one/"] = {"article:1"}
    site.change("article:1")
    site.print()
    site.change("beside:1")
    assert site.print() == ["/world/two/"]


def test_the_register_tells_why_and_since_when(site: Site) -> None:
    before = PrintedSheet.objects.get(address="/world/two/")
    site.change("beside:1")
    site.print()
    after = PrintedSheet.objects.get(address="/world/two/")
    assert after.causes == "beside:1"
    assert before.printed_at is not None and after.printed_at is not None
    assert after.printed_at > before.printed_at
    assert PrintedSheet.objects.get(address="/world/page/1/").causes == "/world/page/1/"


def test_a_print_that_changes_nothing_does_not_move_the_time(site: Site) -> None:
    before = PrintedSheet.objects.get(address="/world/two/").printed_at
    with transaction.atomic():
        changed("beside:1")
    assert site.print() == ["/world/one/", "/world/two/"]
    assert PrintedSheet.objects.get(address="/world/two/").printed_at == before


def test_a_new_generation_is_printed_with_the_most_read_first_and_what_is_over_last(site: Site) -> None:
    PrintedSheet.objects.filter(address="/world/two/").update(asked=5)
    site.press = Press(Printer(site.store, site.render, "second"))
    del site.pages["/world/page/1/"]
    site.pages["/new/"] = {"list"}
    assert site.press.renew(list(site.pages)) == 6
    made = site.print()
    assert made[0] == "/world/two/"
    assert made[-1] == "/world/page/1/"
    assert set(site.store.addresses()) == set(site.pages)
    assert site.press.renew(list(site.pages)) == 0


def test_a_new_generation_that_broke_off_goes_on_where_it_was(site: Site) -> None:
    class Killed(BaseException):
        pass

    def stop_after(number: int) -> Callable[[], list[str]]:
        def glance() -> list[str]:
            if len(site.made) >= number:
                raise Killed
            return []

        return glance

    site.press = Press(Printer(site.store, site.render, "second"))
    site.press.renew(list(site.pages))
    site.made.clear()
    site.press.printer.print([Order("/world/two/")])
    with pytest.raises(Killed):
        site.press.drain(glance=stop_after(1))
    site.press = Press(Printer(site.store, site.render, "second"))
    assert site.press.renew(list(site.pages)) == len(PAGES) - 1
    assert "/world/two/" not in site.print()


def test_what_a_reader_waits_for_is_printed_before_the_rest_of_a_new_generation(site: Site) -> None:
    site.press = Press(Printer(site.store, site.render, "second"))
    site.press.renew(list(site.pages))
    asked = ["/world/two/"]
    site.made.clear()
    site.press.drain(glance=lambda: [asked.pop()] if asked else [])
    assert site.made[0] == "/world/two/"


def test_files_that_are_gone_are_printed_again_and_strangers_are_taken_away(site: Site) -> None:
    site.store.remove("/world/one/")
    site.store.put("/stranger/", Sheet(200, HTML, b"not ours"))
    assert site.press.heal() == 2
    site.print()
    assert site.store.get("/stranger/") is None
    assert "article:1" in site.text("/world/one/")


def test_while_files_are_looked_through_changes_are_printed_and_nobody_is_told_that_a_page_is_nowhere(
    site: Site,
) -> None:
    site.store.remove("/world/two/")
    found = site.press.heal(0)
    assert site.press.is_healing
    site.change("article:1")
    # A page that comes while folders are walked through, and one that goes, are as they should be.
    site.pages["/world/three/"] = {"article:3"}
    del site.pages["/world/page/1/"]
    wanted("/world/three/", "/world/page/1/")
    site.print()
    assert "article:1=1" in site.text("/world/one/")
    assert site.store.ledger.pending
    while site.press.is_healing:
        found += site.press.heal(0)
    assert found == 1
    site.print()
    assert site.store.get("/world/two/") is not None
    assert not site.store.ledger.pending


def test_a_database_that_is_away_meanwhile_is_no_reason_to_call_the_store_whole(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.store.remove("/world/two/")

    def away() -> set[str]:
        raise OperationalError("the database is locked")

    with monkeypatch.context() as broken, pytest.raises(OperationalError):
        broken.setattr(register, "printed", away)
        site.press.heal()
    assert site.press.is_healing
    assert site.press.heal() == 1
    assert not site.press.is_healing


def test_one_page_that_cannot_be_made_keeps_no_other_from_readers(site: Site) -> None:
    def break_(address: str) -> None:
        if address == "/world/one/" and site.values["article:1"] == 1:
            raise ZeroDivisionError("no such unit")

    site.meanwhile = break_
    site.change("article:1")
    run = site.press.drain()
    assert run.failed == ["/world/one/"]
    assert "article:1=1" in site.text("/world/")
    assert "article:1=0" in site.text("/world/one/")
    assert "no such unit" in PrintedSheet.objects.get(address="/world/one/").problem
    site.change("article:1")
    site.print()
    assert PrintedSheet.objects.get(address="/world/one/").problem == ""


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.one_of(
            st.tuples(st.just("change"), st.sampled_from(["list", "article:1", "article:2", "beside:1", "other"])),
            st.tuples(st.just("want"), st.sampled_from([*PAGES, "/nowhere/"])),
            st.tuples(st.just("take"), st.just("")),
            st.tuples(st.just("print"), st.just("")),
            st.tuples(st.just("again"), st.just("")),
        ),
        max_size=40,
    )
)
def test_every_row_of_the_outbox_is_forgotten_when_all_its_pages_are_done_and_no_sooner(
    steps: list[tuple[str, str]],
) -> None:
    Change.objects.all().delete()
    held = {address: set(keys) for address, keys in PAGES.items()}
    PrintedSheet.objects.all().delete()
    _register(held)
    queue = Queue()
    due: dict[int, set[str]] = {}
    for step, what in steps:
        if step == "change":
            row = Change.objects.create(key=what)
            due[row.pk] = {address for address, keys in held.items() if what in keys}
        elif step == "want":
            due[Change.objects.create(address=what).pk] = {what}
        elif step == "take":
            queue.take_in()
        else:
            queue.take_in()
            jobs = queue.next(2)
            for job in jobs:
                if step == "again":
                    queue.again(job)
                else:
                    queue.done([job])
                    for pk in due:
                        if pk in job.rows:
                            due[pk].discard(job.address)
            queue.forget_settled()
            left = set(Change.objects.values_list("pk", flat=True))
            assert {pk for pk, addresses in due.items() if addresses} <= left
    queue.take_in(all_of_it=True)
    while jobs := queue.next(3):
        queue.done(jobs)
    queue.forget_settled()
    assert not Change.objects.exists()
    assert len(queue) == 0


def _register(pages: dict[str, set[str]]) -> None:
    from freesheet.press.register import Register

    register = Register()
    entries = register.entries(list(pages))
    register.hold({address: (entries[address], register.numbers(keys)) for address, keys in pages.items()})
