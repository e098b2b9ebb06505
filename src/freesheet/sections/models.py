"""Sections are pages that articles lie under; series and tags run across them."""

from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase
from wagtail.admin.panels import FieldPanel, HelpPanel

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


LONGEST_DESCRIPTION = 2000
"""Characters."""

MOST_PARTS = 200
"""Of a series: it is read in order, on one page."""


class SeriesPage(ReaderPage):
    """A series of an edition: articles that belong together, to be read in order."""

    description = models.TextField(
        _("description"),
        max_length=LONGEST_DESCRIPTION,
        validators=[MaxLengthValidator(LONGEST_DESCRIPTION)],
        blank=True,
        help_text=_("What the series is about, in a few sentences."),
    )
    picture = models.ForeignKey(
        "media.NewsImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
    )

    content_panels = [
        *ReaderPage.content_panels,
        FieldPanel("description"),
        FieldPanel("picture"),
        HelpPanel(_("An article says in its own editor which series it belongs to, and which part it is.")),
    ]
    parent_page_types = ["editions.FrontPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")


class Tag(TagBase):  # type: ignore[misc]  # taggit ships no types
    """A word that joins articles of every section. Its address never changes, whatever its name becomes."""

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
