"""A front that Freesheet starts stays up, follows what changes, and ends when it should."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest
from tests.papers import until
from tests.ports import free_port
from tests.press.fronts.conftest import Raise, asking, lay_out, until_open

from freesheet.press.fronts.known import FRONTS, front_named
from freesheet.press.fronts.plan import FrontProblem, Plan
from freesheet.press.fronts.process import FrontProcess, configuration, write
from freesheet.press.sheets import Sheet

HOLDER = """
import sys, threading
from pathlib import Path
from freesheet.press.fronts.known import front_named
from freesheet.press.fronts.plan import Plan
from freesheet.press.fronts.process import FrontProcess
FrontProcess(Plan(Path(sys.argv[2]), "127.0.0.1", int(sys.argv[3]), "127.0.0.1:9"), front_named(sys.argv[1])).start()
threading.Event().wait()
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return lay_out(tmp_path)


def family(process: FrontProcess) -> list[psutil.Process]:
    assert process._process is not None
    one = psutil.Process(process._process.pid)
    return [one, *one.children(recursive=True)]


def test_no_request_is_lost_while_the_configuration_changes(fronted: Raise, front: str, folder: Path) -> None:
    served, _process = fronted(folder)
    failures: list[object] = []
    resets: list[object] = []
    done = threading.Event()
    counted = [0, 0]

    def read(number: int) -> None:
        # Breathing, for they take what else the machine could do.
        while not done.wait(0.005):
            try:
                response, body = served.ask("/media/film.mp4" if number else "/world/story/")
                if response.status != 200 or len(body) != int(response.headers["content-length"]):
                    failures.append((response.status, len(body)))
                counted[number] += 1
            except ConnectionResetError as problem:
                # Caddy opens its port anew, and resets who waited at the old one: before it has read a request.
                resets.append(problem)
            except (OSError, http.client.HTTPException) as problem:
                failures.append(problem)

    def told(number: int) -> bool:
        try:
            return served.ask(f"/moved-{number}/")[0].headers["location"] == f"/to-{number}/"
        except ConnectionResetError as problem:
            resets.append(problem)
            return False

    readers = [threading.Thread(target=read, args=(number,)) for number in (0, 1)]
    for reader in readers:
        reader.start()
    try:
        for number in range(3):
            served.store.put(f"/moved-{number}/", Sheet(301, [("Location", f"/to-{number}/")], b""))
            until(lambda: told(number))  # noqa: B023  # asked before the number is another
    finally:
        done.set()
        for reader in readers:
            reader.join()
    assert not failures
    assert len(resets) <= (3 * (len(readers) + 1) if front == "caddy" else 0)
    assert min(counted) > 3


@pytest.mark.parametrize("what", [signal.SIGKILL, signal.SIGTERM])
def test_a_front_that_dies_is_started_again(fronted: Raise, folder: Path, what: signal.Signals) -> None:
    served, process = fronted(folder)
    first = family(process)
    first[0].send_signal(what)
    psutil.wait_procs(first[:1], timeout=20)
    until(lambda: process._process is not None and process._process.pid != first[0].pid)
    until_open(served.port)
    until(lambda: served.ask("/world/story/")[0].status == 200)
    _gone, alive = psutil.wait_procs(first, timeout=20)
    assert alive == []


def test_nobody_stays_behind_when_it_is_stopped(fronted: Raise, folder: Path) -> None:
    served, process = fronted(folder)
    whole = family(process)
    process.stop()
    assert psutil.wait_procs(whole, timeout=20)[1] == []
    with pytest.raises(OSError):
        served.ask("/")


def answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status > 0
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def test_nobody_stays_behind_when_its_own_parent_is_killed(front: str, folder: Path) -> None:
    port = free_port()
    command = [sys.executable, "-c", HOLDER, front, str(folder), str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as parent:
        # While nginx looks its configuration over it listens too, but answers nobody.
        until(lambda: answers(port))
        children = psutil.Process(parent.pid).children(recursive=True)
        parent.kill()
    assert children
    assert psutil.wait_procs(children, timeout=20)[1] == []


def test_what_is_written_is_written_once_and_below_the_folder_only(front: str, folder: Path) -> None:
    plan = Plan(folder, "127.0.0.1", free_port(), "127.0.0.1:9")
    assert write(plan, front_named(front))
    assert not write(plan, front_named(front))
    asking(folder).store.put("/another/", Sheet(301, [("Location", "/")], b""))
    assert write(plan, front_named(front))
    assert "/another/" in configuration(plan, front_named(front)).read_text("utf-8")


def test_a_configuration_that_is_refused_is_told_in_the_programs_own_words(front: str, folder: Path) -> None:
    certificate = folder / "certificate.pem"
    certificate.write_text("nonsense")
    site = "https://paper.example"
    plan = Plan(folder, "127.0.0.1", free_port(), "127.0.0.1:9", site, certificate=certificate, key=certificate)
    with pytest.raises(FrontProblem, match=f"{front} does not take its configuration .*(?i:pem)"):
        FrontProcess(plan, front_named(front)).start()


@pytest.mark.parametrize("name", sorted(FRONTS))
def test_a_program_that_is_not_installed_is_told_how_to_get(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(front_named(name)), "executable", lambda self: None)
    plan = Plan(folder, "127.0.0.1", free_port(), "127.0.0.1:9")
    with pytest.raises(FrontProblem, match=f"{name} is not installed. On Debian: apt install {name}"):
        FrontProcess(plan, front_named(name)).start()


@pytest.mark.parametrize("name", ["with $money", 'with "quotes"', "with {braces}"])
def test_a_folder_that_would_change_what_a_configuration_means_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FrontProblem, match="No web server can be told of"):
        Plan(tmp_path / name, "127.0.0.1", 8000, "127.0.0.1:9")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"host": "paper.example; }"}, "listens on an IP address"),
        ({"behind": "127.0.0.1:80; }"}, "is no address of Freesheet"),
        ({"certificate": Path("/x.pem")}, "name both"),
        ({"certificate": Path("x.pem"), "key": Path("/y.pem")}, "must be a full one"),
    ],
)
def test_what_is_no_plan_is_refused(tmp_path: Path, changed: dict[str, object], words: str) -> None:
    plan = {"folder": tmp_path, "host": "127.0.0.1", "port": 8000, "behind": "127.0.0.1:9", **changed}
    with pytest.raises(FrontProblem, match=words):
        Plan(**plan)  # type: ignore[arg-type]  # the values are what is tested
    with pytest.raises(FrontProblem, match="knows nginx, caddy"):
        front_named("apache")


def test_addresses_that_would_change_what_a_configuration_means_do_not(fronted: Raise, folder: Path) -> None:
    store = asking(folder).store
    for path in ("/a;b/", "/$uri/", '/"quoted"/', "/{path}/", "/#x/", "/~x/", "/a b/", "/'/", "/default", "/x*y/"):
        address = path.replace("#", "%23").replace(" ", "%20")
        store.put(address, Sheet(301, [("Location", f"/to{address}")], b""))
        store.put(f"{address.rstrip('/')}/feed.xml", Sheet(200, [("X-Odd", path)], b"<rss/>"))
    served, _process = fronted(folder)
    assert served.ask("/a;b/")[0].headers["location"] == "/to/a;b/"
    assert served.ask("/a%20b/")[0].headers["location"] == "/to/a%20b/"
    for path in ("/$uri/", "/%22quoted%22/", "/{path}/"):
        assert served.ask(path)[0].status in (404, 503)
    assert served.ask("/world/story/")[0].status == 200


def test_thousands_of_moves_are_no_trouble(fronted: Raise, folder: Path) -> None:
    store = asking(folder).store
    for number in range(3000):
        address = f"/{number}/an-address-as-long-as-those-of-old-sites-tend-to-be/x{'x' * (number % 90)}/"
        store.put(address, Sheet(301, [("Location", f"/to-{number}/")], b""))
    store.put(f"/{'%E4%B8%96' * 80}/", Sheet(301, [("Location", "/世".replace("世", "to-the-world/"))], b""))
    served, _process = fronted(folder)
    for number in (0, 1234, 2999):
        address = f"/{number}/an-address-as-long-as-those-of-old-sites-tend-to-be/x{'x' * (number % 90)}/"
        assert served.ask(address)[0].headers["location"] == f"/to-{number}/"
    assert served.ask(f"/{'%E4%B8%96' * 80}/")[0].headers["location"] == "/to-the-world/"
    assert os.listdir(folder / "run") == ["front"]
