"""The names of those who gave and want to be named: nobody's who did not ask, and gone with who is forgotten."""

from __future__ import annotations

from django.db import transaction
from django.db.models import OuterRef, Subquery

from freesheet.contributions.keys import NAMES
from freesheet.contributions.models import Charge, Dedication, Named, Supporter
from freesheet.contributions.rules import ChargeState
from freesheet.press.outbox import changed
from freesheet.press.recording import depends_on


def names() -> list[str]:
    """As readers are shown them, in the order of the alphabet, for nobody's gift counts more."""
    depends_on(NAMES)
    return sorted(Named.objects.values_list("name", flat=True), key=lambda name: (name.casefold(), name))


def forget_whom(supporter: Supporter) -> None:
    """Name somebody no more, nor for whom they gave. Called in the transaction in which they are forgotten."""
    Dedication.objects.filter(charge__supporter=supporter).delete()
    gone, _kinds = Named.objects.filter(supporter=supporter).delete()
    if gone:
        changed(NAMES)


def show_names() -> bool:
    """Let those be named who want to be now, by what they said last; whether anything changed."""
    asked = Charge.objects.filter(shows_name=True, state=ChargeState.RECEIVED)
    last = Charge.objects.filter(supporter=OuterRef("pk"), state=ChargeState.RECEIVED).order_by("-received_at", "-pk")
    willing = (
        Supporter.objects.filter(pk__in=asked.values("supporter"))
        .annotate(wants=Subquery(last.values("shows_name")[:1]))
        .filter(wants=True, erased_at__isnull=True)
    )
    now = dict(willing.exclude(name="").values_list("pk", "name"))
    before = dict(Named.objects.values_list("supporter_id", "name"))
    if now == before:
        return False
    with transaction.atomic():
        Named.objects.filter(supporter_id__in=[pk for pk in before if before[pk] != now.get(pk)]).delete()
        fresh = [Named(supporter_id=pk, name=name) for pk, name in now.items() if before.get(pk) != name]
        Named.objects.bulk_create(fresh, ignore_conflicts=True)
        changed(NAMES)
    return True
