"""The demonstration newspaper, made and served once by the installed program; and a real browser."""

from __future__ import annotations

import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright
from tests.papers import Paper, copied, freesheet, made_once, password_in, served, until
from tests.ports import free_port

from freesheet.press.store import Store
from freesheet.project.publication import open_publication

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results"
PATIENCE_MILLISECONDS = 20_000
"""Five seconds are what Playwright waits by itself, and not enough on a machine that runs other tests."""
expect.set_options(timeout=PATIENCE_MILLISECONDS)
_homes = count(1)

QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
FEW = ["--process-per-site", "--renderer-process-limit=1"]
"""One process for all pages: or each window, and many a click, begins by compiling Wagtail's scripts anew."""
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""What it is called, by preference: the first has no windows, and needs a third less of the processor for a journey."""


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demonstration newspaper's folder, stopped, and its editor's password."""
    folder = tmp_path_factory.mktemp("journeys") / "tideline"
    if ready := os.environ.get("FREESHEET_DEMO_PAPER"):
        # One that was made before, to save the time while writing tests.
        return copied(Path(ready), folder), os.environ["FREESHEET_DEMO_PASSWORD"]

    def make(place: Path) -> str:
        run = freesheet("demo", place, "--address", f"http://127.0.0.1:{free_port()}")
        assert run.returncode == 0, run.stderr
        return run.stdout

    shared, said, ours = made_once(tmp_path_factory, "tideline", make)
    copied(shared, folder)
    if not ours:
        move_to(folder, free_port())
    return folder, password_in(said)


def move_to(folder: Path, port: int) -> None:
    """Let a publication have another address: two cannot be served at one."""
    settings, address = folder / "freesheet.toml", open_publication(folder).address
    settings.write_text(settings.read_text("utf-8").replace(address, f"http://127.0.0.1:{port}"), "utf-8")
    stamp = folder / "store" / ".generation"
    before = stamp.read_text("ascii")
    with served(folder, port):
        until(lambda: stamp.is_file() and stamp.read_text("ascii") != before, what="the paper is printed anew")


@pytest.fixture(scope="session")
def untouched(made: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the folder for tests to copy again: nobody serves or changes it."""
    return copied(made[0], tmp_path_factory.mktemp("untouched") / "tideline")


@pytest.fixture(scope="session")
def paper(made: tuple[Path, str], untouched: Path) -> Iterator[Paper]:
    """The demonstration newspaper, served, for tests that only read."""
    folder, _password = made
    with served(folder, urlsplit(open_publication(folder).address).port or 0) as running:
        yield running


@pytest.fixture(scope="session")
def printed(paper: Paper) -> list[str]:
    """Every address in the store, percent-encoded, sorted."""
    return sorted(Store(paper.folder / "store").addresses())


@pytest.fixture(scope="session")
def pages(paper: Paper, printed: list[str]) -> dict[str, str]:
    """The HTML of every printed page by its address, as a reader is given it."""
    answers = {address: paper.ask(address) for address in printed if address.endswith("/")}
    assert {answer.status for answer in answers.values()} == {200}
    return {address: answer.text for address, answer in answers.items()}


@pytest.fixture(scope="session")
def indexed(pages: dict[str, str]) -> dict[str, str]:
    """Those that search engines may keep: a list of names goes when somebody asks to be forgotten."""
    return {address: html for address, html in pages.items() if 'content="noindex' not in html}


@contextmanager
def chromium() -> Iterator[Browser]:
    """Chromium as it comes with the system, while the block lasts: its event loop is in the way of databases."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        pytest.skip("there is no Chromium on this machine: install Debian's chromium to run the journeys")
    with sync_playwright() as playwright:
        sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
        running = playwright.chromium.launch(executable_path=program, args=[*QUIET, *FEW, *sandbox])
        yield running
        running.close()
    # Playwright's pipes to its driver are closed by the collector.
    warnings.filterwarnings("ignore", "unclosed", ResourceWarning)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for the tests of one file."""
    with chromium() as running:
        yield running


Open = Callable[..., BrowserContext]


@pytest.fixture
def visitor(browser: Browser, paper: Paper) -> Iterator[Open]:
    """Opens browser windows of people who have never been here: ``visitor(width, height, javascript=False)``."""
    opened: list[BrowserContext] = []

    def open_one(width: int = 1280, height: int = 800, javascript: bool = False, **more: Any) -> BrowserContext:
        if javascript:
            # A quarter of what the browser does in the newsroom is to let things move.
            more.setdefault("reduced_motion", "reduce")
        # Each is at home somewhere else: from one place too many gifts would be held.
        more.setdefault("extra_http_headers", {"X-Forwarded-For": f"198.51.100.{next(_homes)}"})
        context = browser.new_context(
            viewport={"width": width, "height": height}, java_script_enabled=javascript, **more
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()


@pytest.fixture(scope="session")
def results() -> Path:
    """Where screenshots go."""
    RESULTS.mkdir(exist_ok=True)
    return RESULTS


@pytest.fixture(scope="session")
def newsroom(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Paper, str]]:
    """A paper of the editor's own, and the password of one who is no administrator."""
    folder = copied(untouched, tmp_path_factory.mktemp("newsroom") / "tideline")
    added = freesheet("staff", "add", "yasmin", folder, "--role", "editor")
    assert added.returncode == 0, added.stderr
    with served(folder) as paper:
        yield paper, password_in(added.stdout)


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    path = tmp_path / "mudflat.jpg"
    Image.linear_gradient("L").resize((1600, 1000)).convert("RGB").save(path, quality=85)
    return path
