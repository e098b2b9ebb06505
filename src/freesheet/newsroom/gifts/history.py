"""What happened to one gift, from the books, the letters, what its provider told, and the record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from freesheet.accounts.deeds import said
from freesheet.accounts.models import Entry
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.letters.languages import apart
from freesheet.contributions.models import Charge, EventOutcome, Letter, Plan, Posting, ProviderEvent
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.rules import Account
from freesheet.lib.money import Money, written
from freesheet.newsroom.post.undecided import KINDS

ENTERED = {
    "paid": gettext_lazy("Received"),
    "fee": gettext_lazy("Fee of the provider"),
    "fee besides": gettext_lazy("Fee of a dispute or a return"),
    "returned": gettext_lazy("Went back"),
    "returned in part": gettext_lazy("Went back in part"),
    "return reversed": gettext_lazy("Came back: it could not be sent"),
    "disputed": gettext_lazy("Disputed: held by the provider"),
    "dispute won": gettext_lazy("Dispute won"),
    "dispute lost": gettext_lazy("Dispute lost"),
    "payment reversed": gettext_lazy("Taken back: it was matched wrongly"),
    "exchange": gettext_lazy("Exchanged"),
}
"""Lines of the books, for who is no accountant."""

ACCOUNTS: dict[str, str | Promise] = {
    Account.GIFTS: gettext_lazy("Gifts"),
    Account.FEES: gettext_lazy("Fees"),
    Account.HELD: gettext_lazy("In dispute"),
    Account.BANK: gettext_lazy("Bank"),
    Account.EXCHANGED: gettext_lazy("Exchanged"),
    Account.OTHERS: gettext_lazy("Not gifts"),
}

OUTCOMES = {
    "changed": gettext_lazy("it was news"),
    "known before": gettext_lazy("known before"),
    "not ours": gettext_lazy("not ours"),
    "could not be asked about": gettext_lazy("could not be asked about"),
}


@dataclass(frozen=True)
class Moment:
    """Something that happened: when, what, and what there is to say of it."""

    at: datetime
    says: str
    more: str = ""
    kind: str = "gift"
    """``gift``, ``books``, ``letter``, ``told`` or ``deed``."""


def history(charge: Charge) -> list[Moment]:
    """What happened to a gift, the oldest first."""
    moments = [
        Moment(charge.created_at, _("Begun"), _apart(charge.page)),
        *_books(charge),
        *_told(charge),
        *_deeds(charge),
    ]
    moments += _letters(charge.letters.all())
    return sorted(moments, key=lambda each: each.at)


def history_of_plan(plan: Plan) -> list[Moment]:
    """What happened to a lasting gift beside its months: letters about it, and what was done here."""
    moments = [*_letters(plan.letters.all()), *_entries(str(plan))]
    return sorted(moments, key=lambda each: each.at)


def _books(charge: Charge) -> Iterator[Moment]:
    language = get_language() or "en"
    for line in Posting.objects.filter(charge=charge).order_by("at", "pk"):
        amount = written(Money(line.minor, line.currency), language)
        sides = _("%(amount)s, from %(credit)s to %(debit)s") % {
            "amount": apart(amount, language), "credit": _account(line.credit, language),
            "debit": _account(line.debit, language),
        }  # fmt: skip
        yield Moment(line.at, str(ENTERED.get(line.about, line.about)), sides, "books")


def _apart(text: str) -> str:
    """Words of others, so that they do not disturb a line that runs from right to left."""
    return apart(text, get_language() or "en")


def _account(name: str, language: str) -> str:
    """An account of the books, for who is no accountant."""
    there, _colon, provider = name.partition(":")
    if there == "with" and provider:
        return _("“%(provider)s”") % {"provider": apart(provider_label(provider), language)}
    return _("“%(provider)s”") % {"provider": apart(str(ACCOUNTS.get(name, name)), language)}


def provider_label(name: str) -> str:
    """What a way to give is called; its short name where it is no more."""
    try:
        return str(named(name).label)
    except ProviderProblem:
        return name


def _told(charge: Charge) -> Iterator[Moment]:
    if not charge.reference:
        return
    outcomes = dict(
        EventOutcome.objects.filter(event__provider=charge.provider, event__subject=charge.reference).values_list(
            "event", "says"
        )
    )
    for event in ProviderEvent.objects.filter(provider=charge.provider, subject=charge.reference):
        outcome = outcomes.get(event.pk, "")
        says = str(OUTCOMES.get(outcome, outcome)) or _("to be asked about")
        yield Moment(event.received_at, _("The provider told: %(kind)s") % {"kind": _apart(event.kind)}, says, "told")


def _letters(letters: object) -> Iterator[Moment]:
    for letter in letters:  # type: ignore[attr-defined]
        assert isinstance(letter, Letter)
        label = _("Letter: %(about)s") % {"about": KINDS.get(letter.kind, letter.kind)}
        yield Moment(letter.sent_at or letter.created_at, label, letter.get_state_display(), "letter")


def _deeds(charge: Charge) -> Iterator[Moment]:
    yield from _entries(str(charge))


def _entries(whom: str) -> Iterator[Moment]:
    for entry in Entry.objects.filter(whom=whom).order_by("at"):
        yield Moment(entry.at, f"{_apart(entry.who)} {said(entry.what)}", _apart(entry.more), "deed")
