"""Random edits; after each printing, every page is as if the whole site had been printed afresh."""

from __future__ import annotations

import re
import shutil
import sqlite3
import sys
from collections import Counter
from pathlib import Path
from random import Random
from unittest.mock import patch

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from tests.proof.clock import Clock
from tests.proof.comparing import Site, differences, fresh, is_wrong, stored
from tests.proof.newsroom import EDITS, Newsroom, do
from wagtail.models import Collection, Locale, Page
from wagtail.models import Site as WagtailSite

from freesheet.editions.visibility import open_to_all
from freesheet.press.addresses import canonical, decoded
from freesheet.press.printer import Printer
from freesheet.press.printing import Press
from freesheet.press.recording import forget
from freesheet.press.sheets import Sheet
from freesheet.press.store import Store
from freesheet.website.preparing import prepare
from freesheet.website.sheets import all_addresses, path_of, render

SMALL_PAGE = 2
MOST_AT_ONCE = 12

LASTING = re.compile(r"(?!/theme/|(?:/zh-hant)?/tags/)(?!.*/page/\d+/$).*/")
"""Addresses of pages. Older pages, and tags that no article carries, go without a word."""


class Tally:
    """What a whole run did."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.edits: Counter[str] = Counter()
        self.drains = self.renders = self.changed = 0

    @property
    def ratio(self) -> float:
        """Pages printed for each page that really changed."""
        return self.renders / max(1, self.changed)

    def __str__(self) -> str:
        return (
            f"{self.edits.total()} edits, {self.drains} printings, {self.renders} pages printed, "
            f"{self.changed} changed: {self.ratio:.2f} for each"
        )


tally = Tally()


class Proof(RuleBasedStateMachine):
    """A newsroom, its press, and its store."""

    number = 0
    step = 0
    bursts = 1
    """So many times as many edits go before each printing, so that what waits for it is more than a few."""
    hasty = False
    """Whether one page that is wrong is enough to know: what was not printed is looked at first."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.clock.start()
        self._small = patch("freesheet.articles.queries.PAGE_SIZE", SMALL_PAGE)
        self._small.start()
        EMPTY.restore()
        self.newsroom = Newsroom(self.clock)
        self.renders = 0
        self.printed: set[str] = set()
        shutil.rmtree(settings.PUBLICATION.store, ignore_errors=True)
        self.press = self.new_press()
        self.site: Site = {}
        self.once: set[str] = set()
        self.marked: sqlite3.Connection | None = None
        self.aside = settings.PUBLICATION.store.with_name("aside")

    def new_press(self) -> Press:
        return Press(Printer(Store(settings.PUBLICATION.store), self.counted, prepare=prepare))

    def counted(self, address: str) -> Sheet | None:
        self.renders += 1
        self.printed.add(decoded(address))
        return render(address)

    @initialize()
    def open(self) -> None:
        from freesheet.press.outbox import wanted

        wanted(*all_addresses())
        self.print()

    @rule(edits=st.integers(0, MOST_AT_ONCE), seed=st.integers(0, 2**32))
    def some_edits(self, edits: int, seed: int) -> None:
        """So many edits, or where none is said as many as the dice say, and a printing."""
        # Hypothesis likes to begin with nothing but zeros, time and again: the number of the example keeps them apart.
        self.step += 1
        dice = Random(f"{self.number} {self.step} {seed}")
        names = sorted(EDITS)
        many = (edits or dice.randint(1, MOST_AT_ONCE)) * self.bursts
        plan = [(dice.choice(names), dice.randrange(2**32)) for _edit in range(many)]
        self.edit_and_print(plan)

    def edit_and_print(self, plan: list[tuple[str, int]]) -> None:
        """Edits by name and seed, and what readers find afterwards."""
        for name, seed in plan:
            if do(self.newsroom, name, Random(seed)):
                tally.edits[name] += 1
                late = self.still_there()
                assert not late, f"after “{name}”, before anything is printed: {late}"
        self.print()

    def print(self) -> None:
        self.renders = 0
        self.printed.clear()
        run = self.press.drain()
        assert run.failed == []
        found = stored(self.press.store)
        if self.hasty:
            assert not is_wrong(found, sorted(found.keys() - self.printed))
            assert not self.broken(found)
            self.site = found
            return
        wrong = differences(found, fresh()) + self.broken(found)
        if wrong:
            # At once, for hypothesis tells only after it has tried again.
            print("\n".join(wrong), file=sys.__stderr__, flush=True)
        assert not wrong, "\n".join(wrong)
        changed = sum(found.get(address) != self.site.get(address) for address in found.keys() | self.site.keys())
        if self.site:
            tally.drains += 1
            tally.renders += self.renders
            tally.changed += changed
        self.site = found

    def still_there(self) -> list[str]:
        """Pages in the store that readers should have lost with the transaction that withdrew them."""
        pages = open_to_all(Page.objects.filter(live=True, depth__gt=1))
        open_now = {path_of(page) for page in pages.select_related("locale")}
        # Lists of corrections are no pages of the tree: each lasts as long as its front page.
        open_now |= {f"{path}corrections/" for path in open_now}
        kept = [address for address, page in self.site.items() if page[0] == 200 and address not in open_now]
        return [address for address in kept if LASTING.fullmatch(address) and self.status(address) == 200]

    def status(self, address: str) -> int | None:
        sheet = self.press.store.get(canonical(address))
        return None if sheet is None else sheet.status

    def broken(self, found: Site) -> list[str]:
        """Pages that readers found once, and where nothing is said now about what became of them."""
        self.once |= {address for address, page in found.items() if page[0] == 200 and LASTING.fullmatch(address)}
        self.once -= self.newsroom.forgotten
        return [f"{address} was there, and leads nowhere now" for address in sorted(self.once - found.keys())]

    def mark(self) -> None:
        """Note how everything is, so that ``go_back`` leads there; only where a database can be copied."""
        if connection.vendor == "sqlite":
            self.marked = sqlite3.connect(":memory:")
            connection.connection.backup(self.marked)
            for folder in self.folders():
                shutil.copytree(folder, self.aside / folder.name)

    def folders(self) -> list[Path]:
        """What an edit or a print may change beside the database."""
        return [settings.PUBLICATION.store, Path(settings.MEDIA_ROOT)]

    def go_back(self) -> None:
        """Begin again where ``mark`` was called; on other databases with all there is now, printed as it should be."""
        if self.marked is None:
            self.print_everything()
            return
        self.marked.backup(connection.connection)
        ContentType.objects.clear_cache()
        WagtailSite.clear_site_root_paths_cache()
        for folder in self.folders():
            shutil.rmtree(folder)
            shutil.copytree(self.aside / folder.name, folder)
        forget()
        # Another one, for this one knows what came after.
        self.press = self.new_press()
        self.site, self.once = stored(self.press.store), set()

    def print_everything(self) -> None:
        """Begin again with a store as it should be."""
        from freesheet.press.models import PrintedSheet
        from freesheet.press.outbox import wanted

        # What a planted bug let the press remember would be wrong for ever.
        forget()
        wanted(*all_addresses(), *PrintedSheet.objects.values_list("address", flat=True))
        self.press.drain()
        self.site = stored(self.press.store)
        self.once = set()

    def teardown(self) -> None:
        self._small.stop()
        self.clock.stop()
        shutil.rmtree(settings.PUBLICATION.store, ignore_errors=True)
        shutil.rmtree(self.aside, ignore_errors=True)


class Empty:
    """The database as migrations leave it, to begin each example with."""

    def __init__(self) -> None:
        self.copy: sqlite3.Connection | None = None

    def restore(self) -> None:
        """Bring the database there; the first time by emptying it, then, where that is possible, by copying."""
        connection.ensure_connection()
        if self.copy is not None:
            self.copy.backup(connection.connection)
        else:
            call_command("flush", verbosity=0, interactive=False)
            locale = Locale.objects.create(language_code="en")
            Page.add_root(instance=Page(title="Root", slug="root", locale=locale))
            Collection.add_root(name="Root")
            if connection.vendor == "sqlite":
                self.copy = sqlite3.connect(":memory:")
                connection.connection.backup(self.copy)
        ContentType.objects.clear_cache()
        WagtailSite.clear_site_root_paths_cache()


EMPTY = Empty()
