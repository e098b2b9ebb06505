"""A series, and which part of it an article is."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from freesheet.articles.models import ArticlePage
from freesheet.articles.queries import parts_of_series, series_of
from freesheet.editions import keys as edition_keys
from freesheet.lib.numerals import digits
from freesheet.press.recording import depends_on
from freesheet.sections import keys as section_keys
from freesheet.sections.models import SeriesPage
from freesheet.website.contexts.cards import cards_by_id
from freesheet.website.contexts.furniture import absolute, front_of, furniture, picture_view
from freesheet.website.contexts.head import json_ld, organisation, page_head, share_picture
from freesheet.website.contexts.serial import SeriesPart, SeriesPlace
from freesheet.website.contexts.shapes import Card, Furniture, Head, Link, PictureView


@dataclass(frozen=True)
class SeriesContext:
    """A series. Template: ``series.html``."""

    furniture: Furniture
    head: Head
    title: str
    label: str
    """What it is, in the reader's language: Series."""
    description: str
    picture: PictureView | None
    cards: tuple[Card, ...]
    """Its parts in reading order; the number of each takes the place of its kicker."""
    feed_url: str


def series_context(series: SeriesPage) -> SeriesContext:
    """A series, its parts in reading order."""
    depends_on(section_keys.series(series.pk), edition_keys.page(series.pk))
    around = furniture(series, front_of(series))
    feed_url = f"{series.url}feed.xml"
    own_feed = Link(f"{around.name}: {series.title}", absolute(feed_url))
    head = page_head(
        around,
        series,
        series.title,
        series.description,
        feeds=(own_feed, Link(around.name, absolute(around.feed_url))),
        json_ld=_told(series, around),
        image=share_picture(series.picture),
    )
    return SeriesContext(
        furniture=around,
        head=head,
        title=series.title,
        label=_("Series"),
        description=series.description,
        picture=picture_view(series.picture),
        cards=_cards(series),
        feed_url=feed_url,
    )


def _cards(series: SeriesPage) -> tuple[Card, ...]:
    parts = parts_of_series(series)
    card_of = cards_by_id([pk for _number, pk in parts])
    code = series.locale.language_code
    # The number takes the place of the kicker: it is what tells the parts of a series apart.
    return tuple(
        replace(card_of[pk], kicker=digits(_("Part %(number)s") % {"number": number}, code))
        for number, pk in parts
        if pk in card_of
    )


def _told(series: SeriesPage, around: Furniture) -> SafeString:
    """A series, as schema.org describes one."""
    return json_ld(
        {
            "@context": "https://schema.org",
            "@type": "CreativeWorkSeries",
            "name": series.title,
            "url": absolute(series.url),
            "description": series.description,
            "inLanguage": around.language,
            "publisher": organisation(around),
        }
    )


def place_in_series(article: ArticlePage, code: str) -> SeriesPlace | None:
    """Which part of its series an article is, and what stands before and after it there; None where it has none."""
    series = series_of(article)
    if series is None:
        return None
    parts = parts_of_series(series)
    place = next((place for place, (_number, pk) in enumerate(parts) if pk == article.pk), None)
    if place is None:
        return SeriesPlace(series.title, series.url)
    number, last = parts[place][0], parts[-1][0]
    label = digits(_("Part %(number)s of %(last)s") % {"number": number, "last": last}, code)
    before = parts[place - 1][1] if place else 0
    after = parts[place + 1][1] if place + 1 < len(parts) else 0
    card_of = cards_by_id([pk for pk in (before, after) if pk])
    beside = {pk: SeriesPart(card.headline, card.url) for pk, card in card_of.items()}
    return SeriesPlace(series.title, series.url, label, number, beside.get(before), beside.get(after))
