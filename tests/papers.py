"""Publications as the person who runs one has them: made, served and asked by the installed program."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from tests import ready
from tests.ports import free_port

PROGRAM = Path(sys.executable).with_name("freesheet")
START_SECONDS = 120.0
"""Far more than a start takes, for machines that are busy with something else."""


def surroundings() -> dict[str, str]:
    """The environment of a person, not of the tests: no publication is named in it."""
    ours = ("FREESHEET_DIR", "DJANGO_SETTINGS_MODULE")
    return {**{name: value for name, value in os.environ.items() if name not in ours}, "COLUMNS": "200"}


def freesheet(*words: str | Path, within: float = 600) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end."""
    return ready.run([*map(str, words)], surroundings(), within)


PATIENCE_SECONDS = 180.0
"""How long is waited for what must come about; how soon it does says how busy the machine is."""
SHORTEST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.05, 0.5
"""Between two questions, ever longer: who asks without pause, with a browser too, keeps what is waited for waiting."""


def until(question: Callable[[], Any], within: float = PATIENCE_SECONDS, what: str = "") -> Any:
    """Ask again and again until the answer is true; give it. Fails when ``within`` seconds are over."""
    deadline = time.monotonic() + within
    pause = threading.Event()
    seconds = SHORTEST_PAUSE_SECONDS
    while not (answer := question()):
        assert time.monotonic() < deadline, f"after {within:g} s still not: {what or question}"
        pause.wait(seconds)
        seconds = min(LONGEST_PAUSE_SECONDS, seconds * 1.25)
    return answer


@dataclass
class Answer:
    """What came back for one request."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Paper:
    """A publication that is being served."""

    folder: Path
    port: int
    process: subprocess.Popen[str]
    started_in: float
    said: Path
    """Where what the program says is written."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """One request, on a connection of its own; ``path`` is percent-encoded."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, headers=named)
            response = connection.getresponse()
            return Answer(
                response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
            )
        finally:
            connection.close()

    def stop(self) -> float:
        """Ask it to end, as a service manager does; seconds until it had."""
        before = time.monotonic()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        self.process.wait(60)
        return time.monotonic() - before


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[Paper]:
    """Serve a publication with the installed program, on ``port`` or any free one."""
    port = port or free_port()
    with tempfile.TemporaryDirectory() as beside:
        said = Path(beside) / "said.txt"
        before = time.monotonic()
        with said.open("w") as out:
            process = subprocess.Popen(
                [str(PROGRAM), "serve", str(folder), "--port", str(port)],
                stdout=out,
                stderr=subprocess.STDOUT,
                text=True,
                env=surroundings(),
                stdin=subprocess.DEVNULL,
            )
        paper = Paper(folder, port, process, 0.0, said)
        try:
            until(
                lambda: "Newsroom:" in said.read_text() or process.poll() is not None,
                START_SECONDS,
                "the program says where the newsroom is",
            )
            assert process.poll() is None, said.read_text()
            paper.started_in = time.monotonic() - before
            yield paper
        finally:
            paper.stop()


def copied(folder: Path, to: Path) -> Path:
    """A stopped publication, copied as anybody would."""
    shutil.copytree(folder, to, symlinks=True)
    return to


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], str]) -> tuple[Path, str, bool]:
    """A folder for all processes that run tests together: the first one in need of it makes it, and others wait.

    Gives the folder, what ``make`` said of it, and whether it was this process that made it. Nobody may change it.
    """
    base = factory.getbasetemp()
    together = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder, said = together / name, together / f"{name}.said"
    with (together / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        ours = not said.exists()
        if ours:
            shutil.rmtree(folder, ignore_errors=True)
            told = make(folder)
            said.write_text(told, "utf-8")
        return folder, said.read_text("utf-8"), ours


def password_in(output: str) -> str:
    """The password that the program showed once."""
    found = re.search(r"Password:\s+(\S+)", output)
    assert found, output
    return found[1]


def children_of(pid: int) -> list[int]:
    """Every process that descends from ``pid``."""
    import psutil

    return [child.pid for child in psutil.Process(pid).children(recursive=True)]
