"""How far the outlet is on the way to its goal: from the books, in steps in which no single gift can be read."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from freesheet.contributions.keys import GOAL
from freesheet.contributions.models import Charge, Goal, Posting
from freesheet.contributions.rules import Account
from freesheet.press.outbox import changed
from freesheet.press.recording import depends_on

STEP = 5
"""Per cent: the goal is told in such steps, rounded down."""

FEWEST = 10
"""So many people have to have given for it before anything is told."""


def shown_goal() -> Goal | None:
    """The goal that readers are shown: of several, the one that ends first."""
    depends_on(GOAL)
    goal: Goal | None = Goal.objects.filter(shown_percent__isnull=False).order_by("ends", "pk").first()
    return goal


def show_goals() -> bool:
    """Let readers be told how far each goal is now; whether that is anything else than before."""
    told = {goal.pk: percent(goal) for goal in Goal.objects.all()}
    kept = dict(Goal.objects.filter(pk__in=told).values_list("pk", "shown_percent"))
    different = {pk: now for pk, now in told.items() if pk in kept and kept[pk] != now}
    if not different:
        return False
    with transaction.atomic():
        for pk, now in different.items():
            Goal.objects.filter(pk=pk).update(shown_percent=now)
        changed(GOAL)
    return True


def percent(goal: Goal, today: date | None = None) -> int | None:
    """How far it is, as readers are told; None before it begins and after it has ended."""
    zone = ZoneInfo(settings.PUBLICATION.timezone)
    today = today or timezone.now().astimezone(zone).date()
    if not goal.begins <= today <= goal.ends:
        return None
    since = datetime.combine(goal.begins, time(), zone)
    until = datetime.combine(goal.ends + timedelta(days=1), time(), zone)
    lines = Posting.objects.filter(currency=goal.currency, at__gte=since, at__lt=until)
    sums = lines.aggregate(
        came=Sum("minor", filter=Q(credit=Account.GIFTS)), went=Sum("minor", filter=Q(debit=Account.GIFTS))
    )
    have = (sums["came"] or 0) - (sums["went"] or 0)
    gave = Charge.objects.filter(postings__in=lines, received_at__isnull=False).values("supporter").distinct().count()
    return stepped(have, goal.money.minor) if gave >= FEWEST else 0


def stepped(have: int, want: int) -> int:
    """The part in per cent, in steps, rounded down; never less than nothing or more than all.

    >>> [stepped(have, 1000) for have in (-5, 49, 50, 999, 1000, 5000)]
    [0, 0, 5, 95, 100, 100]
    """
    return max(0, min(100, have * 100 // want // STEP * STEP))
