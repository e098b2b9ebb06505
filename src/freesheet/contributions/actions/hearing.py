"""Hearing what providers tell: noted at once and answered, worked on afterwards, each once."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from freesheet.contributions.actions.believing import settle
from freesheet.contributions.actions.happening import told
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import EventOutcome, ProviderEvent
from freesheet.contributions.providers.kinds import named

log = logging.getLogger("freesheet.contributions")

MOST_BYTES = 256 * 1024
"""Of a message."""

AT_ONCE = 50
"""Messages that one turn works on."""


def hear(provider: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Note a message; whether it is new. It is not worked on here: who tells waits for an answer.

    Raises:
        ProviderProblem: it is not from the provider, not as agreed, or there is no such provider.
    """
    if len(body) > MOST_BYTES:
        raise ProviderProblem(f"A message of {len(body):,} bytes is longer than any that {provider} sends.")
    heard = named(provider).hear(headers, body)
    return heard is not None and told(provider, heard.name, heard.kind, heard.subject)


def work_on_what_was_told() -> bool:
    """Ask about the gifts that messages are about; whether there were any. One that cannot be asked about yet waits."""
    waiting = list(ProviderEvent.objects.filter(outcome=None).order_by("pk")[:AT_ONCE])
    done = [_work_on(event) for event in waiting]
    return any(done)


def _work_on(event: ProviderEvent) -> bool:
    # In no transaction: nothing may be locked while a provider is waited for. Worked on twice, it changes nothing more.
    try:
        charge = named(event.provider).find(event.subject)
        says = "not ours" if charge is None else "changed" if settle(charge) else "known before"
    except ProviderProblem as problem:
        log.warning("%s: %s", event, problem)
        return False
    _outcome, new = EventOutcome.objects.get_or_create(event=event, defaults={"says": says})
    return new
