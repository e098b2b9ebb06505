"""The made-up newspaper in a plain Wagtail, for whom it is the same texts."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench.corpus.paper import body_of
from bench.corpus.writing import SECTIONS, TAGS, author_name, manuscripts, section_name, slug_of, tag_name

SETTINGS = "bench.rivals.plain_wagtail.settings"


def enter(folder: Path) -> None:
    """Set Django up for the plain Wagtail in ``folder``."""
    os.environ["BENCH_PLAIN_DIR"] = str(folder.resolve())
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    import django

    django.setup()


def make(folder: Path, count: int, step: Callable[[], None]) -> None:
    """A plain Wagtail with ``count`` articles in ``folder``."""
    folder.mkdir(parents=True)
    enter(folder)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    sections, tags = _places()
    _write(count, sections, tags, step)
    call_command("update_index", verbosity=0)


def _places() -> tuple[list[Any], list[int]]:
    from taggit.models import Tag
    from wagtail.models import Page, Site

    from bench.rivals.plain_wagtail.models import SectionPage

    front = Page.get_first_root_node().add_child(instance=SectionPage(title="The Measured Times", slug="front"))
    Site.objects.update(root_page=front)
    sections = [front.add_child(instance=SectionPage(title=section_name(number))) for number in range(SECTIONS)]
    for section in sections:
        section.save_revision().publish()
        section.refresh_from_db()
    tags = [Tag.objects.create(name=tag_name(n), slug=slug_of(tag_name(n))).pk for n in range(TAGS)]
    return sections, tags


def _write(count: int, sections: list[Any], tags: list[int], step: Callable[[], None]) -> None:
    from django.db import transaction

    from bench.corpus.rows import BATCH, Pages, insert, prepared
    from bench.rivals.plain_wagtail.models import ArticlePage, ArticleTag

    pages = Pages(ArticlePage)
    tagged: list[dict[str, Any]] = []

    def write() -> None:
        with transaction.atomic():
            pages.write()
            insert(ArticleTag, tagged)
            tagged.clear()

    for one in manuscripts(count):
        pk = pages.add(
            sections[one.section],
            one.headline,
            one.slug,
            prepared(ArticlePage, "first_published_at", one.published),
            standfirst=one.standfirst,
            author=", ".join(map(author_name, one.authors)),
            body=body_of(one),
        )
        tagged += [{"content_object_id": pk, "tag_id": tags[tag]} for tag in one.tags]
        if one.number % BATCH == 0:
            write()
        step()
    write()
