"""WSGI applications for tests of what is behind the store."""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Start = Callable[..., Any]
_gate = threading.Event()


def echo() -> Callable[[dict[str, Any], Start], Any]:
    """Says what it was asked; some paths do more."""
    return _echo


def broken() -> None:
    """Cannot be started."""
    raise RuntimeError("The database is on fire.")


def _echo(environ: dict[str, Any], start: Start) -> Any:
    path = environ["PATH_INFO"]
    if path.endswith("/fails/"):
        raise ValueError("as it must")
    if path == "/stream/":
        start("200 OK", [("Content-Type", "text/plain")])
        return (f"{number}\n".encode() for number in range(1000))
    if path == "/endless/":
        start("200 OK", [("Content-Type", "text/plain")])
        return _Endless()
    if path.startswith("/documents/files/"):
        named = os.path.join(os.environ["FREESHEET_DIR"], path[len("/documents/files/") :].encode("latin-1").decode())
        file = open(named, "rb")  # noqa: SIM115  # it is the server's to close
        length = ("Content-Length", str(os.path.getsize(named)))
        start("200 OK", [("Content-Type", "application/pdf"), ("Content-Encoding", "None"), length])
        return environ["wsgi.file_wrapper"](file, 8192)
    if path == "/slow/":
        _slowly()
    if path == "/waits/":
        _gate.wait(60)
    if path == "/go-on/":
        _gate.set()
    body = environ["wsgi.input"].read()
    told = {key: value for key, value in environ.items() if isinstance(value, str) and key not in os.environ}
    told["digest"] = hashlib.sha256(body).hexdigest()
    start("200 OK", [("Content-Type", "application/json"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")])
    made = [json.dumps(told).encode()]
    return _Tidying(made) if path == "/tidies/" else made


class _Tidying(list[bytes]):
    """A whole answer, after which there is still something to do."""

    def close(self) -> None:
        _slowly()


def _slowly() -> None:
    """Until the named pipe ``go-on`` has been written to."""
    folder = Path(os.environ["FREESHEET_DIR"])
    (folder / "begun").touch()
    (folder / "go-on").read_bytes()


class _Endless:
    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield b"x" * 1000

    def close(self) -> None:
        with open(os.path.join(os.environ["FREESHEET_DIR"], "closed"), "w") as note:
            note.write("The response was closed.")


def never() -> None:
    """Ends before it listens."""
    raise SystemExit(1)
