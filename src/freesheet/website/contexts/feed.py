"""What feeds are given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from freesheet.articles import keys as article_keys
from freesheet.articles.models import ArticlePage
from freesheet.articles.queries import Articles, for_cards, ids_of, in_edition, in_section, parts_of_series, public
from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontPage
from freesheet.editions.queries import publication
from freesheet.feeds.rss import Channel, Enclosed, Item, rss
from freesheet.media.queries import shared
from freesheet.press.recording import depends_on, once, recall
from freesheet.sections import keys as section_keys
from freesheet.sections.models import SectionPage, SeriesPage
from freesheet.transparency import keys as corrections_keys
from freesheet.transparency.queries import in_edition as in_order
from freesheet.website.contexts.body import parts_of, printed_plainly
from freesheet.website.contexts.cards import card
from freesheet.website.contexts.corrections import FEED, correction_view, last_changed, shown_in_lists
from freesheet.website.contexts.furniture import CORRECTIONS, absolute, edition_url, front_of, html_language
from freesheet.website.contexts.lots import corrections_of
from freesheet.website.contexts.people import interview_of, speakers_of
from freesheet.website.contexts.recordings import film_of, remote_film_of
from freesheet.website.contexts.shapes import CorrectionView, Link, Part, RecordingView

IN_FEED = 30


def edition_feed(front: FrontPage) -> str:
    """RSS of an edition: its newest articles, whole."""
    around = _around(front)
    return rss(
        Channel(
            around.name, absolute(front.url), absolute(around.feed_url), around.about or around.tagline,
            around.language, around.copyright_line,
        ),
        _items(in_edition(front.locale, article_keys.newest(IN_FEED))),
    )  # fmt: skip


def corrections_feed(front: FrontPage) -> str:
    """RSS of what an edition has corrected, the newest first."""
    locale = front.locale
    depends_on(corrections_keys.newest(locale.pk))
    around = _around(front)
    newest = list(in_order(locale).values_list("pk", flat=True)[:IN_FEED])
    return rss(
        Channel(
            f"{around.name}: {_('Corrections')}", absolute(edition_url(front, CORRECTIONS)),
            absolute(edition_url(front, FEED)), _("What we got wrong, and what is right."), around.language,
            around.copyright_line,
        ),
        [_correction(front, each) for each in shown_in_lists(newest, locale.language_code)],
    )  # fmt: skip


def _correction(front: FrontPage, correction: CorrectionView) -> Item:
    article = correction.article or Link("", front.url)
    page = {"correction": correction, "article": replace(article, url=absolute(article.url))}
    return Item(
        guid=f"{absolute('/')}#{correction.anchor}",
        url=absolute(article.url),
        title=f"{correction.label}: {article.label}",
        summary=correction.right,
        html=SafeString(render_to_string("broadsheet/feed_correction.html", page)),
        authors=(),
        tags=(),
        published=correction.made.at,
        updated=correction.withdrawn.at if correction.withdrawn else correction.made.at,
    )


def section_feed(section: SectionPage) -> str:
    """RSS of a section: its newest articles, whole."""
    depends_on(section_keys.section(section.pk), edition_keys.page(section.pk))
    around = _around(front_of(section))
    url = absolute(section.url)
    return rss(
        Channel(
            f"{around.name}: {section.title}", url, f"{url}feed.xml", section.description or around.about,
            around.language, around.copyright_line,
        ),
        _items(in_section(section, article_keys.newest(IN_FEED))),
    )  # fmt: skip


def series_feed(series: SeriesPage) -> str:
    """RSS of a series: its newest parts, whole, the newest first."""
    depends_on(section_keys.series(series.pk), edition_keys.page(series.pk))
    around = _around(front_of(series))
    url = absolute(series.url)
    parts = [pk for _number, pk in parts_of_series(series)]
    return rss(
        Channel(
            f"{around.name}: {series.title}", url, f"{url}feed.xml", series.description or around.about,
            around.language, around.copyright_line,
        ),
        _items(public(series.locale).filter(pk__in=parts)),
    )  # fmt: skip


@dataclass(frozen=True)
class _Around:
    """As much of the furniture as a feed says."""

    name: str
    tagline: str
    about: str
    copyright_line: str
    language: str
    feed_url: str


def _around(front: FrontPage) -> _Around:
    locale = front.locale
    depends_on(edition_keys.channel(locale.pk))
    paper = publication(locale)
    return _Around(
        paper.name, paper.tagline, paper.about, paper.copyright_line, html_language(locale.language_code),
        edition_url(front, "feed.xml"),
    )  # fmt: skip


def _items(articles: Articles) -> list[Item]:
    newest = ids_of(articles[:IN_FEED])
    found: dict[int, Item] = {pk: kept for pk in newest if (kept := recall(f"item:{pk}")) is not None}
    unknown = ArticlePage.objects.filter(pk__in=[pk for pk in newest if pk not in found])
    if len(found) < len(newest):
        for article in for_cards(unknown).defer(None).prefetch_related("tags"):
            found[article.pk] = once(f"item:{article.pk}", partial(_item, article))
    return [found[pk] for pk in newest if pk in found]


def _item(article: ArticlePage) -> Item:
    shown = card(article)
    depends_on(article_keys.article(article.pk), *(section_keys.tag(tag.pk) for tag in article.tags.all()))
    speakers = speakers_of(article)
    parts = parts_of(article.body, article.locale, without="related_article", speakers=speakers)
    interview = interview_of(article, speakers, shown.authors)
    picture = shared(article.lead_picture) if article.lead_picture else None
    corrections = [correction_view(each, article.locale.language_code) for each in corrections_of(article)]
    return Item(
        guid=f"{absolute('/')}#{article.translation_key}-{article.locale.language_code}",
        url=absolute(article.url),
        title=article.title,
        summary=article.standfirst,
        html=SafeString(printed_plainly(parts, corrections, remote_film_of(article), interview)),
        authors=shown.authors,
        tags=tuple(sorted(tag.name for tag in article.tags.all())),
        published=article.first_published_at,
        updated=last_changed(article),
        picture=absolute(picture.url) if picture else "",
        picture_credit=article.lead_picture.credit if article.lead_picture else "",
        recording=_enclosed(article, parts),
    )


def _enclosed(article: ArticlePage, parts: Sequence[Part]) -> Enclosed | None:
    """The film of an article, or the first sound or film in its text."""
    in_text: Iterator[RecordingView] = (part.value for part in parts if part.kind == "recording")
    found = film_of(article, article.locale.language_code) or next(in_text, None)
    return Enclosed(absolute(found.url), found.type, found.bytes, round(found.seconds)) if found else None
