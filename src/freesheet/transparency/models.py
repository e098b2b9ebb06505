"""Records of what was wrong, why articles changed, and who looked at a translation since. None is ever edited."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

LONGEST_TEXT, LONGEST_REASON = 1000, 500
"""Characters of what was wrong and of what is right, and of a reason."""


class Record(models.Model):
    """Something that was said of an article, when, and by whom. It goes with the article, and never before it."""

    article = models.ForeignKey(
        "articles.ArticlePage", on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        abstract = True


class Correction(Record):
    """What was wrong in an article, and what is right. Readers see both."""

    class Severity(models.TextChoices):
        CLARIFICATION = "clarification", _("Clarification: true, but easily misunderstood")
        CORRECTION = "correction", _("Correction: a fact was wrong")
        GRAVE = "grave", _("Grave: readers were misled about what matters; stands over the article")

    locale = models.ForeignKey(Locale, on_delete=models.PROTECT, related_name="+", editable=False)
    severity = models.CharField(_("how grave"), max_length=20, choices=Severity, default=Severity.CORRECTION)
    # A form of Django's looks at max_length by itself, and a model does not.
    wrong = models.TextField(
        _("what was wrong"),
        max_length=LONGEST_TEXT,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        help_text=_("As readers had it. One or two sentences."),
    )
    right = models.TextField(
        _("what is right"),
        max_length=LONGEST_TEXT,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        help_text=_("What we know now. One or two sentences."),
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["locale", "id"], name="transparency_in_order")]

    def __str__(self) -> str:
        return self.wrong


class Withdrawal(models.Model):
    """That a correction was itself wrong. It leaves the article; the list of corrections says both."""

    correction = models.OneToOneField(Correction, on_delete=models.CASCADE, related_name="withdrawal")
    reason = models.TextField(
        _("why it is withdrawn"),
        max_length=LONGEST_REASON,
        validators=[MaxLengthValidator(LONGEST_REASON)],
        help_text=_("Readers see this in the list of corrections."),
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("withdrawal of a correction")
        verbose_name_plural = _("withdrawals of corrections")

    def __str__(self) -> str:
        return self.reason


class ChangeNote(Record):
    """Why a published article says something else than it did. Only the newsroom sees it."""

    class Kind(models.TextChoices):
        TYPO = "typo", _("A slip of the pen: nothing else than before is said")
        UPDATE = "update", _("The story goes on")
        CORRECTION = "correction", _("It was wrong: a correction follows")
        OTHER = "other", _("Something else (say what)")

    kind = models.CharField(_("why"), max_length=20, choices=Kind)
    words = models.CharField(_("in words"), max_length=LONGEST_REASON, blank=True)

    class Meta:
        verbose_name = _("reason for a change")
        verbose_name_plural = _("reasons for changes")

    def __str__(self) -> str:
        return self.words or str(self.Kind(self.kind).label)


class CaughtUp(Record):
    """That a translation was compared with what changed in another language until now, and is in order."""

    class Meta:
        verbose_name = _("comparison of a translation")
        verbose_name_plural = _("comparisons of translations")

    def __str__(self) -> str:
        return str(self.at)
