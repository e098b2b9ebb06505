"""Readers must not have it yet."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level

NAME = gettext_lazy("Embargo")
LEVEL = Level.BLOCKS


def check(article: ArticlePage) -> Iterator[Finding]:
    """What is under embargo goes to readers when that ends, or later."""
    until, goes = article.embargo_until, article.go_live_at
    if until is None or until <= timezone.now() or (goes is not None and goes >= until):
        return
    when = until.astimezone(settings.PUBLICATION.zone).strftime("%Y-%m-%d %H:%M %Z")
    yield Finding(
        _("Under embargo until %s. Set a schedule for then or later, or change the embargo.") % when, "embargo_until"
    )
