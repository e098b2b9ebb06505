"""Each night's reconciliation: once for each provider, whoever has a clock, and what it found is kept."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import cast

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from freesheet.contributions.actions.findings import Finding
from freesheet.contributions.actions.reconciling import Report, reconcile_with
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import ReconciliationRun
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import Reconciles

HOUR = 3
"""By the paper's own clock, when hardly anybody gives. Who was down then does it when they are up again."""

BACK = timedelta(days=7)
"""So far each night looks back; further where the nights before came to no end."""

GONE_AFTER = timedelta(hours=3)
"""Who began so long ago and has not ended is not at it any more."""

NEWS = timedelta(days=14)
"""Who was down so long needs no mail about what was before."""

MOST_KEPT = 200
"""Sentences of one kind that are kept; how many there were is kept in any case."""


def reconcile_tonight(now: datetime | None = None) -> list[ReconciliationRun]:
    """Reconcile with each provider that has not been this night, if it is night or later; what came of each."""
    now = now or timezone.now()
    here = now.astimezone(settings.PUBLICATION.zone)
    if here.hour < HOUR:
        return []
    claimed = (_claim(name, here.date(), now) for name in settings.PUBLICATION.payments if _reconciles(name))
    return [_run(run) for run in claimed if run is not None]


def to_be_told() -> list[ReconciliationRun]:
    """Runs about which nobody was written to yet, and somebody should be: something was found, or it failed twice."""
    ended = ReconciliationRun.objects.filter(told_at=None, started_at__gte=timezone.now() - NEWS)
    ended = ended.order_by("pk")
    found = Q(entered__gt=0) | Q(unknown__gt=0) | Q(doubtful__gt=0)
    first = list(ended.filter(found, ended_at__isnull=False))
    again = [run for run in ended.exclude(found) if run.failed and _is_over(run) and _failed_before(run)]
    return [*first, *again]


def _is_over(run: ReconciliationRun) -> bool:
    return run.ended_at is not None or run.started_at < timezone.now() - GONE_AFTER


def note_told(run: ReconciliationRun) -> bool:
    """Take it upon oneself to write to somebody about a run; whether it fell to us."""
    return bool(ReconciliationRun.objects.filter(pk=run.pk, told_at=None).update(told_at=timezone.now()))


def _failed_before(run: ReconciliationRun) -> bool:
    before = ReconciliationRun.objects.filter(provider=run.provider, day__lt=run.day).order_by("-day").first()
    return before is not None and before.failed


def _reconciles(name: str) -> bool:
    try:
        return isinstance(named(name), Reconciles)
    except ProviderProblem:
        # Its keys are missing, say: that is a sentence of the report.
        return True


@transaction.atomic
def _claim(name: str, day: date, now: datetime) -> ReconciliationRun | None:
    """The run of this night, if nobody else has it."""
    runs = ReconciliationRun.objects.filter(provider=name)
    good = runs.filter(ended_at__isnull=False, problems=0, day__lt=day).order_by("-day").first()
    since = now - BACK if good is None else min(now - BACK, good.started_at - timedelta(days=1))
    run, made = runs.get_or_create(provider=name, day=day, defaults={"started_at": now, "since": since})
    if made:
        return run
    gone = runs.filter(pk=run.pk, ended_at=None, started_at__lt=now - GONE_AFTER)
    return runs.get(pk=run.pk) if gone.update(started_at=now) else None


def _run(run: ReconciliationRun) -> ReconciliationRun:
    report = Report()
    reconcile_with(run.provider, run.since, report)
    run.asked = report.asked
    for name in ("entered", "unknown", "doubtful", "problems"):
        said = cast(list[Finding], getattr(report, name))
        setattr(run, name, len(said))
        run.found[name] = [each.kept() for each in said[:MOST_KEPT]]
    run.ended_at = timezone.now()
    run.save()
    return run
