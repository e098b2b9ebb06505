"""Everything on an article's page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.utils.html import escape

from freesheet.articles import keys
from freesheet.articles.aids.registry import all_aids
from freesheet.articles.kinds import all_insets
from freesheet.articles.models import ArticlePage
from freesheet.articles.queries import beside
from freesheet.lib.headline_breaks import with_breaks
from freesheet.press.recording import around, depends_on, once
from freesheet.related.keys import related as related_key
from freesheet.related.placement import MOST, BodyBlock, places_for
from freesheet.sections import keys as section_keys
from freesheet.sections.models import SectionPage
from freesheet.transparency.models import Correction
from freesheet.website.contexts.appeals import appeal
from freesheet.website.contexts.body import parts_of, with_related
from freesheet.website.contexts.cards import cards, format_label, moment, opinion_label, own_language, reading_time
from freesheet.website.contexts.corrections import correction_view, last_changed
from freesheet.website.contexts.elements import SpeakerView
from freesheet.website.contexts.furniture import front_of, furniture, on_the_web, picture_view, tag_url
from freesheet.website.contexts.head import article_head
from freesheet.website.contexts.live import live_view
from freesheet.website.contexts.lots import corrections_of, related_of
from freesheet.website.contexts.notes import without_signs
from freesheet.website.contexts.people import author_view, interview_of, speakers_of
from freesheet.website.contexts.recordings import film_of, frames_in, remote_film_of
from freesheet.website.contexts.series import place_in_series
from freesheet.website.contexts.shapes import ArticleContext, AuthorView, CorrectionView, Link, Moment, Part
from freesheet.website.stylesheet import aids_stylesheet_url, insets_stylesheet_url


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
    around, film, remote = furniture(article, front), film_of(article, code), remote_film_of(article)
    authors, tags = _authors(article), _tags(article, code)
    section_link, speakers = Link(section.title, section.url), speakers_of(article)
    body, series, owned = tuple(_body(article, speakers)), place_in_series(article, code), _corrections(article, code)
    context = ArticleContext(
        furniture=around,
        head=article_head(article, around, section_link, tags, authors, film or remote, body, series),
        format=article.format,
        format_label=format_label(article),
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
        appeal=None if article.appeal_off else appeal(around, article.locale, article.url),
        biographies=tuple(author for author in authors if author.biography),
        more=cards(beside(article, section)),
        original_url=on_the_web(article.original_url),
        grave=owned[True],
        corrections=owned[False],
        film=film,
        remote=remote,
        interview=interview_of(article, speakers, {author.name for author in authors}),
        opinion=opinion_label(article),
        series=series,
        live=live_view(article, body),
    )
    return _dressed(context)


def _corrections(article: ArticlePage, code: str) -> dict[bool, tuple[CorrectionView, ...]]:
    """Its corrections, by whether they are grave."""
    owned = [correction_view(correction, code) for correction in corrections_of(article)]
    grave = Correction.Severity.GRAVE
    return {whether: tuple(each for each in owned if (each.severity == grave) is whether) for whether in (True, False)}


def _dressed(context: ArticleContext) -> ArticleContext:
    """The context with the style sheets that its page needs besides, and the sites that it frames."""
    aids = any(part.kind in all_aids() for part in context.body)
    insets = context.interview or context.opinion or any(_is_inset(part) for part in context.body)
    return replace(
        context,
        frames=frames_in(context.body, context.remote),
        aids_stylesheet_url=aids_stylesheet_url() if aids else "",
        insets_stylesheet_url=insets_stylesheet_url() if insets else "",
    )


def _is_inset(part: Part) -> bool:
    portrayed = part.kind == "quotation" and part.value["portrait"] is not None
    return part.kind in all_insets() or bool(part.notes) or portrayed


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
    sections = SectionPage.objects.select_related("locale")
    found: SectionPage = once(f"section at:{path}", lambda: sections.get(path=path), around)
    return found


def _body(article: ArticlePage, speakers: Mapping[str, SpeakerView]) -> list[Part]:
    parts = _each_once(parts_of(article.body, article.locale, speakers=speakers), article.url)
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
        return BodyBlock(part.kind, without_signs(value))
    if part.kind == "turn":
        kind = "turn" if value["speaker"] is None else "question" if value["asks"] else "answer"
        return BodyBlock(kind, without_signs(value["opening"] + value["told"]))
    if part.kind == "quotation":
        return BodyBlock(part.kind, escape(" ".join(value["paragraphs"])))
    if part.kind == "heading":
        return BodyBlock(part.kind, escape(value["text"]))
    return BodyBlock(part.kind)
