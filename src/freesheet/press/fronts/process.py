"""A front that Freesheet itself starts, keeps up to date, starts again where it dies, and stops."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from freesheet.press.fronts.plan import FrontProblem, Plan
from freesheet.press.fronts.program import Program
from freesheet.press.fronts.survey import survey
from freesheet.press.store import Store

log = logging.getLogger("freesheet.press")

LOOK_SECONDS = 1.0
STOP_SECONDS = 15.0
LONGEST_DELAY = 30.0
SHARE = 30
"""A survey is followed by a pause of so many times its length: even a large store costs a thirtieth of a core."""


def write(plan: Plan, program: Program, store: Store | None = None) -> bool:
    """Write the configuration of a process of ours below ``plan.run``. False if it was there already, the same.

    Raises FrontProblem where it cannot be written, or the program does not take it; the one before then stays.
    """
    if program.executable() is None:
        raise FrontProblem(f"{program.name} is not installed. On Debian: apt install {program.package}")
    target = configuration(plan, program)
    text = program.whole(plan, survey(store or Store(plan.store)))
    try:
        plan.run.mkdir(mode=0o700, parents=True, exist_ok=True)
        if target.is_file() and target.read_text("utf-8") == text:
            return False
        trial = target.with_suffix(".new")
        trial.write_text(text, "utf-8")
        command, environment = program.check(trial), {**os.environ, **program.environment(plan)}
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)  # noqa: S603  # the front's
        if done.returncode:
            raise FrontProblem(f"{program.name} does not take its configuration {trial}: {_last(done.stderr)}")
        trial.replace(target)
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise FrontProblem(f"The configuration for {program.name} could not be written: {problem}") from problem
    return True


def configuration(plan: Plan, program: Program) -> Path:
    """The file that a process of ours is told."""
    return plan.run / f"{program.name}.conf"


def _last(words: str) -> str:
    # What nginx says last is only that it failed.
    lines = [line for line in words.strip().splitlines() if line and not line.endswith("test failed")]
    return lines[-1] if lines else "it gives no reason."


class FrontProcess:
    """The process of one front. ``start`` and ``stop`` are for one thread; everything else goes on in another."""

    def __init__(self, plan: Plan, program: Program, pause: float | None = None) -> None:
        """``pause``: seconds between two configurations at the least; the program's own figure if not given."""
        self.plan = plan
        self.program = program
        self.pause = program.pause if pause is None else pause
        self._process: subprocess.Popen[str] | None = None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="front", daemon=True)
        self._unapplied = False
        self._said: deque[str] = deque(maxlen=5)

    def start(self) -> None:
        """Write the configuration, start the program, and look after both. Raises FrontProblem."""
        write(self.plan, self.program)
        self._thread.start()

    def stop(self) -> None:
        """End it: what is under way is finished, for ``STOP_SECONDS`` at most."""
        self._stopping.set()
        if self._thread.ident is not None:
            self._thread.join(STOP_SECONDS + LOOK_SECONDS + 10)

    # --- in the thread; the program is tied to the life of the thread that starts it

    def _run(self) -> None:
        store = Store(self.plan.store)
        seen, due, delay = store.ledger.number, 0.0, LOOK_SECONDS
        self._spawn()
        started = time.monotonic()
        while not self._stopping.wait(LOOK_SECONDS):
            if self._process is None or self._process.poll() is not None:
                delay = LOOK_SECONDS if time.monotonic() > started + LONGEST_DELAY else min(2 * delay, LONGEST_DELAY)
                log.error("%s ended by itself: %s It is started again.", self.program.name, " ".join(self._said))
                self._end()
                if self._stopping.wait(delay):
                    break
                self._spawn()
                started = time.monotonic()
            store.ledger.look_again()
            if (store.ledger.number != seen or self._unapplied) and time.monotonic() >= due:
                begun, seen = time.monotonic(), store.ledger.number
                self._guarded(lambda: self._renew(store))
                due = time.monotonic() + max(self.pause, SHARE * (time.monotonic() - begun))
        self._end()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except (FrontProblem, OSError) as problem:
            log.error("Readers go on being served as before. %s", problem)

    def _renew(self, store: Store) -> None:
        self._unapplied = write(self.plan, self.program, store) or self._unapplied
        if not self._unapplied or self._process is None:
            return
        command = self.program.reload(configuration(self.plan, self.program))
        if not command:
            self._process.send_signal(signal.SIGHUP)
            self._unapplied = False
            return
        environment = {**os.environ, **self.program.environment(self.plan)}
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, env=environment, check=False)  # noqa: S603  # the front's
        if done.returncode:
            raise FrontProblem(f"{self.program.name} does not take its new configuration: {_last(done.stderr)}")
        self._unapplied = False

    def _spawn(self) -> None:
        command = self.program.serve(configuration(self.plan, self.program))
        tied = [sys.executable, "-m", "freesheet.press.fronts.tether", str(os.getpid()), *command]
        self._process = subprocess.Popen(  # noqa: S603  # the front's
            tied,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
            env={**os.environ, **self.program.environment(self.plan)},
        )
        self._unapplied = False
        threading.Thread(target=self._listen, args=(self._process,), daemon=True).start()

    def _listen(self, process: subprocess.Popen[str]) -> None:
        """Pass on what the program says is wrong."""
        assert process.stderr is not None
        with process.stderr as lines:
            for line in lines:
                if not _chatter(line):
                    self._said.append(line.strip())
                    log.error("%s: %s", self.program.name, line.strip())

    def _end(self) -> None:
        process = self._process
        if process is None:
            return
        if process.poll() is None:
            process.send_signal(self.program.end)
            try:
                process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                log.error("%s did not end in time and was killed.", self.program.name)
        # Its own children may have outlived it, and would keep the port.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _chatter(line: str) -> bool:
    """Whether a line only tells that all goes as it should."""
    try:
        return json.loads(line)["level"] in ("debug", "info", "warn")
    except (ValueError, KeyError, TypeError):
        return not line.strip()
