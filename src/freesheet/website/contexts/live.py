"""Live entries: one list of them, newest first, wherever they stand in the body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from freesheet.articles.coverage import LIVE
from freesheet.articles.models import ArticlePage
from freesheet.lib.clean import text_of
from freesheet.lib.dates import clock, iso, long_date
from freesheet.website.contexts.elements import EntryView, LiveView
from freesheet.website.contexts.furniture import absolute
from freesheet.website.contexts.shapes import Part

EVERY_SECONDS = 60
"""How often an open page asks whether there is more. Its script waits a little more or less, longer after errors."""

LONGEST_HEADLINE = 110
"""Characters of a headline that Google reads of an entry that has none of its own."""


def gathered(parts: Sequence[Part], code: str) -> list[Part]:
    """The parts with all live entries in the place of the first, as one part."""
    entries = tuple(_views([part.value for part in parts if part.kind == LIVE], code))
    if not entries:
        return list(parts)
    first = next(index for index, part in enumerate(parts) if part.kind == LIVE)
    return [
        Part(LIVE, entries) if index == first else part
        for index, part in enumerate(parts)
        if index == first or part.kind != LIVE
    ]


def live_view(article: ArticlePage, body: Sequence[Part]) -> LiveView | None:
    """How a story stands that is followed; None for an article without entries."""
    entries = entries_in(body)
    if not entries:
        return None
    ended = article.coverage_ended
    return LiveView(ended, entries[0], EVERY_SECONDS, "" if ended else staticfiles_storage.url("broadsheet/live.js"))


def entries_in(body: Sequence[Part]) -> tuple[EntryView, ...]:
    """The live entries of a body, newest first."""
    return next((part.value for part in body if part.kind == LIVE), ())


def coverage(article: ArticlePage, body: Sequence[Part], address: str) -> dict[str, Any]:
    """What schema.org says of a story that is followed besides, as Google asks for it; nothing for other articles.

    https://developers.google.com/search/docs/appearance/structured-data/article and
    https://schema.org/LiveBlogPosting
    """
    entries = entries_in(body)
    if not entries:
        return {}
    return {
        "@type": "LiveBlogPosting",
        "coverageStartTime": entries[-1].iso,
        "coverageEndTime": entries[0].iso if article.coverage_ended else "",
        "liveBlogUpdate": [_posting(entry, address) for entry in entries],
    }


def _posting(entry: EntryView, address: str) -> dict[str, Any]:
    text = " ".join(text_of(entry.html.replace("<", " <")).split())
    told: dict[str, Any] = {
        "@type": "BlogPosting",
        "headline": entry.heading or text[:LONGEST_HEADLINE],
        "articleBody": text,
        "datePublished": entry.iso,
        "url": f"{address}#{entry.anchor}",
    }
    if entry.picture is not None:
        told["image"] = absolute(entry.picture.url)
    return told


def _views(values: Sequence[Any], code: str) -> Iterator[EntryView]:
    """Newest first; of two of the same time, that which stands lower was written later."""
    zone = settings.PUBLICATION.zone
    newest_first = sorted(enumerate(values), key=lambda pair: (pair[1]["at"], pair[0]), reverse=True)
    anchors = _anchors([value["at"] for value in values])
    day = ""
    for index, value in newest_first:
        there: datetime = value["at"].astimezone(zone)
        before, day = day, long_date(there, code)
        yield EntryView(
            anchor=anchors[index],
            iso=iso(there),
            time=clock(there, code),
            day="" if day == before else day,
            heading=value["heading"],
            html=value["html"],
            picture=value["picture"],
        )


def _anchors(times: Sequence[datetime]) -> list[str]:
    """A name for each entry that stays while its time does; of two in one minute the lower one has a number."""
    anchors: list[str] = []
    for at in times:
        name = f"at-{at.astimezone(settings.PUBLICATION.zone):%Y%m%dT%H%M}"
        same = sum(each.partition(".")[0] == name for each in anchors)
        anchors.append(f"{name}.{same + 1}" if same else name)
    return anchors
