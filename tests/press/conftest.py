"""A folder to serve, and a real server for it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from freesheet.press.orders import ADDRESS, BACKLOG, DESK, DIRECTORY, REQUEST_BYTES, Serving
from freesheet.press.sheets import Sheet
from freesheet.press.store import Store

HERE = Path(__file__).resolve().parent
SOURCES = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
HTML = [("Content-Type", "text/html; charset=utf-8")]


def story(version: str = "first", words: int = 800) -> Sheet:
    """A page that says everywhere which version it is."""
    body = "".join(f"<p>{version} {number}</p>" for number in range(words))
    return Sheet(200, [*HTML, ("X-Version", version)], f"<h1>{version}</h1>{body}".encode())


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def store(self) -> Store:
        return Store(self.folder / "store")

    def ask(
        self, path: str, method: str = "GET", body: bytes | Iterator[bytes] | None = None, **headers: str
    ) -> tuple[HTTPResponse, bytes]:
        """One request on a connection of its own. ``accept_encoding="br"`` is a header."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.putrequest(method, path, skip_host="host" in named, skip_accept_encoding=True)
        if isinstance(body, bytes):
            named.setdefault("content-length", str(len(body)))
        elif body is not None:
            named["transfer-encoding"] = "chunked"
        for name, value in named.items():
            connection.putheader(name, value)
        connection.endheaders(body, encode_chunked=body is not None and not isinstance(body, bytes))
        response = connection.getresponse()
        content = response.read()
        connection.close()
        return response, content

    def raw(self, request: bytes) -> bytes:
        """What comes back for these very bytes."""
        with socket.create_connection(("127.0.0.1", self.port), 30) as line:
            line.sendall(request)
            answer = b""
            while chunk := line.recv(65536):
                answer += chunk
        return answer


Serve = Callable[..., Served]


def start_stand(
    folder: Path, largest: int, desk: str, address: str, encryption: tuple[Path, Path] | None
) -> tuple[subprocess.Popen[bytes], int]:
    """A process that answers, and its port. Readers are answered when this returns."""
    ours, theirs = os.pipe()
    certificate, key = map(str, encryption or ("", ""))
    try:
        with socket.create_server(("127.0.0.1", 0), backlog=BACKLOG) as door:
            process = subprocess.Popen(
                [
                    *(sys.executable, "-m", "freesheet.press.serving"),
                    *Serving(os.getpid(), door.fileno(), theirs, certificate, key).arguments(),
                ],
                pass_fds=[door.fileno(), theirs],
                stderr=subprocess.DEVNULL,
                env=os.environ | {DIRECTORY: str(folder), DESK: desk, REQUEST_BYTES: str(largest), ADDRESS: address},
            )
            port = door.getsockname()[1]
        os.close(theirs)
        assert os.read(ours, 1), "the stand did not start"
    finally:
        os.close(ours)
    return process, port


def start_desk(
    behind: str, path: str, largest: int, folder: Path, said: int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """A process that answers for the stand; it may not listen yet when this returns."""
    command = [sys.executable, str(HERE / "serving.py"), behind, path, str(largest)]
    return subprocess.Popen(
        [*command, *Serving(os.getpid(), -1).arguments()],
        stdout=said,
        stderr=said,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(HERE), *SOURCES]), DIRECTORY: str(folder)},
    )


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Starts servers, for as long as the tests of one file run."""
    running: list[subprocess.Popen[bytes]] = []

    def start(
        behind: str = "applications:echo",
        largest: int = 3_000_000,
        folder: Path | None = None,
        address: str = "",
        encryption: tuple[Path, Path] | None = None,
    ) -> Served:
        folder = folder or tmp_path_factory.mktemp("publication")
        Store(folder / "store")
        desk = str(folder / "desk.sock") if behind else ""
        if behind:
            running.append(start_desk(behind, desk, largest, folder))
        process, port = start_stand(folder, largest, desk, address, encryption)
        running.append(process)
        return Served(folder, port, process)

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(30)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "store")
