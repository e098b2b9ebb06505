"""What the paper knows when all is done that can be done."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone
from tests.contributions.giving import balances

from freesheet.contributions.actions import post_letters, reconcile, work_on_what_was_told
from freesheet.contributions.actions.posting import note_unsure
from freesheet.contributions.letters.writing import message_id
from freesheet.contributions.models import Charge, EventTry, Letter, Plan, ProviderEvent, Receipt

MOST_TURNS = 2_000


def known() -> dict[str, Any]:
    """Everything that is compared, as JSON has it."""
    # What could not be asked about is asked about later: that is now.
    EventTry.objects.update(next_at=timezone.now())
    _until_nothing_is_left(work_on_what_was_told)
    since = datetime.now(UTC) - timedelta(days=1)
    report, again = reconcile(since), reconcile(since)
    # A quarter of an hour later, and a day.
    note_unsure(timezone.now() + timedelta(minutes=16))
    for _try in range(8):
        Letter.objects.filter(state=Letter.State.WAITING).update(next_at=timezone.now())
        _until_nothing_is_left(post_letters)
    return {
        "report": list(report.sentences()),
        "agrees": report.agrees,
        "entered_again": again.entered,
        "untold": ProviderEvent.objects.filter(outcome=None).count(),
        "told": ProviderEvent.objects.count(),
        "books": {currency: balances(currency) for currency in ("TWD", "EUR")},
        "charges": [_charge(each) for each in Charge.objects.select_related("supporter", "plan").order_by("pk")],
        "receipts": sorted(Receipt.objects.values_list("number", flat=True)),
        "receipted": Counter(Receipt.objects.values_list("charge__supporter__email", flat=True)),
        "letters": [_letter(each) for each in Letter.objects.select_related("supporter")],
        "plans": [[each.reference, each.state] for each in Plan.objects.exclude(reference="")],
        "database": connection.vendor,
    }


def _until_nothing_is_left(work: Any) -> None:
    for _turn in range(MOST_TURNS):
        if not work():
            return


def _charge(charge: Charge) -> dict[str, Any]:
    return {
        "key": charge.key, "state": charge.state, "currency": charge.currency, "minor": charge.minor,
        "returned": charge.returned_minor, "received": charge.received_at is not None, "reference": charge.reference,
    }  # fmt: skip


def _letter(letter: Letter) -> dict[str, Any]:
    return {
        "id": message_id(letter), "kind": letter.kind, "state": letter.state, "to": letter.supporter.email,
        "problem": letter.problem,
    }  # fmt: skip
