"""What stands in the head of a page: what search engines and other sites read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from typing import Any, TypeGuard

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page

from freesheet.articles.models import ArticlePage
from freesheet.editions.queries import default_language
from freesheet.lib.clean import text_of
from freesheet.lib.dates import iso
from freesheet.media.models import NewsImage
from freesheet.media.queries import shared
from freesheet.website.contexts.cards import opinion_label
from freesheet.website.contexts.corrections import last_changed
from freesheet.website.contexts.furniture import absolute, on_the_web, picture_view
from freesheet.website.contexts.live import coverage
from freesheet.website.contexts.lots import corrections_of
from freesheet.website.contexts.people import speakers_of
from freesheet.website.contexts.serial import SeriesPlace
from freesheet.website.contexts.shapes import (
    AuthorView,
    Furniture,
    Head,
    Link,
    Part,
    PictureView,
    RecordingView,
    RemoteView,
    VideoHead,
)

SCHEMA_TYPES = {
    "column": "AnalysisNewsArticle",
    "video": "NewsArticle",
    "visual": "NewsArticle",
    "interview": "NewsArticle",
}


def json_ld(data: dict[str, Any]) -> SafeString:
    """JSON-LD that cannot end the element it stands in. Empty values are left out."""
    kept = {name: value for name, value in data.items() if value not in ("", None, [], ())}
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    escaped = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return mark_safe(escaped)  # noqa: S308  # nothing in it can open or close an element


def alternates(around: Furniture) -> tuple[Link, ...]:
    """The same page in each language, itself among them, and the default one as x-default."""
    here = [link for link in around.languages if link.here]
    if len(here) < 2:
        return ()
    links = [Link(link.code, absolute(link.url)) for link in here]
    default = [link for link in here if link.code == default_language()]
    return (*links, *(Link("x-default", absolute(link.url)) for link in default))


def organisation(around: Furniture) -> dict[str, Any]:
    """The outlet, as schema.org describes one."""
    outlet: dict[str, Any] = {
        "@type": "NewsMediaOrganization",
        "name": around.name,
        "url": absolute(around.home_url),
    }
    if around.logo is not None:
        outlet["logo"] = {"@type": "ImageObject", "url": absolute(around.logo.url)}
    if around.funding is not None:
        outlet["ownershipFundingInfo"] = absolute(around.funding.url)
    return outlet


def page_head(around: Furniture, page: Page, title: str, description: str = "", tail: str = "", **more: Any) -> Head:
    """The head of a page that is no article. ``tail`` is the part of the address below the page's own."""
    whole = title if title == around.name else f"{title} | {around.name}"
    search = page.seo_title if not tail else ""
    return Head(
        title=search or whole,
        description=(page.search_description or description)[:300],
        canonical=absolute(page.url + tail),
        alternates=alternates(around) if not tail else (),
        feeds=more.pop("feeds", (Link(around.name, absolute(around.feed_url)),)),
        **more,
    )


def article_head(
    article: ArticlePage,
    around: Furniture,
    section: Link,
    tags: tuple[Link, ...],
    authors: tuple[AuthorView, ...],
    film: RecordingView | RemoteView | None = None,
    body: Sequence[Part] = (),
    series: SeriesPlace | None = None,
) -> Head:
    """The head of an article's page, with its NewsArticle, its film and series if any, and its first sound."""
    head = Head(
        title=article.seo_title or f"{article.title} | {around.name}",
        description=(article.search_description or article.standfirst)[:300],
        canonical=on_the_web(article.canonical_url) or absolute(article.url),
        alternates=alternates(around) if not article.canonical_url else (),
        kind="article",
        image=share_picture(article.lead_picture),
        feeds=(Link(around.name, absolute(around.feed_url)),),
        published=iso(article.first_published_at),
        modified=iso(last_changed(article)),
        section=section.label,
        tags=tuple(tag.label for tag in tags),
    )
    sound = next((part.value for part in body if part.kind == "recording" and part.value.kind == "sound"), None)
    told = {
        **_news_article(article, head, around, authors),
        "video": film and video_object(article, head, film),
        "audio": sound and audio_object(sound),
        **(_interview(article, authors) if article.format == "interview" else {}),
        **coverage(article, body, head.canonical),
        "isPartOf": series and _creative_work_series(series),
        "position": series and series.number,
    }
    video = VideoHead(absolute(film.url), film.type, film.width, film.height) if is_ours(film) else None
    return replace(head, json_ld=json_ld(told), video=video)


