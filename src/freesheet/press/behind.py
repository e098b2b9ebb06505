"""The desk: a WSGI application in a few threads, for what is not in the store."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from freesheet.press.answers import BUSY, Refused, plain
from freesheet.press.gateway import Exchange, Response, environment, send

log = logging.getLogger("freesheet.press")

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

THREADS = 4
WAITING = 76
"""Somewhat more than the stand sends, so that it is the stand that refuses, and has something better for readers."""
_CHUNK_SECONDS = 30.0
_IN_MEMORY_BYTES = 512 * 1024


class Behind:
    """An RSGI application that has a WSGI application answer, which may take long, or fail."""

    def __init__(self, application: Application, largest_request: int, threads: int = THREADS) -> None:
        """``largest_request``: bytes of a body."""
        self._application = application
        self.largest_request = largest_request
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="behind")
        self._most = threads + WAITING
        self._under_way = 0

    async def __rsgi__(self, scope: Any, exchange: Exchange) -> None:
        """Take the request's body, have the application answer it, send that."""
        if self._under_way >= self._most:
            return send(exchange, BUSY)
        self._under_way += 1
        try:
            with tempfile.SpooledTemporaryFile(_IN_MEMORY_BYTES) as body:
                await self._take(scope, exchange, body)
                environ = environment(scope, body)
                loop = asyncio.get_running_loop()
                await loop.run_in_executor(self._threads, self._run, environ, exchange, loop)
        except Refused as refused:
            send(exchange, refused.answer)
        finally:
            self._under_way -= 1

    async def _take(self, scope: Any, exchange: Exchange, body: IO[bytes]) -> None:
        """The body, first in memory, then on disk: no thread waits for a reader with a slow line."""
        announced = scope.headers.get("content-length")
        if announced is None and "transfer-encoding" not in scope.headers and scope.http_version != "2":
            return
        limit = f"Requests here have at most {max(1, self.largest_request // 2**20)} MB."
        try:
            if announced is not None and int(announced) > self.largest_request:
                raise Refused(plain(413, limit, ("connection", "close")))
            chunks = aiter(exchange)
            while chunk := await asyncio.wait_for(anext(chunks, b""), _CHUNK_SECONDS):
                body.write(chunk)
                if body.tell() > self.largest_request:
                    raise Refused(plain(413, limit))
        except TimeoutError:
            raise Refused(plain(408, "Nothing more of the request came for too long.")) from None
        except ValueError:
            raise Refused(plain(400, "The request does not say how long it is.")) from None
        except RuntimeError:
            # The reader has gone, half-way: nobody to answer, but the server wants a response.
            raise Refused(plain(400, "The request broke off.")) from None

    # --- in a thread

    def _run(self, environ: dict[str, Any], exchange: Exchange, loop: asyncio.AbstractEventLoop) -> None:
        response = Response(exchange, loop)
        try:
            result = self._application(environ, response.start)
            try:
                response.send(result, environ["REQUEST_METHOD"] == "HEAD")
            finally:
                close = getattr(result, "close", None)
                if close is not None:
                    close()
        except Exception:
            log.exception("The application failed at %s", environ["PATH_INFO"])
            # Says nothing where a response is already under way.
            send(exchange, plain(500, "This is our fault, and it has been written down."))
