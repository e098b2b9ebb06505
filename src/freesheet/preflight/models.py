"""How strict the paper is with each rule."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """What becomes of a finding."""

    BLOCKS = "blocks", _("Blocks publishing")
    WARNS = "warns", _("Warns")
    OFF = "off", _("Off")


class Strictness(models.Model):
    """That the paper chose another level for a rule than comes with it. ``rule`` is the name of the rule's file."""

    rule = models.CharField(max_length=80, unique=True)
    level = models.CharField(max_length=10, choices=Level)

    class Meta:
        verbose_name = _("strictness of a check")
        verbose_name_plural = _("checks before publishing")

    def __str__(self) -> str:
        return f"{self.rule}: {self.level}"
