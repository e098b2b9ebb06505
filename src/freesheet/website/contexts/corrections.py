"""Corrections as readers see them: on their article, and in the list of an edition."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from freesheet.articles import keys as article_keys
from freesheet.articles.models import ArticlePage
from freesheet.articles.queries import seen
from freesheet.press.recording import depends_on
from freesheet.transparency.models import Correction
from freesheet.transparency.queries import of_ids
from freesheet.website.contexts.cards import moment
from freesheet.website.contexts.lots import corrections_of
from freesheet.website.contexts.shapes import CorrectionView, Link, Moment

FEED = "corrections.xml"


def severity_label(severity: str) -> str:
    """How grave a correction is, in the reader's language."""
    return {
        "clarification": _("Clarification"),
        "correction": _("Correction"),
        "grave": _("Serious correction"),
    }.get(severity, "")


def correction_view(
    correction: Correction, code: str, article: Link | None = None, withdrawn: datetime | None = None, reason: str = ""
) -> CorrectionView:
    """A correction as themes are given it."""
    return CorrectionView(
        label=severity_label(correction.severity),
        severity=correction.severity,
        wrong=correction.wrong,
        right=correction.right,
        made=_moment(correction.at, code),
        anchor=f"correction-{correction.pk}",
        article=article,
        withdrawn=moment(withdrawn, code),
        withdrawn_reason=reason,
    )


def _moment(at: datetime, code: str) -> Moment:
    made = moment(at, code)
    if made is None:
        raise ValueError("A correction has a date.")
    return made


def last_changed(article: ArticlePage) -> datetime | None:
    """When an article was last published, or corrected since; None if it never was."""
    dates = [article.last_published_at, *(correction.at for correction in corrections_of(article))]
    return max((date for date in dates if date), default=None)


def shown_in_lists(ids: Sequence[int], code: str) -> list[CorrectionView]:
    """Corrections of these ids, in that order, each with its article. Of articles that are not public, none."""
    corrections = of_ids(ids)
    articles = {correction.article_id for correction in corrections}
    # What readers may not see now they may see later, and then these corrections too.
    depends_on(*(article_keys.card(pk) for pk in articles))
    public = _links(ArticlePage.objects.filter(pk__in=seen(articles)).defer("body"))
    return [_listed(each, code, public[each.article_id]) for each in corrections if each.article_id in public]


def _links(articles: QuerySet[ArticlePage]) -> dict[int, Link]:
    return {article.pk: Link(article.title, article.url) for article in articles}


def _listed(correction: Correction, code: str, article: Link) -> CorrectionView:
    withdrawal = getattr(correction, "withdrawal", None)
    if withdrawal is None:
        return correction_view(correction, code, article)
    return correction_view(correction, code, article, withdrawal.at, withdrawal.reason)
