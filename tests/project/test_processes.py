"""One small process keeps the others running: whichever of them dies, readers are answered."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from tests.papers import until
from tests.project.conftest import answer, freesheet, served
from tests.project.outcomes import accepted, refused

from freesheet.project.processes import LONGEST_PAUSE_SECONDS, Child, end, pause_after

STAND, OFFICE = "freesheet.press.serving", "freesheet.project.office"
DESK, WORKER = "freesheet-desk", "freesheet-press"


def those_of(pid: int, which: str) -> list[psutil.Process]:
    """The living processes of the server ``pid`` that run the module ``which``, or have that name."""
    found = []
    for child in psutil.Process(pid).children(recursive=True):
        try:
            called = [child.name()] if "-" in which else child.cmdline() if "python" in child.name() else []
            if which in called and child.status() != psutil.STATUS_ZOMBIE:
                found.append(child)
        except psutil.NoSuchProcess:
            continue
    return found


@contextmanager
def reading(url: str) -> Iterator[list[tuple[int, str]]]:
    """Read ``url`` without pause meanwhile; yields the answers."""
    answers: list[tuple[int, str]] = []
    enough = threading.Event()

    def read() -> None:
        while not enough.wait(0.005):
            answers.append(answer(url))

    reader = threading.Thread(target=read)
    reader.start()
    try:
        yield answers
    finally:
        enough.set()
        reader.join()


def test_whichever_process_dies_comes_back_and_readers_are_answered_meanwhile(paper: Path) -> None:
    with served(paper) as (site, process):
        front = answer(f"{site}/")
        until(lambda: answer(f"{site}/newsroom/login/")[0] == 200)
        with reading(f"{site}/") as answers:
            for which in (DESK, WORKER, OFFICE):
                until(lambda which=which: those_of(process.pid, which))
                [first] = those_of(process.pid, which)
                first.kill()
                until(lambda which=which, first=first: those_of(process.pid, which) not in ([], [first]))
            # It waits for the desk that is only starting.
            until(lambda: answer(f"{site}/newsroom/login/")[0] == 200)
        assert len(answers) > 20
        assert set(answers) == {front}
        [stand] = those_of(process.pid, STAND)
        stand.kill()
        # The door is not the stand's own: nobody is turned away, whoever comes now only waits.
        assert answer(f"{site}/") == front
        assert those_of(process.pid, STAND) != [stand]


def test_without_django_readers_are_served_and_told_nothing(paper: Path) -> None:
    with served(paper):
        pass
    (paper / "keys/secret.key").rename(paper / "elsewhere.key")
    # At this start nothing has to be prepared, at the next one it has, and cannot be.
    for change in ("", "\n# another\n"):
        settings = paper / "freesheet.toml"
        if change:
            settings.write_text(settings.read_text("utf-8").replace("UTC", "Asia/Taipei") + change, "utf-8")
            (paper / "static/ready").unlink()
        with served(paper) as (site, process):
            assert answer(f"{site}/")[0] == 200
            assert answer(f"{site}/ur/")[0] == 200
            assert '"newsroom": false' in answer(f"{site}/healthz")[1]
            assert process.stdout is not None
            assert any("The newsroom cannot be started: The key file" in line for line in process.stdout)
            assert answer(f"{site}/")[0] == 200


def test_a_server_that_is_killed_leaves_nobody_behind(paper: Path) -> None:
    with served(paper) as (_site, process):
        until(lambda: all(those_of(process.pid, which) for which in (STAND, OFFICE, DESK, WORKER)))
        family = psutil.Process(process.pid).children(recursive=True)
        process.kill()
        try:
            _gone, alive = psutil.wait_procs(family, timeout=60)
        finally:
            for other in family:
                if other.is_running():
                    other.kill()
        # Nobody takes the place of the init process in a bare container, so the dead may still be listed.
        assert [left for left in alive if left.status() != psutil.STATUS_ZOMBIE] == []
    with served(paper) as (site, process):
        until(lambda: answer(f"{site}/newsroom/login/")[0] == 200)
        # What the killed one left is gone.
        assert len(list((paper / "run").glob("desk-*.sock"))) == 1
    assert list((paper / "run").glob("desk-*.sock")) == []


def test_a_folder_with_a_very_long_name_has_a_newsroom_too(paper: Path, tmp_path: Path) -> None:
    deep = tmp_path / ("潮" * 40)
    deep.mkdir()
    paper.rename(deep / "paper")
    with served(deep / "paper") as (site, _process):
        until(lambda: answer(f"{site}/newsroom/login/")[0] == 200)


def test_half_a_certificate_is_refused_and_so_is_a_wrong_one(paper: Path) -> None:
    settings = paper / "freesheet.toml"
    for options, sentence in (
        (["--tls-certificate", settings], "--tls-certificate and --tls-key belong together"),
        (["--tls-certificate", settings, "--tls-key", settings], "are not a certificate and its key"),
        (["--tls-certificate", paper / "none.pem", "--tls-key", settings], "none.pem cannot be read"),
    ):
        refused(freesheet("serve", paper, *options), sentence)
    assert "Nothing is wrong" in accepted(freesheet("check", paper))


def test_pauses_grow_from_none_to_half_a_minute() -> None:
    pauses = [pause_after(failures) for failures in range(100)]
    assert pauses[:4] == [0.0, 0.5, 1.0, 2.0]
    assert pauses == sorted(pauses)
    assert pauses[-1] == LONGEST_PAUSE_SECONDS


@pytest.fixture
def child(tmp_path: Path) -> Iterator[Callable[[str], Child]]:
    """Starts a program of a few lines."""
    begun: list[Child] = []

    def start(code: str) -> Child:
        one = Child("The program", [sys.executable, "-c", code])
        begun.append(one)
        one.start()
        return one

    yield start
    end(begun)


def test_a_program_that_ends_is_started_again_and_one_that_is_told_to_is_not(
    child: Callable[[str], Child], tmp_path: Path
) -> None:
    lives = tmp_path / "lives"
    one = child(f"open({str(lives)!r}, 'a').write('x')")
    until(lambda: lives.exists() and len(lives.read_text()) >= 3)
    end([one])
    before = lives.read_text()
    assert lives.read_text() == before


def test_a_program_that_does_not_listen_is_ended_by_force(tmp_path: Path) -> None:
    ready = tmp_path / "ready"
    code = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    code += f"open({str(ready)!r}, 'w').write(str(__import__('os').getpid()))\ntime.sleep(600)"
    one = Child("The program", [sys.executable, "-c", code])
    one.start()
    until(lambda: ready.exists() and ready.read_text().isdigit())
    one.tell_to_end()
    one.wait(0.1)
    with pytest.raises(ProcessLookupError):
        os.kill(int(ready.read_text()), signal.SIG_DFL)


AT_ONCE = """
import signal, sys
from freesheet.project.processes import keep_running

