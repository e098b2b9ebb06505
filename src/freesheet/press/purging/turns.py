"""The threads that tell CDNs what changed, beside the one that prints."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence

from django.db import close_old_connections, connection

from freesheet.press.models import Purge
from freesheet.press.purging.provider import Provider
from freesheet.press.purging.purger import Purger

log = logging.getLogger("freesheet.press")

LOOK_SECONDS = 1.0
"""How often it looks for what another process noted."""


class Turns:
    """A thread for each place that is told, so that one that is away holds up none."""

    def __init__(self, providers: Sequence[Provider]) -> None:
        self._providers = providers
        self._bells: list[threading.Event] = []
        self._stopping = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Begin, with whatever was noted before."""
        for provider in self._providers:
            bell = threading.Event()
            thread = threading.Thread(target=self._run, args=(provider, bell), name=provider.target, daemon=True)
            self._bells.append(bell)
            self._threads.append(thread)
            thread.start()

    def forget_others(self) -> None:
        """Delete what was noted for places that the settings do not name any more."""
        Purge.objects.exclude(target__in=[provider.target for provider in self._providers]).delete()

    def wake(self) -> None:
        """Something was noted."""
        for bell in self._bells:
            bell.set()

    def stop(self, seconds: float) -> None:
        """End, and wait for calls under way for ``seconds`` at most: what was not confirmed is kept."""
        self._stopping.set()
        self.wake()
        for thread in self._threads:
            thread.join(seconds)

    def _run(self, provider: Provider, bell: threading.Event) -> None:
        purger = Purger(provider)
        said = ""
        while not self._stopping.is_set():
            bell.clear()
            close_old_connections()
            try:
                purger.run_once(self._stopping.is_set)
                said = ""
            except Exception as problem:
                # The database may only be away: what is noted is there when it is back.
                if said != (said := repr(problem)):
                    log.warning("Nothing is purged at %s for now: %r", provider.target, problem)
            bell.wait(LOOK_SECONDS)
        provider.close()
        connection.close()
