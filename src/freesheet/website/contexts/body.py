"""Bodies, block by block, as parts that a theme prints."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from wagtail.models import Locale

from freesheet.articles import keys as article_keys
from freesheet.articles.aids.aid import Around
from freesheet.articles.kinds import all_forms
from freesheet.articles.models import ArticlePage
from freesheet.articles.queries import of_headline, seen
from freesheet.articles.spoken import REPEATS
from freesheet.lib.clean import clean_html
from freesheet.media import keys as media_keys
from freesheet.press.recording import depends_on
from freesheet.website.contexts.cards import card
from freesheet.website.contexts.elements import InterviewView, SpeakerView
from freesheet.website.contexts.furniture import known_picture, picture_view
from freesheet.website.contexts.live import gathered
from freesheet.website.contexts.notes import Notes, plain_signs
from freesheet.website.contexts.prose import rich
from freesheet.website.contexts.recordings import recording_view, remote_view
from freesheet.website.contexts.shapes import (
    Card,
    CorrectionView,
    Part,
    RemoteView,
)

PARAGRAPH = re.compile(r"<p\b.*?</p>", re.DOTALL)
FROM_THE_ROOT = re.compile(r'(<a\b[^>]*?\bhref=")/(?!/)')
"""Where the address of a link begins that lies on this site; in cleaned HTML, so never in its text."""


@dataclass(frozen=True)
class _Body:
    """What all parts of a body have in common."""

    locale: Locale
    speakers: Mapping[str, SpeakerView]
    notes: Notes

    def around(self, index: int) -> Around:
        code = self.locale.language_code
        return Around(code, f"part-{index}", picture_view, self.notes.rich, self.speakers.get)


def parts_of(
    body: Any, locale: Locale, without: str = "", speakers: Mapping[str, SpeakerView] | None = None
) -> list[Part]:
    """The parts of a body: one for each paragraph, however an editor grouped them; what is empty is left out.

    Blocks of the kind ``without`` are passed over, and so is what they depend on. ``speakers`` are those of an
    interview, by the ids of their blocks.
    """
    whole = _Body(locale, speakers or {}, Notes(locale.language_code))
    blocks = [(index, raw) for index, raw in enumerate(body.raw_data) if raw["type"] != without]
    return gathered(
        [part for index, raw in blocks for part in _parts_at(body, index, raw, whole)], locale.language_code
    )


def _parts_at(body: Any, index: int, raw: dict[str, Any], whole: _Body) -> Iterable[Part]:
    if raw["type"] == "image":
        view = known_picture(raw["value"].get("image"), raw["value"].get("alt", ""), raw["value"].get("caption", ""))
        if view is not None:
            return (Part("image", view),)
    block = body[index]
    if raw["type"] in all_forms():
        return _formed(raw["type"], block.value, whole.around(index), whole.notes)
    return _parts(block.block_type, block.value, whole)


def _formed(name: str, value: Any, around: Around, notes: Notes) -> Iterator[Part]:
    printed = all_forms()[name].printed(value, around)
    if printed is not None:
        yield Part(name, printed, notes.named_in(*(held for held in printed.values() if isinstance(held, str))))


def _parts(kind: str, value: Any, whole: _Body) -> Iterator[Part]:
    if kind == "paragraph":
        html = whole.notes.rich(value.source)
        for paragraph in PARAGRAPH.findall(html) or ([f"<p>{html}</p>"] if html.strip() else []):
            # A piece of cleaned HTML.
            yield Part("paragraph", mark_safe(paragraph), whole.notes.named_in(paragraph))  # noqa: S308
    elif kind == "list":
        if html := whole.notes.rich(value.source):
            yield Part(kind, html, whole.notes.named_in(html))
    elif kind == "related_article":
        chosen = _chosen(value, whole.locale)
        if chosen is not None:
            yield Part("related", card(chosen))
    elif kind == "recording":
        if value["recording"] is not None:
            yield Part(kind, recording_view(value["recording"], whole.locale.language_code, value["caption"]))
    elif kind in _PLAIN:
        printed = _PLAIN[kind](value)
        if printed:
            yield Part(kind, printed)


def _heading(value: Any) -> dict[str, str]:
    text = value["text"]
    return {"text": text, "level": value["level"], "id": slugify(text, allow_unicode=True)[:80]}


def _quotation(value: Any) -> dict[str, Any]:
    paragraphs = tuple(text.strip() for text in value["text"].split("\n\n") if text.strip())
    return {
        "paragraphs": paragraphs,
        "source": value["source"],
        "portrait": picture_view(value.get("portrait"), cut=True),
    }


def _embed(value: Any) -> dict[str, Any] | None:
    parts = urlsplit(value["url"])
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return {
        "url": value["url"],
        "host": parts.hostname.removeprefix("www."),
        "caption": value["caption"],
        "player": remote_view(value["url"], caption=value["caption"], title=value["caption"]),
    }


def _document(value: Any) -> dict[str, str] | None:
    document = value["document"]
    if document is None:
        return None
    depends_on(media_keys.document(document.pk))
    return {
        "url": document.url,
        "title": value["title"] or document.title,
        "kind": document.file_extension.upper(),
        "size": filesizeformat(document.get_file_size() or 0),
    }


def _chosen(value: Any, locale: Locale) -> ArticlePage | None:
    page = value["article"]
    if page is None:
        return of_headline(value["title"], locale)
    depends_on(article_keys.card(page.pk))
    return ArticlePage.objects.filter(pk=page.pk).first() if seen([page.pk]) else None


def _table(value: Any) -> dict[str, Any]:
    numeric = [column["block"].name == "number" for column in value.columns]
    return {
        "caption": value.caption or "",
        "columns": tuple(
            {"heading": column["heading"], "numeric": figures}
            for column, figures in zip(value.columns, numeric, strict=True)
        ),
        "rows": tuple(tuple(_cell(cell) for cell in row["values"]) for row in value.row_data),
    }


def _cell(value: Any) -> SafeString:
    source = getattr(value, "source", None)
    if source is None:
        return mark_safe(clean_html(str(value)))  # noqa: S308
    html = rich(source)
    inner = html.removeprefix("<p>").removesuffix("</p>") if html.count("<p") == 1 else html
    return mark_safe(inner)  # noqa: S308


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "heading": _heading,
    "image": lambda value: picture_view(value["image"], value["alt"], value["caption"]),
    "quotation": _quotation,
    "table": _table,
    "embed": _embed,
    "document": _document,
}
"""How each kind of block that needs nothing from elsewhere becomes what its template prints."""


def with_related(parts: Sequence[Part], related: Sequence[Card], before: Sequence[int]) -> list[Part]:
    """The parts with each card set before the part of the index given for it."""
    due = dict(zip(before, related, strict=False))
    merged: list[Part] = []
    for index, part in enumerate(parts):
        if index in due:
            merged.append(Part("related", due[index]))
        merged.append(part)
    return merged


def printed_plainly(
    parts: Sequence[Part],
    corrections: Sequence[CorrectionView] = (),
    remote: RemoteView | None = None,
    interview: InterviewView | None = None,
) -> str:
    """A body as HTML for feeds: no related articles and nothing twice, absolute addresses; above it corrections, its
    film, and how an interview came about; its notes at the end.
    """
    kept = [part for part in parts if part.kind not in ("related", REPEATS)]
    notes = tuple(note for part in kept for note in part.notes)
    address = settings.PUBLICATION.address
    given = {"parts": kept, "address": address, "corrections": corrections, "remote": remote, "aids": all_forms(),
             "interview": interview, "notes": notes}  # fmt: skip
    html = render_to_string("broadsheet/feed_body.html", given)
    return FROM_THE_ROOT.sub(lambda found: f"{found[1]}{address}/", plain_signs(html) if notes else html)
