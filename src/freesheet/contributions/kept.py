"""What is kept of who gives, why, and for how long: the one table that readers are shown, and that tests hold to it.

Every field of every table that has to do with somebody stands in one row. One in no row fails a test.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from freesheet.contributions.models import (
    Charge,
    Dedication,
    EventOutcome,
    EventTry,
    Failing,
    Hold,
    Letter,
    Match,
    Named,
    Plan,
    Posting,
    ProviderEvent,
    Receipt,
    ReceiptSheet,
    StatementLine,
    Supporter,
    Thanks,
    Trace,
    TrialPayment,
)


@dataclass(frozen=True)
class Kept:
    """A row: what, why, for how long, and in which fields, each as ``Model.field``."""

    what: str | Promise
    why: str | Promise
    until: str | Promise
    fields: tuple[str, ...] = ()
    emptied: bool = False
    """Whether nothing is left of it once somebody is forgotten."""


def _of(model: type[Model], *names: str) -> tuple[str, ...]:
    return tuple(f"{model.__name__}.{name}" for name in names)


_UNTIL_FORGOTTEN = _("Until you ask us to forget you.")
_AS_BOOKS = _(
    "As long as the law wants books to be kept. Once you ask us to forget you, nothing here says that it was you."
)

KEPT = (
    Kept(
        _("Your e-mail address"),
        _("To send you receipts, letters about your gifts, and the link to them. For nothing else."),
        _(
            "Until you ask us to forget you. One last letter confirms it, and then the address is gone, after a "
            "day at the latest."
        ),
        _of(Supporter, "email"), emptied=True,
    ),
    Kept(
        _("Your name, if you wrote one, and whether it may be shown"),
        _("To stand on your receipts and, only if you allowed it, among those who support us."),
        _UNTIL_FORGOTTEN,
        (*_of(Supporter, "name"), *_of(Charge, "shows_name"), *_of(Named, "supporter", "name")), emptied=True,
    ),
    Kept(
        _("For whom you gave, if you said so"),
        _("To make the card that you can hand on. We write to nobody."),
        _UNTIL_FORGOTTEN,
        _of(Dedication, "charge", "kind", "name"), emptied=True,
    ),
    Kept(
        _("Your word to the newsroom, if you wrote one"),
        _("So that the newsroom can read it."),
        _UNTIL_FORGOTTEN,
        _of(Charge, "word"), emptied=True,
    ),
    Kept(
        _("What a receipt says"),
        _("So that it says the same whenever it is made again."),
        _("As long as the law wants. Once you ask us to forget you, your name is taken out of it."),
        _of(ReceiptSheet, "receipt", "language", "said", "made_at"),
    ),
    Kept(
        _(
            "Your gifts: amount, currency, day, how they were paid, where each stands, and the number of its "
            "receipt"
        ),
        _(
            "These are our books. The law wants them, and so do all who want to see where our money comes from."
        ),
        _AS_BOOKS,
        (
            *_of(
                Charge, "key", "supporter", "plan", "provider", "reference", "currency", "minor", "returned_minor",
                "state", "covers_fee", "cover_minor", "created_at", "received_at",
            ),
            *_of(Posting, "key", "charge", "debit", "credit", "currency", "minor", "about", "at"),
            *_of(Receipt, "charge", "series", "number", "issued_at"),
        ),
    ),
    Kept(
        _("Your lasting gifts: how much, how often, since when, and where each stands"),
        _("So that they are taken as you want, and not a day longer."),
        _AS_BOOKS,
        _of(
            Plan, "supporter", "provider", "reference", "currency", "minor", "rhythm", "state", "tries", "created_at",
            "ended_at",
        ),
    ),
    Kept(
        _("The month in which the card of a lasting gift expires. Of the card nothing else"),
        _("To tell you before it does."),
        _("Until the lasting gift ends."),
        _of(Plan, "card_ends", "card_asked_at"), emptied=True,
    ),
    Kept(
        _("When money of a lasting gift did not come: since when, and how often it was tried again"),
        _("So that nobody is asked too often."),
        _AS_BOOKS,
        _of(Failing, "plan", "charge", "since", "done", "next_at", "claim", "claimed_at"),
    ),
    Kept(
        _("Your language, and your country where it is known"),
        _("To write to you in your language, and to count from how many countries gifts come."),
        _AS_BOOKS,
        (*_of(Supporter, "language"), *_of(Charge, "language", "country")),
    ),
    Kept(
        _("The page on which a gift began"),
        _("To know which articles move readers to give. Nothing else that you read is noted."),
        _AS_BOOKS,
        _of(Charge, "page", "campaign"),
    ),
    Kept(
        _("Of a bank transfer: what your bank says of who sent it, and what was written on it"),
        _("To find which gift a transfer is."),
        _("Until you ask us to forget you; day and amount stay in our books."),
        _of(StatementLine, "party", "party_account", "said"), emptied=True,
    ),
    Kept(
        _("Day and amount of a bank transfer, and which gift it is"),
        _("These are our books."),
        _AS_BOOKS,
        (
            *_of(StatementLine, "account", "statement", "name", "booked_on", "currency", "minor", "returns"),
            *_of(Match, "line", "charge", "asked_minor", "made", "by", "reason", "at", "undone_by", "undone_at"),
        ),
    ),
    Kept(
        _(
            "What the payment provider told us: its own numbers, and what became of a payment. Never a card, "
            "never its number"
        ),
        _("To know whether money has come, went back, or is disputed."),
        _AS_BOOKS,
        (
            *_of(ProviderEvent, "provider", "name", "kind", "subject", "received_at"),
            *_of(EventOutcome, "event", "says", "at"),
            *_of(EventTry, "event", "tries", "next_at"),
            *_of(TrialPayment, "reference", "currency", "minor", "returned_minor", "state", "tries", "tried_with"),
        ),
    ),
    Kept(
        _("That a letter was sent to you, when, and what about. Not what it said"),
        _("So that none is sent twice, and none is lost."),
        _AS_BOOKS,
        _of(
            Letter, "key", "kind", "supporter", "charge", "plan", "state", "tries", "next_at", "created_at", "sent_at",
            "claim", "left_at", "problem",
        ),
    ),
    Kept(
        _("When you change your address: the old one, and the new one until you have proven it"),
        _("To ask at the new address, and to tell it to the old one."),
        _("A week."),
        _of(Letter, "to"), emptied=True,
    ),
    Kept(
        _("What somebody here wrote to you to thank you by hand"),
        _("So that whoever writes next knows."),
        _UNTIL_FORGOTTEN,
        _of(Thanks, "text"), emptied=True,
    ),
    Kept(
        _("That somebody here thanked you by hand, when, and how"),
        _("So that you are thanked once."),
        _AS_BOOKS,
        _of(Thanks, "charge", "way", "by", "at"),
    ),
    Kept(
        _("Since when we know you and, if you ask us to forget you, the day"),
        _("So that it is done, and done once."),
        _("With the books. It stands beside no name."),
        _of(Supporter, "created_at", "forgets_at", "erased_at"),
    ),
    Kept(
        _("Of a gift that we looked at before it was paid: why, and what came of it"),
        _("To keep out robots and people who try stolen cards, and to know that somebody looked."),
        _AS_BOOKS,
        _of(Hold, "charge", "reason", "by_mail", "at", "outcome", "decided_at"),
    ),
    Kept(
        _("For a day, a fingerprint of where a gift came from, of the card, and that it was refused"),
        _("To keep out robots and people who try stolen cards. It cannot be turned back into an address or a card."),
        _("A day."),
        _of(Trace, "charge", "kind", "mark", "at"), emptied=True,
    ),
    Kept(
        _(
            "For a few hours, a fingerprint of the address for which a link was asked, and of where that came "
            "from"
        ),
        _(
            "So that nobody can fill your mailbox, or try out addresses. It cannot be turned back into either."
        ),
        _("A day at most."),
    ),
)  # fmt: skip
"""The table, in the order in which it is shown."""

NOT_TOLD = frozenset(("Match.by", "Match.undone_by", "Match.reason", "Letter.claim", "Failing.claim", "Thanks.by"))
"""What is not somebody's own data, although it stands beside it: who of us did something, and which of our programs."""

