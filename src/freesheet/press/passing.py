"""Passing requests on to the desk: the process in which Django is, behind a socket in the publication's folder.

The stand goes on without it. Whoever asks for the newsroom waits for a desk that is only starting; a reader gets what
is stored in place of the desk's troubles.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Callable
from typing import Any
from urllib.parse import quote, unquote

import httpx

from freesheet.press.answers import BUSY, UNAVAILABLE, Answer, Headers, Refused, plain
from freesheet.press.gateway import FILE, OF_THE_CONNECTION, READER, Exchange, send

log = logging.getLogger("freesheet.press")

MOST = 64
"""Requests under way at once; the newsroom and readers together."""
MOST_OF_READERS = 32
"""Of them, those for addresses that are not the newsroom's: a flood of wrong addresses must not lock editors out."""

NEWSROOM_SECONDS = 20.0
"""How long a request for the newsroom waits for a desk that does not listen."""

_AGAIN_SECONDS = 0.1
_CHUNK_SECONDS = 30.0
_ANSWER_SECONDS = 300.0
_WHOLE_BYTES = 2**20
_NOT_RELAYED = OF_THE_CONNECTION | {"server", "date", FILE}
_PATH_SAFE = "/-._~!$&'()*+,;=:@"
_QUERY_SAFE = "/-._~!$&'()*+,;=:@?%[]{}|^`\\\"<>"

BROKEN_OFF = plain(400, "The request broke off.")

Instead = Callable[[], Answer | None]
"""Gives what a reader gets in place of an error of the desk's own; None where there is nothing better."""


class Desk:
    """The stand's end of the line. For one thread: the server's event loop."""

    def __init__(self, socket: str, largest_request: int) -> None:
        """``socket``: where the desk listens, empty if there is none; ``largest_request``: bytes of a body."""
        self.socket = socket
        self.largest_request = largest_request
        self._under_way = 0
        self._line: httpx.AsyncHTTPTransport | None = None

    async def answer(self, scope: Any, exchange: Exchange, wait: float, instead: Instead | None = None) -> None:
        """Have the desk answer; wait up to ``wait`` seconds for it to listen.

        With ``instead`` an error of the desk's own, or its silence, is not for readers.
        """
        try:
            if self._under_way >= (MOST if instead is None else MOST_OF_READERS):
                raise Refused(BUSY)
            self._under_way += 1
            try:
                await self._passed_on(scope, exchange, wait, hide_errors=instead is not None)
            finally:
                self._under_way -= 1
        except Refused as refused:
            better = instead() if instead is not None and refused.answer.status >= 500 else None
            send(exchange, better or refused.answer)

    async def answers(self) -> bool:
        """Whether the desk listens now."""
        if not self.socket:
            return False
        try:
            async with asyncio.timeout(1):
                _reader, writer = await asyncio.open_unix_connection(self.socket)
        except (OSError, TimeoutError):
            return False
        writer.close()
        return True

    async def _passed_on(self, scope: Any, exchange: Exchange, wait: float, hide_errors: bool) -> None:
        response = await self._asked(scope, exchange, wait)
        try:
            if hide_errors and response.status_code >= 500:
                raise Refused(UNAVAILABLE)
            await _relayed(response, scope.method, exchange)
        finally:
            await response.aclose()

    async def _asked(self, scope: Any, exchange: Exchange, wait: float) -> httpx.Response:
        """The beginning of the desk's answer. Raises Refused."""
        if not self.socket:
            raise Refused(UNAVAILABLE)
        body = _Body(scope, exchange, self.largest_request)
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait
        while True:
            try:
                return await self._connected().handle_async_request(_request(scope, body))
            except httpx.ConnectError:
                # Nobody listens: it is starting, or starting again. Nothing of the request has been taken.
                pass
            except (httpx.HTTPError, OSError) as problem:
                # The desk ended with the request in its hands. What only asks may be asked again.
                if body.taken or scope.method not in ("GET", "HEAD"):
                    log.warning("The newsroom’s process broke off while it answered %s: %r", scope.path, problem)
                    raise Refused(UNAVAILABLE) from problem
            if loop.time() >= deadline:
                raise Refused(UNAVAILABLE)
            await asyncio.sleep(_AGAIN_SECONDS)

    def _connected(self) -> httpx.AsyncHTTPTransport:
        if self._line is None:
            limits = httpx.Limits(max_connections=MOST + 1, max_keepalive_connections=8, keepalive_expiry=5.0)
            self._line = httpx.AsyncHTTPTransport(uds=self.socket, limits=limits, trust_env=False)
        return self._line


