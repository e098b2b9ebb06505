"""The front: between Granian (RSGI) and the stand. What the stand does not answer goes to the desk.

RSGI, and not ASGI or WSGI, by the figures in ``docs/decisions/0004-front.md``. Nothing here may import Django: the
process that answers readers is small, and goes on when Django cannot even be started.
"""

from __future__ import annotations

import asyncio
import logging
import os
from functools import partial
from pathlib import Path
from typing import Any

from freesheet.press.answers import UNAVAILABLE, Answer
from freesheet.press.bell import ring
from freesheet.press.gateway import send
from freesheet.press.health import HEALTH, health
from freesheet.press.heat import WRITE_SECONDS, Heat
from freesheet.press.hosts import Hosts
from freesheet.press.orders import ADDRESS, DESK, DIRECTORY, LARGEST_REQUEST_BYTES, REQUEST_BYTES
from freesheet.press.passing import NEWSROOM_SECONDS, Desk
from freesheet.press.stand import Elsewhere, Stand

log = logging.getLogger("freesheet.press")

_NOT_PRINTED_SECONDS = 20.0
"""How long a reader waits for the desk where the page may only not have been printed yet."""
_PENDING_SECONDS = 2.0
"""The same where every page has been printed, and something has changed since."""


class Front:
    """An RSGI application."""

    def __init__(self, stand: Stand, desk: Desk, hosts: Hosts, heat: Heat | None = None) -> None:
        """Without ``heat`` nobody counts what is read."""
        self.stand = stand
        self.desk = desk
        self.hosts = hosts
        self.heat = heat
        self._at_hand = stand.pages.at_hand
        self._any_host = not hosts.matters
        self._right_hosts = hosts.right

    def at_once(self, scope: Any, protocol: Any) -> bool:
        """Answer what nearly every request is for: a page that is in memory, whole or unchanged. False for all others.

        Called before the event loop is woken, in the server's own thread.
        """
        path = scope.path
        if scope.method != "GET" or (path == "/" and scope.query_string):
            return False
        ask = scope.headers.get
        shown = self._at_hand(path, ask("accept-encoding"))
        if (
            shown is None
            or not shown.body
            or ask("if-match") is not None
            or ask("if-unmodified-since") is not None
            or not (self._any_host or (scope.authority or ask("host")) in self._right_hosts)
        ):
            return False
        mark = ask("if-none-match")
        if mark is None:
            if ask("if-modified-since") is not None:
                return False
            protocol.response_bytes(shown.status, shown.headers, shown.body)
            return True
        if mark != shown.etag or shown.status != 200:
            return False
        protocol.response_empty(304, shown.unchanged)
        return True

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        if scope.proto != "http":
            protocol.close(404)
            return
        method, path, ask = scope.method, scope.path, scope.headers.get
        try:
            answer = self._answer(scope, method, path, ask)
        except OSError:
            log.exception("The page store cannot be read at %s", path)
            answer = UNAVAILABLE
        if isinstance(answer, Answer):
            send(protocol, answer)
        else:
            await self._elsewhere(answer, scope, protocol)

    def _answer(self, scope: Any, method: str, path: str, ask: Any) -> Answer | Elsewhere:
        if method in ("GET", "HEAD"):
            if path == HEALTH:
                return Elsewhere.DESK
            moved = self.hosts.elsewhere(scope.authority or ask("host"), path, scope.query_string)
            if moved is not None:
                return moved
        return self.stand.answer(method, path, scope.query_string, ask)

    async def _elsewhere(self, whose: Elsewhere, scope: Any, protocol: Any) -> None:
        method, path, ask = scope.method, scope.path, scope.headers.get
        if whose is Elsewhere.DESK:
            if path == HEALTH:
                return send(protocol, health(self.stand, await self.desk.answers(), method == "HEAD"))
            return await self.desk.answer(scope, protocol, NEWSROOM_SECONDS)

        def stored() -> Answer | None:
            """It may have been printed meanwhile; if not, and all else has, there is nothing."""
            answer = self.stand.answer(method, path, "" if whose is Elsewhere.QUERY else scope.query_string, ask)
            if isinstance(answer, Answer):
                return answer
            return self.stand.missing(method, path, ask) if self.stand.completeness.complete else None

        if whose is Elsewhere.UNKNOWN:
            if self.stand.completeness.settled:
                missing = self.stand.missing(method, path, ask)
                if missing is not None:
                    return send(protocol, missing)
            else:
                self.stand.completeness.wish(path)
        complete = self.stand.completeness.complete
        wait = _PENDING_SECONDS if complete else _NOT_PRINTED_SECONDS
        return await self.desk.answer(scope, protocol, wait, stored)

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        if self.heat is not None:
            loop.call_later(WRITE_SECONDS, self._count, loop, self.heat)

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        if self.heat is not None:
            self.heat.turn(self.stand.pages.asked())

    def _count(self, loop: asyncio.AbstractEventLoop, heat: Heat) -> None:
        heat.turn(self.stand.pages.asked())
        loop.call_later(WRITE_SECONDS, self._count, loop, heat)


def application() -> Front:
    """The application of a process that answers readers, for the publication that the environment names.

    ``FREESHEET_DIR`` is its folder; ``FREESHEET_DESK`` the desk's socket, if there is one; ``FREESHEET_ADDRESS`` where
    readers find it; ``FREESHEET_LARGEST_REQUEST`` how many bytes may be sent to the desk.
    """
    folder = Path(os.environ[DIRECTORY])
    stand = Stand(folder, ring=partial(ring, folder))
    largest = int(os.environ.get(REQUEST_BYTES, LARGEST_REQUEST_BYTES))
    return Front(
        stand, Desk(os.environ.get(DESK, ""), largest), Hosts(os.environ.get(ADDRESS, "")), Heat(folder / "run")
    )
