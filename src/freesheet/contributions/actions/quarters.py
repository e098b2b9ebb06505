"""A quarter's accounts: what the outlet enters, publishing it, and taking back what was not published."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from freesheet.contributions.actions.showing import show_cost
from freesheet.contributions.errors import QuarterProblem, SavedMeanwhile
from freesheet.contributions.keys import FACTS, QUARTERS
from freesheet.contributions.models import Quarter, QuarterLine, QuarterRate, ShownQuarter
from freesheet.contributions.models.quarters import LONGEST_REASON
from freesheet.contributions.quarters.counting import count
from freesheet.contributions.quarters.figures import INCOME, SPENDING, Figures
from freesheet.contributions.quarters.shown import newest, shown_of, told_everywhere
from freesheet.lib.money import Money
from freesheet.press.outbox import changed

FIRST_LARGE = 1_000_000
"""Minor units: what a large gift is until the outlet says otherwise."""

UNBEGUN = ""
"""The version of a quarter of which nobody has entered anything."""


@dataclass(frozen=True)
class Line:
    """Money that is in no gift. ``what`` is a category of spending, or who gave it."""

    kind: str
    what: str
    money: Money
    note: str = ""


@dataclass(frozen=True)
class Entered:
    """All that an outlet says of a quarter itself."""

    large: Money
    """In the paper's own currency."""
    lines: Sequence[Line] = ()
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    note: str = ""


@transaction.atomic
def begin_quarter(year: int, number: int, currency: str) -> Quarter:
    """The quarter, with what was said of the one before; the same where it is begun already."""
    last = Quarter.objects.first()
    large = last.large_minor if last is not None and last.currency == currency else FIRST_LARGE
    defaults = {"currency": currency, "large_minor": large}
    quarter, _made = Quarter.objects.get_or_create(year=year, number=number, defaults=defaults)
    return quarter


@transaction.atomic
def enter_quarter(quarter: Quarter, entered: Entered) -> Quarter:
    """Let this be all that the outlet says of a quarter. Readers see none of it before it is published.

    Raises:
        QuarterProblem: a large gift is nothing, or a rate is nothing.
    """
    if entered.large.minor <= 0:
        raise QuarterProblem(_("Say from which amount on a gift is large: more than nothing."))
    if any(rate <= 0 for rate in entered.rates.values()):
        raise QuarterProblem(_("A rate is more than nothing."))
    quarter = Quarter.objects.select_for_update().get(pk=quarter.pk)
    quarter.currency, quarter.large_minor = entered.large.currency, entered.large.minor
    quarter.note = entered.note.strip()
    quarter.save()
    quarter.lines.all().delete()
    quarter.rates.all().delete()
    QuarterLine.objects.bulk_create(_line(quarter, each) for each in entered.lines)
    rates = {code: rate for code, rate in entered.rates.items() if code != quarter.currency}
    QuarterRate.objects.bulk_create(QuarterRate(quarter=quarter, currency=code, rate=rates[code]) for code in rates)
    return quarter


@transaction.atomic
def enter_as_seen(year: int, number: int, entered: Entered, seen: str) -> Quarter:
    """The same, for who saw the quarter as it was when its version was ``seen``; it is begun where it was not.

    Raises:
        SavedMeanwhile: somebody else has entered something since, or taken it back; nothing is changed then.
        QuarterProblem: as above.
    """
    begun = {"currency": entered.large.currency, "large_minor": max(1, entered.large.minor)}
    quarter, made = Quarter.objects.get_or_create(year=year, number=number, defaults=begun)
    # Locked before it is looked at: of two who save in one instant the second sees what the first saved.
    locked = Quarter.objects.select_for_update().filter(pk=quarter.pk).first()
    if locked is None or seen != (UNBEGUN if made else version_of(locked)):
        raise SavedMeanwhile(_("Somebody has saved this quarter meanwhile."))
    return enter_quarter(locked, entered)


def version_of(quarter: Quarter) -> str:
    """A word that is another as soon as anything else is entered of a quarter."""
    if not quarter.pk:
        return UNBEGUN
    lines = sorted(map(list, quarter.lines.values_list("kind", "category", "source", "currency", "minor", "note")))
    rates = [[each.currency, str(each.shown)] for each in quarter.rates.order_by("currency")]
    said = [quarter.currency, quarter.large_minor, quarter.note, lines, rates]
    return sha256(json.dumps(said).encode()).hexdigest()[:32]


def _line(quarter: Quarter, line: Line) -> QuarterLine:
    spending = line.kind == QuarterLine.Kind.SPENDING
    return QuarterLine(
        quarter=quarter,
        kind=line.kind,
        category=line.what if spending else "",
        source="" if spending else line.what.strip(),
        currency=line.money.currency,
        minor=line.money.minor,
        note=line.note.strip(),
    )


@transaction.atomic
def publish_quarter(quarter: Quarter, by: str, reason: str = "") -> ShownQuarter:
    """Show readers a quarter as it is now; where they were shown it before, with the reason why figures changed.

    Raises:
        QuarterProblem: it is not over, a rate or the reason is missing, or there is nothing new to show.
    """
    quarter = Quarter.objects.select_for_update().get(pk=quarter.pk)
    figures, before, reason = count(quarter), shown_of(quarter), reason.strip()
    if problem := hindrance(quarter, figures):
        raise QuarterProblem(problem)
    number = quarter.shown.count() + 1
    if before is not None and before.figures == figures:
        raise QuarterProblem(_("Readers have these figures already."))
    if before is not None and not 0 < len(reason) <= LONGEST_REASON:
        raise QuarterProblem(
            _("Say in at most %(most)d letters why figures changed: readers are told.") % {"most": LONGEST_REASON}
        )
    told = told_everywhere(newest())
    shown = ShownQuarter.objects.create(
        quarter=quarter, number=number, figures=figures.as_json(), reason=reason if before else "", by=by
    )
    changed(QUARTERS)
    if told_everywhere(newest()) != told:
        changed(FACTS)
    show_cost()
    return shown


def hindrance(quarter: Quarter, figures: Figures) -> str:
    """Why a quarter cannot be published, for who wants to; empty where it can."""
    if not quarter.is_over:
        return _("This quarter is not over yet.")
    if figures.missing:
        return _("Enter the rate of %(currencies)s first: nothing is guessed.") % {
            "currencies": ", ".join(figures.missing)
        }
    return "" if figures.rows else _("There is nothing in this quarter yet.")


@transaction.atomic
def take_back_quarter(quarter: Quarter) -> bool:
    """Let what the outlet says be what readers have; of a quarter that was never published nothing stays. True then."""
    shown = shown_of(quarter)
    if shown is None:
        quarter.delete()
        return True
    enter_quarter(quarter, _entered(shown.figures))
    return False


def _entered(figures: Figures) -> Entered:
    lines = [
        Line(QuarterLine.Kind.SPENDING, row.item, -row.money, row.note)
        if row.section == SPENDING
        else Line(row.item, row.source, row.money, row.note)
        for row in figures.of(INCOME, SPENDING)
        if row.section == SPENDING or row.source
    ]
    rates = {code: Decimal(rate) for code, rate in figures.rates.items()}
    return Entered(Money(figures.large_minor, figures.currency), lines, rates, figures.note)