left = 50

def again(frame, event, argument):
    global left
    if left:
        left -= 1
        signal.raise_signal(signal.SIGTERM)

def started():
    sys.setprofile(again)
    signal.raise_signal(signal.SIGTERM)
    sys.setprofile(None)

keep_running([], started)
sys.exit(left == 50)
"""
"""A server without children, told to end once more at each step of being told."""


def test_what_is_told_to_end_again_and_again_at_once_ends() -> None:
    assert subprocess.run([sys.executable, "-c", AT_ONCE], timeout=60, check=False).returncode == 0


def test_what_answers_editors_and_what_prints_share_what_was_loaded(paper: Path) -> None:
    with served(paper) as (site, process):
        until(lambda: answer(f"{site}/newsroom/login/")[0] == 200)
        [office] = those_of(process.pid, OFFICE)
        assert {child.name() for child in office.children()} == {DESK, WORKER}
        # A copy of a thread would stand still for ever, with whatever lock it held.
        assert office.num_threads() == 1
        assert not [file for file in office.open_files() if file.path.endswith(".sqlite3")]
        [desk] = those_of(process.pid, DESK)
        desk.kill()
        until(lambda: those_of(process.pid, DESK) not in ([], [desk]))
        assert those_of(process.pid, OFFICE) == [office]
        until(lambda: answer(f"{site}/newsroom/login/")[0] == 200)
        process.terminate()
        said = process.communicate(timeout=60)[0]
    assert "The newsroom ended by itself (by SIGKILL). It is started again at once." in said
    assert "Traceback" not in said


@pytest.mark.parametrize("number", [signal.SIGSTOP, signal.SIGKILL], ids=lambda number: number.name)
def test_with_the_office_gone_or_stuck_the_end_still_comes(number: signal.Signals, paper: Path) -> None:
    with served(paper) as (_site, process):
        until(lambda: those_of(process.pid, DESK) and those_of(process.pid, WORKER))
        family = psutil.Process(process.pid).children(recursive=True)
        those_of(process.pid, OFFICE)[0].send_signal(number)
        process.terminate()
        process.communicate(timeout=60)
        _gone, alive = psutil.wait_procs(family, timeout=60)
        assert [left for left in alive if left.status() != psutil.STATUS_ZOMBIE] == []
