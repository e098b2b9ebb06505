"""Mail on its way: what is noted of each letter so that it is sent once."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_PROBLEM = 200


class Outgoing(models.Model):
    """A letter on its way, whoever it is to and whatever it says."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        LEAVING = "leaving", _("Being handed over")
        SENT = "sent", _("Sent")
        FAILED = "failed", _("Not sent")
        UNSURE = "unsure", _("May have been sent")
        SET_ASIDE = "set aside", _("Set aside")

    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    claim = models.CharField(max_length=32, blank=True)
    """Who is handing it over: a word that no other worker has."""
    left_at = models.DateTimeField(null=True)
    """When that began."""
    problem = models.CharField(max_length=LONGEST_PROBLEM, blank=True)
    """Why it was not sent, as the mail server said; never with an address."""

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    @property
    def whose(self) -> tuple[str, ...]:
        """All by which who it is to could be known: addresses and names; empty where there is none."""
        raise NotImplementedError
