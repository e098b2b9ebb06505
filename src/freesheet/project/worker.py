"""The background worker: prints what changed, and publishes what is due."""

from __future__ import annotations

import json
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from freesheet.press.printing import Press

log = logging.getLogger("freesheet.worker")

TURN_SECONDS = 1.0
"""How often the outbox is looked at when nobody rings."""

SAY_AGAIN_SECONDS = 600.0
"""How often one and the same problem is told."""

REST_SECONDS = 5.0
"""After so long without work, one page is compared with a fresh rendering, and then one each so many seconds."""

STOP_SECONDS = 5.0
"""How long the end waits for a call to a CDN that is under way."""

HEALING_SECONDS = 0.05
"""How long the store is looked through before it is asked again whether anything has changed."""

HEAT_SECONDS = 300.0
"""How often the register learns what is read most."""

TIDY_SECONDS, A_DAY = 60.0, 86_400.0
"""How often files are looked for that no page may name any more."""

STATUS = "run/press.json"
"""What the press is doing, in the publication's folder: for whoever asks when the database is away."""

COUNT_SECONDS = 10.0
"""How often all pages are counted for that."""


class Stopping(BaseException):
    """The worker was told to stop: after the page in hand."""


class Worker:
    """Waits for the bell, prints, and sweeps at leisure, until told to stop; a clock runs beside."""

    def __init__(self, server: int) -> None:
        from django.conf import settings

        from freesheet.press.bell import Bell

        self.server = server
        self.stopping = False
        self.root = settings.PUBLICATION.root
        self.bell = Bell(self.root)
        self.press: Press | None = None
        self.differences = 0
        self._said: dict[str, tuple[str, float]] = {}
        self._healed = 0
        self._busy_at = time.monotonic()
        self._wrote_at = 0.0
        self._heated_at = 0.0
        self._counted_at = -A_DAY
        self._counts: dict[str, Any] = {}
        self._tidied_at = 0.0
        self._tidied_drawings_at = -A_DAY

    def stop(self, number: int, frame: FrameType | None) -> None:
        """Finish the page in hand, then end."""
        self.stopping = True

    @property
    def should_end(self) -> bool:
        return self.stopping or os.getppid() != self.server

    def run(self) -> None:
        """Work until SIGTERM or SIGINT, or until the server that started this is gone."""
        from freesheet.project.clock import (
            GIFTS_SECONDS,
            NIGHT_SECONDS,
            POST_SECONDS,
            Clock,
            post,
            tend_gifts,
            tend_nights,
        )
        from freesheet.project.wiring import turns

        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)
        clock = Clock(self.guarded)
        # Its own thread: a mail server that does not answer keeps no article from its hour.
        letters = Clock(self.guarded, post, POST_SECONDS, "post")
        gifts = Clock(self.guarded, tend_gifts, GIFTS_SECONDS, "gifts")
        # And its own: a reconciliation may take minutes, and readers who pay want their thanks.
        nights = Clock(self.guarded, tend_nights, NIGHT_SECONDS, "nights")
        for each in (clock, letters, gifts, nights):
            each.start()
        purging = turns()
        self.guarded(purging.forget_others)
        purging.start()
        try:
            while not self.should_end:
                started = time.monotonic()
                self.guarded(self.turn)
                self.guarded(self.tidy)
                pause = max(0.05, TURN_SECONDS - (time.monotonic() - started))
                self.bell.wait(0 if self.press and self.press.is_healing else pause)
        except Stopping:
            log.debug("Told to stop while printing; what is left is in the outbox.")
        finally:
            for each in (nights, letters, gifts, clock):
                each.stop()
            purging.stop(STOP_SECONDS)
            self.bell.close()

    def turn(self) -> None:
        """Print what is asked for; where there is nothing, compare a page."""
        from freesheet.project.founding import finish_renewal, is_renewed, renew

        press = self._press()
        renewing = not is_renewed()
        if renewing or time.monotonic() > self._heated_at + HEAT_SECONDS:
            self._heated_at = time.monotonic()
            note_heat(self.root)
        if renewing:
            left = renew(press)
            log.info("Printing the paper anew: %d pages. Readers have the old ones meanwhile.", left)
        try:
            run = press.drain(progress=lambda done, total: self.tell(), glance=self.glance)
        except BaseException:
            # The database may be another one when it is back.
            self.press = None
            raise
        if renewing:
            finish_renewal()
            log.info("The paper is printed anew.")
        if run.printed or run.removed:
            self._busy_at = time.monotonic()
        elif not press.is_healing and time.monotonic() > self._busy_at + REST_SECONDS:
            self._busy_at = time.monotonic()
            self.sweep(press)
        self.tell()

    def _press(self) -> Press:
        if self.press is None:
            from freesheet.project.wiring import press

            self.press, self._healed = press(), 0
            self.heal(self.press)
        elif self.press.is_healing:
            self.heal(self.press)
        return self.press

    def heal(self, press: Press) -> None:
        """Look a little further whether the store is as it should be."""
        self._healed += press.heal(HEALING_SECONDS)
        if self._healed and not press.is_healing:
            log.warning("%d pages of the store were missing or not ours. They are put right now.", self._healed)

    def glance(self) -> Iterator[str]:
        """Called between pages: what readers are waiting for."""
        from freesheet.press.register import known_of

        if self.should_end:
            raise Stopping
        self.bell.wait(0)
        if asked := self.bell.asked():
            yield from known_of(asked)

    def sweep(self, press: Press) -> None:
        """Compare the page that was compared longest ago, and print it where it is not what it should be."""
        from freesheet.press.outbox import wanted
        from freesheet.press.sweeping import compare, next_to_check

        result = compare(press.printer, next_to_check())
        for sentence in result.different:
            self.differences += 1
            log.error("A page was not what it should be, and is printed again. %s", sentence)
        wanted(*result.addresses)

    def tidy(self) -> None:
        """Delete the files of pictures whose time of grace is over. Not the clock's work: an embargo must not wait."""
        from freesheet.media.actions import delete_due_files

        if time.monotonic() > self._tidied_at + TIDY_SECONDS:
            self._tidied_at = time.monotonic()
            delete_due_files()
        if time.monotonic() > self._tidied_drawings_at + A_DAY:
            from freesheet.articles.drawings import delete_unused

            self._tidied_drawings_at = time.monotonic()
            delete_unused()

    def tell(self) -> None:
        """Write down what the press is doing, at most once a second."""
        if time.monotonic() < self._wrote_at + 1:
            return
        self._wrote_at = time.monotonic()
        from freesheet.press.models import Change
        from freesheet.press.queries import oldest_seconds, summary

        if time.monotonic() > self._counted_at + COUNT_SECONDS:
            self._counted_at = time.monotonic()
            self._counts = summary()
        waiting = {"waiting": Change.objects.count(), "oldest_seconds": round(oldest_seconds(), 1)}
        told: dict[str, Any] = {**self._counts, **waiting, "differences": self.differences, "at": time.time()}
        place = self.root / STATUS
        place.parent.mkdir(exist_ok=True)
        aside = place.with_suffix(".new")
        aside.write_text(json.dumps(told), "utf-8")
        aside.replace(place)

    def guarded(self, work: Callable[[], object]) -> None:
        """Do ``work``; what fails is logged and tried again at the next turn: the database may only be away."""
        from django.db import InterfaceError, OperationalError, close_old_connections

        close_old_connections()
        try:
            work()
        except Exception as problem:
            # A connection that met a damaged or moved file must not be used again.
            from django.db import connection

            connection.close()
            who = threading.current_thread().name
            said, at = self._said.get(who, ("", 0.0))
            now = time.monotonic()
            if repr(problem) != said or now - at > SAY_AGAIN_SECONDS:
                self._said[who] = repr(problem), now
                if isinstance(problem, (OperationalError, InterfaceError)):
                    # Where in the program it was away says nothing to who has to bring it back.
                    log.error("The worker cannot use the database, and will try again every second: %s", problem)
                else:
                    log.exception("The worker met a problem and will try again every second.")


def note_heat(root: Path) -> None:
    """Let the register know what readers ask for most, as the processes of the stand have written it down."""
    from freesheet.press.heat import read
    from freesheet.press.register import heat

    heats: dict[str, float] = {}
    for file in (root / "run").glob("asked-*.json"):
        for path, number in read(file).items():
            heats[path] = heats.get(path, 0.0) + number
    heat(heats)


def run(parent: int) -> None:
    """Work until told to end, or until the process ``parent`` is gone."""
    # Told rather than asked for: it may be gone before this process has even begun.
    Worker(parent).run()
