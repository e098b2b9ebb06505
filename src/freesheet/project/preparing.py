"""Making a publication ready to be served: in a process of its own, so that the one that serves never loads Django."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from freesheet.project.errors import ServerProblem
from freesheet.project.loading import load
from freesheet.project.publication import Publication, open_publication

Say = Callable[[str], None]


def prepare(publication: Publication, say: Say) -> None:
    """Bring database, files and settings to agree with this program.

    Where that cannot be done, but pages are printed, readers are served all the same.

    Raises:
        ServerProblem: the database is of a newer version, cannot be used, or does not agree with the settings.
    """
    ours, theirs = os.pipe()
    with os.fdopen(ours, encoding="utf-8") as told:
        command = [sys.executable, "-m", "freesheet.project.preparing", str(publication.root), str(theirs)]
        try:
            process = subprocess.Popen(command, stdin=subprocess.DEVNULL, pass_fds=[theirs])  # noqa: S603  # our own
        finally:
            os.close(theirs)
        problem = told.read().strip()
        code = process.wait()
    if problem:
        raise ServerProblem(problem)
    if code:
        if not _has_pages(publication.store):
            raise ServerProblem("The publication could not be made ready to be served. What went wrong stands above.")
        say("The newsroom cannot be made ready. Readers get the pages that are printed; nothing new appears.")


def _has_pages(store: Path) -> bool:
    return any(path.suffix == ".html" for path in store.rglob("*"))


def _prepare(publication: Publication) -> None:
    from django.db import DatabaseError, connections

    from freesheet.project.founding import bring_up_to_date
    from freesheet.project.readiness import remember

    load(publication.root)
    try:
        bring_up_to_date(_say)
        _agree_with_settings(publication)
        remember(publication)
    except DatabaseError as problem:
        if not _has_pages(publication.store):
            raise ServerProblem(f"The database cannot be used: {problem}") from problem
        # Readers are served from the store, whatever has become of the database.
        _say(f"The database cannot be used: {problem}. Readers get the pages that are printed; nothing new appears.")
    finally:
        connections.close_all()


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _agree_with_settings(publication: Publication) -> None:
    """Let the database follow what was changed in the settings file: address and languages."""
    from wagtail.models import Locale, Site

    from freesheet.editions.actions import found_editions, place_site

    site = Site.objects.filter(is_default_site=True).select_related("root_page__locale").first()
    if site is None:
        raise ServerProblem("The database has no front page. Restore it from a copy of the folder.")
    first = site.root_page.locale.language_code
    if first != publication.languages[0]:
        raise ServerProblem(
            f"The first of “languages” in {publication.settings_file} must stay “{first}”: its pages live at the root"
            " of the site, and their addresses are permanent."
        )
    if set(publication.languages) - set(Locale.objects.values_list("language_code", flat=True)):
        found_editions(publication.languages, publication.address, site.root_page.title)
    elif site.root_url != publication.address:
        place_site(publication.address)


def main() -> None:
    """Entry of the process: the publication's folder, and the descriptor that a problem is told to."""
    folder, told = Path(sys.argv[1]), int(sys.argv[2])
    with os.fdopen(told, "w", encoding="utf-8") as told_to:
        try:
            _prepare(open_publication(folder))
        except ServerProblem as problem:
            told_to.write(str(problem))


if __name__ == "__main__":
    main()
