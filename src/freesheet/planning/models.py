"""What is planned, and what was told to whom by mail."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from freesheet.articles.models import ArticlePage

LONGEST_TEXT = 3000
"""Characters of an idea, and of notes."""

MOST_WORDS = 30_000


class Assignment(models.Model):
    """A piece that somebody proposed or is to make, until it is an article; then that says where it stands."""

    class State(models.TextChoices):
        PITCH = "pitch", _("Pitch")
        ASSIGNED = "assigned", _("Assigned")
        WRITING = "writing", _("Being written")
        DROPPED = "dropped", _("Dropped")

    title = models.CharField(_("working title"), max_length=200)
    idea = models.TextField(
        _("idea"),
        max_length=LONGEST_TEXT,
        validators=[MaxLengthValidator(LONGEST_TEXT)],
        blank=True,
        help_text=_("What it is about, what is new, whom to ask."),
    )
    section = models.ForeignKey(
        "sections.SectionPage",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("section"),
        help_text=_("Its desk answers for the piece. It says the language too."),
    )
    format = models.CharField(_("format"), max_length=20, choices=ArticlePage.Format, default=ArticlePage.Format.COLUMN)
    reporters = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("reporters"),
        help_text=_("Nobody chosen, and it is open to anyone."),
    )
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("editor"),
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True, help_text=_("When the piece is to be handed in."))
    target_date = models.DateField(
        _("target date"), null=True, blank=True, help_text=_("The day on which readers should have it.")
    )
    target_words = models.PositiveIntegerField(
        _("length in words"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST_WORDS)]
    )
    notes = models.TextField(
        _("notes"), max_length=LONGEST_TEXT, validators=[MaxLengthValidator(LONGEST_TEXT)], blank=True
    )
    state = models.CharField(max_length=10, choices=State, default=State.PITCH, editable=False)
    article = models.OneToOneField(
        ArticlePage, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("piece")
        verbose_name_plural = _("pieces")
        indexes = [
            models.Index(fields=["state"], condition=~models.Q(state="dropped"), name="planning_open"),
            models.Index(fields=["target_date"], name="planning_by_day"),
        ]

    def __str__(self) -> str:
        return self.title


class DigestWish(models.Model):
    """When somebody wants the day's letter, if at all. Who said nothing gets it at ``EARLY``."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    wanted = models.BooleanField(_("one letter a day"), default=True)
    hour = models.PositiveSmallIntegerField(_("at what hour"), default=7, validators=[MaxValueValidator(23)])

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.user_id}: {self.hour if self.wanted else '-'}"


class Digest(models.Model):
    """That a letter was begun for somebody on a day. The row comes before the letter, so that none goes out twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    lines = models.PositiveIntegerField()
    """What it told of; 0 where there was nothing to tell, and no letter."""
    at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=1)
    failed = models.BooleanField(default=False)
    """The mail server said no: it may be tried again."""

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="planning_one_letter_a_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.user_id}"
