"""Where articles stand on their way to readers, asked of Wagtail in a handful of queries however many there are."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState

from freesheet.accounts.models import Approval, FactCheck
from freesheet.articles.models import ArticlePage
from freesheet.planning.rules import LATELY, Standing

MOST = 200
"""Drafts that nobody planned, and pieces published lately: the newest."""

NEEDED = (
    "pk", "draft_title", "path", "live", "format", "locale_id", "owner_id", "owner__username", "first_published_at",
    "last_published_at", "latest_revision_created_at", "expire_at", "go_live_at", "embargo_until",
)  # fmt: skip


JUDGED = ("requested_by", "current_task_state__task", "current_task_state__finished_by")


@dataclass(frozen=True)
class Waiting:
    """An article that was handed in."""

    article: int
    step: str
    """``check`` or ``edit``; none where it was sent back."""
    since: datetime
    asked_by: Any
    sent_back: bool
    comment: str
    judged_by: Any
    """Who sent it back."""
    other: bool
    """Whether it waits at a step of a kind that the newsroom's administrators chose themselves."""


def waiting() -> dict[int, Waiting]:
    """Every article that was handed in and is not through, by its id."""
    kind = ContentType.objects.get_for_model(Page)
    check, approval = (ContentType.objects.get_for_model(step).pk for step in (FactCheck, Approval))
    states = WorkflowState.objects.active().filter(base_content_type=kind).exclude(current_task_state=None)
    found = {}
    for state in states.select_related(*JUDGED).order_by("pk"):
        task: TaskState = state.current_task_state
        of = task.task.content_type_id
        back = state.status == WorkflowState.STATUS_NEEDS_CHANGES
        step = "" if back else ("check" if of == check else "edit")
        since = (task.finished_at if back else task.started_at) or task.started_at
        found[int(state.object_id)] = Waiting(
            int(state.object_id), step, since, state.requested_by, back, task.comment, task.finished_by,
            of not in (check, approval),
        )  # fmt: skip
    return found


def scheduled(until: datetime | None = None) -> dict[int, datetime]:
    """When articles go to readers that have a time, by their ids."""
    kind = ContentType.objects.get_for_model(Page)
    due = Revision.objects.filter(base_content_type=kind, approved_go_live_at__isnull=False)
    if until is not None:
        due = due.filter(approved_go_live_at__lt=until)
    return {int(pk): at for pk, at in due.values_list("object_id", "approved_go_live_at")}


def drafts(most: int = MOST) -> list[int]:
    """Articles that readers never had, those changed last first."""
    found = Page.objects.filter(live=False, last_published_at=None).order_by("-latest_revision_created_at")
    return _articles(found, most)


def published_since(at: datetime, most: int = MOST) -> list[int]:
    """Articles that readers first had since then, the newest first."""
    return _articles(Page.objects.filter(first_published_at__gte=at, live=True).order_by("-first_published_at"), most)


def ending(start: datetime, end: datetime, most: int = MOST) -> list[int]:
    """Public articles that are taken from readers in that time."""
    return _articles(
        Page.objects.filter(live=True, expire_at__gte=start, expire_at__lt=end).order_by("expire_at"), most
    )


def _articles(pages: Any, most: int) -> list[int]:
    """The articles among pages, without aliases. Picked out here: asked for their kind, a database would rather read
    through all articles than use the index of dates (``articles.index``)."""
    kind = ContentType.objects.get_for_model(ArticlePage).pk
    found = pages.values_list("pk", "content_type_id", "alias_of_id")[:most]
    return [pk for pk, of, alias in found if of == kind and not alias]


def rows(articles: Collection[int]) -> dict[int, dict[str, Any]]:
    """What a card shows of articles, by their ids. Bodies stay in the database."""
    asked = ArticlePage.objects.filter(pk__in=articles).values(*NEEDED)
    return {row["pk"]: row for row in asked}


def standing(row: dict[str, Any], waits: Waiting | None, goes_live: datetime | None) -> Standing:
    """What decides where an article stands."""
    return Standing(
        live=row["live"],
        was_public=row["last_published_at"] is not None,
        scheduled=goes_live,
        step=waits.step if waits else "",
        sent_back=bool(waits and waits.sent_back),
        published=row["first_published_at"] if row["live"] else None,
    )


def lately(days: timedelta = LATELY) -> datetime:
    """Since when something is lately published."""
    return timezone.now() - days
