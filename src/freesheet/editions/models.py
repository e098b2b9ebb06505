"""Front pages, pages about the outlet, and what the outlet says of itself."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin, TranslatableMixin

from freesheet.editions.blocks import ProseBlock
from freesheet.editions.pages import ReaderPage
from freesheet.editions.rules import AA, HEX, PAPER, TINT, contrast


class SlotBlock(blocks.StructBlock):  # type: ignore[misc]  # Wagtail ships no types
    """A place on the front page, and how large the story in it is."""

    story = blocks.PageChooserBlock(label=_("Story"), required=False)
    size = blocks.ChoiceBlock(
        label=_("Size"),
        choices=[("lead", _("Lead")), ("large", _("Large")), ("normal", _("Normal"))],
        default="normal",
    )
    headline = blocks.CharBlock(
        label=_("Headline here"), required=False, max_length=255, help_text=_("Left empty, the article's own.")
    )
    kicker = blocks.CharBlock(
        label=_("Kicker here"), required=False, max_length=80, help_text=_("Left empty, the article's own.")
    )

    class Meta:
        icon = "doc-full"
        label_format = "{story} ({size})"
        form_layout = blocks.BlockGroup(children=["story", "size"], settings=["headline", "kicker"])


MOST_SLOTS = 20


class FrontPage(ReaderPage):
    """The front of an edition, and the root of its tree. What stands on it is in its layout."""

    shown_layout: FrontLayout | None = None
    """A layout that an editor looks at, in place of the one that readers have."""

    content_panels = [
        *ReaderPage.content_panels,
        HelpPanel(_("What stands on the front page is arranged under “Front page”, and published there by itself.")),
    ]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")


class FrontLayout(PreviewableMixin, DraftStateMixin, RevisionMixin, models.Model):  # type: ignore[misc]
    """What stands on a front page, in order. It has drafts, a history and a time of its own, apart from the page."""

    front = models.OneToOneField(FrontPage, on_delete=models.CASCADE, related_name="layout", editable=False)
    slots = StreamField(
        [("slot", SlotBlock(label=_("Slot")))],
        blank=True,
        max_num=MOST_SLOTS,
        verbose_name=_("slots"),
        help_text=_("What leads, in order. A slot without a story, and all that you leave free, gets the newest."),
    )

    panels = [FieldPanel("slots")]
    preview_sizes = [
        {"name": "phone", "icon": "mobile-alt", "device_width": 390, "label": _("As on a telephone")},
        {"name": "desk", "icon": "desktop", "device_width": 1280, "label": _("As on a desk")},
    ]
    default_preview_size = "desk"

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    def __str__(self) -> str:
        return str(self.front.title)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The front page as readers would get it with this layout."""
        front = FrontPage.objects.get(pk=self.front_id)
        front.shown_layout = self
        answer: HttpResponse = front.serve_preview(request, mode_name)
        return answer


class InformationPage(ReaderPage):
    """A page about the outlet: who it is, how to support it, how it works."""

    class Role(models.TextChoices):
        PLAIN = "", _("A page")
        ABOUT = "about", _("About us")
        SUPPORT = "support", _("How to support us")

    role = models.CharField(
        _("role"), max_length=20, choices=Role, blank=True, help_text=_("Where the site links to this page from.")
    )
    body = StreamField(ProseBlock(), blank=True, verbose_name=_("body"))
    original_url = models.URLField(_("original address"), max_length=2000, blank=True)

    content_panels = [*ReaderPage.content_panels, FieldPanel("body")]
    promote_panels = [*ReaderPage.promote_panels, FieldPanel("role"), FieldPanel("original_url")]
    parent_page_types = ["editions.FrontPage", "editions.InformationPage"]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")


def _identity(name: str) -> FieldPanel:
    """A field that those who only word the appeal do not see."""
    return FieldPanel(name, permission="editions.change_identity")


class Publication(TranslatableMixin, RevisionMixin, models.Model):  # type: ignore[misc]
    """What the outlet says of itself in one language, and what it looks like there."""

    class Type(models.TextChoices):
        NEWSREADER = "newsreader", _("Newsreader and Libre Franklin")
        SYSTEM = "system", _("The reader's own fonts")

    class Density(models.TextChoices):
        COMFORTABLE = "comfortable", _("Comfortable")
        COMPACT = "compact", _("Compact")

    name = models.CharField(_("name"), max_length=100)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    about = models.TextField(_("description"), max_length=2000, blank=True)
    logo = models.ForeignKey(
        "media.NewsImage", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("logo")
    )
    publisher = models.CharField(_("publisher"), max_length=255, blank=True)
    imprint = models.TextField(_("imprint"), max_length=2000, blank=True)
    copyright_line = models.CharField(_("copyright line"), max_length=255, blank=True)
    licence = models.CharField(_("licence"), max_length=255, blank=True)
    licence_url = models.URLField(_("address of the licence"), max_length=500, blank=True)
    independence = models.TextField(_("independence statement"), max_length=2000, blank=True)
    appeal_heading = models.CharField(_("appeal: heading"), max_length=200, blank=True)
    appeal_text = models.TextField(
        _("appeal: text"),
        max_length=2000,
        blank=True,
        help_text=_(
            "{supporters} and {countries} stand for how many give, {articles} for this year’s articles, {cost} for what"
            " one costs; a sentence without its figure is left out."
        ),
    )
    appeal_note = models.CharField(_("appeal: small print"), max_length=500, blank=True)
    support_label = models.CharField(_("label of the support button"), max_length=80, blank=True)
    accent = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#1d3fbb",
        validators=[RegexValidator(rf"^{HEX.pattern}$", _("Write the colour as #rrggbb, for example #1d3fbb."))],
        help_text=_("As #rrggbb. The colour for dark mode is derived from it."),
    )
    type = models.CharField(_("type"), max_length=20, choices=Type, default=Type.NEWSREADER)
    density = models.CharField(_("density"), max_length=20, choices=Density, default=Density.COMFORTABLE)

    panels = [
        MultiFieldPanel([_identity(name) for name in ("name", "tagline", "about", "logo")], _("Who you are")),
        MultiFieldPanel(
            [
                *[_identity(name) for name in ("publisher", "imprint", "copyright_line")],
                FieldRowPanel([_identity("licence"), _identity("licence_url")]),
                _identity("independence"),
            ],
            _("Who answers for it"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("appeal_heading"),
                FieldPanel("appeal_text"),
                FieldPanel("appeal_note"),
                FieldPanel("support_label"),
            ],
            _("The appeal"),
        ),
        FieldRowPanel([_identity(name) for name in ("accent", "type", "density")], _("The look")),
    ]

    class Meta(TranslatableMixin.Meta):  # type: ignore[misc]
        verbose_name = _("publication settings")
        verbose_name_plural = _("publication settings")
        constraints = [models.UniqueConstraint(fields=["locale"], name="editions_publication_once_per_language")]
        permissions = [("change_identity", _("Can change all but the appeal"))]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if HEX.fullmatch(self.accent) and min(contrast(self.accent, g) for g in (PAPER, TINT)) < AA:
            raise ValidationError(
                {"accent": _("This colour is too light to be read on white paper. Please choose a darker one.")}
            )
