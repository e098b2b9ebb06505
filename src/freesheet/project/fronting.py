"""Web servers before a publication: started by us, or told what to do and run by somebody else."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from freesheet.press.fronts.known import front_named
from freesheet.press.fronts.plan import FrontProblem, Plan
from freesheet.press.fronts.process import FrontProcess
from freesheet.press.fronts.survey import survey
from freesheet.press.store import Store
from freesheet.project.errors import ServerProblem
from freesheet.project.publication import Publication


@dataclass(frozen=True)
class Wish:
    """What somebody says of a web server of their own. Empty or 0: what the paper's address says."""

    host: str = ""
    port: int = 0
    behind: str = "127.0.0.1:8000"
    certificate: Path | None = None
    key: Path | None = None


class Front:
    """A web server in front, kept running beside our own processes: ended first, so that nobody finds it alone."""

    def __init__(self, plan: Plan, name: str) -> None:
        """Raises ServerProblem where there is no such front."""
        with _told():
            self._process = FrontProcess(plan, front_named(name))

    def start(self) -> None:
        """Raises ServerProblem where it is not installed, or does not take its configuration."""
        with _told():
            self._process.start()

    def tell_to_end(self) -> None:
        self._process.stop()

    def wait(self, seconds: float) -> None:
        """It has ended when ``tell_to_end`` returns."""


def plan_for(publication: Publication, host: str, port: int, inner: int, workers: int, *pem: Path) -> Plan:
    """The plan of a front at ``host`` and ``port`` for the stand at port ``inner`` of this machine.

    ``pem`` is nothing, or a certificate and its key. Raises ServerProblem.
    """
    certificate, key = (file.absolute() for file in pem) if pem else (None, None)
    behind, largest = f"127.0.0.1:{inner}", largest_request(publication)
    with _told():
        return Plan(
            publication.root, _number(host), port, behind, publication.address, certificate, key, largest, workers
        )


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except FrontProblem as problem:
        raise ServerProblem(str(problem)) from problem


def site(publication: Publication, name: str, wish: Wish) -> str:
    """The configuration for a web server that somebody else runs.

    Raises:
        ServerProblem: it cannot be written so.
    """
    encrypted = publication.address.startswith("https:")
    try:
        if name == "nginx" and encrypted and wish.certificate is None:
            raise FrontProblem(
                f"Readers come to {publication.address} by https, and nginx needs a certificate for that:"
                " name it with --tls-certificate, and its key with --tls-key."
            )
        plan = Plan(
            publication.root,
            wish.host,
            wish.port or urlsplit(publication.address).port or (443 if encrypted else 80),
            wish.behind,
            publication.address,
            wish.certificate and wish.certificate.absolute(),
            wish.key and wish.key.absolute(),
            largest_request(publication),
        )
        return front_named(name).site(plan, survey(Store(plan.store)))
    except FrontProblem as problem:
        raise ServerProblem(str(problem)) from problem


def write_site(text: str, to: Path) -> bool:
    """Put a configuration into a file, whole or not at all. False if it is there already, the same.

    Raises:
        ServerProblem: the file cannot be written.
    """
    try:
        if to.is_file() and to.read_text("utf-8") == text:
            return False
        beside = to.with_name(f".{to.name}.new")
        beside.write_text(text, "utf-8")
        beside.replace(to)
    except (OSError, UnicodeDecodeError) as problem:
        raise ServerProblem(f"{to} cannot be written: {problem}.") from problem
    return True


def largest_request(publication: Publication) -> int:
    """Bytes of a request: a picture of the greatest size, and the form around it."""
    return (max(publication.max_upload_mb, publication.max_recording_mb) + 10) * 2**20


def _number(host: str) -> str:
    """A host's IP address."""
    try:
        return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])
    except OSError as problem:
        raise FrontProblem(f"Freesheet cannot listen on {host}: {problem.strerror or problem}.") from problem
