"""A part of a series that readers cannot find as one."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.articles.models import ArticlePage
from freesheet.articles.queries import parts_of_series, series_of
from freesheet.preflight.findings import Finding
from freesheet.preflight.models import Level
from freesheet.sections.models import MOST_PARTS, SeriesPage

NAME = gettext_lazy("Series")
LEVEL = Level.WARNS
WHERE, NUMBER = "series", "part_number"


def check(article: ArticlePage) -> Iterator[Finding]:
    """The series of an article is public in its language, has room, and no other part of this number."""
    if article.series_id is None or article.alias_of_id:
        return
    series = series_of(article)
    if series is None:
        yield Finding(_missing(article), WHERE)
        return
    others = [(number, pk) for number, pk in parts_of_series(series) if pk != article.pk]
    if len(others) >= MOST_PARTS:
        full = _("The series “%(title)s” has %(most)d parts, and cannot have more. Please begin another one.")
        yield Finding(full % {"title": series.title, "most": MOST_PARTS}, WHERE)
    # By what editors gave; what has no number makes room.
    wished = article.part_number
    if wished and ArticlePage.objects.filter(pk__in=[pk for _number, pk in others], part_number=wished).exists():
        taken = _("Part %(number)d of “%(title)s” is another article already. Please choose another number, or none.")
        yield Finding(taken % {"number": wished, "title": series.title}, NUMBER)


def _missing(article: ArticlePage) -> str:
    """Why readers get no series: a sentence."""
    series = SeriesPage.objects.get(pk=article.series_id)
    if series.locale_id == article.locale_id:
        told = _("The series “%s” is not public, so readers are told of no series.")
    else:
        told = _("The series “%s” is not there in this language, so readers are told of no series.")
    return str(told % series.title)
