"""What is told of all gifts together."""

from __future__ import annotations

from django.db import models


class ShownFigures(models.Model):
    """What readers are told of how many give. One row; nought is not told."""

    supporters = models.PositiveIntegerField(default=0)
    countries = models.PositiveIntegerField(default=0)
    articles = models.JSONField(default=dict)
    """Those of this year, by language."""
    cost_minor = models.BigIntegerField(default=0)
    """What an article costs, by the accounts."""
    cost_currency = models.CharField(max_length=3, blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.supporters} in {self.countries}"
