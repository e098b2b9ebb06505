"""Who asked for the newsletter, each letter, and the copy that each of them gets."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from freesheet.contributions.models import Outgoing

LONGEST_GREETING = 3000
LONGEST_SUBJECT = 120


class Subscriber(models.Model):
    """An address that asked for the letter in a language. Until it has confirmed that, it gets nothing else.

    Who wants no more letters has no row any more.
    """

    email = models.EmailField(max_length=320)
    """In small letters."""
    language = models.CharField(max_length=20)
    asked_at = models.DateTimeField(default=timezone.now)
    """When it was last asked for."""
    confirmed_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["email", "language"], name="subscriber_once_in_a_language")]
        indexes = [
            models.Index(fields=["asked_at"], condition=Q(confirmed_at=None), name="subscriber_not_confirmed"),
        ]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"


class Issue(models.Model):
    """A letter to all who asked for it in a language: at first a draft, then sent, once."""

    language = models.CharField(max_length=20)
    subject = models.CharField(
        _("subject"),
        max_length=LONGEST_SUBJECT,
        blank=True,
        help_text=_("Left empty, the first headline."),
    )
    greeting = models.TextField(
        _("greeting"),
        max_length=LONGEST_GREETING,
        blank=True,
        validators=[MaxLengthValidator(LONGEST_GREETING)],
        help_text=_("A few words of yours above the articles. An empty line begins a new paragraph."),
    )
    articles = models.JSONField(default=list)
    """The ids of the articles, in order."""
    begun_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    sent_by = models.CharField(max_length=150, blank=True)
    sent_to = models.PositiveIntegerField(default=0)
    """How many it was for."""
    said = models.JSONField(default=dict)
    """What it says, once it is sent: all get the same, whatever becomes of its articles meanwhile."""

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("newsletter")
        verbose_name_plural = _("newsletters")
        constraints = [
            models.UniqueConstraint(fields=["language"], condition=Q(sent_at=None), name="issue_one_draft_at_a_time")
        ]
        indexes = [models.Index(fields=["language", "-sent_at"], name="issue_by_day")]

    def __str__(self) -> str:
        return f"newsletter {self.pk}"


class Copy(Outgoing):
    """One letter to one subscriber: that of an issue, or the question whether they want any."""

    issue = models.ForeignKey(Issue, null=True, on_delete=models.PROTECT, related_name="copies")
    """None for that question."""
    subscriber = models.ForeignKey(Subscriber, null=True, on_delete=models.SET_NULL, related_name="copies")
    """None once they are gone; what was sent is counted all the same."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issue", "subscriber"],
                condition=Q(issue__isnull=False, subscriber__isnull=False),
                name="copy_once_for_each",
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="copy_to_send"),
            models.Index(fields=["left_at"], condition=Q(state="leaving"), name="copy_leaving"),
        ]

    def __str__(self) -> str:
        return f"copy {self.pk}"

    @property
    def whose(self) -> tuple[str, ...]:
        return (self.subscriber.email,) if self.subscriber else ()
