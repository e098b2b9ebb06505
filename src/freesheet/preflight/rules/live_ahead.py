"""A live entry whose time has not come."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.coverage import entries
from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level

NAME = gettext_lazy("A live entry from the future")
LEVEL = Level.WARNS
SLACK = timedelta(minutes=5)
"""Clocks differ, and an entry may be written for the next full minutes."""


def check(article: ArticlePage) -> Iterator[Finding]:
    """An entry that says a later time stands over all others until then."""
    goes = article.go_live_at or timezone.now()
    for place, at in entries(article.body):
        if at > goes + SLACK:
            when = timezone.localtime(at).strftime("%Y-%m-%d %H:%M %Z")
            yield Finding(_("This live entry says %s, which is still to come.") % when, place)
