"""Pinning an article to the top of its section, and taking it down from there. The press is told by the switchboard."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from freesheet.articles.errors import ArticleProblem
from freesheet.articles.models import ArticlePage, Pin

MOST_PINS = 5
"""In one section. Where everything is at the top, nothing is."""

LONGEST = timedelta(days=366)


def may_pin(user: Any, article: Page) -> bool:
    """Whether somebody may pin an article: who may publish it."""
    return bool(article.permissions_for_user(user).can_publish())


@transaction.atomic
def pin(article: ArticlePage, until: datetime, on_front: bool = True, by: Any = None) -> Pin:
    """Let an article stand at the top of its section until a time. One that stands there gets the new time.

    Raises:
        ArticleProblem: it is an alias, the time is past or more than a year away, or enough stand there already.
    """
    now = timezone.now()
    if article.alias_of_id:
        raise ArticleProblem(_("This is an alias. Please pin the article that it shows."))
    if until <= now:
        raise ArticleProblem(_("This time is past. Please choose a later one."))
    if until > now + LONGEST:
        raise ArticleProblem(_("An article is pinned for a year at most. Please choose an earlier time."))
    found = Pin.objects.filter(article=article).first()
    if found is None and pins_beside(article) >= MOST_PINS:
        raise ArticleProblem(
            _("%d articles are pinned in this section already. Please unpin one of them first.") % MOST_PINS
        )
    row = found or Pin(article=article, at=now)
    row.until, row.on_front, row.by = until, on_front, by
    row.save()
    log(article, "freesheet.pin", user=by, data={"until": until.isoformat()})
    return row


def pins_beside(article: ArticlePage) -> int:
    """How many others stand at the top of the section of an article."""
    above = article.path[: -article.steplen]
    pins = Pin.objects.filter(article__path__startswith=above, article__depth=article.depth)
    return pins.exclude(article=article).count()


@transaction.atomic
def unpin(article: ArticlePage, by: Any = None) -> None:
    """Take an article down from the top. Nothing happens where it does not stand there."""
    for row in Pin.objects.filter(article=article):
        row.delete()
        log(article, "freesheet.unpin", user=by)


@transaction.atomic
def end_pins(now: datetime) -> int:
    """Take down what was pinned until ``now`` or before; how many."""
    ended = list(Pin.objects.filter(until__lte=now).select_related("article"))
    for row in ended:
        unpin(row.article)
    return len(ended)
