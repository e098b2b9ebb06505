"""Giving up files: late where a page may still name them, at once where what they belong to is deleted."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.utils import timezone

from freesheet.media.models import Captions, FormerFile, NewsRendition, Recording

log = logging.getLogger("freesheet.worker")

GRACE = timedelta(hours=25)
"""How long the file of a size is kept after it was given up. While the server is away, browsers and proxies show a page
for a day after they fetched it (``stale-if-error`` of the website's answers); the hour is for printing it anew."""

TRY_AGAIN = timedelta(minutes=5)
"""After so long, a file is tried again that could not be deleted."""

MOST_AT_ONCE = 200
NO_PICTURE = 0
"""In place of a picture's id, for the file of something else."""

_listeners: list[Callable[[Sequence[str]], None]] = []


def tell(listener: Callable[[Sequence[str]], None]) -> None:
    """Call ``listener`` with the decoded addresses of files just deleted, in the transaction that forgets them."""
    _listeners.append(listener)


def give_up_file(size: NewsRendition, at_once: bool = False) -> None:
    """Note, in the transaction that deletes the row of a size, that its file is to follow after the time of grace.

    ``at_once`` it is due now; then ``delete_due_files`` is to be called after the commit.
    """
    due = timezone.now() if at_once else timezone.now() + GRACE
    FormerFile.objects.update_or_create(name=size.file.name, defaults={"picture": size.image_id, "due": due})


def give_up_picture(pk: int) -> None:
    """Let every file of a picture that is deleted go with the commit, those too that are kept from before."""
    FormerFile.objects.filter(picture=pk).update(due=timezone.now())
    transaction.on_commit(delete_due_files, robust=True)


def give_up_names(names: Iterable[str], at_once: bool = False) -> None:
    """The same for files of recordings and captions, by name, where another took their place or they are gone."""
    due = timezone.now() if at_once else timezone.now() + GRACE
    for name in names:
        FormerFile.objects.update_or_create(name=name, defaults={"picture": NO_PICTURE, "due": due})
    if at_once:
        transaction.on_commit(delete_due_files, robust=True)


def _used(names: Collection[str]) -> set[str]:
    """Those of these names that something has: made again, where a store overwrites or something took the file away."""
    asked = (
        (NewsRendition, "file"), (Recording, "file"), (Recording, "chapters_file"), (Captions, "file"),
    )  # fmt: skip
    found = (model.objects.filter(**{f"{field}__in": names}).values_list(field, flat=True) for model, field in asked)
    return {name for rows in found for name in rows}


def delete_due_files() -> int:
    """Delete files whose time of grace is over; how many. Those that could not be deleted are tried again later."""
    due = list(FormerFile.objects.filter(due__lte=timezone.now()).order_by("due")[:MOST_AT_ONCE])
    used = _used([row.name for row in due])
    done = 0
    for row in due:
        if row.name not in used:
            try:
                NewsRendition.storage().delete(row.name)
            except Exception:
                log.exception("The file %s could not be deleted. It is tried again.", row.name)
                FormerFile.objects.filter(pk=row.pk).update(due=timezone.now() + TRY_AGAIN)
                continue
            done += 1
        with transaction.atomic():
            if row.name not in used:
                for listener in _listeners:
                    listener([unquote(urlsplit(NewsRendition.storage().url(row.name)).path)])
            row.delete()
    return done
