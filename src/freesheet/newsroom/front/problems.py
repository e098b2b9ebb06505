"""Stories on a front page that readers may not see, and what they get there."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from freesheet.articles.models import ArticlePage
from freesheet.articles.queries import seen
from freesheet.editions.models import FrontLayout
from freesheet.editions.queries import slots_in
from freesheet.newsroom import hours
from freesheet.newsroom.on_the_site import scheduled_for


def problems_of(layout: FrontLayout) -> list[str]:
    """A sentence for each slot that readers will find filled with something else."""
    return list(_problems(layout))


def _problems(layout: FrontLayout) -> Iterator[str]:
    chosen = [(number, slot.story) for number, slot in enumerate(slots_in(layout), 1) if slot.story]
    readable = seen(pk for _number, pk in chosen)
    articles = ArticlePage.objects.defer("body").in_bulk([pk for _number, pk in chosen if pk not in readable])
    first: dict[int, int] = {}
    for number, pk in chosen:
        if pk in first:
            told = _("Slot %(number)d: its story stands in slot %(first)d already. Readers get the newest one here.")
            yield told % {"number": number, "first": first[pk]}
        elif pk in articles:
            yield _("Slot %(number)d: %(why)s Readers get the newest story here until they may see it.") % {
                "number": number, "why": _why(articles[pk]),
            }  # fmt: skip
        first.setdefault(pk, number)


def _why(article: ArticlePage) -> str:
    """Why readers may not see an article: a sentence."""
    named = {"title": article.title}
    goes = scheduled_for(article)
    if article.live:
        return _("“%(title)s” is closed to most readers.") % named
    if article.embargo_until and article.embargo_until > timezone.now():
        return _("“%(title)s” is under embargo until %(when)s.") % {**named, "when": hours.exact(article.embargo_until)}
    if goes is not None:
        return _("“%(title)s” goes to readers at %(when)s.") % {**named, "when": hours.exact(goes)}
    if article.expired:
        return _("“%(title)s” has expired.") % named
    if article.first_published_at:
        return _("“%(title)s” was withdrawn.") % named
    return _("“%(title)s” is not published.") % named
