"""Running stories: articles with live entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from freesheet.articles.insets.live.block import moment_of
from freesheet.editions.pages import ReaderPage

LIVE = "live"
"""The block that is an entry."""


class CoveredPage(ReaderPage):
    """What an article has besides if it follows a story while it goes on."""

    coverage_ended = models.BooleanField(
        _("the story is over"),
        default=False,
        help_text=_("Readers are told that nothing more will come, and open pages stop asking."),
    )
    newest_entry_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_live(self) -> bool:
        """Whether it has entries, and more may come."""
        return self.newest_entry_at is not None and not self.coverage_ended


def newest_entry(body: Any) -> datetime | None:
    """When the newest live entry of a body was; None for a body without one."""
    return max((at for _place, at in entries(body)), default=None)


def entries(body: Any) -> Iterator[tuple[str, datetime]]:
    """The id of the block and the time of each live entry of a body that has one."""
    for block in body:
        if block.block_type == LIVE and (at := moment_of(block.value)) is not None:
            yield str(block.id), at


def coverage_panel() -> MultiFieldPanel:
    """The part of an article's form that is about a running story."""
    heading = pgettext_lazy("a running story", "Live")
    return MultiFieldPanel([FieldPanel("coverage_ended")], heading, classname="collapsed")
