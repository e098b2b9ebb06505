"""What the outlet enters of a quarter, and what readers were shown of it.

What was shown is never changed: the database refuses it. Where figures change, they are shown anew beside it.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from freesheet.lib.money import Money

LONGEST_NOTE = 300
LONGEST_REASON = 500


class Quarter(models.Model):
    """Three months of the outlet's books, by the calendar of its own time zone."""

    year = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField()
    """From 1 to 4."""
    currency = models.CharField(max_length=3)
    """The paper's own, in which everything is summed up."""
    large_minor = models.BigIntegerField(validators=[MinValueValidator(1)])
    """Whoever gave so much in the quarter, in that currency, gave a large gift."""
    note = models.TextField(max_length=2000, blank=True)
    """What the outlet says of it to readers, in its own words."""

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("quarter")
        verbose_name_plural = _("quarters")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["year", "number"], name="quarter_once"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=4), name="quarter_is_of_four"),
            models.CheckConstraint(condition=Q(large_minor__gt=0), name="quarter_large_is_something"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """As it is in addresses: ``2026-q3``."""
        return f"{self.year}-q{self.number}"

    @property
    def begins(self) -> datetime:
        """Its first moment, in the outlet's time zone."""
        return datetime(self.year, 3 * self.number - 2, 1, tzinfo=settings.PUBLICATION.zone)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        year, month = (self.year + 1, 1) if self.number == 4 else (self.year, 3 * self.number + 1)
        return datetime(year, month, 1, tzinfo=settings.PUBLICATION.zone)

    @property
    def is_over(self) -> bool:
        return timezone.now() >= self.ends


class QuarterLine(models.Model):
    """Money that is in no gift: a grant, another income, or what was spent."""

    class Kind(models.TextChoices):
        GRANT = "grant", _("Grant")
        OTHER = "other", _("Other income")
        SPENDING = "spending", _("Spending")

    class Category(models.TextChoices):
        PEOPLE = "people", _("Salaries and fees")
        REPORTING = "reporting", _("Reporting and travel")
        TECHNOLOGY = "technology", _("Technology")
        PLACE = "place", _("Rent and office")
        LAW = "law", _("Law and insurance")
        GIVING = "giving", _("Asking for gifts")
        TAXES = "taxes", _("Taxes and bookkeeping")
        OTHER = "other", _("Other spending")

    quarter = models.ForeignKey(Quarter, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=10, choices=Kind)
    category = models.CharField(max_length=20, choices=Category, blank=True)
    """Of spending."""
    source = models.CharField(max_length=120, blank=True)
    """Who gave it, where it is income: named."""
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    note = models.CharField(max_length=LONGEST_NOTE, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minor__gt=0), name="quarter_line_is_of_something"),
            models.CheckConstraint(
                condition=Q(kind="spending", source="") & ~Q(category="")
                | ~Q(kind="spending") & Q(category="") & ~Q(source=""),
                name="quarter_line_says_what_it_is",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.money}"

    @property
    def money(self) -> Money:
        return Money(self.minor, self.currency)


class QuarterRate(models.Model):
    """What one unit of a currency was worth in the paper's own in a quarter, as the outlet says."""

    quarter = models.ForeignKey(Quarter, on_delete=models.CASCADE, related_name="rates")
    currency = models.CharField(max_length=3)
    rate = models.DecimalField(max_digits=20, decimal_places=10)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["currency"]
        constraints = [
            models.UniqueConstraint(fields=["quarter", "currency"], name="quarter_rate_once"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="quarter_rate_is_something"),
        ]

    def __str__(self) -> str:
        return f"1 {self.currency} = {self.shown:f}"

    @property
    def shown(self) -> Decimal:
        """Without noughts at its end."""
        return self.rate.normalize()


class ShownQuarter(models.Model):
    """The figures of a quarter as readers were shown them: the first time, and each time that they changed."""

    quarter = models.ForeignKey(Quarter, on_delete=models.PROTECT, related_name="shown")
    number = models.PositiveSmallIntegerField()
    """From 1: the first was no change of anything."""
    figures = models.JSONField()
    """As ``quarters.figures.Figures`` writes them."""
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    """Why figures changed, for readers; none the first time."""
    by = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["quarter", "number"], name="quarter_shown_once"),
            models.CheckConstraint(condition=Q(number=1, reason="") | Q(number__gt=1) & ~Q(reason=""),
                                   name="quarter_change_has_a_reason"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.quarter.name} ({self.number})"
