"""Noting what is to be purged, in the transaction that says it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime

from django.db import transaction

from freesheet.press.models import Purge
from freesheet.press.purging.provider import Provider

EVERYTHING = ""
"""In the place of an address: every page."""


def _nobody() -> None:
    """Whoever sends looks every second anyway."""


class Notes:
    """The list of what a publication's CDN is yet to be told."""

    def __init__(self, providers: Iterable[Provider], wake: Callable[[], None] = _nobody) -> None:
        """``wake`` is called after a commit that noted something."""
        self._targets = {provider.target: provider.wholesale for provider in providers}
        self._wake = wake

    def note(self, addresses: Sequence[str], gone: bool = False) -> None:
        """The stored bytes at these decoded addresses are others than before, or ``gone``.

        To be called when the store has changed, and in the transaction that forgets that it was to change. An address
        is noted anew each time: who is just telling the CDN of it does not strike out what came after.
        """
        now = datetime.now(UTC)
        rows = [
            Purge(target=target, address=address, gone=gone, at=now, not_before=now)
            for target in self._targets
            for address in dict.fromkeys(addresses)
        ]
        if rows:
            Purge.objects.bulk_create(rows, batch_size=500)
            transaction.on_commit(self._wake)

    def everything(self) -> None:
        """All pages were printed anew. One call does for all that waits, where the CDN has such a call."""
        now = datetime.now(UTC)
        for target in (target for target, wholesale in self._targets.items() if wholesale):
            with transaction.atomic():
                Purge.objects.filter(target=target, gone=False).delete()
                Purge.objects.create(target=target, address=EVERYTHING, at=now, not_before=now)
            self._wake()
