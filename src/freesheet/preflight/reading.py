"""An article as rules read it: its texts, its pictures, its links, each with where it stands."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from freesheet.articles.aids import walking
from freesheet.articles.kinds import all_forms
from freesheet.articles.models import ArticlePage
from freesheet.articles.spoken import names_said
from freesheet.lib.clean import text_of
from freesheet.lib.notes import spaced
from freesheet.media.models import NewsImage, Recording
from freesheet.preflight.findings import FILM, HEADLINE, KICKER, LEAD_CAPTION, LEAD_PICTURE, SPEAKERS, STANDFIRST

LONGEST_READ = 400_000
"""Characters of an article that are read; a long book has as many."""

_BREAK = re.compile(r"</?(?:p|li|ul|ol|br|blockquote)\b[^>]*>")
_ANCHOR = re.compile(r"<a\b([^>]*)>")
_ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')


@dataclass(frozen=True)
class Passage:
    """Plain text, and where it stands."""

    text: str
    where: str


@dataclass(frozen=True)
class Shown:
    """A picture in an article; ``alt`` is what readers hear who cannot see it, ``lead`` whether it stands over all."""

    image: NewsImage
    alt: str
    where: str
    lead: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart: its title, its description, who counted, and where it stands."""

    title: str
    alt: str
    source: str
    where: str


@dataclass(frozen=True)
class Way:
    """A link: to a page or document by its id, or to an address."""

    href: str
    kind: str
    pk: str
    where: str


def passages(article: ArticlePage) -> Iterator[Passage]:
    """Every text that readers get, headline first; at most ``LONGEST_READ`` characters."""
    left = LONGEST_READ
    for passage in _passages(article):
        text = passage.text[:left]
        left -= len(text)
        if text.strip():
            yield Passage(text, passage.where)


def _passages(article: ArticlePage) -> Iterator[Passage]:
    yield Passage(article.kicker, KICKER)
    yield Passage(article.title, HEADLINE)
    yield Passage(article.standfirst, STANDFIRST)
    yield Passage(article.lead_caption, LEAD_CAPTION)
    for names in names_said(article):
        yield Passage(names, SPEAKERS)
    yield Passage(article.consent, SPEAKERS)
    for block in article.body:
        aid = block.block_type in all_forms()
        for text in walking.texts(block.block, block.value) if aid else _texts(block.block_type, block.value):
            yield Passage(text, str(block.id))


def _texts(kind: str, value: Any) -> Iterator[str]:
    if kind in ("paragraph", "list"):
        # A line for each paragraph; inside one, tags part no words.
        yield plain(value.source)
    elif kind in ("heading", "quotation"):
        yield str(value["text"])
        yield str(value.get("source") or "")
    elif kind in ("image", "embed", "recording"):
        yield str(value["caption"] or "")
        yield str(value.get("alt") or "")
    elif kind == "table":
        yield str(value.caption or "")
        for row in value.row_data:
            yield from (plain(getattr(cell, "source", str(cell))) for cell in row["values"])


def plain(source: str) -> str:
    """Stored rich text as plain text, a line for each paragraph.

    >>> plain("<p>Tea &amp; <b>sa</b>lt</p><p>Rice</p>")
    'Tea & salt\\n\\nRice'
    """
    return html.unescape(text_of(_BREAK.sub("\n", spaced(source)))).strip()


def pictures(article: ArticlePage) -> Iterator[Shown]:
    """Every picture, the lead picture first."""
    lead = article.lead_picture
    if lead is not None:
        yield Shown(lead, lead.description, LEAD_PICTURE, lead=True)
    for block in article.body:
        if block.block_type == "image" and block.value["image"] is not None:
            image = block.value["image"]
            yield Shown(image, block.value["alt"] or image.description, str(block.id))
        elif block.block_type in all_forms():
            for image, alt in walking.pictures(block.block, block.value):
                yield Shown(image, alt or image.description, str(block.id))


def portraits(article: ArticlePage) -> Iterator[Shown]:
    """Every small face: of who speaks, and of who is quoted. The name beside it says who that is: none is described."""
    for block in article.speakers:
        if block.value["portrait"] is not None:
            yield Shown(block.value["portrait"], "", SPEAKERS)
    for block in article.body:
        if block.block_type == "quotation" and block.value["portrait"] is not None:
            yield Shown(block.value["portrait"], "", str(block.id))


def charts(article: ArticlePage) -> Iterator[Chart]:
    """Every chart in the body."""
    for block in article.body:
        if block.block_type == "chart":
            value = block.value
            yield Chart(value["title"] or "", value["alt"] or "", value["source"] or "", str(block.id))


@dataclass(frozen=True)
class Heard:
    """A film or a sound of our own in an article."""

    recording: Recording
    where: str


def recordings(article: ArticlePage) -> Iterator[Heard]:
    """Every film and sound of our own, the one at the head first."""
    if article.film is not None:
        yield Heard(article.film, FILM)
    for block in article.body:
        if block.block_type == "recording" and block.value["recording"] is not None:
            yield Heard(block.value["recording"], str(block.id))


def posters(article: ArticlePage) -> Iterator[Shown]:
    """Every poster that a film of our own brings with it, but for one that is the lead picture too."""
    for heard in recordings(article):
        film = heard.recording
        own = film.poster if film.kind == Recording.Kind.FILM else None
        if own is not None and own.pk != article.lead_picture_id:
            yield Shown(own, own.description, heard.where)


def ways(article: ArticlePage) -> Iterator[Way]:
    """Every link in the body."""
    for block in article.body:
        for source in _sources(block):
            for anchor in _ANCHOR.findall(source):
                said = dict(_ATTRIBUTE.findall(anchor))
                href = html.unescape(said.get("href", ""))
                yield Way(href, said.get("linktype", ""), said.get("id", ""), str(block.id))


def _sources(block: Any) -> Iterator[str]:
    """What of a block is rich text."""
    if block.block_type in ("paragraph", "list"):
        yield block.value.source
    elif block.block_type in all_forms():
        yield from walking.sources(block.block, block.value)
