"""Processes of ours: started, watched, started again, ended."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from queue import SimpleQueue
from typing import Protocol

log = logging.getLogger("freesheet.server")

FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 30.0
"""A process that lived so long is not one that cannot be started."""
STOP_SECONDS = 20.0


class Kept(Protocol):
    """What is kept running: a process of ours, or a web server in front."""

    def start(self) -> None: ...
    def tell_to_end(self) -> None: ...
    def wait(self, seconds: float) -> None: ...


class Child:
    """One process that is started again whenever it ends by itself: at once, then after ever longer pauses."""

    def __init__(self, name: str, command: Sequence[str], sockets: Iterable[int] = ()) -> None:
        """``name`` begins a sentence; ``sockets`` are descriptors that the process is given."""
        self.name = name
        self.command = list(command)
        self.sockets = tuple(sockets)
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._turn = threading.Lock()

    def start(self) -> None:
        """Start it, and watch it from a thread."""
        self._begin()
        threading.Thread(target=self._watch, daemon=True, name=f"watch {self.name}").start()

    def tell_to_end(self) -> None:
        """Send SIGTERM, and start it no more."""
        with self._turn:
            self._stopping.set()
            if self._process is not None and self._process.poll() is None:
                self._process.send_signal(signal.SIGTERM)

    def wait(self, seconds: float) -> None:
        """Wait for its end, which is by force after ``seconds``."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, seconds))
        except subprocess.TimeoutExpired:
            log.warning("%s did not end when told to, and was killed.", self.name)
            self._process.kill()
            self._process.wait()

    def _begin(self) -> None:
        with self._turn:
            if self._stopping.is_set():
                return
            try:
                # Not forked: a thread of this process may hold a lock just then, and its copy would for ever. In a
                # session of its own, so that Ctrl-C reaches only the one who ends all in order.
                self._process = subprocess.Popen(  # noqa: S603  # our own program
                    self.command, stdin=subprocess.DEVNULL, start_new_session=True, pass_fds=self.sockets
                )
            except OSError as problem:
                self._process = None
                log.error("%s cannot be started: %s.", self.name, problem.strerror)

    def _watch(self) -> None:
        failures = 0
        while True:
            began = time.monotonic()
            how = ending(self._process.wait()) if self._process is not None else ""
            if self._stopping.is_set():
                return
            failures = 0 if time.monotonic() - began > STEADY_SECONDS else failures
            pause = pause_after(failures)
            failures += 1
            if how:
                when = f"in {pause:g} s" if pause else "at once"
                log.warning("%s ended by itself (%s). It is started again %s.", self.name, how, when)
            if self._stopping.wait(pause):
                return
            self._begin()


def pause_after(failures: int) -> float:
    """Seconds until the next start, after so many that came to nothing."""
    return min(LONGEST_PAUSE_SECONDS, FIRST_PAUSE_SECONDS * 2 ** min(failures - 1, 20)) if failures else 0.0


def ending(code: int) -> str:
    """How a process ended, by its exit code as ``subprocess`` gives it: \"with code 1\", \"by SIGKILL\"."""
    if code >= 0:
        return f"with code {code}"
    try:
        return f"by {signal.Signals(-code).name}"
    except ValueError:
        return f"by signal {-code}"


def keep_running(children: Sequence[Kept], started: Callable[[], None]) -> None:
    """Start ``children``, call ``started``, and keep them running until SIGTERM, SIGINT or SIGHUP; then end all."""
    # No event: a second signal while the first one sets it would wait for a lock that it holds itself, for ever.
    told: SimpleQueue[int] = SimpleQueue()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)}
    for number, handler in before.items():
        # nohup has SIGHUP ignored, and so it stays.
        if handler != signal.SIG_IGN or number != signal.SIGHUP:
            signal.signal(number, lambda number, _frame: told.put(number))
    try:
        for child in children:
            child.start()
        started()
        told.get()
    finally:
        end(children)
        for number, handler in before.items():
            signal.signal(number, handler)


def end(children: Sequence[Kept]) -> None:
    """End them all, kindly, and after ``STOP_SECONDS`` by force."""
    for child in children:
        child.tell_to_end()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        child.wait(deadline - time.monotonic())


def is_alive(pid: int) -> bool:
    """Whether there is a process with this number, ours or not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
