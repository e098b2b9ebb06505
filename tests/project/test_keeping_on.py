"""Serving goes on whatever happens around it, and starts again at once where nothing changed."""

from __future__ import annotations

import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from tests.papers import until
from tests.project.conftest import answer, freesheet, served
from tests.project.outcomes import accepted, refused

from freesheet.project.publication import open_publication
from freesheet.project.readiness import is_ready

STORY = """
from datetime import timedelta
from django.utils import timezone
from freesheet.articles.models import ArticlePage
from freesheet.editions.models import FrontPage
from freesheet.sections.models import SectionPage
front = FrontPage.objects.get(locale__language_code="en")
section = SectionPage.objects.child_of(front).first() or front.add_child(instance=SectionPage(title="World", locale=front.locale))
section.save_revision().publish()
article = ArticlePage(title={title!r}, locale=front.locale, live=False{more})
section.add_child(instance=article)
article.save_revision().publish()
"""  # noqa: E501  # a program for Django's shell, a statement a line
SHORTENED = """
from datetime import timedelta
from django.utils import timezone
from freesheet.articles.models import ArticlePage
article = ArticlePage.objects.get(slug="for-a-short-while").specific
article.expire_at = timezone.now() + timedelta(seconds=1)
article.save_revision().publish()
"""
STOPS_WITHIN = 30.0
"""Seconds. It is about one on a machine at rest; this one may be busy with other tests."""


def publish(paper: Path, title: str, more: str = "") -> None:
    accepted(freesheet("manage", paper, "shell", "-c", STORY.format(title=title, more=more)))


def worker_of(pid: int) -> psutil.Process:
    """The process that prints, once it is there."""
    found: list[psutil.Process] = []

    def look() -> bool:
        children = psutil.Process(pid).children(recursive=True)
        found[:] = [child for child in children if child.name() == "freesheet-press"]
        return bool(found)

    until(look)
    return found[0]


def is_gone(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


def test_a_worker_that_dies_is_followed_by_another_one(paper: Path) -> None:
    with served(paper) as (site, process):
        first = worker_of(process.pid)
        first.kill()
        until(lambda: is_gone(first))
        publish(paper, "After the accident")
        until(lambda: "After the accident" in answer(f"{site}/")[1])
        assert worker_of(process.pid).pid != first.pid


def test_a_worker_whose_server_was_killed_does_not_stay_behind(paper: Path) -> None:
    with served(paper) as (_site, process):
        family = psutil.Process(process.pid).children(recursive=True)
        try:
            # Asked for at once, so that it may well be in the midst of its start.
            worker = worker_of(process.pid)
            process.kill()
            _gone, alive = psutil.wait_procs([worker], timeout=60)
        finally:
            for other in family:
                if other.is_running():
                    other.kill()
    # Nobody takes the place of the init process in a bare container, so the dead may still be listed.
    assert [left for left in alive if not is_gone(left)] == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_it_ends_when_told_to_and_leaves_nobody_behind(number: signal.Signals, paper: Path) -> None:
    with served(paper) as (_site, process):
        worker = worker_of(process.pid)
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        assert worker in family
        before = time.monotonic()
        process.send_signal(number)
        said, _nothing = process.communicate(timeout=60)
        assert time.monotonic() - before < STOPS_WITHIN
        assert process.returncode == 0
        assert said.strip().endswith("Stopped.")
        assert "Traceback" not in said
        _gone, alive = psutil.wait_procs(family, timeout=10)
        assert alive == []


def test_a_port_that_another_paper_is_served_on_is_taken(paper: Path, founded: Path) -> None:
    with served(paper) as (site, _process):
        port = site.rpartition(":")[2]
        said = refused(freesheet("serve", founded, "--port", port), f"Port {port} of 127.0.0.1 is taken")
        assert "--port" in said
        assert answer(f"{site}/")[0] == 200


def test_an_article_with_an_end_leaves_by_itself(paper: Path) -> None:
    with served(paper) as (site, _process):
        publish(paper, "For a short while", ", expire_at=timezone.now() + timedelta(hours=1)")
        until(lambda: answer(f"{site}/world/for-a-short-while/")[0] == 200)
        accepted(freesheet("manage", paper, "shell", "-c", SHORTENED))
        until(lambda: answer(f"{site}/world/for-a-short-while/")[0] == 410)
        until(lambda: "For a short while" not in answer(f"{site}/")[1])
        assert not (paper / "store/world/for-a-short-while/index.html").exists()


def test_what_was_published_while_nobody_served_is_there_at_the_next_start(paper: Path) -> None:
    publish(paper, "While you slept")
    with served(paper) as (site, _process):
        until(lambda: "While you slept" in answer(f"{site}/")[1])


def test_a_database_moved_away_while_serving_troubles_no_reader(paper: Path) -> None:
    database = paper / "freesheet.sqlite3"
    with served(paper) as (site, _process):
        front = answer(f"{site}/")
        database.rename(paper / "elsewhere.sqlite3")
        assert answer(f"{site}/") == front
        assert answer(f"{site}/ur/")[0] == 200
        assert answer(f"{site}/no-such-story/")[0] in (404, 500, 503)
        (paper / "elsewhere.sqlite3").rename(database)
        until(lambda: answer(f"{site}/newsroom/login/")[0] == 200)
    assert "Nothing is wrong" in accepted(freesheet("check", paper))


def test_a_paper_is_ready_from_the_beginning_until_something_changes_and_again_once_it_was_served(paper: Path) -> None:
    assert is_ready(open_publication(paper))
    (paper / "static/ready").unlink()
    assert not is_ready(open_publication(paper))
    with served(paper):
        pass
    assert is_ready(open_publication(paper))

    settings = paper / "freesheet.toml"
    before = settings.read_text("utf-8")
    settings.write_text(before.replace("127.0.0.1:8000", "127.0.0.1:8001"), "utf-8")
    assert not is_ready(open_publication(paper))
    settings.write_text(before, "utf-8")
    assert is_ready(open_publication(paper))

    with closing(sqlite3.connect(paper / "freesheet.sqlite3")) as connection, connection:
        row = ("articles", "0999_from_the_future", "2030-01-01")
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES (?, ?, ?)", row)
    assert not is_ready(open_publication(paper))


def test_a_paper_whose_database_or_files_are_gone_is_not_ready(paper: Path) -> None:
    (paper / "freesheet.sqlite3").rename(paper / "elsewhere.sqlite3")
    assert not is_ready(open_publication(paper))
    (paper / "elsewhere.sqlite3").rename(paper / "freesheet.sqlite3")
    assert is_ready(open_publication(paper))
    (paper / "static/ready").write_bytes(b"\xff")
    assert not is_ready(open_publication(paper))


def test_another_address_in_the_settings_is_the_papers_own_at_the_next_start(paper: Path) -> None:
    settings = paper / "freesheet.toml"
    settings.write_text(settings.read_text("utf-8").replace("http://127.0.0.1:8000", "https://quay.example"), "utf-8")
    with served(paper) as (site, _process):
        until(lambda: 'href="https://quay.example/"' in answer(f"{site}/")[1])
        until(lambda: "https://quay.example/" in answer(f"{site}/sitemap-1.xml")[1])
        until(lambda: "127.0.0.1:8000" not in answer(f"{site}/feed.xml")[1])
