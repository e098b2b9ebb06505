"""The article: a page under its section."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from taggit.models import ItemBase
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    PageChooserPanel,
    TitleFieldPanel,
)
from wagtail.fields import StreamField
from wagtail.models import Orderable

from freesheet.articles.blocks import ArticleBody
from freesheet.articles.coverage import CoveredPage, coverage_panel, newest_entry
from freesheet.articles.interviews import InterviewedPage, interview_panel
from freesheet.articles.rules import is_a_length, plain_headline
from freesheet.articles.spoken import spoken
from freesheet.editions.pages import ReaderPage
from freesheet.lib.block_forms import KeptBlockWidget
from freesheet.lib.model_fields import WebAddressField
from freesheet.lib.players import player_of
from freesheet.lib.reading_time import minutes
from freesheet.media.models import Recording
from freesheet.sections.models import MOST_PARTS, Tag

LONGEST_PLAIN = 255
"""Characters kept of a headline as it is compared."""

BODY = ArticleBody()


class ArticleTag(ItemBase):  # type: ignore[misc]  # taggit ships no types
    """That an article carries a tag."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="+")
    content_object = ParentalKey("articles.ArticlePage", on_delete=models.CASCADE, related_name="tagged_items")


class ArticlePage(InterviewedPage, CoveredPage):
    """An article in one of four formats. The page's title is the headline.

    Wagtail's ``first_published_at`` and ``last_published_at`` are the dates that readers see.
    """

    class Format(models.TextChoices):
        COLUMN = "column", _("Column")
        VIDEO = "video", _("Video")
        VISUAL = "visual", _("Visual")
        INTERVIEW = "interview", _("Interview")

    class Opinion(models.TextChoices):
        SECTION = "", _("As its section says")
        YES = "yes", _("Opinion")
        NO = "no", _("No opinion piece")

    format = models.CharField(_("format"), max_length=20, choices=Format, default=Format.COLUMN)
    opinion = models.CharField(
        _("opinion"),
        max_length=3,
        choices=Opinion,
        default=Opinion.SECTION,
        blank=True,
        help_text=_("Of a column: whether readers are told that it is somebody’s opinion."),
    )
    kicker = models.CharField(_("kicker"), max_length=80, blank=True, help_text=_("The short line over the headline."))
    standfirst = models.TextField(
        _("standfirst"), max_length=1000, blank=True, help_text=_("One or two sentences under the headline.")
    )
    body = StreamField(BODY, blank=True, verbose_name=_("body"))
    lead_picture = models.ForeignKey(
        "media.NewsImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("lead picture"),
    )
    lead_caption = models.CharField(
        _("caption"), max_length=500, blank=True, help_text=_("Left empty, the picture's own caption is used.")
    )
    film = models.ForeignKey(
        "media.Recording",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("film"),
        help_text=_("One of ours. It stands in the place of the lead picture, which is what cards show."),
    )
    film_url = WebAddressField(
        _("film on another site"),
        max_length=2000,
        blank=True,
        help_text=_("Or one that lies elsewhere. Nothing is loaded from there before a reader wants it."),
    )
    film_length = models.CharField(
        _("its length"),
        max_length=9,
        blank=True,
        validators=[is_a_length],
        help_text=_("Of the film on the other site: 12:30 or 1:02:30."),
    )
    further_sections = ParentalManyToManyField(
        "sections.SectionPage", blank=True, related_name="+", verbose_name=_("further sections")
    )
    tags = ClusterTaggableManager(through=ArticleTag, blank=True, verbose_name=_("tags"))
    series = models.ForeignKey(
        "sections.SeriesPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("series"),
        help_text=_("One at most. In another language, readers get the series in theirs."),
    )
    part_number = models.PositiveSmallIntegerField(
        _("part"),
        null=True,
        blank=True,
        validators=[
            MinValueValidator(1, _("Parts are counted from 1.")),
            MaxValueValidator(MOST_PARTS, _("A series has at most %(limit_value)s parts.")),
        ],
        help_text=_("Left empty, it follows the parts that were published before it."),
    )
    original_url = models.URLField(
        _("original address"), max_length=2000, blank=True, help_text=_("Where this article first appeared.")
    )
    canonical_url = models.URLField(
        _("canonical address"),
        max_length=2000,
        blank=True,
        help_text=_("Only if search engines should be sent to another site's copy."),
    )
    reading_minutes = models.PositiveSmallIntegerField(_("reading time in minutes"), default=1, editable=False)
    plain_title = models.CharField(max_length=LONGEST_PLAIN, default="", editable=False, db_index=True)
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Nothing of it may be public before. It cannot be published earlier, only scheduled."),
    )
    appeal_off = models.BooleanField(
        _("no appeal"), default=False, help_text=_("For pieces under which asking for money would be wrong.")
    )

    content_panels = [
        FieldRowPanel([FieldPanel("kicker"), FieldPanel("format"), FieldPanel("opinion")]),
        TitleFieldPanel(
            "title", heading=_("Headline"), placeholder=_("Headline"), help_text=_("What readers see first.")
        ),
        FieldPanel("standfirst"),
        InlinePanel("bylines", heading=_("Bylines"), label=_("Byline"), max_num=20),
        MultiFieldPanel([FieldPanel("lead_picture"), FieldPanel("lead_caption")], _("Lead picture")),
        MultiFieldPanel(
            [FieldPanel("film"), FieldRowPanel([FieldPanel("film_url"), FieldPanel("film_length")])], _("Film")
        ),
        interview_panel(),
        FieldPanel("body", widget=KeptBlockWidget(BODY)),
        coverage_panel(),
        MultiFieldPanel([FieldPanel("tags"), FieldPanel("further_sections")], _("Where it belongs")),
        MultiFieldPanel([PageChooserPanel("series"), FieldPanel("part_number")], _("Series"), classname="collapsed"),
        MultiFieldPanel(
            [
                InlinePanel("related_pins", label=_("Article to show"), max_num=6),
                InlinePanel("related_bans", label=_("Article never to show"), max_num=50),
            ],
            _("Related articles"),
            classname="collapsed",
        ),
    ]
    promote_panels = [
        *ReaderPage.promote_panels,
        MultiFieldPanel(
            [FieldPanel("original_url"), FieldPanel("canonical_url"), FieldPanel("appeal_off")], _("For this article")
        ),
    ]
    settings_panels = [
        *ReaderPage.settings_panels,
        FieldPanel("embargo_until"),
        FieldPanel("first_published_at"),
    ]
    parent_page_types = ["sections.SectionPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(fields=["page_ptr"], condition=~models.Q(canonical_url=""), name="articles_elsewhere"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.plain_title = plain_headline(self.title)[:LONGEST_PLAIN]
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Look at the film.

        Raises:
            ValidationError: there are two, or it is none that readers could see.
        """
        super().clean()
        if self.film is not None and self.film_url:
            raise ValidationError({"film_url": _("Choose a film of ours or one on another site, not both.")})
        if self.film is not None and self.film.kind != Recording.Kind.FILM:
            raise ValidationError({"film": _("This is a sound. It can stand in the text, as a block.")})
        if self.film_url and player_of(self.film_url) is None:
            raise ValidationError(
                {"film_url": _("This site is not one whose players we show. Set a link in the text.")}
            )

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        # Here and not in save(), for drafts are kept as revisions and only pass through here.
        self.reading_minutes = minutes(spoken(self.body), self.locale.language_code if self.locale_id else "en")
        self.newest_entry_at = newest_entry(self.body)
        super().full_clean(*args, **kwargs)


class Pin(models.Model):
    """That an article stands at the top of its section, whatever comes after it, until a time.

    A row and not a field: whoever pins publishes no draft, and a version that is taken back pins nothing again.
    """

    article = models.OneToOneField(ArticlePage, on_delete=models.CASCADE, related_name="pin")
    until = models.DateTimeField(_("until"))
    on_front = models.BooleanField(
        _("on the front page too"), default=True, help_text=_("First of those that nobody has placed there.")
    )
    at = models.DateTimeField(editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("pin")
        verbose_name_plural = _("pins")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["until"], name="articles_pins_ending")]

    def __str__(self) -> str:
        return str(self.article)


class Byline(Orderable):  # type: ignore[misc]
    """A name over an article, in order, and what that person did."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="bylines")
    # Revisions keep bylines of people who have been deleted, and only these can be left out when one is opened again.
    # What keeps an author who is named over an article from being deleted is project/receiving.py.
    author = models.ForeignKey(
        "authors.AuthorPage", on_delete=models.CASCADE, related_name="+", verbose_name=_("author")
    )
    role = models.CharField(
        _("role"),
        max_length=80,
        blank=True,
        help_text=_("Empty for the writer. For example: translation, photographs."),
    )

    panels = [FieldRowPanel([PageChooserPanel("author"), FieldPanel("role")])]


class RelatedPin(Orderable):  # type: ignore[misc]
    """An article that an editor wants beside another."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_pins")
    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="+", verbose_name=_("article"))

    panels = [PageChooserPanel("article")]


class RelatedBan(Orderable):  # type: ignore[misc]
    """An article that an editor never wants beside another."""

    page = ParentalKey(ArticlePage, on_delete=models.CASCADE, related_name="related_bans")
    article = models.ForeignKey(ArticlePage, on_delete=models.CASCADE, related_name="+", verbose_name=_("article"))

    panels = [PageChooserPanel("article")]
