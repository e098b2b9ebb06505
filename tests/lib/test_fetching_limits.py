"""Fetching keeps to its limits, whatever the other side answers."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from freesheet.lib import fetching
from freesheet.lib.fetching import MAX_REDIRECTS, FetchProblem, fetch

LIMIT = 100_000
BOMB = gzip.compress(bytes(20_000_000))


class Elsewhere(BaseHTTPRequestHandler):
    """A site of somebody who means no good."""

    def do_GET(self) -> None:
        name = self.path.lstrip("/")
        asked[name] = asked.get(name, 0) + 1
        if name == "inward":
            self._lead("http://router.internal.example/")
        elif name == "file":
            self._lead("file:///etc/passwd")
        elif name == "round":
            self._lead("/round")
        elif name == "gone":
            self._give(b"", 404)
        elif name == "bomb":
            self._give(BOMB, encoding="gzip")
        elif name == "endless":
            self._give_for_ever()
        else:
            self._give(b"x" * int(name))

    def _lead(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _give(self, body: bytes, status: int = 200, encoding: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            given_up.set()

    def _give_for_ever(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 10_000)
        except OSError:
            given_up.set()

    def log_message(self, *_said: Any) -> None:
        """Nobody wants to read it."""


asked: dict[str, int] = {}
given_up = threading.Event()


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """That site, taken for a public one; every other name leads into the private network."""
    asked.clear()
    given_up.clear()
    known = socket.getaddrinfo

    def look_up(host: str, port: int, *more: Any, **named: Any) -> Any:
        return known("10.0.0.1" if host.endswith(".example") else host, port, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    is_public = fetching._is_public
    monkeypatch.setattr(fetching, "_is_public", lambda address: address == "127.0.0.1" or is_public(address))
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_what_is_as_large_as_it_may_be_comes_whole(site: str) -> None:
    assert fetch(f"{site}/{LIMIT}", LIMIT) == b"x" * LIMIT


@pytest.mark.parametrize("name", [str(LIMIT + 1), "bomb", "endless"])
def test_what_is_larger_is_refused(name: str, site: str) -> None:
    with pytest.raises(FetchProblem, match="is larger than"):
        fetch(f"{site}/{name}", LIMIT)


def test_what_never_ends_is_hung_up_on(site: str) -> None:
    with pytest.raises(FetchProblem):
        fetch(f"{site}/endless", LIMIT)
    assert given_up.wait(20)


def test_a_redirect_into_the_private_network_is_refused(site: str) -> None:
    with pytest.raises(FetchProblem, match=r"router\.internal\.example is a private address"):
        fetch(f"{site}/inward", LIMIT)


@pytest.mark.parametrize("name", ["file", "gone"])
def test_a_redirect_off_the_web_and_what_is_not_there_are_refused(name: str, site: str) -> None:
    with pytest.raises(FetchProblem):
        fetch(f"{site}/{name}", LIMIT)


def test_redirects_are_followed_only_so_far(site: str) -> None:
    with pytest.raises(FetchProblem, match="redirects"):
        fetch(f"{site}/round", LIMIT)
    assert asked["round"] == MAX_REDIRECTS + 1


def test_a_name_that_changes_its_answer_is_looked_up_once_and_the_checked_address_called(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = ["93.184.215.14", "127.0.0.1", "127.0.0.1"]
    looked_up: list[str] = []

    def look_up(host: str, port: int, *_more: Any, **_named: Any) -> Any:
        looked_up.append(host)
        if host != "pictures.example":
            raise OSError("this machine shall not really call it")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (answers.pop(0), port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(FetchProblem):
        fetch("http://pictures.example/a.jpg", LIMIT)
    assert looked_up == ["pictures.example", "93.184.215.14"]


def test_a_name_that_nobody_knows_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def look_up(*_more: Any, **_named: Any) -> Any:
        raise socket.gaierror("unknown")

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with pytest.raises(FetchProblem, match=r"The host nowhere\.example is not known"):
        fetch("https://nowhere.example/", LIMIT)
