"""For whom somebody gives; and the names of those who want to be named."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from freesheet.contributions.conf import LONGEST_NAME


class Dedication(models.Model):
    """That a gift is in memory of somebody, or a present to somebody. It goes when who gave is forgotten."""

    class Kind(models.TextChoices):
        MEMORY = "memory", _("In memory of")
        PRESENT = "present", _("A present for")

    charge = models.OneToOneField("contributions.Charge", on_delete=models.CASCADE, related_name="dedication")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=LONGEST_NAME)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.kind} of gift {self.charge_id}"


class Named(models.Model):
    """Who gave and wants to be named, as readers are shown it now."""

    supporter = models.OneToOneField("contributions.Supporter", on_delete=models.CASCADE, related_name="named")
    name = models.CharField(max_length=LONGEST_NAME)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"name of supporter {self.supporter_id}"
