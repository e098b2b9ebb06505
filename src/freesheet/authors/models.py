"""An author is a person with a page."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, TitleFieldPanel
from wagtail.fields import RichTextField, StreamField

from freesheet.editions.pages import ReaderPage

NAME = pgettext_lazy("of a person", "Name")


class AuthorIndexPage(ReaderPage):
    """The list of an edition's authors, and the place where their pages lie."""

    parent_page_types = ["editions.FrontPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("list of authors")
        verbose_name_plural = _("lists of authors")


class LinkBlock(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """Somewhere else a person can be found."""

    label = blocks.CharBlock(label=_("Label"), max_length=80)
    url = blocks.URLBlock(label=_("Address"), max_length=500)

    class Meta:
        icon = "link"
        label_format = "{label}"


class AuthorPage(ReaderPage):
    """A person. The page's title is the name."""

    portrait = models.ForeignKey(
        "media.NewsImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("portrait"),
    )
    role_line = models.CharField(
        _("role line"), max_length=120, blank=True, help_text=_("For example: Europe correspondent.")
    )
    reports_from = models.CharField(_("reports from"), max_length=120, blank=True)
    biography = RichTextField(_("biography"), features=["bold", "italic", "link"], blank=True)
    links = StreamField([("link", LinkBlock(label=_("Link")))], blank=True, max_num=12, verbose_name=_("links"))
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("account"),
    )

    content_panels = [
        TitleFieldPanel("title", heading=NAME, placeholder=NAME, help_text=_("As it stands over articles.")),
        FieldPanel("portrait"),
        FieldRowPanel([FieldPanel("role_line"), FieldPanel("reports_from")]),
        FieldPanel("biography"),
        FieldPanel("links"),
    ]
    settings_panels = [*ReaderPage.settings_panels, FieldPanel("account")]
    parent_page_types = ["authors.AuthorIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
