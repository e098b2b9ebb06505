"""Serving a publication: a small process that starts the others, watches and ends them, and answers nobody itself."""

from __future__ import annotations

import errno
import logging
import os
import shutil
import socket
import ssl
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from freesheet.press.orders import ADDRESS, BACKLOG, DESK, REQUEST_BYTES, Serving
from freesheet.project.errors import ServerProblem
from freesheet.project.fronting import Front, largest_request, plan_for
from freesheet.project.preparing import prepare
from freesheet.project.processes import Child, Kept, is_alive, keep_running
from freesheet.project.publication import Publication
from freesheet.project.readiness import is_ready

Say = Callable[[str], None]

LONGEST_SOCKET_BYTES = 107
"""What Linux takes for the path of a Unix socket, less the byte that ends it."""


@dataclass(frozen=True)
class Encryption:
    """Files, in PEM: the certificate with those above it, and its key."""

    certificate: Path
    key: Path


@dataclass(frozen=True)
class Place:
    """Where readers come to. ``front`` names a web server to stand before ours; empty: none."""

    host: str
    port: int
    encryption: Encryption | None = None
    front: str = ""

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http{'s' if self.encryption else ''}://{host}:{self.port}"


def run(publication: Publication, place: Place, workers: int, say: Say) -> None:
    """Serve until SIGTERM or SIGINT.

    Raises:
        ServerProblem: the port is taken, the host is not ours, the certificate will not do, the front is not installed,
            or the database is of a newer version.
    """
    logging.basicConfig(format="{asctime} {levelname} {name}: {message}", style="{", level=logging.INFO)
    if place.encryption is not None:
        _refuse_certificate(place.encryption)
    inner = place
    if place.front:
        # The public port is the front's, and ours is one that only this machine can reach.
        with _opened(place.host, place.port):
            inner = Place("127.0.0.1", 0)
    with _opened(inner.host, inner.port) as door, _place_for_the_desk(publication.root) as desk:
        if not is_ready(publication):
            prepare(publication, say)
        os.environ[DESK] = desk
        os.environ[ADDRESS] = publication.address
        os.environ[REQUEST_BYTES] = str(largest_request(publication))
        _listen(door, inner.host, inner.port)
        ours, theirs = os.pipe()
        children: list[Kept] = [*_front(publication, place, door, workers)]
        children += _children(door, theirs, desk, workers, inner.encryption)
        keep_running(children, lambda: _once_ready(ours, place, say))
    say("Stopped.")


def _front(publication: Publication, place: Place, door: socket.socket, workers: int) -> Iterator[Front]:
    if place.front:
        pem = (place.encryption.certificate, place.encryption.key) if place.encryption else ()
        plan = plan_for(publication, place.host, place.port, door.getsockname()[1], workers, *pem)
        yield Front(plan, place.front)


def _children(door: socket.socket, ready: int, desk: str, workers: int, encryption: Encryption | None) -> list[Child]:
    """The stand first: readers wait for nobody else."""
    this, python = os.getpid(), [sys.executable, "-m"]
    serving = Serving(
        this,
        door.fileno(),
        ready,
        str(encryption.certificate.resolve()) if encryption else "",
        str(encryption.key.resolve()) if encryption else "",
    )
    stand = [*python, "freesheet.press.serving", *serving.arguments()]
    return [
        *(Child("The stand", stand, (door.fileno(), ready)) for _number in range(workers)),
        Child("The newsroom", [*python, "freesheet.project.office", str(this), desk]),
    ]


def _once_ready(ready: int, place: Place, say: Say) -> None:
    """Say from a thread where the paper is, as soon as readers are answered."""

    def wait() -> None:
        if os.read(ready, 1) and (not place.front or _is_reached(place)):
            say(f"Paper:     {place.url}/\nNewsroom:  {place.url}/newsroom/\nStop with Ctrl-C.")

    threading.Thread(target=wait, daemon=True).start()


def _is_reached(place: Place) -> bool:
    """Wait until the front takes connections."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(place.host, place.host)  # noqa: S104  # where "everywhere" can be reached
    for _attempt in range(600):
        try:
            socket.create_connection((host, place.port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False


def _refuse_certificate(encryption: Encryption) -> None:
    for file in (encryption.certificate, encryption.key):
        if not os.access(file, os.R_OK):
            raise ServerProblem(f"{file} cannot be read. It must be a file in PEM that this user may read.")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(encryption.certificate, encryption.key, lambda: "")
    except (ssl.SSLError, OSError, ValueError) as problem:
        raise ServerProblem(
            f"{encryption.certificate} and {encryption.key} are not a certificate and its key, both in PEM and without"
            f" a password: {problem}."
        ) from problem


@contextmanager
def _opened(host: str, port: int) -> Iterator[socket.socket]:
    """The socket that readers come to. It is this process's, so it stays while those who answer come and go."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if host == "::":
            door.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        try:
            door.bind((host, port))
        except OSError as problem:
            raise ServerProblem(_why_not(problem, host, port)) from problem
        yield door


def _listen(door: socket.socket, host: str, port: int) -> None:
    try:
        door.listen(BACKLOG)
    except OSError as problem:
        raise ServerProblem(_why_not(problem, host, port)) from problem


def _why_not(problem: OSError, host: str, port: int) -> str:
    if problem.errno == errno.EADDRINUSE:
        return f"Port {port} of {host} is taken by another program. Choose another one with --port."
    if problem.errno == errno.EACCES:
        return f"Port {port} needs rights that this user does not have. Choose one above 1023 with --port."
    return f"Freesheet cannot listen on {host}, port {port}: {problem.strerror}."


@contextmanager
def _place_for_the_desk(root: Path) -> Iterator[str]:
    """A path for the desk's socket: in the publication's folder, or, where that is too long for one, elsewhere."""
    folder = root / "run"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise ServerProblem(f"The folder {folder} cannot be made: {problem.strerror}.") from problem
    for left in folder.glob("desk-*.sock"):
        pid = left.stem.removeprefix("desk-")
        if pid.isdigit() and not is_alive(int(pid)):
            left.unlink(missing_ok=True)
    path = folder / f"desk-{os.getpid()}.sock"
    elsewhere = None
    if len(os.fsencode(path)) > LONGEST_SOCKET_BYTES:
        # For this user alone, under a name that nobody could have taken before.
        elsewhere = Path(tempfile.mkdtemp(prefix="freesheet-", dir=os.environ.get("XDG_RUNTIME_DIR") or None))
        path = elsewhere / "desk.sock"
    try:
        yield str(path)
    finally:
        path.unlink(missing_ok=True)
        if elsewhere is not None:
            shutil.rmtree(elsewhere, ignore_errors=True)
