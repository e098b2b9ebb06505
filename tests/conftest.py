"""What every test stands on: a publication's folder, and where the shared fixtures are."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import hypothesis
import lxml.html
import pytest
from lxml.html import HtmlElement
from tests import migrated
from xdist.scheduler import LoadFileScheduling

if TYPE_CHECKING:
    from freesheet.press.printing import Press, Run

ROOT = Path(__file__).resolve().parent.parent


def _lay_out_paper() -> None:
    """Django's settings are made from a publication, so there must be one before Django is set up."""
    from freesheet.project.publication import lay_out

    folder = Path(tempfile.mkdtemp(prefix="freesheet-tests-")) / "paper"
    values = {"address": "http://testserver", "languages": ["en", "zh-hant", "ur"], "timezone": "Asia/Taipei"}
    # Tests of anything else log in as they are; those of the door demand it.
    values["second_factor"] = "offered"
    if database := os.environ.get("FREESHEET_TEST_DATABASE"):
        values["database"] = database
    lay_out(folder, values)
    os.environ["FREESHEET_DIR"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "freesheet.project.settings"
    atexit.register(shutil.rmtree, folder.parent, ignore_errors=True)


def _load_models() -> None:
    """At once, for tests import models at their top, and the folders' own conftest files do too."""
    from django.conf import settings

    from freesheet.project.loading import load

    # Nobody lays out fingerprinted files for tests; the journeys serve them as they are for readers.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    load()
    from tests import sized

    sized.remember()


_lay_out_paper()
_load_models()

# How long an example takes says how busy the machine is.
hypothesis.settings.register_profile(
    "on any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("on any machine")


def pytest_configure(config: pytest.Config) -> None:
    """Processes that run tests for this one each make a publication of their own."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        del os.environ["DJANGO_SETTINGS_MODULE"], os.environ["FREESHEET_DIR"]


LONG = (
    *("journeys", "survival", "proof", "project/test_press_commands.py", "project", "accounts/test_matrix.py"),
    *("contributions/test_posting.py", "newsroom/test_together.py", "website/test_pagination.py"),
    *("press/fronts", "contributions/test_soaking.py", "importers/demo"),
)
"""Files that take long, and folders of such. They begin first, so that no process is left with one at the end: above
all the journeys, which stay in one process and take it most of the time that everything takes."""


TOGETHER = ("journeys",)
"""Folders whose files stay in one process, for all of them read one paper that is dear to make."""


class _ByPlace(LoadFileScheduling):
    """A file's tests stay in one process, and those of some folders."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.split("::", 1)[0]
        return next((folder for folder in TOGETHER if file.startswith(f"tests/{folder}/")), file)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> LoadFileScheduling:
    return _ByPlace(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long goes first; the rest stays as it is."""
    places = [ROOT / "tests" / folder for folder in LONG]

    def turn(item: pytest.Item) -> int:
        return next((number for number, place in enumerate(places) if item.path.is_relative_to(place)), len(places))

    items.sort(key=turn)


@pytest.fixture(scope="session")
def shared_fixtures() -> Path:
    """The folder of real data that is not ours to ship; tests that need it are skipped where it is absent."""
    folder = Path(os.environ.get("FREESHEET_SHARED_FIXTURES", ROOT.parent / "shared" / "fixtures"))
    if not folder.is_dir():
        pytest.skip(f"the shared fixtures are not at {folder}")
    return folder


_as_migrations_left_it: list[sqlite3.Connection] = []


@pytest.fixture(scope="session")
def database_made(request: pytest.FixtureRequest) -> Callable[[], sqlite3.Connection | None]:
    """What is to be called when the database has been made."""
    return migrated.begin(request.config.cache.mkdir("migrated"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None, database_made: object) -> None:
    """What pytest-django asks for before it makes the database."""


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: Any, database_made: Callable[[], sqlite3.Connection | None]
) -> None:
    """Keep a copy of the database as migrations leave it: a test that commits empties it at its end."""
    with django_db_blocker.unblock():
        if copy := database_made():
            _as_migrations_left_it.append(copy)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None]:
    """Put back what such a test has emptied, for whichever test comes next."""
    yield
    marker = item.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction") or not _as_migrations_left_it:
        return
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection
    from wagtail.models import Site

    with django_db_blocker_of(item).unblock():
        connection.ensure_connection()
        _as_migrations_left_it[0].backup(connection.connection)
        ContentType.objects.clear_cache()
        Site.clear_site_root_paths_cache()


def django_db_blocker_of(item: pytest.Item) -> Any:
    """What keeps tests from the database that have not asked for it."""
    from pytest_django.plugin import blocking_manager_key

    return item.config.stash[blocking_manager_key]


@dataclass
class Newsstand:
    """A press that prints our own views, and what readers find printed."""

    press: Press

    def print(self) -> Run:
        """Print what the outbox asks for; nothing may fail."""
        run = self.press.drain()
        assert run.failed == []
        return run

    def addresses(self) -> set[str]:
        """Every address at which a page is printed, decoded. What is said where none is does not count."""
        return {unquote(address) for address in self.press.store.addresses() if self.status(address) == 200}

    def status(self, address: str) -> int | None:
        """The HTTP status that is printed at an address; None if nothing is."""
        sheet = self.press.store.get(quote(unquote(address)))
        return None if sheet is None else sheet.status

    def bytes(self, address: str) -> bytes | None:
        """What is printed at an address, as it is in a link or decoded."""
        sheet = self.press.store.get(quote(unquote(address)))
        return None if sheet is None else sheet.body

    def text(self, address: str) -> str:
        """The same as text; it must be there."""
        body = self.bytes(address)
        assert body is not None, f"{address} is not printed"
        return body.decode()

    def sitemap(self) -> list[str]:
        """Every part of the sitemap, as text; the index must name those that are printed, and no others."""
        named = re.findall("<loc>https?://[^/]+(.*?)</loc>", self.text("/sitemap.xml"))
        assert set(named) == {address for address in self.addresses() if address.startswith("/sitemap-")}
        return [self.text(address) for address in named]

    def tree(self, address: str) -> HtmlElement:
        """The same, parsed."""
        return lxml.html.document_fromstring(self.text(address))


@pytest.fixture
def stand(db: None, tmp_path: Path) -> Newsstand:
    """An empty store, and the press that prints into it."""
    from freesheet.press.generations import current
    from freesheet.press.printer import Printer
    from freesheet.press.printing import Press
    from freesheet.press.store import Store
    from freesheet.website.sheets import render

    return Newsstand(Press(Printer(Store(tmp_path / "store"), render, current())))
