"""An item as a manuscript, and everything worth saying about what it lost on the way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from freesheet.importers.html import plain_text
from freesheet.importers.html.addresses import web_address
from freesheet.importers.html.pieces import leftover
from freesheet.importers.manuscripts import Block, Manuscript, Picture
from freesheet.importers.wordpress.bodies import body_of, pages_in
from freesheet.importers.wordpress.dates import changed_at, published_at
from freesheet.importers.wordpress.export import Export
from freesheet.importers.wordpress.fates import Standing, fate_of
from freesheet.importers.wordpress.media import Library, MediaFolder
from freesheet.importers.wordpress.people import bylines_of
from freesheet.importers.wordpress.records import WordpressItem
from freesheet.importers.wordpress.terms import format_of, language_of, sections_of, tags_of, unknown_terms

LONGEST_STANDFIRST = 1000
UNTITLED_WORDS = 8
"""How many of its first words stand for the headline of a text that has none."""

_CANONICAL = ("_yoast_wpseo_canonical", "rank_math_canonical_url")
_IDLE_META = {"enclosure", "original_post_id", "pre_import_post_id", "pre_import_post_parent", "footnotes"}


def manuscript_of(
    item: WordpressItem, export: Export, media: MediaFolder | None = None
) -> tuple[Manuscript, list[str]]:
    """The manuscript of a post or page, and sentences about what did not come with it or had to be guessed.

    What the file calls published has ``first_published_at``; what was to be published at a set time has
    ``go_live_at``; everything else has neither and is a draft. Links stay as they were, absolute.

    Raises:
        ImportProblem: the text is larger than any article.
    """
    library = Library(export.index, media)
    base_url = web_address(item.link, export.site.address) or export.site.address
    body = body_of(item, library, base_url)
    sections = sections_of(item, export.index)
    format_, format_note = format_of(item)
    lead, lead_note = _lead_picture(item, library)
    standfirst, blocks = _standfirst(item, body.blocks)
    manuscript = Manuscript(
        headline=headline_of(item, blocks),
        body=blocks,
        format=format_,
        standfirst=standfirst,
        slug=unquote(item.slug).removesuffix(".html"),
        section=sections[0] if sections else "",
        further_sections=sections[1:],
        tags=tags_of(item),
        bylines=bylines_of(item, export.index),
        lead_picture=lead,
        lead_caption=lead.caption if lead else "",
        original_url=web_address(item.link, export.site.address),
        canonical_url=next(filter(None, (web_address(item.first(key)) for key in _CANONICAL)), ""),
        old_paths=list(dict.fromkeys(_old_paths(item, export))),
        language=language_of(item, export.site.language),
    )
    said = [*_dated(item, manuscript), format_note, lead_note]
    said += [*_about(item, manuscript), *body.notes, *unknown_terms(item)]
    return manuscript, [sentence for sentence in said if sentence]


def _dated(item: WordpressItem, manuscript: Manuscript) -> list[str]:
    """Give a manuscript the moments that its standing allows; sentences about that, and about a guess."""
    fate = fate_of(item)
    date, guessed = published_at(item)
    if fate.standing is Standing.PUBLIC:
        manuscript.first_published_at = date
        manuscript.last_published_at = changed_at(item, date)
        guessed = guessed or ("" if date else "The file gives no date; it bears that of its publication here.")
    elif fate.standing is Standing.SCHEDULED:
        manuscript.go_live_at = date
    return [fate.why, guessed if fate.standing is not Standing.DRAFT else ""]


def headline_of(item: WordpressItem, body: list[Block]) -> str:
    """An item's title; for one without, its first words, or what its address calls it."""
    if item.title.strip():
        return item.title
    for block in body:
        if block["type"] == "paragraph" and (words := plain_text(block["value"]).split()):
            return " ".join(words[:UNTITLED_WORDS]) + ("…" if len(words) > UNTITLED_WORDS else "")
    return unquote(item.slug).replace("-", " ").strip() or f"Untitled {item.key}"


def _standfirst(item: WordpressItem, body: list[Block]) -> tuple[str, list[Block]]:
    words = plain_text(item.excerpt)
    if len(words) <= LONGEST_STANDFIRST:
        return words, body
    cut = words[: LONGEST_STANDFIRST - 1].rsplit(" ", 1)[0] + "…"
    return cut, [leftover("html", words), *body]


def _lead_picture(item: WordpressItem, library: Library) -> tuple[Picture | None, str]:
    number = item.first("_thumbnail_id")
    if not number or number in ("0", "-1"):
        return None, ""
    attachment = library.index.attachment(number)
    picture = library.picture_of(attachment) if attachment else None
    missing = f"Its lead picture is attachment {number[:20]}, which is not in the file or is no picture."
    return picture, "" if picture else missing


def _about(item: WordpressItem, manuscript: Manuscript) -> Iterator[str]:
    """Sentences about what an item said beside its text."""
    if not item.title.strip():
        yield f"It has no title; its headline was made: “{manuscript.headline}”."
    if not manuscript.body:
        yield "It has no text."
    if item.is_sticky:
        yield "It was pinned to the top of the old front page; here an editor chooses what leads."
    if item.kind == "page" and item.parent not in ("", "0"):
        yield "It lay below another page; here it lies beside it."
    for kind, count in item.comments.items():
        were = "was" if count == 1 else "were"
        yield f"{count} {kind}{'' if count == 1 else 's'} {were} not brought: Freesheet has no comments."
    fields = sorted(key for key in item.meta if not key.startswith("_") and key not in _IDLE_META)
    if fields:
        yield f"Custom fields were not brought: {', '.join(fields[:30])}{', …' if len(fields) > 30 else ''}."
    if item.said_too_much:
        yield "It has more than two million characters of metadata; only the first part was looked at."
    enclosed = web_address(item.first("enclosure").partition("\n")[0].strip())
    if enclosed and enclosed not in item.content:
        yield f"A file was enclosed with it and not brought: {enclosed}."


def _old_paths(item: WordpressItem, export: Export) -> Iterator[str]:
    """The paths that led to an item, to its further pages, and to the pages of what is attached to it."""
    site = export.old_site
    root = site.root
    path = site.old_path(item.link) if item.link else ""
    if path:
        yield path
    if path and "?" not in path:
        yield from _renamed(item, path)
        yield from (f"{path.rstrip('/')}/{page}/" for page in range(2, min(pages_in(item.content), 100) + 1))
    if item.number and item.kind in ("post", "page"):
        yield f"{root}/?{'page_id' if item.kind == 'page' else 'p'}={item.number}"
    if item.guid and site.place(item.guid) is not None and (named := site.old_path(item.guid)):
        yield named
    for attachment in export.index.attachments_of(item.number):
        if attachment.link and (attached := site.old_path(attachment.link)):
            yield attached
        yield f"{root}/?attachment_id={attachment.number}"


def _renamed(item: WordpressItem, path: str) -> Iterator[str]:
    """The paths under earlier slugs, which WordPress remembers."""
    head, _slash, last = path.rstrip("/").rpartition("/")
    if item.slug and unquote(last).casefold() == unquote(item.slug).casefold():
        tail = "/" if urlsplit(item.link).path.endswith("/") else ""
        for slug in item.meta.get("_wp_old_slug", []):
            if re.fullmatch(r"[^\s/?#]{1,200}", slug) and slug != item.slug:
                yield f"{head}/{slug}{tail}"
