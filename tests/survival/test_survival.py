"""Whatever happens behind the pages, readers read on, nothing saved is lost, and the store is right afterwards.

``make soak`` does the same longer: ``FREESHEET_KILLS`` and ``FREESHEET_LOCKED_SECONDS`` say how long.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import pytest
from tests.papers import until
from tests.project.conftest import ENVIRONMENT, answer, freesheet, served
from tests.project.outcomes import Ledger, accepted
from tests.project.test_keeping_on import publish, worker_of
from tests.survival.readers import PAUSE_SECONDS, Readers

KILLS = int(os.environ.get("FREESHEET_KILLS", "40"))
LOCKED_SECONDS = float(os.environ.get("FREESHEET_LOCKED_SECONDS", "8"))
PATHS = ("/", "/world/", "/world/story-one/", "/feed.xml", "/ur/", "/world/feed.xml")
STORY = "Story one"
SENTENCE = "The database does not answer at the moment."


@pytest.fixture(scope="module")
def printed(founded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A paper with a story, all printed, that nobody changes."""
    paper = tmp_path_factory.mktemp("printed") / "paper"
    shutil.copytree(founded, paper)
    publish(paper, STORY)
    accepted(freesheet("press", "rebuild", paper))
    return paper


@pytest.fixture
def paper(printed: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "paper"
    shutil.copytree(printed, copy)
    return copy


@contextmanager
def read(site: str, paths: tuple[str, ...] = PATHS, pause: float = PAUSE_SECONDS) -> Iterator[Readers]:
    """Readers' load for the length of the block; nobody may have noticed anything."""
    with Readers(int(site.rpartition(":")[2]), paths, pause=pause) as readers:
        yield readers
    assert readers.complaints == []
    assert readers.answers[200] > len(paths)


def right(paper: Path) -> None:
    """The store is what a fresh rendering gives, when nothing waits any more."""
    until(lambda: Ledger(paper).rows("SELECT count(*) FROM press_change") == [(0,)])
    assert "are what they should be" in accepted(freesheet("press", "verify", paper))


def enough(readers: Readers, more: int = 200) -> None:
    """Let readers read on for a while."""
    before = sum(readers.answers.values())
    until(lambda: sum(readers.answers.values()) > before + more)


def test_the_database_moved_away(paper: Path) -> None:
    database = paper / "freesheet.sqlite3"
    with served(paper) as (site, _process):
        with read(site) as readers:
            database.rename(paper / "elsewhere.sqlite3")
            enough(readers)
            status, said = answer(f"{site}/newsroom/login/")
            assert (status, SENTENCE in said) == (503, True), said
            (paper / "elsewhere.sqlite3").rename(database)
        publish(paper, "After the absence")
        until(lambda: "After the absence" in answer(f"{site}/")[1])
        right(paper)


def test_the_database_locked_for_a_long_while(paper: Path) -> None:
    with served(paper) as (site, _process), read(site) as readers:
        with closing(sqlite3.connect(paper / "freesheet.sqlite3", isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            ended = threading.Event()
            threading.Timer(LOCKED_SECONDS, ended.set).start()
            until(ended.is_set, LOCKED_SECONDS + 30)
            enough(readers, 20)
            connection.execute("ROLLBACK")
        publish(paper, "After the lock")
        until(lambda: "After the lock" in answer(f"{site}/")[1])
        right(paper)


def test_the_database_damaged_and_a_copy_put_in_its_place(paper: Path) -> None:
    database, copy = paper / "freesheet.sqlite3", paper / "copy.sqlite3"
    shutil.copy(database, copy)
    with served(paper) as (site, _process):
        with read(site) as readers:
            with database.open("r+b") as file:
                file.write(random.Random(1).randbytes(min(database.stat().st_size, 400_000)))
            enough(readers)
            assert freesheet("check", paper).returncode == 1
            for name in paper.glob("freesheet.sqlite3*"):
                name.unlink()
            copy.rename(database)
        publish(paper, "After the damage")
        until(lambda: "After the damage" in answer(f"{site}/")[1])
        right(paper)


def test_django_that_cannot_start(paper: Path) -> None:
    key = paper / "keys" / "secret.key"
    with served(paper):
        pass
    key.rename(paper / "keys" / "lost.key")
    with served(paper) as (site, _process):
        with read(site) as readers:
            enough(readers)
            assert answer(f"{site}/newsroom/login/")[0] in (0, 503)
        (paper / "keys" / "lost.key").rename(key)
        until(lambda: answer(f"{site}/newsroom/login/")[0] == 200, 120)


def test_a_disk_that_takes_no_more_while_pages_are_printed(paper: Path) -> None:
    with served(paper) as (site, process), read(site) as readers:
        worker = worker_of(process.pid)
        # What a full disk does, to this one process: a file may not grow beyond so many bytes.
        worker.rlimit(psutil.RLIMIT_FSIZE, (700, psutil.RLIM_INFINITY))
        publish(paper, "Not while the disk is full")
        enough(readers)
        assert "Not while the disk is full" not in answer(f"{site}/")[1]
        worker.rlimit(psutil.RLIMIT_FSIZE, (psutil.RLIM_INFINITY, psutil.RLIM_INFINITY))
        until(lambda: "Not while the disk is full" in answer(f"{site}/")[1])
        right(paper)


def test_a_worker_that_is_killed_while_it_prints(paper: Path) -> None:
    with served(paper) as (site, process), read(site):
        for number in range(3):
            publish(paper, f"Printed in spite of it {number}")
            worker_of(process.pid).kill()
            until(lambda number=number: f"Printed in spite of it {number}" in answer(f"{site}/")[1])
        right(paper)


def test_a_store_that_is_gone_damaged_or_of_an_older_version_heals_while_readers_read(paper: Path) -> None:
    store = paper / "store"
    (store / "world/story-one/index.html").write_bytes(b"torn")
    (store / "world/.sheet-index.html").write_text('{"format": 0}', "utf-8")
    (store / "feed.xml").unlink()
    with served(paper) as (site, _process):
        until(lambda: STORY in answer(f"{site}/world/story-one/")[1])
        until(lambda: b"torn" not in (store / "world/story-one/index.html").read_bytes())
        until(lambda: '"format": 0' not in (store / "world/.sheet-index.html").read_text("utf-8"))
        until((store / "feed.xml").is_file)
        right(paper)
    shutil.rmtree(store)
    with served(paper) as (site, _process):
        until(lambda: answer(f"{site}/world/story-one/")[0] == 200)
        until((store / ".generation").is_file)
        right(paper)


def test_killed_at_random_moments_of_publishing(paper: Path) -> None:
    seed = random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    chopping = Path(__file__).with_name("chopping.py")
    with served(paper) as (site, _process), (paper / "chopping.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, str(chopping), str(KILLS), str(seed)],
            env={**ENVIRONMENT, "FREESHEET_DIR": str(paper)},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        until(lambda: answer(f"{site}/world/story-3/")[0] == 200 or process.poll() is not None, 120)
        with read(site, (*PATHS, *(f"/world/story-{number}/" for number in range(4)))):
            said, _nothing = process.communicate(timeout=3600)
    assert process.returncode == 0, (paper / "chopping.log").read_text("utf-8")[-4000:]
    told = json.loads(said)
    print(told)
    assert told["lost"] == []
    assert told["waiting"] == 0
    assert told["different"] == []
    assert told["same"] > 10
    assert told["acknowledged"] > 0