def _creative_work_series(series: SeriesPlace) -> dict[str, Any]:
    """A series, as schema.org describes one."""
    return {"@type": "CreativeWorkSeries", "name": series.title, "url": absolute(series.url)}


def is_ours(film: RecordingView | RemoteView | None) -> TypeGuard[RecordingView]:
    """Whether a film lies here."""
    return isinstance(film, RecordingView)


def video_object(article: ArticlePage, head: Head, film: RecordingView | RemoteView) -> dict[str, Any]:
    """A film, as schema.org describes one."""
    poster = absolute(film.poster.url) if film.poster else (head.image.url if head.image else "")
    told: dict[str, Any] = {
        "@type": "VideoObject",
        "name": article.title,
        "description": film.caption or article.standfirst or article.title,
        "thumbnailUrl": poster,
        "uploadDate": head.published,
        "duration": film.duration,
    }
    if isinstance(film, RecordingView):
        captions = [
            {"@type": "MediaObject", "contentUrl": absolute(track.url), "inLanguage": track.language,
             "encodingFormat": "text/vtt"}
            for track in film.tracks
        ]  # fmt: skip
        told |= {"contentUrl": absolute(film.url), "encodingFormat": film.type, "width": film.width,
                 "height": film.height, "caption": captions,
                 "transcript": _plain(film.transcript.html) if film.transcript else ""}  # fmt: skip
    else:
        told |= {"embedUrl": film.url, "url": film.watch}
    return {name: value for name, value in told.items() if value}


def audio_object(sound: RecordingView) -> dict[str, Any]:
    """A sound of our own, as schema.org describes one."""
    told = {
        "@type": "AudioObject",
        "name": sound.title,
        "contentUrl": absolute(sound.url),
        "encodingFormat": sound.type,
        "duration": sound.duration,
        "transcript": _plain(sound.transcript.html) if sound.transcript else "",
    }
    return {name: value for name, value in told.items() if value}


def _interview(article: ArticlePage, authors: tuple[AuthorView, ...]) -> dict[str, Any]:
    """Who spoke in it besides its authors, and where. There is no type for interviews, and its question and answer are
    for something else: see decision 24."""
    written = {author.name for author in authors if not author.did}
    speakers = [speaker for speaker in speakers_of(article).values() if speaker.name not in written]
    return {
        "genre": _("Interview"),
        "contributor": [
            {
                "@type": "Person",
                "name": speaker.name,
                **({"description": speaker.description} if speaker.description else {}),
                **({"url": absolute(speaker.url)} if speaker.url else {}),
            }
            for speaker in speakers
        ],
        "locationCreated": {"@type": "Place", "name": article.held_place} if article.held_place else None,
    }


def _news_article(
    article: ArticlePage, head: Head, around: Furniture, authors: tuple[AuthorView, ...]
) -> dict[str, Any]:
    """The article, as schema.org describes one."""
    return {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle" if opinion_label(article) else SCHEMA_TYPES[article.format],
        "headline": article.title,
        "description": article.standfirst,
        "url": head.canonical,
        "mainEntityOfPage": head.canonical,
        "inLanguage": around.language,
        "datePublished": head.published,
        "dateModified": head.modified,
        "articleSection": head.section,
        "keywords": list(head.tags),
        "image": [head.image.url] if head.image else [],
        "author": [
            {"@type": "Person", "name": author.name, **({"url": absolute(author.url)} if author.url else {})}
            for author in authors
            if not author.did
        ],
        "publisher": organisation(around),
        "isAccessibleForFree": True,
        "timeRequired": f"PT{article.reading_minutes}M",
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": f"{correction.wrong}\n\n{correction.right}",
                "datePublished": iso(correction.at),
            }
            for correction in corrections_of(article)
        ],
    }


def _plain(html: str) -> str:
    return " ".join(unescape(text_of(html.replace("<", " <"))).split())


def share_picture(image: NewsImage | None) -> PictureView | None:
    """A picture as other sites show it beside a link."""
    if image is None:
        return None
    made = shared(image) or picture_view(image)
    if made is None:
        return None
    return PictureView(absolute(made.url), made.width, made.height, image.description)
