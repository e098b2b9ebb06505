"""Transfers that are late: who gives is reminded, but only where the bank was read since they were expected."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from freesheet.contributions.actions.happening import plan_happened
from freesheet.contributions.actions.statements import waiting_lines
from freesheet.contributions.models import Failing, Plan, Rhythm, Statement
from freesheet.contributions.rules import TRANSFER_AGAIN, TRANSFER_LATE_DAYS, PlanState

AT_ONCE = 50
"""Reminders that begin in one turn."""

BANK = "bank"


def expected(last: datetime, rhythm: str) -> datetime:
    """When the next transfer should come: the same day of the next month or year, or the last that there is.

    >>> expected(datetime(2027, 1, 31), "month"), expected(datetime(2028, 2, 29), "year")
    (datetime.datetime(2027, 2, 28, 0, 0), datetime.datetime(2029, 2, 28, 0, 0))
    """
    months = last.year * 12 + last.month - 1 + (12 if rhythm == Rhythm.YEAR else 1)
    year, month = divmod(months, 12)
    return last.replace(year=year, month=month + 1, day=min(last.day, monthrange(year, month + 1)[1]))


def remind_of_late_transfers(now: datetime | None = None) -> int:
    """Note which standing orders have not come, and write to who sends them; how many are new."""
    now = now or timezone.now()
    plans = Plan.objects.filter(provider=BANK, state=PlanState.ACTIVE).annotate(last=Max("charges__received_at"))
    # No month is shorter. Those whose money came lately are most of them.
    plans = plans.filter(last__lt=now - timedelta(days=28 + TRANSFER_LATE_DAYS)).order_by("last", "pk")
    found = 0
    for plan in plans.iterator(chunk_size=200):
        late = expected(plan.last, plan.rhythm) + timedelta(days=TRANSFER_LATE_DAYS)
        if late <= now and was_read_since(plan, late):
            found += _begin(plan, now)
        if found >= AT_ONCE:
            break
    return found


def was_read_since(plan: Plan, moment: datetime) -> bool:
    """Whether a statement was read since then, and nothing waits in it that may be this gift."""
    read = Statement.objects.filter(account__currency=plan.currency, at__gte=moment).exists()
    return read and not waiting_lines().filter(currency=plan.currency, minor=plan.minor).exists()


@transaction.atomic
def _begin(plan: Plan, now: datetime) -> bool:
    if not plan_happened(plan, "missing", cause=f"since {now.date().isoformat()}"):
        return False
    again = now + timedelta(days=TRANSFER_AGAIN[1].day)
    # The plan is locked by now, and was not late before.
    Failing.objects.filter(plan=plan, next_at__isnull=False).update(next_at=None, claim="")
    Failing.objects.create(plan=plan, since=now, done=1, next_at=again)
    return True
