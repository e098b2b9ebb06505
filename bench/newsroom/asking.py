"""``python -m bench.newsroom.asking FOLDER ROUNDS``: opens screens by turns, and says how long each took.

What is planned and handed in for it is taken back at the end.
"""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

WARM_UP = 2
PLANNED, HANDED_IN = 40, 15
"""Pieces on the board, and how many of them wait to be checked or edited: a busy newsroom of fifty people."""


def main() -> None:
    folder, rounds = Path(sys.argv[1]), int(sys.argv[2])
    os.environ["FREESHEET_DIR"] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = "freesheet.project.settings"
    import django

    django.setup()
    from django.db import transaction

    from freesheet.project.founding import bring_up_to_date

    bring_up_to_date()
    with transaction.atomic():
        print(json.dumps(_measured(rounds)))
        transaction.set_rollback(True)


def _measured(rounds: int) -> dict[str, list[float]]:
    from django.conf import settings
    from django.test import Client

    from freesheet.accounts.actions import add_staff

    # No second factor is asked of whoever measures.
    object.__setattr__(settings.PUBLICATION, "second_factor", "offered")
    editor, _password = add_staff("bench", "", "administrator")
    section = _planned(editor)
    _printed()
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(editor)
    screens = _screens(section)
    times: dict[str, list[float]] = {name: [] for name in screens}
    for turn in range(WARM_UP + rounds):
        for name, address in screens.items():
            began = time.perf_counter()
            answer = browser.get(address)
            took = time.perf_counter() - began
            assert answer.status_code == 200, (name, answer.status_code)
            if turn >= WARM_UP:
                times[name].append(took)
    return times


def _screens(section: Any) -> dict[str, str]:
    """What an editor opens in a day, by what it is called in the figures."""
    from django.urls import reverse

    from freesheet.articles.models import ArticlePage
    from freesheet.editions.actions import layout_of
    from freesheet.editions.models import FrontPage, Publication

    article, publication = ArticlePage.objects.order_by("pk").first(), Publication.objects.order_by("pk").first()
    front = "wagtailsnippets_editions_frontlayout:edit"
    return {
        "the desk": reverse("wagtailadmin_home"),
        "the board": reverse("plan:board"),
        "the calendar": reverse("plan:calendar"),
        "the pieces": reverse("plan:pieces"),
        "an article’s form": reverse("wagtailadmin_pages:edit", args=[article.pk]),
        "an article’s history": reverse("wagtailadmin_pages:history", args=[article.pk]),
        "a correction’s form": reverse("corrections:add", args=[article.pk]),
        "the front page’s form": reverse(front, args=[layout_of(FrontPage.objects.order_by("pk").first()).pk]),
        "the corrections": reverse("corrections:list"),
        "the changes after publication": reverse("corrections:reasons"),
        "the translations behind": reverse("corrections:behind"),
        "the pins": reverse("pins:list"),
        "the pictures": reverse("wagtailimages:index"),
        "the films and sounds": reverse("wagtailsnippets_media_recording:list"),
        "the people": reverse("people:index"),
        "the checks": reverse("checking:strictness"),
        "the settings": reverse("wagtailsnippets_editions_publication:edit", args=[publication.pk]),
        "a search that finds every article": reverse("wagtailadmin_pages:search") + "?q=a",
        "a search for a headline": reverse("wagtailadmin_pages:search") + "?" + urlencode({"q": article.title}),
        "Wagtail’s listing of a section": reverse("wagtailadmin_explore", args=[section.pk]),
    }


def _printed() -> None:
    """What the press remembers of each article, where it has printed none: the first screen tells of it."""
    from django.utils import timezone

    from freesheet.articles.models import ArticlePage
    from freesheet.press.generations import current
    from freesheet.press.models import PrintedSheet

    if PrintedSheet.objects.exists():
        return
    rest = {"digest": "0" * 64, "generation": current(), "printed_at": timezone.now()}
    found = ArticlePage.objects.values_list("url_path", flat=True).iterator()
    PrintedSheet.objects.bulk_create((PrintedSheet(address=path, **rest) for path in found), batch_size=2000)


def _planned(editor: Any) -> Any:
    """What is on its way; the section where it is."""
    from django.utils import timezone

    from freesheet.planning.actions import begin, propose
    from freesheet.sections.models import SectionPage

    section = SectionPage.objects.order_by("path").first()
    for number in range(PLANNED):
        due = timezone.now() + timedelta(hours=number - 10)
        piece = propose(editor, [editor], assigned=number % 4 > 0, title=f"Piece {number}", section=section, due_at=due)
        if number < HANDED_IN:
            article = begin(piece, editor)
            article.get_workflow().start(article, editor)
            if number % 2:
                article.current_workflow_task_state.approve(user=editor)
    return section


if __name__ == "__main__":
    main()
