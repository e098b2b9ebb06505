"""What goes wrong: money of lasting gifts that did not come, messages that cannot be asked about, what nights found."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

LONGEST_WORD = 32


class Failing(models.Model):
    """Money of a lasting gift that did not come: a month's that was refused, or a transfer that nobody sent."""

    plan = models.ForeignKey("contributions.Plan", on_delete=models.PROTECT, related_name="failings")
    charge = models.OneToOneField("contributions.Charge", null=True, on_delete=models.PROTECT, related_name="failing")
    """The month that was refused; none where a transfer did not come, for then there is no gift yet."""
    since = models.DateTimeField(default=timezone.now)
    done = models.PositiveSmallIntegerField(default=0)
    """How many lines of the table of days are behind us."""
    next_at = models.DateTimeField(null=True)
    """When the next one is due; null once it has ended, one way or another."""
    claim = models.CharField(max_length=LONGEST_WORD, blank=True)
    """Who is trying: a word that no other worker has."""
    claimed_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(next_at__isnull=False), name="failing_once_at_a_time")
        ]
        indexes = [models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="failing_due")]

    def __str__(self) -> str:
        return f"failing {self.pk}"


class EventTry(models.Model):
    """That a message could not be asked about yet, and when it is to be tried again."""

    event = models.OneToOneField("contributions.ProviderEvent", on_delete=models.PROTECT, related_name="trying")
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.event_id}: {self.tries}"


class ReconciliationRun(models.Model):
    """A night's reconciliation with one provider, and what it found. One for each day of the paper's calendar."""

    provider = models.CharField(max_length=30)
    day = models.DateField()
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)
    since = models.DateTimeField()
    """How far it looked back."""
    asked = models.PositiveIntegerField(default=0)
    """Gifts that the provider was asked about."""
    entered = models.PositiveIntegerField(default=0)
    """What was missed, and was entered."""
    unknown = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    problems = models.PositiveIntegerField(default=0)
    """What could not be asked."""
    found = models.JSONField(default=dict)
    """The sentences of each of these, by its name: ``[{"says": …, "of": {…}}]``. No one who gives is named."""
    told_at = models.DateTimeField(null=True)
    """When somebody was written to about it."""

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["provider", "day"], name="reconciled_once_a_night")]

    def __str__(self) -> str:
        return f"{self.provider} {self.day}"

    @property
    def failed(self) -> bool:
        """Whether it came to no end, or something could not be asked."""
        return self.ended_at is None or self.problems > 0
