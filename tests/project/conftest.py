"""The command line as its users have it, and an empty publication to copy."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from tests import ready
from tests.papers import made_once, until
from tests.ports import free_port

FREESHEET = str(Path(sys.executable).with_name("freesheet"))
ENVIRONMENT = {
    k: v for k, v in os.environ.items() if not k.startswith(("FREESHEET_DIR", "DJANGO_", "FREESHEET_BEHIND"))
}
ENVIRONMENT |= {"COLUMNS": "200"}
Told = subprocess.CompletedProcess[str]


def freesheet(*arguments: str | Path) -> Told:
    """Run the program's command to its end."""
    return ready.run([*map(str, arguments)], ENVIRONMENT, 600)


def installed(*arguments: str | Path) -> Told:
    """The same, with the installed program from its start."""
    return subprocess.run(
        [FREESHEET, *map(str, arguments)], capture_output=True, text=True, timeout=600, env=ENVIRONMENT
    )


@pytest.fixture(scope="session")
def founding(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An empty publication that nobody changes, and what the program said when it had made it."""

    def make(folder: Path) -> str:
        done = freesheet("new", folder, "--languages", "en,ur")
        assert done.returncode == 0, done.stderr
        return done.stdout

    return made_once(tmp_path_factory, "the-harbour-post", make)[:2]


@pytest.fixture(scope="session")
def founded(founding: tuple[Path, str]) -> Path:
    """That publication."""
    return founding[0]


@pytest.fixture
def paper(founded: Path, tmp_path: Path) -> Path:
    """A copy of it in a folder whose name is not easy."""
    copy = tmp_path / "潮線 paper"
    shutil.copytree(founded, copy)
    return copy


def answer(url: str) -> tuple[int, str]:
    """Status and body; status 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=30) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as problem:
        with problem:
            return problem.code, problem.read().decode(errors="replace")
    except OSError:
        return 0, ""


@contextmanager
def served(paper: Path, *more: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve a publication, with ``more`` options; yields its address and the process."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(
        [FREESHEET, "serve", str(paper), "--port", str(port), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=ENVIRONMENT,
        # Nobody reads it meanwhile, and who cannot write waits: a log of many troubles has to fit.
        pipesize=2**20,
    )
    try:
        until(lambda: answer(f"{url}/robots.txt")[0] == 200 or process.poll() is not None)
        assert process.poll() is None, process.stdout and process.stdout.read()
        yield url, process
    finally:
        process.terminate()
        process.communicate(timeout=60)
