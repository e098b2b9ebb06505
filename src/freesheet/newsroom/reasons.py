"""Asking why an article that readers have is about to say something else, in its own form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface

from freesheet.articles.models import ArticlePage
from freesheet.transparency.models import LONGEST_REASON, ChangeNote

KIND, WORDS = "change_kind", "change_words"
"""The names of the two fields. They are of the form, not of the article: a draft has no reason yet."""


class ArticleForm(WagtailAdminPageForm):  # type: ignore[misc]  # Wagtail ships no types
    """An article's form. What it asks for beyond the article is looked at when the article goes to readers."""

    change_kind = forms.ChoiceField(
        label=_("Why it changes"), required=False, choices=[("", "—"), *ChangeNote.Kind.choices]
    )
    change_words = forms.CharField(
        label=_("In words"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=_("Only the newsroom sees this. If it was wrong, you are led to the correction next."),
    )

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        if sections := self.fields.get("further_sections"):
            # In the article's own language, and those in which it is.
            chosen = [section.pk for section in self.instance.further_sections.all()]
            theirs = Q(locale=self.instance.locale_id) | Q(pk__in=chosen)
            sections.queryset = sections.queryset.filter(theirs).order_by("path")


class ReasonPanel(MultiFieldPanel):  # type: ignore[misc]
    """The two fields, under articles that readers have."""

    class BoundPanel(MultiFieldPanel.BoundPanel):  # type: ignore[misc]
        def is_shown(self) -> bool:
            return bool(self.instance.live and super().is_shown())


def ask_for_reasons() -> None:
    """Give articles their form. Called once, when all rooms are ready: a lower room knows nothing of reasons."""
    asked = ReasonPanel([FieldPanel(KIND), FieldPanel(WORDS)], heading=_("If it says something else from now on"))
    tabs: list[tuple[Any, Any]] = [
        ([*ArticlePage.content_panels, asked], _("Content")),
        (ArticlePage.promote_panels, _("Promote")),
        (ArticlePage.settings_panels, _("Settings")),
    ]
    ArticlePage.edit_handler = TabbedInterface(
        [ObjectList(panels, heading=heading) for panels, heading in tabs], base_form_class=ArticleForm
    )
