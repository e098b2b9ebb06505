"""Translations that another language has left behind."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page
from wagtail.permissions import policy_registry

from freesheet.articles.models import ArticlePage
from freesheet.newsroom import hours
from freesheet.newsroom.desk.lines import Line
from freesheet.planning.rights import Rights
from freesheet.transparency.queries import behind

MOST_SHOWN = 3


def left_behind(rights: Rights) -> Iterator[Line]:
    """What somebody who translates has to compare: the longest ago first, and how many more there are."""
    if not rights.user.has_perm("simple_translation.submit_translation"):
        return
    articles = ArticlePage.objects.all()
    if not rights.everything:
        policy = policy_registry.get_by_type(Page)
        articles = articles.filter(pk__in=policy.instances_user_has_permission_for(rights.user, "change").values("pk"))
    found = list(behind(articles).select_related("locale").defer("body")[: MOST_SHOWN * 10])
    for article in found[:MOST_SHOWN]:
        told = _("Translation behind (%(language)s): another language went on %(ago)s ago or later.")
        says = told % {"language": article.locale.get_display_name(), "ago": hours.ago(article.since)}
        url = reverse("corrections:left-behind", args=[article.pk])
        yield Line(article.draft_title, says, _("Compare"), url, since=article.since)
    more = len(found) - MOST_SHOWN
    if more > 0:
        told = ngettext("%s more translation is behind", "%s more translations are behind", more) % more
        yield Line(told, "", _("Look"), reverse("corrections:behind"))
