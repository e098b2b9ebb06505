"""Ports for servers under test."""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from random import SystemRandom

FIRST, LAST = 12_000, 32_000
"""Below those that a system gives to whoever connects somewhere: one of them may be taken at any moment."""

_given: set[int] = set()


def free_port() -> int:
    """A loopback port that nobody listens on, and that no other process of this run is given. Never the same twice."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    count = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    ours = [port for port in range(FIRST + int(worker), LAST, count) if port not in _given]
    # Not the dice that tests may have set to known values.
    for port in SystemRandom().sample(ours, 100):
        with socket.socket() as trial, suppress(OSError):
            trial.bind(("127.0.0.1", port))
            _given.add(port)
            return port
    raise RuntimeError("A hundred ports are taken.")
