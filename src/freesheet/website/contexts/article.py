"""Everything on an article's page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils.html import escape
from django.utils.translation import get_language

from freesheet.articles import keys
from freesheet.articles.aids.registry import all_aids
from freesheet.articles.models import ArticlePage
from freesheet.articles.queries import beside
from freesheet.authors import keys as author_keys
from freesheet.authors.models import AuthorPage
from freesheet.lib.headline_breaks import with_breaks
from freesheet.press.recording import depends_on, once
from freesheet.related.keys import related as related_key
from freesheet.related.placement import MOST, BodyBlock, places_for
from freesheet.sections import keys as section_keys
from freesheet.sections.models import SectionPage
from freesheet.transparency.models import Correction
from freesheet.website.contexts.body import parts_of, with_related
from freesheet.website.contexts.cards import cards, format_label, moment, own_language, reading_time
from freesheet.website.contexts.corrections import correction_view, last_changed
from freesheet.website.contexts.furniture import appeal, front_of, furniture, on_the_web, picture_view, tag_url
from freesheet.website.contexts.head import article_head
from freesheet.website.contexts.lots import corrections_of, related_of
from freesheet.website.contexts.prose import rich
from freesheet.website.contexts.recordings import film_of, frames_in, remote_film_of
from freesheet.website.contexts.series import place_in_series
from freesheet.website.contexts.shapes import ArticleContext, AuthorView, Link, Moment, Part
from freesheet.website.stylesheet import aids_stylesheet_url


def author_view(author: AuthorPage, did: str = "") -> AuthorView:
    """A person as themes are given it, and what the person did for an article."""
    shown = once(f"author:{author.pk}:{get_language()}", lambda: _author_view(author))
    return replace(shown, did=did) if did else shown


def _author_view(author: AuthorPage) -> AuthorView:
    depends_on(author_keys.author(author.pk))
    return AuthorView(
        name=author.title,
        url=author.url if author.live else "",
        initials=initials(author.title),
        role_line=author.role_line,
        reports_from=author.reports_from,
        biography=rich(author.biography),
        portrait=picture_view(author.portrait, cut=True),
        links=tuple(
            Link(link.value["label"], link.value["url"]) for link in author.links if on_the_web(link.value["url"])
        ),
    )


def initials(name: str) -> str:
    """The one or two letters that stand for a person without a portrait.

    >>> initials("Wen Shu-fen"), initials("溫淑芬")
    ('WS', '溫')
    """
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()


def updated(article: ArticlePage, code: str) -> Moment | None:
    """When the article was last changed or corrected, where readers would be misled without it (an hour later)."""
    first, last = article.first_published_at, last_changed(article)
    if first is None or last is None or last - first < timedelta(hours=1):
        return None
    return moment(last, code)


def article_context(article: ArticlePage) -> ArticleContext:
    """The article's page, complete. Of a draft that is being previewed too."""
    code = article.locale.language_code
    front, section = front_of(article), _section(article)
    depends_on(keys.article(article.pk), section_keys.section(section.pk))
    around = furniture(article, front)
    authors, tags = _authors(article), _tags(article, code)
    film, remote = film_of(article, code), remote_film_of(article)
    section_link, series = Link(section.title, section.url), place_in_series(article, code)
    body = tuple(_body(article))
    corrections = [correction_view(correction, code) for correction in corrections_of(article)]
    return ArticleContext(
        furniture=around,
        head=article_head(article, around, section_link, tags, authors, film or remote, series),
        format=article.format,
        format_label=format_label(article.format),
        kicker=article.kicker,
        headline=with_breaks(article.title, code),
        standfirst=article.standfirst,
        authors=authors,
        published=moment(article.first_published_at, code),
        updated=updated(article, code),
        reading_time=reading_time(article.reading_minutes, code),
        section=section_link,
        tags=tags,
        also_in=tuple(link for link in around.languages if link.here and not link.current),
        lead=picture_view(article.lead_picture, caption=article.lead_caption),
        body=body,
        appeal=None if article.appeal_off else appeal(around, article.locale),
        biographies=tuple(author for author in authors if author.biography),
        more=cards(beside(article, section)),
        original_url=on_the_web(article.original_url),
        grave=tuple(correction for correction in corrections if correction.severity == Correction.Severity.GRAVE),
        corrections=tuple(each for each in corrections if each.severity != Correction.Severity.GRAVE),
        film=film,
        remote=remote,
        frames=frames_in(body, remote),
        aids_stylesheet_url=aids_stylesheet_url() if any(part.kind in all_aids() for part in body) else "",
        series=series,
    )


def _tags(article: ArticlePage, code: str) -> tuple[Link, ...]:
    carried = {item.tag_id: item.tag for item in article.tagged_items.all()}
    depends_on(*(section_keys.tag(pk) for pk in carried))
    return tuple(Link(carried[pk].name, tag_url(carried[pk].slug, code)) for pk in sorted(carried))


def _authors(article: ArticlePage) -> tuple[AuthorView, ...]:
    lines = [(own_language(line, article.locale_id), line.role) for line in article.bylines.all()]
    return tuple(author_view(author, role) for author, role in lines)


def _section(article: ArticlePage) -> SectionPage:
    """The section an article lies under."""
    path = article.path[: -article.steplen]
    found: SectionPage = once(f"section at:{path}", lambda: SectionPage.objects.select_related("locale").get(path=path))
    return found


def _body(article: ArticlePage) -> list[Part]:
    parts = _each_once(parts_of(article.body, article.locale), article.url)
    shown = {part.value.url for part in parts if part.kind == "related"}
    depends_on(related_key(article.pk))
    chosen = related_of(article)[: MOST + len(shown)]
    if shown:
        urls = {page.pk: page.url for page in ArticlePage.objects.filter(pk__in=chosen).defer("body")}
        chosen = [pk for pk in chosen if pk in urls and urls[pk] not in shown]
    before = places_for([_block(part) for part in parts], article.locale.language_code, min(MOST, len(chosen)))
    return with_related(parts, cards(chosen[: len(before)]), before)


def _each_once(parts: list[Part], own_url: str) -> list[Part]:
    """The parts without related articles that stand there already, and without the article itself.

    A title that waited may turn out to be the headline of either.
    """
    kept, shown = [], {own_url}
    for part in parts:
        if part.kind == "related":
            if part.value.url in shown:
                continue
            shown.add(part.value.url)
        kept.append(part)
    return kept


def _block(part: Part) -> BodyBlock:
    value: Any = part.value
    if part.kind in ("paragraph", "list"):
        return BodyBlock(part.kind, value)
    if part.kind == "quotation":
        return BodyBlock(part.kind, escape(" ".join(value["paragraphs"])))
    if part.kind == "heading":
        return BodyBlock(part.kind, escape(value["text"]))
    return BodyBlock(part.kind)
