"""The person who runs the server asks the press what it does, and why, and whether it is right."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.papers import until
from tests.project.conftest import answer, freesheet, served
from tests.project.outcomes import accepted, refused
from tests.project.test_keeping_on import publish


def test_status_tells_what_waits_and_rebuild_prints_it(paper: Path) -> None:
    publish(paper, "Not printed yet")
    said = accepted(freesheet("press", "status", paper))
    assert "changes wait, the oldest for" in said
    accepted(freesheet("press", "rebuild", paper))
    said = accepted(freesheet("press", "status", paper))
    assert "No change waits" in said
    assert "/world/not-printed-yet/" in said


def test_status_of_a_page_tells_since_when_why_and_on_what_it_depends(paper: Path) -> None:
    publish(paper, "Asked about")
    with served(paper) as (site, _process):
        until((paper / "store/world/asked-about/index.html").is_file)
        assert answer(f"{site}/world/asked-about/")[0] == 200
    said = accepted(freesheet("press", "status", paper, "/world/asked-about/"))
    assert "answers 200, and is on the site as it is since 20" in said
    assert "because of:\n  /world/asked-about/" in said
    number = next(line.rpartition(":")[2] for line in said.splitlines() if line.startswith("  article:"))
    holders = accepted(freesheet("press", "status", paper, "--key", f"article-card:{number}")).split()
    assert {"/", "/world/"} <= set(holders)
    refused(freesheet("press", "status", paper, "/no-such-page/"), "Nothing is printed at /no-such-page/.")
    refused(freesheet("press", "status", paper, "--key", "moon"), "No printed page depends on moon.")


def test_verify_finds_a_page_that_was_changed_behind_the_presss_back_and_mends_it(paper: Path) -> None:
    publish(paper, "Told right")
    accepted(freesheet("press", "rebuild", paper))
    assert "are what they should be" in accepted(freesheet("press", "verify", paper))
    with closing(sqlite3.connect(paper / "freesheet.sqlite3")) as connection, connection:
        connection.execute("UPDATE wagtailcore_page SET title = 'Told wrong' WHERE title = 'Told right'")
    said = refused(freesheet("press", "verify", paper), "has another text than it should")
    assert "/world/told-right/: " in said
    refused(freesheet("press", "verify", paper, "--mend"), "were not")
    assert "are what they should be" in accepted(freesheet("press", "verify", paper))
    assert "Told wrong" in (paper / "store/world/told-right/index.html").read_text("utf-8")


def test_the_worker_finds_such_a_page_by_itself_at_leisure(paper: Path) -> None:
    accepted(freesheet("press", "rebuild", paper))
    with closing(sqlite3.connect(paper / "freesheet.sqlite3")) as connection, connection:
        connection.execute("UPDATE press_printedsheet SET checked_at = '2030-01-01' WHERE address != '/'")
        connection.execute("UPDATE editions_publication SET tagline = 'Changed in passing'")
    with served(paper) as (site, _process):
        until(lambda: "Changed in passing" in answer(f"{site}/")[1])
        until(lambda: json.loads((paper / "run/press.json").read_text("utf-8"))["differences"] >= 1)


def test_a_store_that_is_gone_or_has_holes_is_filled_again_while_readers_are_served(paper: Path) -> None:
    publish(paper, "Lost and found")
    accepted(freesheet("press", "rebuild", paper))
    (paper / "store/world/lost-and-found/.sheet-index.html").unlink()
    (paper / "store/world/.sheet-index.html").write_text("{", "utf-8")
    with served(paper) as (site, _process):
        until(lambda: (paper / "store/world/lost-and-found/.sheet-index.html").is_file())
        assert answer(f"{site}/world/lost-and-found/")[0] == 200
        until(lambda: "Lost and found" in answer(f"{site}/world/")[1])


def test_a_long_queue_is_printed_by_several_processes_and_nothing_is_left_out(paper: Path) -> None:
    accepted(
        freesheet(
            "manage",
            paper,
            "shell",
            "-c",
            """
from freesheet.authors.models import AuthorIndexPage, AuthorPage
from freesheet.editions.models import FrontPage
front = FrontPage.objects.get(locale__language_code="en")
index = front.add_child(instance=AuthorIndexPage(title="Authors", slug="authors", locale=front.locale))
for number in range(130):
    index.add_child(instance=AuthorPage(title=f"Writer {number}", locale=front.locale))
""",
        )
    )
    said = accepted(freesheet("press", "rebuild", paper))
    assert int(said.split()[0]) > 130
    assert "are what they should be" in accepted(freesheet("press", "verify", paper))
    assert len(list((paper / "store/authors").glob("writer-*/index.html"))) == 130
