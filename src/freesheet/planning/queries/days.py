"""The calendar: what is due, meant for, scheduled and published on each day."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from freesheet.planning.models import Assignment
from freesheet.planning.queries import standings
from freesheet.planning.queries.board import Wish, sections
from freesheet.planning.rights import Rights
from freesheet.sections.models import SectionPage


class Kind(TextChoices):
    """What happens to a piece on a day."""

    DUE = "due", _("due")
    TARGET = "target", _("meant for this day")
    GOES = "goes", _("goes to readers")
    ENDS = "ends", _("is taken down")
    PUBLISHED = "published", _("published")


@dataclass(frozen=True)
class Entry:
    """Something on a day. ``at`` is when, where it has a time."""

    kind: Kind
    title: str
    section: SectionPage
    at: datetime | None = None
    piece: int | None = None
    article: int | None = None
    embargo: bool = False


Days = dict[date, list[Entry]]


def days(rights: Rights, first: date, last: date, zone: tzinfo, wish: Wish | None = None) -> Days:
    """What is on each day from ``first`` to ``last``, both included, as the newsroom's clock has it."""
    start = datetime.combine(first, time.min, zone)
    end = datetime.combine(last + timedelta(days=1), time.min, zone)
    found: Days = defaultdict(list)
    entries = [*_planned(first, last, start, end), *_articles(start, end)]
    wish = wish or Wish()
    for day, entry in entries:
        here = entry.section
        if rights.sees(here.path) and wish.section in (None, here.pk) and wish.locale in (None, here.locale_id):
            found[day or (entry.at or start).astimezone(zone).date()].append(entry)
    for on_a_day in found.values():
        on_a_day.sort(key=lambda entry: (entry.at is not None, entry.at or start, entry.title))
    return found


def _planned(first: date, last: date, start: datetime, end: datetime) -> list[tuple[date | None, Entry]]:
    """What is due or meant for these days, and no reader has yet."""
    here = Q(target_date__range=(first, last)) | Q(due_at__gte=start, due_at__lt=end)
    pieces = Assignment.objects.filter(here).exclude(state=Assignment.State.DROPPED).exclude(article__live=True)
    found: list[tuple[date | None, Entry]] = []
    for piece in pieces.select_related("section__locale")[: standings.MOST]:
        what: dict[str, Any] = {
            "title": piece.title,
            "section": piece.section,
            "piece": piece.pk,
            "article": piece.article_id,
        }
        if piece.target_date and first <= piece.target_date <= last:
            found.append((piece.target_date, Entry(Kind.TARGET, **what)))
        if piece.due_at and start <= piece.due_at < end:
            found.append((None, Entry(Kind.DUE, at=piece.due_at, **what)))
    return found


def _articles(start: datetime, end: datetime) -> list[tuple[date | None, Entry]]:
    """What goes to readers or is taken from them in these days, or came to them."""
    goes = {pk: at for pk, at in standings.scheduled(end).items() if at >= start}
    published = set(standings.published_since(start))
    ends = set(standings.ending(start, end))
    by_path = sections()
    found: list[tuple[date | None, Entry]] = []
    for pk, row in standings.rows(goes.keys() | published | ends).items():
        section = by_path.get(row["path"][:-4])
        if section is None:
            continue
        title, public = row["draft_title"], row["first_published_at"]
        if pk in goes:
            held = bool(row["embargo_until"] and row["embargo_until"] <= goes[pk])
            found.append((None, Entry(Kind.GOES, title, section, goes[pk], article=pk, embargo=held)))
        if pk in published and start <= public < end:
            found.append((None, Entry(Kind.PUBLISHED, title, section, public, article=pk)))
        if pk in ends:
            found.append((None, Entry(Kind.ENDS, title, section, row["expire_at"], article=pk)))
    return found
