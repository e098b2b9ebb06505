"""The same stand behind each of Granian's interfaces, and the same answer from a constant, which is the ceiling.

Only what the comparison needs: stored pages, nothing behind them. The one that was chosen is in
``freesheet.press.front``.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from freesheet.press.stand import Stand


def _stand() -> Stand:
    return Stand(Path(os.environ["FREESHEET_DIR"]))


SLOW = "/slow/"
SLOW_SECONDS = 0.2


def slow() -> Callable[[Any, Any], list[bytes]]:
    """What is behind the store, when it waits: for a database, say."""

    def application(environ: Any, start_response: Any) -> list[bytes]:
        time.sleep(SLOW_SECONDS)
        start_response("200 OK", [("content-type", "text/plain")])
        return [b"At last."]

    return application


def _constant() -> tuple[int, list[tuple[str, str]], bytes]:
    shown = _stand().pages.find(os.environ["BENCH_PATH"], "gzip")
    assert shown is not None and shown.body is not None
    return shown.status, shown.headers, shown.body


def wsgi_stand() -> Any:
    stand = _stand()
    behind = slow()

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode()
        if path == SLOW:
            return behind(environ, start_response)

        def ask(name: str) -> str | None:
            return environ.get("HTTP_" + name.upper().replace("-", "_"))

        answer = stand.answer(environ["REQUEST_METHOD"], path, environ["QUERY_STRING"], ask)
        assert answer is not None and answer.body is not None
        start_response(f"{answer.status} ", answer.headers)
        return [answer.body]

    return application


def asgi_stand() -> Any:
    stand = _stand()

    async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["path"] == SLOW:
            await asyncio.to_thread(time.sleep, SLOW_SECONDS)
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"At last."})
            return

        def ask(name: str) -> str | None:
            wanted = name.encode()
            return next((value.decode("latin-1") for key, value in scope["headers"] if key == wanted), None)

        answer = stand.answer(scope["method"], scope["path"], scope["query_string"].decode("latin-1"), ask)
        assert answer is not None
        headers = [(name.encode(), value.encode()) for name, value in answer.headers]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": answer.body})

    return application


def wsgi_constant() -> Any:
    status, headers, body = _constant()

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        start_response(f"{status} ", headers)
        return [body]

    return application


def asgi_constant() -> Any:
    status, headers, body = _constant()
    start = {
        "type": "http.response.start",
        "status": status,
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    end = {"type": "http.response.body", "body": body}

    async def application(scope: Any, receive: Any, send: Any) -> None:
        await send(start)
        await send(end)

    return application


def rsgi_constant() -> Any:
    status, headers, body = _constant()

    async def application(scope: Any, protocol: Any) -> None:
        protocol.response_bytes(status, headers, body)

    return application
