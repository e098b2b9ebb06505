"""The newsroom of which the guide's pictures are taken: it is always the same Monday morning there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from tests.papers import Paper, freesheet, served

from freesheet.importers.demo.languages import TIMEZONE

HERE = Path(__file__).parent
MORNING = datetime(2026, 11, 23, 10, 20, tzinfo=ZoneInfo(TIMEZONE))
"""The demonstration newspaper's newest articles are of the two days before."""

EARLIER = timedelta(hours=2, minutes=10)
"""So long before, people came in and left what is to be seen now."""

PATIENCE_MILLISECONDS = 60_000
PASSWORD = "Low water at twenty past four"


@contextmanager
def newsroom_in_the_morning(folder: Path) -> Iterator[tuple[Paper, dict[str, int]]]:
    """Serve a copy of the demonstration newspaper that lives at ``MORNING``; the ids of what is in it, by its name."""
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("PYTHONPATH", str(HERE / "clock"), prepend=":")
        surroundings.setenv("FREESHEET_CLOCK_AHEAD", str(seconds_to(MORNING - EARLIER)))
        script = (HERE / "staged.py").read_text("utf-8").replace("PASSWORD", PASSWORD)
        done = freesheet("manage", folder, "shell", "--no-imports", "-c", script)
        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout.rpartition("FOUND ")[2])
        surroundings.setenv("FREESHEET_CLOCK_AHEAD", str(seconds_to(MORNING)))
        with served(folder) as paper:
            yield paper, found


def seconds_to(moment: datetime) -> float:
    """How far from now it is."""
    return (moment - datetime.now(UTC)).total_seconds()


class Windows:
    """Browser windows of those who work there; each logs in once."""

    def __init__(self, browser: Browser, paper: Paper) -> None:
        self.browser, self.paper = browser, paper
        self.people: dict[str, BrowserContext] = {}

    @contextmanager
    def of(self, who: str, width: int, height: int) -> Iterator[Page]:
        """A window of somebody, or of nobody where ``who`` is empty; light, and nothing moves in it."""
        if who not in self.people:
            self.people[who] = self.browser.new_context(
                color_scheme="light", reduced_motion="reduce", timezone_id=TIMEZONE, locale="en-GB"
            )
            self.people[who].set_default_timeout(PATIENCE_MILLISECONDS)
            if who:
                self._log_in(who)
        page = self.people[who].new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.clock.set_system_time(MORNING)
        # Which panel is open is kept from one screen to the next.
        page.add_init_script("localStorage.clear()")
        yield page
        page.close()

    def _log_in(self, who: str) -> None:
        page = self.people[who].new_page()
        page.goto(f"{self.paper.address}/newsroom/login/")
        page.get_by_label("Username").fill(who)
        page.locator("input[name=password]").fill(PASSWORD)
        page.get_by_role("button", name="Sign in", exact=True).click()
        page.get_by_role("heading", level=1).filter(has_text="Good").wait_for()
        page.close()
