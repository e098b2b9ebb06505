"""What an article has besides if it is an interview."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from freesheet.articles.speakers import SpeakersBlock
from freesheet.editions.pages import ReaderPage


class Held(models.TextChoices):
    """How an interview was held."""

    PERSON = "person", _("In person")
    VIDEO = "video", _("By video call")
    PHONE = "phone", _("By telephone")
    WRITING = "writing", _("In writing")
    STAGE = "stage", _("On a stage, before an audience")
    SEVERAL = "several", _("In several ways, or on several occasions")


class InterviewedPage(ReaderPage):
    """Who spoke, how it came about, and what readers have to know to believe it. All of it may be empty."""

    speakers = StreamField(
        SpeakersBlock(),
        blank=True,
        verbose_name=_("speakers"),
        help_text=_("Once each. Their turns are blocks of the body."),
    )
    exclusive = models.BooleanField(
        _("exclusive"), default=False, help_text=_("They have spoken to nobody else of it. Readers are told.")
    )
    held_how = models.CharField(_("how it was held"), max_length=20, blank=True, choices=Held)
    held_place = models.CharField(_("place"), max_length=120, blank=True)
    held_on = models.DateField(_("day"), null=True, blank=True)
    held_language = models.CharField(
        _("language"),
        max_length=120,
        blank=True,
        help_text=_("Where it was not that of the article."),
    )
    interpreter = models.CharField(_("interpreter"), max_length=120, blank=True)
    edited = models.BooleanField(_("edited for length and clarity"), default=False)
    consent = models.TextField(
        _("what was agreed"),
        max_length=600,
        blank=True,
        help_text=_("For readers: that a name was changed, that the text was read before it was published."),
    )

    class Meta:
        abstract = True


def interview_panel() -> MultiFieldPanel:
    """The part of an article's form that is about an interview."""
    return MultiFieldPanel(
        [
            FieldPanel("speakers"),
            FieldRowPanel([FieldPanel("held_how"), FieldPanel("held_place"), FieldPanel("held_on")]),
            FieldRowPanel([FieldPanel("held_language"), FieldPanel("interpreter")]),
            FieldRowPanel([FieldPanel("exclusive"), FieldPanel("edited")]),
            FieldPanel("consent"),
        ],
        _("Interview"),
        classname="collapsed",
    )
