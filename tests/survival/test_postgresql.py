"""The same paper on PostgreSQL, by a setting alone; and what happens when the server stops, as in a crash, and returns.

``make soak`` stops it more often: ``FREESHEET_STOPS`` says how often.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import psutil
import pytest
from tests.cluster import Cluster
from tests.conftest import ROOT
from tests.papers import until
from tests.project.conftest import ENVIRONMENT, answer, freesheet, served
from tests.project.outcomes import accepted, refused
from tests.project.test_keeping_on import publish, worker_of
from tests.survival.readers import PAUSE_SECONDS, Readers
from tests.survival.test_survival import PATHS, SENTENCE, STORY, enough, read, right

STOPS = int(os.environ.get("FREESHEET_STOPS", "3"))
PAUSE = max(0.005, PAUSE_SECONDS)
"""Seconds between two pages of a reader: a hundred requests a second or more, on a machine that can do more."""

PAGE = """The harbour that moved

4 min read

{story}

Ada Reporter is a correspondent in Tainan. She has written about harbours since 2014.
"""
PARAGRAPHS = "\n\n".join(
    f"The harbour moved {number} metres to the west in the year of the great storm, and the town walked after it, "
    "carrying its doors, its nets and one piano along the new shore."
    for number in ("forty", "sixty", "ninety")
)


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    server = Cluster()
    try:
        yield server
    finally:
        server.remove()


@pytest.fixture(scope="module")
def empty(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty paper that nobody changes; a copy of its database is called ``empty``."""
    paper = tmp_path_factory.mktemp("empty") / "paper"
    cluster.start()
    cluster.copy()
    accepted(freesheet("new", paper, "--database", cluster.url("paper"), "--languages", "en,ur,zh-hant"))
    assert not (paper / "freesheet.sqlite3").exists()
    cluster.copy("paper", into="empty")
    return paper


