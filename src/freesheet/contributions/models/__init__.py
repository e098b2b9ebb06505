"""Gifts, plans, who gives, the books, receipts, what providers told, and letters on their way.

The books, receipts and what providers told are never changed: the database refuses it.
"""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from freesheet.contributions.conf import LONGEST_NAME, LONGEST_WORD
from freesheet.contributions.models.appeals import AppealCount, AppealText
from freesheet.contributions.models.asking import AskingRules, FeeRate, Goal, GoalText, Ladder
from freesheet.contributions.models.bank import BankAccount, Match, Statement, StatementLine
from freesheet.contributions.models.dedications import Dedication, Named
from freesheet.contributions.models.failing import EventTry, Failing, ReconciliationRun
from freesheet.contributions.models.guards import Hold, Trace
from freesheet.contributions.models.outgoing import LONGEST_PROBLEM, Outgoing
from freesheet.contributions.models.quarters import Quarter, QuarterLine, QuarterRate, ShownQuarter
from freesheet.contributions.models.receipts import ReceiptSheet, ReceiptText
from freesheet.contributions.models.shown import ShownFigures
from freesheet.contributions.models.thanks import Thanks
from freesheet.contributions.rules import ChargeState, PlanState
from freesheet.lib.money import Money

__all__ = [
    "LONGEST_PROBLEM",
    "AppealCount",
    "AppealText",
    "AskingRules",
    "BankAccount",
    "Charge",
    "Dedication",
    "EventOutcome",
    "EventTry",
    "Failing",
    "FeeRate",
    "Goal",
    "GoalText",
    "Hold",
    "Ladder",
    "Letter",
    "Match",
    "Named",
    "Outgoing",
    "Plan",
    "Posting",
    "ProviderEvent",
    "Quarter",
    "QuarterLine",
    "QuarterRate",
    "Receipt",
    "ReceiptSheet",
    "ReceiptText",
    "ReconciliationRun",
    "Rhythm",
    "Series",
    "ShownFigures",
    "ShownQuarter",
    "Statement",
    "StatementLine",
    "Supporter",
    "Thanks",
    "Trace",
    "TrialPayment",
]  # fmt: skip

LONGEST_KEY = 100
LONGEST_REFERENCE = 255


def _states(states: type[ChargeState | PlanState]) -> list[tuple[str, str]]:
    return [(each.value, each.value) for each in states]


class Rhythm(models.TextChoices):
    """How often one gives."""

    ONCE = "once", _("Once")
    MONTH = "month", _("Every month")
    YEAR = "year", _("Every year")


class Supporter(models.Model):
    """Somebody who gives. Of one who asked to be forgotten only the row is left, for the books."""

    email = models.EmailField(unique=True, null=True)
    """In small letters; null where only a bank knows who it is, and once erased."""
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    language = models.CharField(max_length=20)
    created_at = models.DateTimeField(default=timezone.now)
    forgets_at = models.DateTimeField(null=True)
    """When they asked to be forgotten. The address stays until a letter that confirms it has left."""
    erased_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(email__isnull=True, name=""),
                name="supporter_erased_is_nobody",
            )
        ]

    def __str__(self) -> str:
        return f"supporter {self.pk}"

    @property
    def is_forgotten(self) -> bool:
        """Whether they asked to be forgotten: nothing more is done for them, or written to them."""
        return self.forgets_at is not None or self.erased_at is not None


class Plan(models.Model):
    """A lasting gift: so much each month or year, until it is stopped."""

    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="plans")
    provider = models.CharField(max_length=30)
    reference = models.CharField(max_length=LONGEST_REFERENCE, blank=True)
    """What the provider calls it."""
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField(validators=[MinValueValidator(1)])
    rhythm = models.CharField(max_length=5, choices=Rhythm)
    state = models.CharField(max_length=10, choices=_states(PlanState), default=PlanState.PENDING)
    tries = models.PositiveSmallIntegerField(default=0)
    """Refusals, or transfers that did not come, since money last came."""
    card_ends = models.DateField(null=True)
    """The last day of the month in which its card expires; of a card nothing else is kept."""
    card_asked_at = models.DateTimeField(null=True)
    """When its provider was last asked for that."""
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minor__gt=0), name="plan_is_of_something"),
            models.UniqueConstraint(
                fields=["provider", "reference"], condition=~Q(reference=""), name="plan_once_with_each_provider"
            ),
        ]

    def __str__(self) -> str:
        return f"plan {self.pk}"

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)