class _Body(httpx.AsyncByteStream):
    """The body of a request, as it comes, up to its limit."""

    def __init__(self, scope: Any, exchange: Exchange, largest: int) -> None:
        self._exchange = exchange
        self._largest = largest
        self.taken = False
        self.length = scope.headers.get("content-length")
        self.there = self.length is not None or "transfer-encoding" in scope.headers
        if not self.there and scope.http_version == "2" and scope.method not in ("GET", "HEAD"):
            self.there = True
        if self.length is not None:
            if not self.length.isascii() or not self.length.isdigit():
                raise Refused(plain(400, "The request does not say how long it is."))
            if int(self.length) > largest:
                raise Refused(self._too_large("connection", "close"))

    async def __aiter__(self) -> AsyncIterator[bytes]:
        if not self.there:
            return
        self.taken = True
        size = 0
        try:
            chunks = aiter(self._exchange)
            while chunk := await asyncio.wait_for(anext(chunks, b""), _CHUNK_SECONDS):
                size += len(chunk)
                if size > self._largest:
                    raise Refused(self._too_large())
                yield chunk
        except TimeoutError:
            raise Refused(plain(408, "Nothing more of the request came for too long.")) from None
        except RuntimeError:
            # The reader has gone, half-way: nobody to answer, but the server wants a response.
            raise Refused(BROKEN_OFF) from None
        if self.length is not None and size < int(self.length):
            raise Refused(BROKEN_OFF)

    def _too_large(self, *header: str) -> Answer:
        limit = f"Requests here have at most {max(1, self._largest // 2**20)} MB."
        return plain(413, limit, *([(header[0], header[1])] if header else []))


def _request(scope: Any, body: _Body) -> httpx.Request:
    """The same request, for the desk."""
    # Granian gives the path decoded, so it is written anew: the desk decodes it to the same characters.
    target = quote(scope.path, safe=_PATH_SAFE)
    if scope.query_string:
        target += "?" + quote(scope.query_string, safe=_QUERY_SAFE)
    dropped = {*OF_THE_CONNECTION, READER, "host", "content-length", "proxy-connection", "expect"}
    dropped.update(name.strip().lower() for name in (scope.headers.get("connection") or "").split(","))
    if scope.scheme == "https":
        # Here the reader's own connection is encrypted, whatever the reader says of it.
        dropped.add("x-forwarded-proto")
    headers = [(name.encode(), value.encode()) for name, value in scope.headers.items() if name not in dropped]
    host = scope.authority or scope.headers.get("host") or "localhost"
    headers.append((b"host", host.encode()))
    headers.append((READER.encode(), f"{scope.scheme} {scope.server} {scope.client}".encode()))
    if body.length is not None:
        headers.append((b"content-length", body.length.encode()))
    elif body.there:
        headers.append((b"transfer-encoding", b"chunked"))
    timeouts = {"connect": 5.0, "pool": 5.0, "write": _CHUNK_SECONDS, "read": _ANSWER_SECONDS}
    return httpx.Request(
        scope.method,
        "http://desk/",
        headers=headers,
        stream=body,
        extensions={"target": target.encode("ascii"), "timeout": timeouts},
    )


def _sent_from_disk(status: int, headers: Headers, file: str, exchange: Exchange) -> None:
    try:
        size = os.path.getsize(file)
    except OSError as problem:
        raise Refused(UNAVAILABLE) from problem
    headers = [*(pair for pair in headers if pair[0] != "content-length"), ("content-length", str(size))]
    send(exchange, Answer(status, headers, None, file, 0, size))


async def _relayed(response: httpx.Response, method: str, exchange: Exchange) -> None:
    """Give the desk's answer to the reader: whole where it is short, piece by piece where it may be long."""
    headers: Headers = [
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, value in response.headers.raw
        if name.lower().decode("latin-1") not in _NOT_RELAYED
    ]
    status = response.status_code
    if file := response.headers.get(FILE):
        return _sent_from_disk(status, headers, unquote(file), exchange)
    if method == "HEAD" or status in (204, 304):
        return exchange.response_empty(status, headers)
    pieces = aiter(response.stream)  # type: ignore[arg-type]  # a response of this transport streams asynchronously
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) <= _WHOLE_BYTES:
        try:
            return exchange.response_bytes(status, headers, b"".join([piece async for piece in pieces]))
        except httpx.HTTPError as problem:
            raise Refused(UNAVAILABLE) from problem
    transport = exchange.response_stream(status, headers)
    try:
        async for piece in pieces:
            await transport.send_bytes(piece)
    except RuntimeError:
        log.debug("The reader left before the end of the response.")
    return None