@pytest.fixture(scope="module")
def printed(cluster: Cluster, empty: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper with a story, all printed, that nobody changes; a copy of its database is called ``printed``."""
    paper = tmp_path_factory.mktemp("printed") / "paper"
    shutil.copytree(empty, paper)
    cluster.copy("empty")
    publish(paper, STORY)
    accepted(freesheet("press", "rebuild", paper))
    cluster.copy("paper", into="printed")
    return paper


@pytest.fixture
def paper(cluster: Cluster, printed: Path, tmp_path: Path) -> Path:
    """A copy of it, with the server running."""
    if not cluster.running:
        cluster.start()
    cluster.copy("printed")
    copy = tmp_path / "paper"
    shutil.copytree(printed, copy)
    return copy


class Figures:
    """What readers got since this was made."""

    def __init__(self, readers: Readers) -> None:
        self._readers, self._began = readers, time.monotonic()
        self._before = sum(readers.answers.values())
        readers.longest = 0.0

    def __str__(self) -> str:
        number = sum(self._readers.answers.values()) - self._before
        seconds = time.monotonic() - self._began
        return f"{number} requests answered in {seconds:.1f} s, the longest wait {self._readers.longest * 1000:.0f} ms"


def away(site: str) -> None:
    """The newsroom says that the database is away; what readers get needs none, whatever they ask for."""
    status, said = answer(f"{site}/newsroom/login/")
    assert (status, SENTENCE in said) == (503, True), said
    assert answer(f"{site}/no-such-story/")[0] == 404
    assert answer(f"{site}/healthz")[0] == 200


def test_a_paper_on_postgresql_is_founded_imported_into_and_printed(
    cluster: Cluster, empty: Path, tmp_path: Path
) -> None:
    paper, page = tmp_path / "paper", tmp_path / "page.txt"
    shutil.copytree(empty, paper)
    cluster.copy("empty")
    page.write_text(PAGE.format(story=PARAGRAPHS), "utf-8")
    accepted(freesheet("import", "page", page, "--to", paper, "--publish"))
    assert "came before" in accepted(freesheet("import", "page", page, "--to", paper, "--publish"))
    accepted(freesheet("press", "rebuild", paper))
    printed = (paper / "store/news/the-harbour-that-moved/index.html").read_text("utf-8")
    assert "one piano" in printed and "Ada Reporter" in printed
    assert "The harbour that moved" in (paper / "store/index.html").read_text("utf-8")
    assert "Nothing is wrong" in accepted(freesheet("check", paper))


def test_the_database_stopped_with_an_edit_not_yet_printed_and_started_again(cluster: Cluster, paper: Path) -> None:
    with served(paper) as (site, process):
        until(lambda: answer(f"{site}/newsroom/login/")[0] == 200)
        family = psutil.Process(process.pid).children(recursive=True)
        worker = worker_of(process.pid)
        worker.suspend()
        publish(paper, "Saved and not yet printed")
        with read(site, pause=PAUSE) as readers:
            figures = Figures(readers)
            cluster.stop()
            worker.resume()
            enough(readers)
            away(site)
            refused(freesheet("check", paper), "The database at 127.0.0.1 does not answer")
            enough(readers)
            assert "Saved and not yet printed" not in answer(f"{site}/")[1]
            print(f"stopped: {figures}")
            cluster.start()
            until(lambda: "Saved and not yet printed" in answer(f"{site}/")[1])
            until(lambda: answer(f"{site}/newsroom/login/")[0] == 200)
        publish(paper, "After the return")
        until(lambda: "After the return" in answer(f"{site}/")[1])
        right(paper)
        # Nobody had to be started again for it.
        assert [child for child in family if not child.is_running()] == []


def test_a_start_while_the_database_is_stopped_and_stops_at_random_moments_of_publishing(
    cluster: Cluster, paper: Path
) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    publish(paper, "Saved before the start")
    cluster.stop()
    with ExitStack() as until_then:
        # Where a connection is not even refused, nobody may wait for long.
        silent = until_then.enter_context(socket.create_server(("127.0.0.1", cluster.port)))
        site, process = until_then.enter_context(served(paper))
        with read(site, pause=PAUSE) as readers:
            figures = Figures(readers)
            enough(readers)
            silent.close()
            until(lambda: answer(f"{site}/newsroom/login/")[0] == 503)
            away(site)
            print(f"started without it: {figures}")
            worker = worker_of(process.pid)
            cluster.start()
            until(lambda: "Saved before the start" in answer(f"{site}/")[1])
            until(lambda: answer(f"{site}/newsroom/login/")[0] == 200)
        told = stopped_while_edited(cluster, paper, site, random.Random(seed))
        assert worker_of(process.pid) == worker
    print(told)
    assert told["lost"] == []
    assert told["waiting"] == 0
    assert told["different"] == []
    assert told["same"] > 10
    assert told["acknowledged"] > 0
    assert told["refusals"] > 0


def stopped_while_edited(cluster: Cluster, paper: Path, site: str, chance: random.Random) -> dict[str, Any]:
    """Stop and start the server again and again while stories are edited and read; what the one who edits them says."""
    with (paper / "editing.log").open("w") as log:
        editing = subprocess.Popen(
            [sys.executable, "-m", "tests.survival.editing"],
            env={**ENVIRONMENT, "FREESHEET_DIR": str(paper)},
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert editing.stdout
        assert editing.stdout.readline() == "ready\n", (paper / "editing.log").read_text("utf-8")[-4000:]
        with read(site, (*PATHS, *(f"/world/story-{number}/" for number in range(4))), PAUSE) as readers:
            figures = Figures(readers)
            for _stop in range(STOPS):
                time.sleep(chance.uniform(0.3, 2.0))
                cluster.stop()
                time.sleep(chance.uniform(0.0, 0.5))
                cluster.start()
            said, _nothing = editing.communicate(timeout=300)
            print(f"{STOPS} stops: {figures}")
    assert editing.returncode == 0, (paper / "editing.log").read_text("utf-8")[-4000:]
    return dict(json.loads(said))