class Charge(models.Model):
    """One gift, or one month of a lasting one: money that is asked for, and what became of it."""

    key = models.CharField(max_length=LONGEST_KEY, unique=True)
    """From the form on: the same gift sent twice is one gift."""
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="charges")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="charges")
    provider = models.CharField(max_length=30)
    reference = models.CharField(max_length=LONGEST_REFERENCE, blank=True)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    returned_minor = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=_states(ChargeState), default=ChargeState.BEGUN)
    language = models.CharField(max_length=20)
    country = models.CharField(max_length=2, blank=True)
    page = models.CharField(max_length=500, blank=True)
    """The page on which the gift began: its path."""
    campaign = models.CharField(max_length=60, blank=True)
    covers_fee = models.BooleanField(default=False)
    cover_minor = models.BigIntegerField(default=0)
    """How much of the amount is for the fee; nought where that is not known."""
    shows_name = models.BooleanField(default=False)
    word = models.TextField(max_length=LONGEST_WORD, validators=[MaxLengthValidator(LONGEST_WORD)], blank=True)
    """To the newsroom."""
    created_at = models.DateTimeField(default=timezone.now)
    received_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("gift")
        verbose_name_plural = _("gifts")
        constraints = [
            models.CheckConstraint(condition=Q(minor__gt=0), name="charge_is_of_something"),
            models.CheckConstraint(
                condition=Q(returned_minor__gte=0, returned_minor__lte=F("minor")), name="charge_returned_within"
            ),
            models.UniqueConstraint(
                fields=["provider", "reference"], condition=~Q(reference=""), name="charge_once_with_each_provider"
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="charge_by_state")]

    def __str__(self) -> str:
        return f"gift {self.pk}"

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)

    @property
    def returned(self) -> Money:
        return Money(self.returned_minor, self.currency)

    @property
    def value(self) -> Decimal:
        """In whole units."""
        return self.money.value

    @property
    def returned_value(self) -> Decimal:
        return self.returned.value

    @property
    def cover_value(self) -> Decimal | None:
        """What of it is for the fee, in whole units; None where that is nothing, or not known."""
        return Money(self.cover_minor, self.currency).value if self.cover_minor else None

    def cover_in(self, money: Money) -> int:
        """What of another month of the same gift is for the fee, in minor units; nought where its amount is another."""
        return self.cover_minor if money == self.money else 0

    @property
    def dedicated(self) -> str:
        """``memory`` or ``present``; empty where it is for nobody in particular."""
        return self.dedication.kind if hasattr(self, "dedication") else ""

    @property
    def rhythm(self) -> str:
        return self.plan.rhythm if self.plan else Rhythm.ONCE.value

    @property
    def receipt_number(self) -> str:
        return str(getattr(self, "receipt", ""))


class Posting(models.Model):
    """A line of the books: so much from the account that is credited to the one that is debited.

    Both sides are in one row, so that the books balance after every line, in every currency.
    """

    key = models.CharField(max_length=LONGEST_KEY + LONGEST_REFERENCE, unique=True)
    """What happened; told twice, it is entered once."""
    charge = models.ForeignKey(Charge, null=True, on_delete=models.PROTECT, related_name="postings")
    debit = models.CharField(max_length=40)
    credit = models.CharField(max_length=40)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    about = models.CharField(max_length=30)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(minor__gt=0), name="posting_is_of_something"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="posting_has_two_sides"),
        ]

    def __str__(self) -> str:
        return self.key


class Series(models.Model):
    """Receipts of one fiscal year, numbered from 1 without gaps."""

    name = models.CharField(max_length=20, unique=True)
    last = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.name


class Receipt(models.Model):
    """That a gift was received: one for each."""

    charge = models.OneToOneField(Charge, on_delete=models.PROTECT, related_name="receipt")
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="receipts")
    number = models.PositiveIntegerField()
    issued_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="receipt_number_once")]

    def __str__(self) -> str:
        return f"{self.series.name}-{self.number:05}"


class ProviderEvent(models.Model):
    """Something that a provider told, as it was told."""

    provider = models.CharField(max_length=30)
    name = models.CharField(max_length=LONGEST_REFERENCE)
    """The provider's own number of it."""
    kind = models.CharField(max_length=100)
    subject = models.CharField(max_length=LONGEST_REFERENCE)
    """What it is about, as the provider calls that; it is asked for again before money is believed."""
    received_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "name"], name="event_once")]

    def __str__(self) -> str:
        return f"{self.provider} {self.name}"


class EventOutcome(models.Model):
    """What came of something that a provider told. Until there is one, it is to be asked about."""

    event = models.OneToOneField(ProviderEvent, on_delete=models.PROTECT, related_name="outcome")
    says = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.says


class Letter(Outgoing):
    """A letter on its way: written with what it is about, sent once."""

    key = models.CharField(max_length=LONGEST_KEY, unique=True)
    kind = models.CharField(max_length=30)
    supporter = models.ForeignKey(Supporter, on_delete=models.PROTECT, related_name="letters")
    charge = models.ForeignKey(Charge, null=True, on_delete=models.PROTECT, related_name="letters")
    plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="letters")
    to = models.EmailField(blank=True)
    """Where it goes, if that is not the address of who gives: a new one that nobody has proven yet, or their old one.
    Emptied after some days."""

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="letter_to_send"),
            models.Index(
                fields=["created_at"],
                condition=Q(state__in=("leaving", "failed", "unsure")),
                name="letter_for_the_newsroom",
            ),
            models.Index(fields=["created_at"], condition=~Q(to=""), name="letter_elsewhere"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def whose(self) -> tuple[str, ...]:
        return self.supporter.email or "", self.to, self.supporter.name


class TrialPayment(models.Model):
    """What the trial provider knows of a gift, as if it lay with somebody else."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        PAID = "paid", _("Paid")
        REFUSED = "refused", _("Refused")

    reference = models.CharField(max_length=LONGEST_REFERENCE, unique=True)
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    returned_minor = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    tries = models.PositiveSmallIntegerField(default=0)
    """How often a card was tried again without anybody being there."""
    tried_with = models.CharField(max_length=LONGEST_KEY * 2, blank=True)
    """The key of the last of these: the same twice is one."""

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.reference
