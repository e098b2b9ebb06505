"""What letters say of money that did not come: when it is tried again, where it is put right, where it goes."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from freesheet.contributions.errors import LetterProblem
from freesheet.contributions.letters import places
from freesheet.contributions.models import Failing, Letter, Plan
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import Retries
from freesheet.contributions.rules import CARD_AGAIN


def _open(plan: Plan) -> Failing | None:
    return plan.failings.filter(next_at__isnull=False, charge__isnull=False).select_related("charge").first()


def next_try(plan: Plan, day: Callable[[datetime], str]) -> list[str]:
    """When the card is tried again, and whether that is the last time; nothing where we do not try."""
    found = _open(plan)
    if found is None or found.next_at is None or not isinstance(named(plan.provider), Retries):
        return []
    places_left = [place for place in range(found.done, len(CARD_AGAIN)) if CARD_AGAIN[place].does == "try"]
    if not places_left:
        return []
    at = max(found.next_at, found.since + timedelta(days=CARD_AGAIN[places_left[0]].day))
    if len(places_left) == 1:
        told = _("We will try once more on %(day)s. If that does not work either, your lasting gift ends by itself.")
    else:
        told = _("We will try again on %(day)s. If the card is still good, you need do nothing.")
    return [told % {"day": day(at)}]


def repaired_at(plan: Plan) -> str:
    """Where who gives can pay the month that was refused, by their own link; empty where none is open."""
    found = _open(plan)
    return places.of_gift(found.charge) if found is not None and found.charge is not None else ""


def where_to_transfer(plan: Plan) -> tuple[tuple[str, str], ...]:
    """The account, and the reference that tells us whose transfer it is: what to write where."""
    first = plan.charges.exclude(reference="").order_by("pk").first()
    lines = named(plan.provider).details(first).lines if first is not None else ()
    return tuple((str(name), value) for name, value in lines)


def card_until(letter: Letter) -> date:
    """The last day on which a card is good, which is in the letter's key.

    Raises:
        LetterProblem: it is about no card.
    """
    year, _hyphen, month = letter.key.rpartition(":")[2].partition("-")
    if letter.kind != "card" or not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):
        raise LetterProblem(f"Letter {letter.pk} is about no card.")
    return date(int(year), int(month), monthrange(int(year), int(month))[1])
