"""A program for tests: edits, publishes and prints without pause, and is killed (-9) at random moments while it does.

``python chopping.py KILLS SEED``; ``FREESHEET_DIR`` names the publication. Tells at the end, as JSON, how often it was
killed where, which edits were acknowledged and lost, and in what the store differs from a fresh rendering.
"""

from __future__ import annotations

import json
import os
import random
import select
import signal
import sys
import time

from freesheet.project.loading import load

STORIES = 4


def main(kills: int, seed: int) -> None:
    """Chop ``kills`` times, then let the press finish, and compare."""
    load()
    from django.db import connections

    stories = found()
    chance = random.Random(seed)
    began = time.monotonic()
    edit(stories[0], 0)
    cycle = max(0.05, time.monotonic() - began)
    acknowledged: dict[int, int] = dict.fromkeys(stories, 0)
    for number in range(kills):
        connections.close_all()
        read, write = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read)
            work(stories, number * 1000 + 1, write)
        os.close(write)
        time.sleep(chance.uniform(0.0, 2.5 * cycle))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged.update(told(read))
        os.close(read)
    print(json.dumps(outcome(stories, acknowledged)))


def found() -> list[int]:
    from freesheet.articles.models import ArticlePage
    from freesheet.editions.models import FrontPage
    from freesheet.sections.models import SectionPage

    front = FrontPage.objects.get(locale__language_code="en")
    section = SectionPage.objects.child_of(front).get(slug="world")
    stories = []
    for number in range(STORIES):
        page = section.add_child(
            instance=ArticlePage(title="New", slug=f"story-{number}", locale=front.locale, live=False)
        )
        stories.append(page.pk)
        edit(page.pk, 0)
    drain()
    return stories


def edit(pk: int, version: int) -> None:
    from freesheet.articles.models import ArticlePage

    page = ArticlePage.objects.get(pk=pk)
    page.title = f"A story of version-{version}"
    page.standfirst = f"It tells of version-{version}."
    page.body = [{"type": "paragraph", "value": f"<p>This is version-{version}.</p>"}]
    page.save_revision().publish()


def drain() -> None:
    from freesheet.project.wiring import press

    press().drain()


def work(stories: list[int], version: int, write: int) -> None:
    """In the child: never returns."""
    while True:
        for pk in stories:
            edit(pk, version)
            os.write(write, f"{pk} {version}\n".encode())
            drain()
            version += 1


def told(read: int) -> list[tuple[int, int]]:
    """The edits whose publication had returned."""
    lines = b""
    while select.select([read], [], [], 1)[0] and (more := os.read(read, 65536)):
        lines += more
    return [(int(pk), int(version)) for pk, version in (line.split() for line in lines.decode().splitlines())]


def outcome(stories: list[int], acknowledged: dict[int, int]) -> dict[str, object]:
    from freesheet.articles.models import ArticlePage
    from freesheet.press.models import Change
    from freesheet.press.register import addresses_known
    from freesheet.press.sweeping import compare
    from freesheet.project.wiring import press
    from freesheet.website.sheets import all_addresses

    machine = press()
    machine.heal()
    machine.drain()
    kept = {pk: int(ArticlePage.objects.get(pk=pk).title.rpartition("-")[2]) for pk in stories}
    result = compare(machine.printer, sorted({*all_addresses(), *addresses_known()}))
    return {
        "acknowledged": max(acknowledged.values()),
        "lost": [pk for pk in stories if kept[pk] < acknowledged[pk]],
        "waiting": Change.objects.count(),
        "same": result.same,
        "different": result.different,
        "aside": len(list((machine.store.root / ".pending").iterdir())),
    }


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
