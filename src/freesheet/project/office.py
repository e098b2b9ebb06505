"""The office: the process that has loaded Django. It forks the desk and the worker, and forks anew whichever ends."""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from freesheet.project import desk, worker
from freesheet.project.processes import STEADY_SECONDS, STOP_SECONDS, ending, pause_after
from freesheet.project.publication import PublicationProblem

log = logging.getLogger("freesheet.server")

LOOK_SECONDS = 1.0
"""How often is looked whether the server is still there."""

NOTICED = {signal.SIGCHLD, signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
"""Signals that are waited for one by one, and never interrupt."""

Work = Callable[[], None]


class Forked:
    """A process that shares what has been loaded with the one that forks it. ``label`` is what ``ps`` shows."""

    def __init__(self, name: str, label: str, work: Work) -> None:
        """``name`` begins a sentence; ``label`` is cut off after 15 bytes."""
        self.name, self.label, self.work = name, label, work
        self.pid = 0
        self.due = 0.0
        self._began = 0.0
        self._failures = 0

    def fork(self) -> bool:
        """Start it. True in the new process, which has to do the work; false in the old one."""
        self.pid = os.fork()
        self._began = time.monotonic()
        if self.pid:
            return False
        signal.pthread_sigmask(signal.SIG_UNBLOCK, NOTICED)
        with suppress(OSError):
            Path("/proc/self/comm").write_text(self.label, "utf-8")
        return True

    def ended(self, code: int) -> None:
        """Note that it ended by itself, and when it is due again."""
        self.pid = 0
        self._failures = 0 if time.monotonic() - self._began > STEADY_SECONDS else self._failures
        pause = pause_after(self._failures)
        self._failures += 1
        self.due = time.monotonic() + pause
        when = f"in {pause:g} s" if pause else "at once"
        log.warning("%s ended by itself (%s). It is started again %s.", self.name, ending(code), when)


def keep_forked(server: int, those: Sequence[Forked]) -> Work | None:
    """Keep ``those`` running until told to end, or until the process ``server`` is gone.

    Returns in each forked process as well, with the work that it has to do; None in this one, when all have ended.
    No thread may run, and no connection be open: a copy of either is good for nothing.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, NOTICED)
    while os.getppid() == server:
        for one in those:
            if not one.pid and one.due <= time.monotonic() and one.fork():
                return one.work
        told = signal.sigtimedwait(NOTICED, _pause(those))
        if told is not None and told.si_signo != signal.SIGCHLD:
            break
        for pid, code in _ended():
            for one in those:
                if one.pid == pid:
                    one.ended(code)
    _end([one for one in those if one.pid])
    return None


def _pause(those: Iterable[Forked]) -> float:
    due = [one.due - time.monotonic() for one in those if not one.pid]
    return max(0.0, min([LOOK_SECONDS, *due]))


def _ended() -> Iterable[tuple[int, int]]:
    """Ids and exit codes of children that have ended since this was last asked."""
    with suppress(ChildProcessError):
        while (found := os.waitpid(-1, os.WNOHANG))[0]:
            yield found[0], os.waitstatus_to_exitcode(found[1])


def _end(those: Sequence[Forked]) -> None:
    """End them, kindly, and by force a little before this process's own time is over."""
    left = {one.pid: one for one in those}
    for pid in left:
        os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS - 2
    while left and (seconds := deadline - time.monotonic()) > 0:
        signal.sigtimedwait({signal.SIGCHLD}, min(seconds, LOOK_SECONDS))
        for pid, _code in _ended():
            left.pop(pid, None)
    for pid, one in left.items():
        log.warning("%s did not end when told to, and was killed.", one.name)
        os.kill(pid, signal.SIGKILL)


def _load() -> Any:
    """All of Django that the desk or the worker will ask for. No connection is open afterwards."""
    application = desk.loaded()
    from django.db import connections

    # What the worker asks for when it begins.
    import_module("freesheet.project.clock")
    connections.close_all()
    return application


def main() -> None:
    """Entry of the process: the server's id, the path of the desk's socket; ``FREESHEET_DIR`` names the publication."""
    server, path = int(sys.argv[1]), sys.argv[2]
    try:
        application = _load()
    except PublicationProblem as problem:
        log.error("The newsroom cannot be started: %s", problem)
        sys.exit(1)
    except Exception:
        log.exception("The newsroom cannot be started. Readers get what is printed.")
        sys.exit(1)
    this = os.getpid()
    # What is there by now is shared as long as nobody writes to it, and counting references in a collection would.
    gc.collect()
    gc.freeze()
    work = keep_forked(
        server,
        [
            Forked("The newsroom", "freesheet-desk", partial(desk.run, application, path, this)),
            Forked("The worker", "freesheet-press", partial(worker.run, this)),
        ],
    )
    if work is not None:
        work()


if __name__ == "__main__":
    main()