NOBODYS = frozenset(
    (
        *("AppealCount", "AppealText", "AskingRules", "BankAccount", "FeeRate", "Goal", "GoalText", "Ladder"),
        *("Quarter", "QuarterLine", "QuarterRate", "ReceiptText", "ReconciliationRun", "Series", "ShownFigures"),
        *("ShownQuarter", "Statement"),
    )
)
"""Tables in which there is nobody who gives."""


def everything(supporter: Supporter) -> dict[str, list[dict[str, object]]]:
    """All that is kept of somebody: the rows of each table, by its name."""
    fields = [field.partition(".") for each in KEPT for field in each.fields if field not in NOT_TOLD]
    return {
        table: list(rows.order_by("pk").values("pk", *(name for model, _dot, name in fields if model == table)))
        for table, rows in _rows(supporter)
    }


def _rows(supporter: Supporter) -> Iterator[tuple[str, QuerySet[Any]]]:
    references = list(supporter.charges.exclude(reference="").values_list("reference", flat=True))
    named = [*references, *supporter.plans.exclude(reference="").values_list("reference", flat=True)]
    events = ProviderEvent.objects.filter(subject__in=named)
    yield "Supporter", Supporter.objects.filter(pk=supporter.pk)
    yield "Plan", supporter.plans.all()
    yield "Failing", Failing.objects.filter(plan__supporter=supporter)
    yield "Charge", supporter.charges.all()
    yield "Dedication", Dedication.objects.filter(charge__supporter=supporter)
    yield "Named", Named.objects.filter(supporter=supporter)
    yield "Posting", Posting.objects.filter(charge__supporter=supporter)
    yield "Receipt", Receipt.objects.filter(charge__supporter=supporter)
    yield "ReceiptSheet", ReceiptSheet.objects.filter(receipt__charge__supporter=supporter)
    yield "Letter", supporter.letters.all()
    yield "StatementLine", StatementLine.objects.filter(matches__charge__supporter=supporter).distinct()
    yield "Match", Match.objects.filter(charge__supporter=supporter)
    yield "ProviderEvent", events
    yield "EventOutcome", EventOutcome.objects.filter(event__in=events)
    yield "EventTry", EventTry.objects.filter(event__in=events)
    yield "Thanks", Thanks.objects.filter(charge__supporter=supporter)
    yield "Hold", Hold.objects.filter(charge__supporter=supporter)
    yield "Trace", Trace.objects.filter(charge__supporter=supporter)
    yield "TrialPayment", TrialPayment.objects.filter(reference__in=references)
