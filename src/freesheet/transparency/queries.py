"""Questions about corrections, reasons, and translations that are behind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest
from wagtail.models import Locale, Page, Revision

from freesheet.articles.models import ArticlePage
from freesheet.articles.spoken import all_said, names_said
from freesheet.press.recording import depends_on
from freesheet.transparency import keys
from freesheet.transparency.models import CaughtUp, ChangeNote, Correction
from freesheet.transparency.rules import substance


def corrected_as(article: ArticlePage) -> int:
    """The id of the article whose corrections stand on this one: its own, or its original's where it is an alias."""
    return int(article.alias_of_id or article.pk or 0)


def standing(articles: Iterable[int]) -> dict[int, list[Correction]]:
    """For each article's id the corrections that stand on it, the oldest first. Those withdrawn do not."""
    found: dict[int, list[Correction]] = defaultdict(list)
    asked = list(articles)
    depends_on(*(keys.of_article(pk) for pk in asked))
    for correction in Correction.objects.filter(article__in=asked, withdrawal=None).order_by("pk"):
        found[correction.article_id].append(correction)
    return found


def corrected_at() -> dict[int, datetime]:
    """When each article that a correction stands on was last corrected, by its id; its aliases too, which show it."""
    found = Correction.objects.filter(withdrawal=None).order_by().values_list("article").annotate(Max("at"))
    times = {pk: at for pk, at in found if at is not None}
    aliases = Page.objects.filter(alias_of__in=times).values_list("pk", "alias_of")
    return times | {pk: times[original] for pk, original in aliases if original}


def in_edition(locale: Locale) -> QuerySet[Correction]:
    """The corrections of an edition, withdrawn ones too, the newest first. In the order in which they were noted."""
    return Correction.objects.filter(locale=locale).order_by("-pk")


def of_ids(ids: Iterable[int]) -> list[Correction]:
    """Corrections by their ids, in that order, with their withdrawals."""
    found = Correction.objects.select_related("withdrawal").in_bulk(list(ids))
    return [found[pk] for pk in ids if pk in found]


def place_of(correction: Correction) -> int:
    """The how manieth of its edition a correction is, from 1."""
    return Correction.objects.filter(locale=correction.locale_id, pk__lte=correction.pk).count()


def said(article: ArticlePage) -> str:
    """What an article says: see ``rules.substance``."""
    return substance(article.title, article.standfirst, [*all_said(article.body), *names_said(article)])


def says_something_else(article: ArticlePage) -> bool:
    """Whether an article, as it is about to be published, says something else than readers have. No if they have none.

    ``article`` is as its form or its newest revision has it; readers have what the database has.
    """
    now = ArticlePage.objects.filter(pk=article.pk, live=True).first()
    return now is not None and said(now) != said(article)


def behind(articles: QuerySet[Any] | None = None) -> QuerySet[Any]:
    """Those of ``articles`` (all, if nothing is said) that another language has left behind, the longest ago first.

    That is so where the same article was corrected in another language, or one that was there before it was changed in
    more than a slip of the pen, since this one was last published (never published: since it was made) and since
    somebody said that it is in order. Each is given ``since``, when that was.
    """
    # Said the other way round: else SQLite begins with the index of aliases, in which nearly all articles have nothing.
    pages = (ArticlePage.objects.all() if articles is None else articles).exclude(alias_of__isnull=False)
    # One set, not one or the other: for that, databases look through every article.
    touched = Correction.objects.values("article__translation_key")
    touched = touched.union(ChangeNote.objects.values("article__translation_key"))
    looked = CaughtUp.objects.filter(article=OuterRef("pk")).order_by("-at").values("at")
    seen = pages.filter(translation_key__in=touched).annotate(
        published=Coalesce("last_published_at", Subquery(_made()), "latest_revision_created_at"),
        looked=Subquery(looked[:1]),
    )
    dated = seen.annotate(since=Greatest("published", Coalesce("looked", "published")))
    found: QuerySet[Any] = dated.filter(Exists(_corrected()) | Exists(_changed())).order_by("since", "pk")
    return found


def _made() -> QuerySet[Any]:
    """When a page was made: the date of its first revision."""
    kind = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.filter(base_content_type=kind, object_id=Cast(OuterRef("pk"), CharField()))
    made: QuerySet[Any] = revisions.order_by("created_at").values("created_at")[:1]
    return made


def _corrected() -> QuerySet[Correction]:
    others = Correction.objects.filter(article__translation_key=OuterRef("translation_key"), at__gt=OuterRef("since"))
    return others.exclude(article=OuterRef("pk")).filter(withdrawal=None)


def _changed() -> QuerySet[ChangeNote]:
    others = ChangeNote.objects.filter(article__translation_key=OuterRef("translation_key"), at__gt=OuterRef("since"))
    return others.filter(article__lt=OuterRef("pk")).exclude(kind=ChangeNote.Kind.TYPO)


def left_behind_by(article: ArticlePage) -> list[Correction | ChangeNote]:
    """What happened in other languages that an article does not have yet, the oldest first."""
    mine = behind(ArticlePage.objects.filter(pk=article.pk)).first()
    if mine is None:
        return []
    others = {"article__translation_key": mine.translation_key, "at__gt": mine.since}
    corrections = Correction.objects.filter(**others, withdrawal=None).exclude(article=mine.pk)
    notes = ChangeNote.objects.filter(**others, article__lt=mine.pk).exclude(kind=ChangeNote.Kind.TYPO)
    found: list[Correction | ChangeNote] = [
        *corrections.select_related("article__locale"),
        *notes.select_related("article__locale"),
    ]
    return sorted(found, key=lambda record: record.at)
