"""What every reader may see: Wagtail's view restrictions, asked for once while many pages are printed.

Wagtail takes no notice of a restriction on an alias itself. Here an alias is closed where its own path is, or its
original: so an editor who closes a page has closed it.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageViewRestriction

from freesheet.press.recording import once


def visible(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Those of ``pages`` that are live, and that every reader may see."""
    return open_to_all(pages.filter(live=True))


def open_to_all(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the pages that every reader may see. Wagtail's own ``public`` shows aliases of restricted pages."""
    for path in closed_paths():
        pages = pages.exclude(path__startswith=path)
    return pages


def not_open_to_all(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Those of the pages that some readers may not see."""
    below = Q(pk__in=[])
    for path in closed_paths():
        below |= Q(path__startswith=path)
    return pages.filter(below)


def closed_paths() -> tuple[str, ...]:
    """Where in the tree pages begin that not every reader may see; in most papers there is none."""
    return once("closed paths", _closed_paths)


def _closed_paths() -> tuple[str, ...]:
    """Those that are restricted, and the aliases of what these close."""
    closed = set(PageViewRestriction.objects.values_list("page__path", flat=True))
    aliases = list(Page.objects.exclude(alias_of=None).values_list("path", "alias_of__path")) if closed else []
    newest = closed
    while newest:
        within = tuple(newest)
        newest = {path for path, original in aliases if original.startswith(within)} - closed
        closed = closed | newest
    outermost: list[str] = []
    for path in sorted(closed):
        if not outermost or not path.startswith(outermost[-1]):
            outermost.append(path)
    return tuple(outermost)


def restrictions_on(page: Page) -> QuerySet[Any]:
    """What closes a page: restrictions of its path, and of its original's where it, or what it is in, is an alias."""
    asked: set[int] = set()
    waiting = [page.path]
    while waiting:
        path = waiting.pop()
        above = [path[:end] for end in range(Page.steplen, len(path) + 1, Page.steplen)]
        for pk, original in Page.objects.filter(path__in=above).values_list("pk", "alias_of__path"):
            if pk not in asked:
                asked.add(pk)
                waiting += [original] if original else []
    found: QuerySet[Any] = PageViewRestriction.objects.filter(page__in=asked)
    return found
