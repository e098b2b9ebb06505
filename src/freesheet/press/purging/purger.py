"""Sending what is noted, and forgetting it once the CDN has confirmed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet

from freesheet.press.models import Purge
from freesheet.press.purging.asking import PurgeProblem, Refused, Unavailable
from freesheet.press.purging.notes import EVERYTHING
from freesheet.press.purging.provider import Provider

log = logging.getLogger("freesheet.press")

Clock = Callable[[], datetime]

AT_ONCE = 1000
"""Rows looked at in one turn."""
FIRST_DELAY, LONGEST_DELAY = 1.0, 300.0
"""Seconds until the next try after one failure, doubled with each further one."""
SAY_AGAIN = timedelta(minutes=10)
"""How often one and the same trouble is told."""
MOST_SENTENCES = 20
"""How many different ones are told in that time."""
MOST_REFUSALS = 12
"""Refusals in a row after which what we send is not to blame."""


def _now() -> datetime:
    return datetime.now(UTC)


def _never() -> bool:
    return False


class Purger:
    """Tells one place what changed. For one thread, and one such thread for each publication and place.

    A row is deleted only after its page was purged, and only the rows that were there before the call: each change is
    told of at least once after it was stored, whoever dies in between.
    """

    def __init__(self, provider: Provider, clock: Clock = _now) -> None:
        self.provider = provider
        self._clock = clock
        self._not_before = datetime.min.replace(tzinfo=UTC)
        self._failures = 0
        self._refusals = 0
        self._told: dict[str, datetime] = {}

    @property
    def _waiting(self) -> QuerySet[Purge]:
        return Purge.objects.filter(target=self.provider.target)

    def run_once(self, stopping: Callable[[], bool] = _never) -> float | None:
        """Send all that is due. Seconds after which the next is due; None where nothing waits.

        Raises only what the database raises.
        """
        while self._clock() >= self._not_before and (rows := self._due()):
            for chunk in self._chunks(rows):
                if stopping():
                    return 0.0
                if not self._send(chunk):
                    break
        first = self._waiting.order_by("not_before").first()
        if first is None:
            return None
        return max((max(first.not_before, self._not_before) - self._clock()).total_seconds(), 0.0)

    def _due(self) -> list[Purge]:
        """The rows to send, those first that have failed least: what is new never waits behind what is refused."""
        due = self._waiting.filter(not_before__lte=self._clock())
        if not due.exists():
            return []
        same = self._waiting.filter(address=OuterRef("address"), pk__gt=OuterRef("pk"))
        # The newer one is sent after both changes, so it tells of both.
        self._waiting.filter(Exists(same)).delete()
        return list(due.order_by("tries", "pk")[:AT_ONCE])

    def _chunks(self, rows: list[Purge]) -> Iterator[list[Purge]]:
        """What goes into one call: every page, then pages that are gone, then pages that changed."""
        for row in rows:
            if row.address == EVERYTHING:
                yield [row]
        for gone in (True, False):
            single = [row for row in rows if row.address != EVERYTHING and row.gone == gone]
            for start in range(0, len(single), self.provider.batch):
                yield single[start : start + self.provider.batch]

    def _send(self, rows: Sequence[Purge]) -> bool:
        """Make one call. False where further ones make no sense for now."""
        try:
            if rows[0].address == EVERYTHING:
                self.provider.purge_everything()
            else:
                self.provider.purge([row.address for row in rows], rows[0].gone)
        except Refused as problem:
            return self._refused(rows, problem)
        except Unavailable as problem:
            return self._pause(rows, problem, problem.seconds)
        Purge.objects.filter(pk__in=[row.pk for row in rows]).delete()
        if self._failures:
            log.info("%s purges again.", self.provider.target)
        self._failures = self._refusals = 0
        return True

    def _refused(self, rows: Sequence[Purge], problem: PurgeProblem) -> bool:
        self._refusals += 1
        if self._refusals > MOST_REFUSALS:
            return self._pause(rows, problem, None)
        if len(rows) > 1:
            # One address that is not taken must not keep the others from being purged.
            half = len(rows) // 2
            return self._send(rows[:half]) and self._send(rows[half:])
        self._put_off(rows, _delay(rows[0].tries))
        self._tell(f"{problem} {rows[0].address or 'Everything'} is not purged yet.")
        return True

    def _pause(self, rows: Sequence[Purge], problem: PurgeProblem, asked_for: float | None) -> bool:
        seconds = _delay(self._failures) if asked_for is None else max(asked_for, FIRST_DELAY)
        self._failures += 1
        self._refusals = 0
        self._not_before = self._clock() + timedelta(seconds=seconds)
        self._put_off(rows, seconds)
        self._tell(f"{problem} What has changed is kept, and told to it as soon as it can be.")
        return False

    def _put_off(self, rows: Sequence[Purge], seconds: float) -> None:
        until = self._clock() + timedelta(seconds=seconds)
        Purge.objects.filter(pk__in=[row.pk for row in rows]).update(tries=F("tries") + 1, not_before=until)

    def _tell(self, sentence: str) -> None:
        now = self._clock()
        self._told = {said: at for said, at in self._told.items() if now - at < SAY_AGAIN}
        if sentence not in self._told and len(self._told) < MOST_SENTENCES:
            self._told[sentence] = now
            log.warning("%s", sentence)


def _delay(failures: int) -> float:
    return float(min(FIRST_DELAY * 2 ** min(failures, 20), LONGEST_DELAY))
