"""The servers that are compared: ours, a bare Granian application, nginx; and whether they say the same."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.contest import await_rest, free_port, nginx, running
from bench.rivals.constant import ANSWER, keep
from bench.workshop import FREESHEET, environment

OURS, CEILING, NGINX, FRONTED = "Freesheet", "bare Granian", "nginx", "Freesheet behind its own nginx"
_OF_THE_SERVER = frozenset(("date", "server", "connection", "keep-alive", "content-length", "transfer-encoding"))


@dataclass(frozen=True)
class Answer:
    """What a server said."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def tag(self) -> str:
        return dict(self.headers).get("etag", "")


@dataclass(frozen=True)
class Server:
    """A server that is up."""

    name: str
    process: subprocess.Popen[bytes]
    port: int

    def ask(self, path: str, headers: dict[str, str]) -> Answer:
        """Its answer, with the headers that are not the server's own affair."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        body = response.read()
        connection.close()
        kept = [(name.lower(), value) for name, value in response.getheaders() if name.lower() not in _OF_THE_SERVER]
        return Answer(response.status, kept, body)


@contextmanager
def freesheet(folder: Path, *options: str, name: str = OURS) -> Iterator[Server]:
    """``freesheet serve``, as in life, with one worker."""
    port = free_port()
    command = [FREESHEET, "serve", str(folder), "--port", str(port), "--workers", "1", *options]
    with running(command, port, 120, **environment()) as process:
        await_rest(process.pid)
        yield Server(name, process, port)


@contextmanager
def constant(answer: Answer, path: Path) -> Iterator[Server]:
    """A bare Granian application that says ``answer``, which is kept in the file ``path``."""
    port = free_port()
    keep(path, answer.status, answer.headers, answer.body)
    command = [sys.executable, "-m", "granian", "--interface", "rsgi", "--workers", "1", "--no-ws", "--factory"]
    command += ["--port", str(port), "bench.rivals.constant:application"]
    with running(command, port, 60, **environment(**{ANSWER: str(path)})) as process:
        yield Server(CEILING, process, port)


@contextmanager
def plain_files(store: Path, headers: list[tuple[str, str]], folder: Path) -> Iterator[Server]:
    """nginx on the files of the store; its own files are in ``folder``."""
    port = free_port()
    with running(nginx(store, headers, port, folder), port) as process:
        yield Server(NGINX, process, port)


def can_be_fronted() -> bool:
    """Whether this Freesheet knows how to put nginx before itself."""
    shown = subprocess.run(
        [FREESHEET, "serve", "--help"], capture_output=True, text=True, env=environment(COLUMNS="200")
    )
    return "--front" in shown.stdout


def must_agree(path: str, headers: dict[str, str], ours: Server, ceiling: Server, theirs: Server) -> None:
    """End with a sentence where the rivals do not answer what we do."""
    said, same = ours.ask(path, headers), ceiling.ask(path, headers)
    if (said.status, sorted(said.headers), said.body) != (same.status, sorted(same.headers), same.body):
        raise SystemExit(f"The bare Granian application does not answer {path} as Freesheet does.")
    must_be_the_same(path, headers, ours, theirs)


def must_be_the_same(path: str, headers: dict[str, str], one: Server, other: Server) -> None:
    """End with a sentence where two do not answer with the same bytes."""
    said, same = one.ask(path, headers), other.ask(path, headers)
    if (said.status, said.body) != (same.status, same.body):
        raise SystemExit(f"{one.name} and {other.name} do not serve the same bytes at {path}.")
