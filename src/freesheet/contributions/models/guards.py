"""What is remembered for a day of how gifts were begun, and the gifts that are held because of it."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class Trace(models.Model):
    """From where a gift was begun, with which card it was tried, or that it was refused. Kept for a day.

    Neither an address nor a card is kept: only what a key of ours and the day make of it.
    """

    class Kind(models.TextChoices):
        FROM = "from"
        CARD = "card"
        REFUSED = "refused"

    charge = models.ForeignKey("contributions.Charge", on_delete=models.CASCADE, related_name="traces")
    kind = models.CharField(max_length=7, choices=Kind)
    mark = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["charge", "kind", "mark"], name="trace_once")]
        indexes = [models.Index(fields=["kind", "mark", "at"], name="trace_by_mark")]

    def __str__(self) -> str:
        return f"{self.kind} {self.mark[:8]}"


class Hold(models.Model):
    """A gift that was held before anybody was asked for its money, why, and who decided. One for each gift, ever."""

    class Outcome(models.TextChoices):
        PROVEN = "proven"
        APPROVED = "approved"
        REFUSED = "refused"

    charge = models.OneToOneField("contributions.Charge", on_delete=models.PROTECT, related_name="hold")
    reason = models.CharField(max_length=30)
    """Which limit it was over, as ``conf`` of the guards calls it."""
    by_mail = models.BooleanField(default=False)
    """Whether who gives was sent a letter with which they can let it go on."""
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    decided_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        indexes = [models.Index(fields=["at"], condition=models.Q(outcome=""), name="hold_to_decide")]

    def __str__(self) -> str:
        return f"hold of {self.charge_id}"
