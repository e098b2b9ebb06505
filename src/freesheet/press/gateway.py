"""A WSGI application's request and response, said in Granian's RSGI."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Protocol
from urllib.parse import quote

from freesheet.press.answers import Answer, Headers
from freesheet.press.orders import DIRECTORY

log = logging.getLogger("freesheet.press")

OF_THE_CONNECTION = frozenset(("connection", "keep-alive", "transfer-encoding", "upgrade", "te", "trailer"))
"""Headers about one connection only: not to be passed on."""

READER = "x-freesheet-reader"
"""In which the stand tells the desk how the reader came: scheme, the address asked, the reader's own."""

FILE = "x-freesheet-file"
"""In which the desk tells the stand, in place of a body, which file of the media folder is to be sent."""

_NO_CODING = ("Content-Encoding", "None")
"""What Wagtail 8.0 says of documents: there is no coding of that name."""
_NOT_THE_APPLICATIONS = OF_THE_CONNECTION | {FILE}

_BLOCK_BYTES = 64 * 1024


class MediaFile:
    """What a WSGI application gives in place of a body that is a file (PEP 3333, ``wsgi.file_wrapper``)."""

    def __init__(self, file: IO[bytes], _block_size: int = _BLOCK_BYTES) -> None:
        self._file = file

    @property
    def path(self) -> str:
        """Its full name, if it is a file of the publication's media that stays when it is closed; else empty."""
        name = getattr(self._file, "name", None)
        media = os.path.realpath(os.path.join(os.environ[DIRECTORY], "media")) + os.sep
        if not isinstance(name, str) or not os.path.isfile(name) or not os.path.realpath(name).startswith(media):
            return ""
        return os.path.realpath(name)

    def __iter__(self) -> Iterator[bytes]:
        return iter(lambda: self._file.read(_BLOCK_BYTES), b"")

    def close(self) -> None:
        self._file.close()


class Transport(Protocol):
    """Granian's way of sending a body piece by piece."""

    async def send_bytes(self, data: bytes) -> None: ...


class Exchange(Protocol):
    """Granian's RSGI protocol object: the body that comes, the response that goes."""

    def __aiter__(self) -> Any: ...
    def response_empty(self, status: int, headers: Headers) -> None: ...
    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...
    def response_file_range(self, status: int, headers: Headers, file: str, start: int, end: int) -> None: ...
    def response_stream(self, status: int, headers: Headers) -> Transport: ...


class Response:
    """One response of the application, on its way to the reader."""

    def __init__(self, exchange: Exchange, loop: asyncio.AbstractEventLoop) -> None:
        self._exchange = exchange
        self._loop = loop
        self._status = 0
        self._headers: Headers = []
        self._written: list[bytes] = []

    def start(self, status: str, headers: Headers, _exc_info: object = None) -> Callable[[bytes], None]:
        """WSGI's ``start_response``."""
        self._status = int(status[:3])
        self._headers = [
            pair for pair in headers if pair[0].lower() not in _NOT_THE_APPLICATIONS and pair != _NO_CODING
        ]
        return self._written.append

    def send(self, result: Iterable[bytes], head: bool) -> None:
        if head:
            return self._exchange.response_empty(self._status, self._headers)
        if isinstance(result, list) or getattr(result, "streaming", True) is False:
            body = b"".join([*self._written, *result])
            return self._exchange.response_bytes(self._status, self._headers, body)
        if isinstance(result, MediaFile) and self._status == 200 and (path := result.path):
            # Sent by the stand from the disk, at the pace of the reader's line: nothing of it waits in memory.
            headers = [(name, value) for name, value in self._headers if name.lower() != "content-length"]
            return self._exchange.response_empty(200, [*headers, (FILE, quote(path))])
        chunks = iter(result)
        # start_response may be called as late as with the first chunk.
        first = next(chunks, b"")
        transport = self._exchange.response_stream(self._status, self._headers)
        for chunk in (*self._written, first):
            self._pass(transport, chunk)
        try:
            for chunk in chunks:
                self._pass(transport, chunk)
        except RuntimeError:
            log.debug("The reader left before the end of the response.")

    def _pass(self, transport: Transport, chunk: bytes) -> None:
        if chunk:
            asyncio.run_coroutine_threadsafe(_sent(transport, chunk), self._loop).result()


async def _sent(transport: Transport, chunk: bytes) -> None:
    await transport.send_bytes(chunk)


def send(exchange: Exchange, answer: Answer) -> None:
    """Give an answer to the server."""
    if answer.body is None:
        if answer.end > answer.start:
            exchange.response_file_range(answer.status, answer.headers, answer.file, answer.start, answer.end)
        else:
            exchange.response_empty(answer.status, answer.headers)
    elif answer.body:
        exchange.response_bytes(answer.status, answer.headers, answer.body)
    else:
        exchange.response_empty(answer.status, answer.headers)


def environment(scope: Any, body: IO[bytes]) -> dict[str, Any]:
    """The WSGI environment (PEP 3333) of an RSGI request whose whole body is in ``body``, passed on by the stand."""
    length = body.tell()
    body.seek(0)
    told = (scope.headers.get(READER) or "").split(" ")
    scheme, there, client = told if len(told) == 3 else ("http", "localhost:80", "127.0.0.1:0")
    server, _colon, port = there.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        # WSGI wants the bytes of the path, each as a character.
        "PATH_INFO": scope.path.encode("utf-8", "replace").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client.rpartition(":")[0].strip("[]"),
        "CONTENT_LENGTH": str(length) if length or "content-length" in scope.headers else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.file_wrapper": MediaFile,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        # X_Forwarded_For would become the same key as X-Forwarded-For.
        if "_" in name or name in ("content-length", "transfer-encoding", READER):
            continue
        key = "CONTENT_TYPE" if name == "content-type" else "HTTP_" + name.upper().replace("-", "_")
        if key in environ:
            value = environ[key] + ("; " if name == "cookie" else ",") + value
        environ[key] = value
    if scope.authority:
        environ.setdefault("HTTP_HOST", scope.authority)
    return environ
