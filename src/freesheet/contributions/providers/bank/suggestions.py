"""Which gift a line may be that nobody could tell: by amount, name, day and a reference that is almost right."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from difflib import SequenceMatcher

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from freesheet.contributions.models import Charge, Match, StatementLine, Supporter
from freesheet.contributions.providers.bank.references import found_in
from freesheet.contributions.rules import ChargeState, PlanState

MOST_COMPARED = 500
"""Gifts that are looked through for a line, the newest first."""

MOST_TOLD = 4
LONGEST_WAY = timedelta(days=60)
"""Between a promise and its transfer."""

ALIKE = 0.8
"""So much of two names is the same."""

ENOUGH = 2
"""Of what speaks for a gift."""

_RUN = re.compile(r"[0-9]{12}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Suggestion:
    """A gift that a line may be, and what speaks for it."""

    charge: Charge
    reasons: tuple[str | Promise, ...]
    weight: int


def suggested(lines: Sequence[StatementLine]) -> dict[int, list[Suggestion]]:
    """By the key of each line, the gifts that it may be, the likeliest first."""
    told: dict[int, list[Suggestion]] = {}
    asked = {(line.currency, line.came): list(_open(line.currency, line.came)[:MOST_COMPARED]) for line in lines}
    for line in lines:
        found = [_weighed(line, charge) for charge in asked[line.currency, line.came]]
        likely = [each for each in found if each.weight >= ENOUGH]
        told[line.pk] = sorted(likely, key=lambda each: (-each.weight, -each.charge.pk))[:MOST_TOLD]
    return told


def senders(lines: Iterable[StatementLine]) -> dict[int, Supporter]:
    """By the key of each line, who gave the last time that money came from the same account."""
    by_account: dict[str, list[int]] = defaultdict(list)
    for line in lines:
        if line.party_account and line.came:
            by_account[line.party_account].append(line.pk)
    matches = Match.objects.filter(undone_at=None, charge__isnull=False, line__party_account__in=by_account)
    found: dict[int, Supporter] = {}
    for match in matches.select_related("line", "charge__supporter").order_by("pk"):
        if match.charge is not None and match.charge.supporter.erased_at is None:
            found |= dict.fromkeys(by_account[match.line.party_account], match.charge.supporter)
    return found


def open_gifts(line: StatementLine, words: str) -> list[Charge]:
    """Gifts that a line can be, which have these words in their reference, their number, or who gives them."""
    words = words.strip()[:100]
    bare = re.sub(r"\W", "", words).upper()
    said = Q(supporter__name__icontains=words) | Q(supporter__email__icontains=words)
    if bare.isascii() and len(bare) >= 3:
        said |= Q(reference__icontains=bare)
    if bare.isascii() and bare.isdecimal() and len(bare) < 12:
        said |= Q(pk=int(bare))
    return list(_open(line.currency, line.came).filter(said)[:20]) if words else []


def _open(currency: str, came: bool) -> QuerySet[Charge]:
    """Gifts whose money may come, or go back."""
    here = Charge.objects.filter(provider="bank", currency=currency).select_related("supporter", "plan").order_by("-pk")
    if not came:
        return here.filter(state=ChargeState.RECEIVED)
    lasting = Q(plan__isnull=False, state=ChargeState.RECEIVED) & ~Q(plan__state=PlanState.CANCELLED)
    # Of a lasting gift the first one stands for all that follow.
    first = ~Q(reference__contains="/")
    awaited = Q(state__in=(ChargeState.BEGUN, ChargeState.WAITING, ChargeState.FAILED, ChargeState.LAPSED)) & first
    return here.filter(awaited | lasting & first)


def _weighed(line: StatementLine, charge: Charge) -> Suggestion:
    """How much speaks for a gift: a reference that is almost right twice as much as anything else."""
    at = datetime.combine(line.booked_on, time.max, settings.PUBLICATION.zone)
    amount = charge.money if line.came else charge.money - charge.returned
    speaks = (
        (3, charge.reference in found_in(line.said), _("its reference")),
        (2, _almost(line.said, charge.reference), _("almost its reference")),
        (1, amount == line.money, _("the same amount")),
        (1, _alike(charge.supporter.name, f"{line.party} {line.said}"), _("a similar name")),
        (0, timedelta() <= at - charge.created_at <= LONGEST_WAY, _("promised shortly before")),
    )
    found = [(weight, says) for weight, true, says in speaks if true]
    return Suggestion(charge, tuple(says for _weight, says in found), sum(weight for weight, _says in found))


def _almost(said: str, reference: str) -> bool:
    """Whether a run of digits is the reference but for a digit, or two that changed places."""
    own = reference[2:]
    runs = _RUN.findall(re.sub(r"[^0-9\w]|(?<=[0-9])[\s./-]+(?=[0-9])", "", unicodedata.normalize("NFKC", said)))
    return any(1 <= sum(a != b for a, b in zip(run, own, strict=False)) <= 2 for run in runs if len(own) == len(run))


def _alike(name: str, said: str) -> bool:
    """Whether most words of a name, in whichever order, are in what is said."""
    words = _WORD.findall(name.casefold())
    there = _WORD.findall(said.casefold())[:60]
    if not words:
        return False
    found = [max((SequenceMatcher(None, word, other).ratio() for other in there), default=0) for word in words]
    return sum(found) / len(found) >= ALIKE
