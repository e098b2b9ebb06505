"""In which column of the board a piece stands. Pure: every piece is in one column at most."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from freesheet.planning.models import Assignment

LATELY = timedelta(days=3)
"""How long a published piece stays on the board."""


class Column(TextChoices):
    """The columns, from left to right where one reads so."""

    PITCH = "pitch", _("Pitch")
    WRITING = "writing", _("Writing")
    CHECK = "check", _("Fact check")
    EDIT = "edit", pgettext_lazy("a column of the board", "Edit")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published lately")


@dataclass(frozen=True)
class Standing:
    """What decides where an article stands."""

    live: bool = False
    was_public: bool = False
    """Whether readers ever had it. What was withdrawn is on nobody's board by itself."""
    scheduled: datetime | None = None
    step: str = ""
    """The step that it waits at: ``check``, ``edit``, or none."""
    sent_back: bool = False
    published: datetime | None = None


def column_of_article(standing: Standing, now: datetime) -> Column | None:
    """Where an article stands; None if it is on no board."""
    if standing.step:
        return Column.CHECK if standing.step == "check" else Column.EDIT
    if standing.sent_back:
        return Column.WRITING
    if standing.scheduled is not None:
        return Column.SCHEDULED
    if standing.live:
        lately = standing.published is not None and now - standing.published < LATELY
        return Column.PUBLISHED if lately else None
    return None if standing.was_public else Column.WRITING


def column_of_piece(state: str, article: Column | None, has_article: bool) -> Column | None:
    """Where a planned piece stands: its article says so, once there is one."""
    if has_article:
        return article
    if state == Assignment.State.DROPPED:
        return None
    return Column.PITCH if state == Assignment.State.PITCH else Column.WRITING


def is_late(due: datetime | None, column: Column | None, now: datetime) -> bool:
    """Whether something should have been handed in and is not ready for readers yet."""
    return due is not None and due < now and column not in (None, Column.SCHEDULED, Column.PUBLISHED)
