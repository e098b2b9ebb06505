"""Giving up the files of sizes: late where a page may still name them, at once where the picture is deleted."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import timedelta
from urllib.parse import unquote, urlsplit

from django.db import transaction
from django.utils import timezone

from freesheet.media.models import FormerFile, NewsRendition

log = logging.getLogger("freesheet.worker")

GRACE = timedelta(hours=25)
"""How long the file of a size is kept after it was given up. While the server is away, browsers and proxies show a page
for a day after they fetched it (``stale-if-error`` of the website's answers); the hour is for printing it anew."""

TRY_AGAIN = timedelta(minutes=5)
"""After so long, a file is tried again that could not be deleted."""

MOST_AT_ONCE = 200

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


def delete_due_files() -> int:
    """Delete files whose time of grace is over; how many. Those that could not be deleted are tried again later."""
    due = list(FormerFile.objects.filter(due__lte=timezone.now()).order_by("due")[:MOST_AT_ONCE])
    # A size may have been made again under the name, where something else took the file away or a store overwrites.
    used = set(NewsRendition.objects.filter(file__in=[row.name for row in due]).values_list("file", flat=True))
    done = 0
    for row in due:
        if row.name not in used:
            try:
                NewsRendition.storage().delete(row.name)
            except Exception:
                log.exception("The file %s of a picture could not be deleted. It is tried again.", row.name)
                FormerFile.objects.filter(pk=row.pk).update(due=timezone.now() + TRY_AGAIN)
                continue
            done += 1
        with transaction.atomic():
            if row.name not in used:
                for listener in _listeners:
                    listener([unquote(urlsplit(NewsRendition.storage().url(row.name)).path)])
            row.delete()
    return done
