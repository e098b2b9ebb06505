"""A process that answers: Granian around an application, on a socket that was opened before and outlives the process.

``python -m freesheet.press.serving`` is the stand. Its parent holds the listening socket, so readers who come while the
process is started again wait for a moment, and are answered; and the process ends when its parent is gone.
"""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import resource
import signal
import socket
from asyncio.tasks import _enter_task, _leave_task
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import uvloop
from granian._futures import _cbsched_aioschedule
from granian._granian import CallbackScheduler
from granian.constants import Interfaces, SSLProtocols
from granian.http import HTTP1Settings, HTTP2Settings
from granian.log import LogLevels
from granian.net import SocketHolder  # type: ignore[attr-defined]  # it is there, for who passes sockets on
from granian.server import embed
from granian.server.embed import Server

from freesheet.press.orders import BACKLOG, Serving

CONNECTIONS = 8192
"""Connections of one process at once; each is idle most of the time."""
HEADER_BYTES = 64 * 1024
"""Of one request, its address included: 431 beyond."""
HEADER_SECONDS = 30
STOP_SECONDS = 10.0
"""How long answers under way may take after a process has been told to end."""

_PARENT_LOOK_SECONDS = 1.0

log = logging.getLogger("freesheet.press")


AtOnce = Callable[[Any, Any], bool]
"""Takes scope and protocol of a request, answers it and gives True, or leaves it alone and gives False."""


class _Scheduler(CallbackScheduler):
    """Hands a request to the event loop, unless it can be answered at once, in the thread that has read it.

    To wake the loop, and to make a task there, takes longer than to answer with a page that is in memory.
    """

    __slots__ = ()

    def __init__(self, at_once: AtOnce, loop: asyncio.AbstractEventLoop, callback: Any, *_more: Any) -> None:
        super().__init__()
        later = _cbsched_aioschedule(loop, self._ctx, callback)  # type: ignore[no-untyped-call]  # Granian's

        def schedule(watcher: Any) -> None:
            try:
                answered = at_once(watcher.scope, watcher.proto)
            except Exception:
                log.exception("A request could not be answered at once, and is tried again")
                answered = False
            if answered:
                watcher.done()
            else:
                later(watcher)

        self._schedule_fn = schedule

    def __new__(cls, _at_once: AtOnce, *arguments: Any) -> _Scheduler:
        return super().__new__(cls, *arguments)


def _scheduler(at_once: AtOnce, loop: asyncio.AbstractEventLoop, callback: Any, impl_asyncio: bool) -> _Scheduler:
    """What Granian makes for itself with the same arguments, but for ``at_once``."""
    assert impl_asyncio
    return _Scheduler(at_once, loop, callback, None, partial(_enter_task, loop), partial(_leave_task, loop))


class _Granian(Server):
    """Granian in this process's own event loop, on an open socket."""

    def __init__(self, application: Any, serving: Serving) -> None:
        super().__init__(
            application,
            interface=Interfaces.RSGI,
            websockets=False,
            backlog=BACKLOG,
            backpressure=CONNECTIONS,
            http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000, max_buffer_size=HEADER_BYTES),
            http2_settings=HTTP2Settings(max_headers_size=HEADER_BYTES, keep_alive_interval=HEADER_SECONDS * 1000),
            # It warns of nothing but itself: that embedding is experimental.
            log_level=LogLevels.error,
            ssl_cert=Path(serving.certificate) if serving.certificate else None,
            ssl_key=Path(serving.key) if serving.key else None,
            ssl_protocol_min=SSLProtocols.tls12,
        )
        self._open = serving.socket

    def _init_shared_socket(self) -> None:
        with socket.socket(fileno=os.dup(self._open)) as listening:
            uds = listening.family == socket.AF_UNIX
        self._shd = SocketHolder(self._open, uds, BACKLOG)  # type: ignore[call-arg,assignment]  # types lag behind


def listening(path: str) -> socket.socket:
    """A Unix socket at ``path`` for this user alone, in place of what a process that was killed has left there."""
    with suppress(FileNotFoundError):
        os.unlink(path)
    opened = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(0o177)
    try:
        opened.bind(path)
    finally:
        os.umask(before)
    opened.listen(BACKLOG)
    return opened


def serve(application: Any, serving: Serving) -> None:
    """Answer until SIGTERM or SIGINT, or until the parent is gone.

    Where ``application`` has a method ``at_once`` (``AtOnce``), each request goes there first.
    """
    at_once = getattr(application, "at_once", None)
    if at_once is not None:
        embed._new_cbscheduler = partial(_scheduler, at_once)  # type: ignore[attr-defined]  # noqa: SLF001  # where Granian looks
    _allow_connections()
    logging.basicConfig(format="{asctime} {levelname} {name}: {message}", style="{", level=logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(application, serving))


async def _serve(application: Any, serving: Serving) -> None:
    loop = asyncio.get_running_loop()
    server = _Granian(application, serving)
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, server.stop)

    def look() -> None:
        if os.getppid() != serving.parent:
            server.stop()  # type: ignore[no-untyped-call]  # Granian's
        loop.call_later(_PARENT_LOOK_SECONDS, look)

    look()
    loop.call_soon(_tell, serving.ready)
    # What is there by now stays: it need not be looked through again at every collection.
    gc.collect()
    gc.freeze()
    await server.serve()
    # Who asked has been answered; what the answer leaves to be done, such as a connection to give back, may not be.
    if under_way := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(under_way, timeout=STOP_SECONDS)


def _tell(ready: int) -> None:
    if ready >= 0:
        try:
            os.write(ready, b".")
        except OSError:
            # Nobody waits for it any more.
            return


def _allow_connections() -> None:
    """Take as many open files as the system lets us: each connection is one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * CONNECTIONS if hard == resource.RLIM_INFINITY else min(hard, 2 * CONNECTIONS)
    if _soft == resource.RLIM_INFINITY or _soft >= wanted:
        return
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def main() -> None:
    """Entry of the stand's process. The publication is told in the environment: ``front.application``."""
    from freesheet.press.front import application

    serve(application(), Serving.told())


if __name__ == "__main__":
    main()
