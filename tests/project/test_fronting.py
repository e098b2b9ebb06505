"""A publication behind nginx or Caddy: started by the one command, or told what to do by another."""

from __future__ import annotations

import re
import subprocess
import urllib.request
from pathlib import Path

import psutil
import pytest
from tests.papers import until
from tests.ports import free_port
from tests.project.conftest import answer, freesheet, served
from tests.project.outcomes import accepted, refused
from tests.project.test_keeping_on import publish, worker_of

from freesheet.press.fronts.known import FRONTS, front_named
from freesheet.press.store import Store

SERVERS_OWN = {"date", "server", "connection", "keep-alive", "transfer-encoding", "etag", "accept-ranges"}


@pytest.fixture(params=sorted(FRONTS))
def front(request: pytest.FixtureRequest) -> str:
    if front_named(request.param).executable() is None:
        pytest.skip(f"{request.param} is not installed.")
    return str(request.param)


class _NoMoves(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_told: object) -> None:
        return None


def got(url: str, coding: str = "identity") -> tuple[int, dict[str, str], bytes]:
    """Status, headers but for each server's own, and body."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": coding})
    try:
        response = urllib.request.build_opener(_NoMoves).open(request, timeout=20)
    except urllib.error.HTTPError as problem:
        response = problem
    with response:
        headers = {name.lower(): value for name, value in response.headers.items()}
        return response.status, {k: v for k, v in headers.items() if k not in SERVERS_OWN}, response.read()


def test_one_command_serves_a_paper_behind_a_web_server(paper: Path, front: str) -> None:
    with served(paper, "--front", front) as (url, process):
        until(lambda: (paper / "store/.generation").is_file())
        publish(paper, "Seen through the front")
        until(lambda: "Seen through the front" in answer(f"{url}/")[1])
        until(lambda: answer(f"{url}/newsroom/login/")[0] == 200)
        told = (paper / "run/front" / f"{front}.conf").read_text("utf-8")
        [stand] = set(re.findall(r"127\.0\.0\.1:(\d+)", told)) - {url.rpartition(":")[2]}
        addresses = list(Store(paper / "store").addresses())
        assert "/" in addresses and "/world/seen-through-the-front/" in addresses
        for address in addresses:
            for coding in ("identity", "gzip"):
                through, direct = got(url + address, coding), got(f"http://127.0.0.1:{stand}{address}", coding)
                # Go's server leaves out the length of what is compressed.
                through[1].setdefault("content-length", str(len(through[2])))
                assert through == direct, address
        family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
        assert any(front in one.name() for one in family)
    assert process.returncode == 0
    assert psutil.wait_procs(family, timeout=20)[1] == []


def test_pages_are_there_while_everything_behind_the_front_is_not(paper: Path, front: str) -> None:
    with served(paper, "--front", front) as (url, process):
        until(lambda: (paper / "store/.generation").is_file())
        front_page = answer(f"{url}/")
        worker_of(process.pid)
        behind = [
            one
            for one in psutil.Process(process.pid).children(recursive=True)
            if not any(front in part for part in one.cmdline())
        ]
        for one in behind:
            one.suspend()
        try:
            assert answer(f"{url}/") == front_page
            assert answer(f"{url}/ur/")[0] == 200
        finally:
            for one in behind:
                one.resume()


def test_a_front_that_is_not_known_or_not_there_is_told(paper: Path) -> None:
    refused(freesheet("serve", paper, "--port", str(free_port()), "--front", "apache"), "It knows nginx, caddy")


def test_a_configuration_for_a_web_server_of_ones_own(paper: Path, tmp_path: Path) -> None:
    settings = paper / "freesheet.toml"
    settings.write_text(settings.read_text("utf-8").replace("http://127.0.0.1:8000", "http://paper.example"), "utf-8")
    to = tmp_path / "paper.conf"
    accepted(freesheet("front", paper, "--write", "nginx", "--to", to, "--port", "8080", "--host", "127.0.0.1"))
    assert "server_name paper.example;" in to.read_text("utf-8")
    again = freesheet("front", paper, "--write", "nginx", "--to", to, "--port", "8080", "--host", "127.0.0.1")
    assert "up to date" in again.stdout
    shown = freesheet("front", paper, "--write", "nginx", "--port", "8080", "--host", "127.0.0.1")
    assert shown.stdout == to.read_text("utf-8")
    caddy = tmp_path / "Caddyfile"
    accepted(freesheet("front", paper, "--write", "caddy", "--to", caddy))
    assert "\nhttp://paper.example {" in caddy.read_text("utf-8")
    if nginx := front_named("nginx").executable():
        whole = tmp_path / "nginx.conf"
        whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\ninclude {to};\n}}\n")
        done = subprocess.run([nginx, "-t", "-e", "stderr", "-c", str(whole)], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
    if front_named("caddy").executable():
        command = front_named("caddy").check(caddy)
        done = subprocess.run(command, capture_output=True, text=True, env={"HOME": str(tmp_path), "PATH": "/usr/bin"})
        assert done.returncode == 0, done.stderr


def test_nginx_needs_a_certificate_for_https(paper: Path) -> None:
    settings = paper / "freesheet.toml"
    settings.write_text(settings.read_text("utf-8").replace("http://127.0.0.1:8000", "https://paper.example"), "utf-8")
    refused(freesheet("front", paper, "--write", "nginx"), "nginx needs a certificate")
    shown = freesheet("front", paper, "--write", "caddy")
    assert "\nhttps://paper.example {" in shown.stdout
