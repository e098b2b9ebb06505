"""Forgetting somebody who gave. Their gifts stay in the books, and belong to nobody."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from freesheet.contributions.actions.lasting import ENDED, stop
from freesheet.contributions.actions.parting import part_with
from freesheet.contributions.actions.statements import forget_sender
from freesheet.contributions.asking.naming import forget_whom
from freesheet.contributions.errors import GiftProblem, ProviderProblem
from freesheet.contributions.letters.receipt import without_giver
from freesheet.contributions.models import Letter, ReceiptSheet, Supporter, Thanks, Trace
from freesheet.contributions.rules import PlanState

log = logging.getLogger("freesheet.contributions")

ON_THEIR_WAY = (Letter.State.WAITING, Letter.State.LEAVING)

LONGEST_WAIT = timedelta(days=1)
"""So long an address waits for the letter that confirms; then it goes without."""

AT_ONCE = 100
"""Addresses that one turn parts with."""


def forget(supporter: Supporter) -> bool:
    """Stop what still runs, then empty all that says who it was; whether there was anything to do.

    One thing stays until ``finish_forgetting``: the address, for the letter that confirms it.

    Raises:
        ProviderProblem: a lasting gift could not be stopped. Nothing is emptied, for money would come from nobody.
        GiftProblem: another lasting gift began meanwhile.
    """
    supporter.refresh_from_db()
    if supporter.is_forgotten:
        return False
    for plan in supporter.plans.exclude(state=PlanState.CANCELLED):
        try:
            stop(plan)
        except ProviderProblem as problem:
            if plan.state not in ENDED:
                raise
            # What has ended takes nothing. It is stopped for the case that its provider sees that differently.
            log.warning("%s has ended, and could not be stopped besides: %s", plan, problem)
    return _empty(supporter)


@transaction.atomic
def _empty(supporter: Supporter) -> bool:
    supporter = Supporter.objects.select_for_update().get(pk=supporter.pk)
    if supporter.is_forgotten:
        return False
    if supporter.plans.exclude(state__in=ENDED).exists():
        raise GiftProblem(_("A lasting gift began meanwhile. Please look again."))
    supporter.charges.exclude(word="", shows_name=False).update(word="", shows_name=False)
    Thanks.objects.filter(charge__supporter=supporter).exclude(text="").update(text="")
    for sheet in ReceiptSheet.objects.filter(receipt__charge__supporter=supporter):
        sheet.said = without_giver(sheet.said)
        sheet.save(update_fields=["said"])
    forget_sender(supporter)
    Trace.objects.filter(charge__supporter=supporter).delete()
    forget_whom(supporter)
    # The one that is written now says that lasting gifts were stopped, too.
    supporter.letters.filter(state__in=(Letter.State.WAITING, Letter.State.FAILED, Letter.State.UNSURE)).update(
        state=Letter.State.SET_ASIDE
    )
    supporter.letters.exclude(to="").update(to="")
    supporter.name, supporter.forgets_at = "", timezone.now()
    supporter.save(update_fields=["name", "forgets_at"])
    if supporter.email:
        Letter.objects.create(key=f"forgotten:{supporter.pk}", kind="forgotten", supporter=supporter)
    else:
        part_with(supporter)
    return True


def finish_forgetting(now: datetime | None = None) -> int:
    """Part with the addresses of those whose last letter has left, or has waited a day in vain; how many."""
    now = now or timezone.now()
    waits = Letter.objects.filter(kind="forgotten", state__in=ON_THEIR_WAY).values("supporter")
    due = Supporter.objects.filter(forgets_at__isnull=False, erased_at=None)
    due = due.filter(~Q(pk__in=waits) | Q(forgets_at__lt=now - LONGEST_WAIT))
    return sum(part_with(each) for each in due[:AT_ONCE])
