"""That somebody in the newsroom thanked for a gift, themselves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_THANKS = 3000


class Thanks(models.Model):
    """Who thanked for a gift, and how. Once for each."""

    class Way(models.TextChoices):
        LETTER = "letter", _("By a letter from here")
        OWN = "own", _("In another way")

    charge = models.OneToOneField("contributions.Charge", on_delete=models.PROTECT, related_name="thanks")
    way = models.CharField(max_length=10, choices=Way)
    text = models.TextField(max_length=LONGEST_THANKS, blank=True)
    """The letter's own words."""
    by = models.CharField(max_length=150)
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(way="letter") | Q(way="own", text=""), name="thanks_have_words_in_a_letter"
            )
        ]

    def __str__(self) -> str:
        return f"thanks for {self.charge}"
