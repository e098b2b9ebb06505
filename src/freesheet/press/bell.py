"""The bell that wakes the printer. Anyone may ring it; if nobody listens, nothing is lost: the outbox is kept.

A ring may carry an address that a reader has asked for, so that it is printed before what nobody asks for. That is a
hint: any program of this machine may ring, so the printer must find out for itself whether there is such a page.

It is a datagram socket in Linux's abstract namespace, named after the publication's folder, so that no file of
it lies in that folder. Where there are no such sockets the printer looks at the outbox once a turn.
"""

from __future__ import annotations

import hashlib
import select
import socket
import sys
import time
from pathlib import Path

from freesheet.press.addresses import MAX_ADDRESS_BYTES, Unstorable, place_of

MOST_ASKED = 1000
"""Addresses kept until somebody takes them; what comes then is dropped."""


def _name(root: Path) -> str:
    return "\0freesheet-" + hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:32]


def ring(root: Path, address: str = "") -> None:
    """Wake the printer of the publication in ``root``; ``address``: a decoded path that a reader waits for."""
    if sys.platform != "linux":
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as rope:
        rope.setblocking(False)
        try:
            rope.sendto(b"!" + address.encode("utf-8", "replace")[:MAX_ADDRESS_BYTES], _name(root))
        except OSError:
            # Nobody listens, or rings are waiting already.
            return


class Bell:
    """The listening end. One for each publication; a second listener hears nothing, and looks once a turn."""

    def __init__(self, root: Path) -> None:
        self._socket: socket.socket | None = None
        self._asked: dict[str, None] = {}
        if sys.platform != "linux":
            return
        listening = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        listening.setblocking(False)
        try:
            listening.bind(_name(root))
        except OSError:
            listening.close()
        else:
            self._socket = listening

    def wait(self, seconds: float) -> bool:
        """Wait for a ring, at most ``seconds``. Returns whether there was one."""
        if self._socket is None:
            time.sleep(seconds)
            return False
        ready, _writable, _broken = select.select([self._socket], [], [], seconds)
        try:
            while ready:
                self._hear(self._socket.recv(MAX_ADDRESS_BYTES + 1))
        except BlockingIOError:
            # All rings heard; one printing answers them all.
            pass
        return bool(ready)

    def asked(self) -> list[str]:
        """The decoded paths that readers asked for, as far as they were heard in ``wait`` and not told yet."""
        asked, self._asked = list(self._asked), {}
        return asked

    def _hear(self, ring: bytes) -> None:
        if len(ring) > 1 and len(self._asked) < MOST_ASKED:
            try:
                path = ring[1:].decode()
                place_of(path)
            except (UnicodeDecodeError, Unstorable):
                return
            self._asked[path] = None

    def close(self) -> None:
        """Stop listening."""
        if self._socket is not None:
            self._socket.close()
