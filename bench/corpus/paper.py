"""The made-up newspaper as a publication of ours."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.corpus.writing import (
    AUTHORS,
    SECTIONS,
    TAGS,
    Manuscript,
    author_name,
    manuscripts,
    section_name,
    slug_of,
    tag_name,
)

CHUNK = 250
LINKED = 500
REACH = 10_000
"""How far back articles are linked by lot."""
LIKE = 130_000, 240_000
"""What likeness the twelve nearest of ten thousand have, of 1,000,000."""

Step = Callable[[], None]
"""Called after each article."""


def make(folder: Path, count: int, step: Step) -> None:
    """Found a publication with ``count`` articles in ``folder``. Nothing but its first pages is printed yet."""
    from freesheet.project.founding import found

    found(folder, "The Measured Times", {"languages": ["en"]}, lambda done, total: None)
    from django.core.management import call_command
    from django.db import transaction

    with transaction.atomic():
        places = _places()
    first = _write(count, places, step)
    _link(first, count)
    # What Wagtail would have done at each save.
    call_command("update_index", verbosity=0)
    _settle_statistics()


def _places() -> tuple[list[Any], list[Any], list[int]]:
    """Sections, authors and tags: few, so they are saved as the newsroom saves them."""
    from freesheet.authors.models import AuthorIndexPage, AuthorPage
    from freesheet.editions.models import FrontPage
    from freesheet.sections.models import SectionPage, Tag

    front = FrontPage.objects.get()

    def public(parent: Any, page: Any) -> Any:
        parent.add_child(instance=page)
        page.save_revision().publish()
        page.refresh_from_db()
        return page

    sections = [public(front, SectionPage(title=section_name(n), locale=front.locale)) for n in range(SECTIONS)]
    index = public(front, AuthorIndexPage(title="Authors", slug="authors", locale=front.locale))
    people = [public(index, AuthorPage(title=author_name(n), locale=front.locale)) for n in range(AUTHORS)]
    tags = [Tag.objects.create(name=tag_name(n), slug=slug_of(tag_name(n))).pk for n in range(TAGS)]
    return sections, people, tags


def _write(count: int, places: tuple[list[Any], list[Any], list[int]], step: Step) -> int:
    """Articles, bylines, tags, terms. The id of the first article; the others follow without a gap."""
    from django.db import transaction

    from bench.corpus.rows import BATCH, Pages, insert, prepared
    from freesheet.articles.models import ArticlePage, ArticleTag, Byline
    from freesheet.related.models import Term

    sections, people, tags = places
    pages = Pages(ArticlePage)
    first = pages.next_id
    bylines: list[dict[str, Any]] = []
    tagged: list[dict[str, Any]] = []
    terms: list[dict[str, Any]] = []

    def write() -> None:
        with transaction.atomic():
            pages.write()
            for model, rows in ((Byline, bylines), (ArticleTag, tagged), (Term, terms)):
                insert(model, rows)
                rows.clear()

    for one, weights in _weighed(count):
        pk = pages.add(
            sections[one.section],
            one.headline,
            one.slug,
            prepared(ArticlePage, "first_published_at", one.published),
            standfirst=one.standfirst,
            body=body_of(one),
            reading_minutes=one.minutes,
            **derived(one),
        )
        bylines += [
            {"page_id": pk, "author_id": people[person].pk, "role": "", "sort_order": place}
            for place, person in enumerate(one.authors)
        ]
        tagged += [{"content_object_id": pk, "tag_id": tags[tag]} for tag in one.tags]
        terms += [{"article_id": pk, "number": number, "weight": weight} for number, weight in weights]
        if one.number % BATCH == 0:
            write()
        step()
    write()
    return first


def _link(first: int, count: int) -> None:
    """Which article is like which. Exact for the newest, which are edited; for others, an hour's work, drawn by lot.

    Lots have the number and the strength of real ones.
    """
    from django.db import transaction

    from bench.corpus.rows import BATCH, insert
    from freesheet.related.models import Likeness
    from freesheet.related.queries import NEAREST, nearest_before

    chance = random.Random("likeness")
    rows: list[dict[str, int]] = []
    with transaction.atomic():
        for pk in range(first + 1, first + count):
            if pk >= first + count - LINKED:
                found = nearest_before(pk)
            else:
                earlier = chance.sample(range(max(first, pk - REACH), pk), min(NEAREST, pk - first))
                found = [(chance.randint(*LIKE), other) for other in earlier]
            rows += [{"later_id": pk, "earlier_id": other, "score": score} for score, other in found]
            if len(rows) >= BATCH:
                insert(Likeness, rows)
                rows.clear()
        insert(Likeness, rows)


def _weighed(count: int) -> Iterator[tuple[Manuscript, list[tuple[int, int]]]]:
    """Each article and its terms, which take longest of all and are found by two processes."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        starts = range(1, count + 1, CHUNK)
        for found in pool.map(weighed, starts, [count] * len(starts)):
            yield from found


def weighed(start: int, count: int) -> list[tuple[Manuscript, list[tuple[int, int]]]]:
    """A chunk of the articles, and the terms of each."""
    return [(one, terms_of(one)) for one in manuscripts(count, start, CHUNK)]


def derived(one: Manuscript) -> dict[str, str]:
    """What saving an article derives from it, where articles keep it: the headline as it is compared."""
    from freesheet.articles.models import ArticlePage
    from freesheet.articles.rules import plain_headline

    kept = {field.name: getattr(field, "max_length", None) for field in ArticlePage._meta.local_fields}
    return {"plain_title": plain_headline(one.headline)[: kept["plain_title"]]} if "plain_title" in kept else {}


def body_of(one: Manuscript) -> str:
    """The body as its column holds it, with a heading before every sixth paragraph."""
    blocks: list[dict[str, Any]] = []
    for number, text in enumerate(one.body):
        if number and number % 6 == 0:
            heading = {"text": text.split(".")[0][:60], "level": "2"}
            blocks.append({"type": "heading", "value": heading, "id": f"{one.number}-h{number}"})
        blocks.append({"type": "paragraph", "value": f"<p>{text}</p>", "id": f"{one.number}-{number}"})
    return json.dumps(blocks)


def terms_of(one: Manuscript) -> list[tuple[int, int]]:
    """What the index of related articles keeps of an article: number of the term, weight."""
    from freesheet.related import rules

    writing = rules.Writing(one.headline, one.standfirst, one.body, tuple(tag_name(tag) for tag in one.tags))
    return [(rules.number_of(term, "en"), weight) for term, weight in rules.terms(writing, "en").items()]


def _settle_statistics() -> None:
    from django.db import connection

    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
