"""Versions that were set aside until their writer has said what is to become of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SetAside(models.Model):
    """Somebody's version of a page, saved while another's was saved before it, that contradicts it.

    It is a revision of the page like any other, and can be compared and restored; only that it is not the newest.
    """

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+", verbose_name=_("page"))
    revision = models.OneToOneField("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    base = models.JSONField(null=True, blank=True, editable=False)
    """The content that both began with, where it is known."""
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("version set aside")
        verbose_name_plural = _("versions set aside")

    def __str__(self) -> str:
        return str(self.revision_id)
