"""Hearing what providers tell: noted at once and answered, worked on afterwards, each once."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from freesheet.contributions.actions.believing import settle
from freesheet.contributions.actions.happening import told
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import EventOutcome, EventTry, ProviderEvent
from freesheet.contributions.providers.kinds import named

log = logging.getLogger("freesheet.contributions")

MOST_BYTES = 256 * 1024
"""Of a message."""

AT_ONCE = 50
"""Messages that one turn works on."""

WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 30, 120, 480, 1440))
"""How long is waited after each time that a provider could not be asked; the last one again and again."""

MOST_TRIES = 14
"""Then it is let go, about nine days old: each night's reconciliation has asked for the same."""


def hear(provider: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Note a message; whether it is new. It is not worked on here: who tells waits for an answer.

    Raises:
        ProviderProblem: it is not from the provider, not as agreed, or there is no such provider.
    """
    if len(body) > MOST_BYTES:
        raise ProviderProblem(
            _("A message of %(bytes)s bytes is longer than any that %(provider)s sends."),
            bytes=f"{len(body):,}",
            provider=provider,
        )
    heard = named(provider).hear(headers, body)
    return heard is not None and told(provider, heard.name, heard.kind, heard.subject)


def work_on_what_was_told() -> bool:
    """Ask about the gifts that messages are about; whether there were any.

    One that cannot be asked about yet waits, longer each time, and meanwhile keeps no other from its turn.
    """
    due = Q(trying=None) | Q(trying__next_at__lte=timezone.now())
    waiting = list(ProviderEvent.objects.filter(due, outcome=None).order_by("pk")[:AT_ONCE])
    done = [_work_on(event) for event in waiting]
    return any(done)


def _work_on(event: ProviderEvent) -> bool:
    # In no transaction: nothing may be locked while a provider is waited for. Worked on twice, it changes nothing more.
    try:
        charge = named(event.provider).find(event.subject)
        says = "not ours" if charge is None else "changed" if settle(charge) else "known before"
    except ProviderProblem as problem:
        log.warning("%s: %s", event, problem)
        if not _let_go(event):
            return False
        says = "could not be asked about"
    _outcome, new = EventOutcome.objects.get_or_create(event=event, defaults={"says": says})
    return new


@transaction.atomic
def _let_go(event: ProviderEvent) -> bool:
    """Note that it could not be asked about once more; whether it has been tried often enough."""
    trying, _new = EventTry.objects.select_for_update().get_or_create(event=event)
    trying.next_at = timezone.now() + WAITS[min(trying.tries, len(WAITS) - 1)]
    trying.tries += 1
    trying.save()
    return trying.tries >= MOST_TRIES
