"""The form of a front page."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from freesheet.articles.models import ArticlePage
from freesheet.editions.models import FrontLayout


class FrontForm(WagtailAdminModelForm):  # type: ignore[misc]  # Wagtail ships no types
    """Only articles can stand in slots."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        stories = [slot.value["story"] for slot in cleaned.get("slots") or () if slot.value["story"]]
        articles = set(ArticlePage.objects.filter(pk__in=[page.pk for page in stories]).values_list("pk", flat=True))
        for page in stories:
            if page.pk not in articles:
                self.add_error("slots", _("“%s” is no article. Please choose another story.") % page.title)
        return cleaned


def let_articles_stand_there() -> None:
    """Give front pages their form. Called once, when all rooms are ready: a lower room knows nothing of articles."""
    FrontLayout.base_form_class = FrontForm
