"""Other texts of the appeal, compared with the first; how often they were seen, and what came of them."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from freesheet.contributions.models.receipts import languages

LONGEST_APPEAL = 2000


class AppealText(models.Model):
    """A text that is compared with the one in the publication's settings, which has the rest of the readers."""

    name = models.CharField(_("name"), max_length=60, help_text=_("For the newsroom; readers do not see it."))
    language = models.CharField(_("language"), max_length=20, choices=languages)
    heading = models.CharField(_("heading"), max_length=200)
    text = models.TextField(
        _("text"), max_length=LONGEST_APPEAL, blank=True, validators=[MaxLengthValidator(LONGEST_APPEAL)]
    )
    note = models.CharField(_("small print"), max_length=500, blank=True)
    share = models.PositiveSmallIntegerField(
        _("share of the readers, in per cent"),
        default=50,
        validators=[MinValueValidator(1), MaxValueValidator(99)],
        help_text=_("It stays as it is: nothing shifts by itself to the text that does better."),
    )
    begun_at = models.DateTimeField(default=timezone.now, editable=False)
    stopped_at = models.DateTimeField(_("stopped"), null=True, editable=False)

    class Meta:
        verbose_name = _("text of the appeal")
        verbose_name_plural = _("texts of the appeal")

    def __str__(self) -> str:
        return self.name


class AppealCount(models.Model):
    """How often a text of the appeal was seen on a day, and how often somebody said that it bothered them.

    ``text`` is the number of the text, 0 for the one of the publication's settings. Nothing says who it was.
    """

    language = models.CharField(max_length=20)
    text = models.PositiveBigIntegerField()
    day = models.DateField()
    seen = models.PositiveIntegerField(default=0)
    bothered = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "text", "day"], name="appeal_count_once_a_day")]

    def __str__(self) -> str:
        return f"{self.language} {self.text} {self.day}"
