"""Sections are pages that articles lie under; tags run across them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel

from freesheet.editions.pages import ReaderPage


class SectionPage(ReaderPage):
    """A section of an edition: World, Culture."""

    description = models.TextField(_("description"), max_length=1000, blank=True)

    opinion = models.BooleanField(
        _("opinion"),
        default=False,
        help_text=_("Columns that lie in it are labelled as opinion, unless one of them says otherwise."),
    )

    content_panels = [*ReaderPage.content_panels, FieldPanel("description"), FieldPanel("opinion")]
    parent_page_types = ["editions.FrontPage"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class Tag(TagBase):  # type: ignore[misc]  # taggit ships no types
    """A word that joins articles of every section. Its address never changes, whatever its name becomes."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
