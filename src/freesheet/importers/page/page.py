"""One saved page as an article to file, with all that was learnt beside it and why each line went where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml.html import HtmlElement

from freesheet.importers.errors import ImportProblem
from freesheet.importers.manuscripts import AuthorNote, Block, Credit, Manuscript
from freesheet.importers.page import lines, markup
from freesheet.importers.page.folding import bare, key_of, paragraph
from freesheet.importers.page.heads import without_site
from freesheet.importers.page.judging import judged
from freesheet.importers.page.languages import language_of
from freesheet.importers.page.metadata import Metadata, metadata_of
from freesheet.importers.page.reading import bytes_of, looks_like_html, text_of
from freesheet.importers.page.rulings import STORY_KINDS, Desk, Facts, Kind, Offered, Verdict
from freesheet.importers.page.stories import body_of, lead_of

_HEADLINE_LENGTH = 120


@dataclass
class SavedPage:
    """What a page gave.

    ``offered`` is for an editor to accept, never applied. ``appeal`` are the paragraphs that asked for
    support, in order; none of them is in the body. ``related_titles`` are those that stand in the body
    as unresolved related articles. ``reading_minutes`` is what the page claimed, ``None`` if nothing.
    """

    manuscript: Manuscript
    offered: Offered = field(default_factory=Offered)
    appeal: list[str] = field(default_factory=list)
    reading_minutes: int | None = None
    related_titles: list[str] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)


def read_file(path: Path) -> SavedPage:
    """Read a saved page from disk. Raises :class:`ImportProblem` in a sentence for the editor."""
    return read_page(bytes_of(path), path.name)


def read_page(data: bytes, name: str = "This file", base_url: str = "") -> SavedPage:
    """Read a saved page, plain text or HTML.

    ``name`` is what messages call it; ``base_url`` is where the page was saved from, if known, and
    makes its links and pictures absolute. Raises :class:`ImportProblem` for all that is no such page.
    """
    text = text_of(data, name)
    page = _from_html(text, base_url) if looks_like_html(text) else _from_text(text)
    if not page.manuscript.body:
        raise ImportProblem(
            f"No story was found in {name}: it holds a headline or furniture of a site, but no paragraph."
        )
    return page


def _from_text(text: str) -> SavedPage:
    desk = judged(lines.pieces_of(text), Facts())
    page = _saved(desk, "")
    page.manuscript.language = language_of(_story_text(desk) or text)
    return page


def _from_html(text: str, base_url: str) -> SavedPage:
    root = markup.parsed(text)
    known = metadata_of(root)
    facts = _facts(root, known)
    base = base_url or known.canonical
    pieces = markup.pieces_of(root)
    desk = judged(pieces, facts)
    for author, biography in known.biographies.items():
        facts.biographies.setdefault(author, [biography])
    page = _saved(desk, base)
    manuscript = page.manuscript
    manuscript.language = language_of(_story_text(desk) or text, known.language)
    manuscript.original_url = manuscript.canonical_url = known.canonical
    if not manuscript.body and known.body:
        manuscript.body = [
            {"type": "paragraph", "value": paragraph(part)}
            for part in re.split(r"\n\s*\n|\n", known.body)
            if part.strip()
        ]
    lead_of(manuscript, known)
    return page


def _facts(root: HtmlElement, known: Metadata) -> Facts:
    facts = Facts(
        section=known.section,
        tags=list(known.tags),
        authors=list(known.authors),
        minutes=known.minutes,
        published=known.published,
        updated=known.updated,
    )
    facts.offered.name = known.site_name
    facts.standfirst = (
        known.description
        if len(known.description) >= 20 and not known.description.rstrip().endswith(("…", "...", "[…]", "[...]"))
        else ""
    )
    window = " ".join((root.findtext(".//title") or "").split())
    headings = [
        heading
        for heading in ("".join(node.itertext()) for node in root.iter("h1"))
        if heading.strip() and key_of(heading) != key_of(known.site_name)
    ]
    named = (
        without_site(known.headline)[0]
        if known.site_name and known.headline.endswith(known.site_name)
        else known.headline
    )
    printed = [" ".join(heading.split()) for heading in headings]
    if len(printed) == 1 or any(key_of(heading) == key_of(named) for heading in printed):
        facts.headline = next((heading for heading in printed if key_of(heading) == key_of(named)), printed[0])
    else:
        facts.headline = named or without_site(window)[0]
    if (
        not facts.offered.name
        and window
        and facts.headline
        and key_of(window) != key_of(facts.headline)
        and key_of(without_site(window)[0]) == key_of(facts.headline)
    ):
        facts.offered.name = without_site(window)[1]
    return facts


def _saved(desk: Desk, base: str) -> SavedPage:
    facts = desk.facts
    body, related = body_of(desk, base)
    standfirst = "" if _opens_with(body, facts.standfirst) else facts.standfirst
    manuscript = Manuscript(headline=facts.headline or _first_words(desk), body=body, standfirst=standfirst)
    manuscript.kicker, manuscript.section = facts.kicker, facts.section
    manuscript.tags = list(dict.fromkeys(facts.tags))
    manuscript.bylines = _bylines(facts)
    manuscript.first_published_at, manuscript.last_published_at = facts.published, facts.updated
    return SavedPage(manuscript, facts.offered, facts.appeal, facts.minutes, related, desk.verdicts())


def _opens_with(body: list[Block], summary: str) -> bool:
    """Whether a paragraph says word for word what the page's metadata gives as its summary."""
    said = (re.sub(r"<[^>]+>", "", block["value"]) for block in body if block["type"] == "paragraph")
    return bool(summary) and any(key_of(text).startswith(key_of(summary)) for text in said)


def _first_words(desk: Desk) -> str:
    """A page without a headline is called by how its story begins."""
    story = bare(_story_text(desk)) or "Untitled"
    sentence = re.split(r"(?<=[.!?…])\s|(?<=[。！？۔؟])", story, maxsplit=1)[0].strip()
    if len(sentence) <= _HEADLINE_LENGTH:
        return sentence.rstrip(".。۔")
    cut = sentence[:_HEADLINE_LENGTH]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def _story_text(desk: Desk) -> str:
    return "\n".join(
        piece.text for index, piece in enumerate(desk.pieces) if desk.kind(index) in STORY_KINDS | {Kind.RELATED}
    )


def _bylines(facts: Facts) -> list[Credit]:
    written = [
        Credit(AuthorNote(name, biography="".join(map(paragraph, facts.biographies.get(name, [])))))
        for name in dict.fromkeys(facts.authors)
    ]
    return written + [
        Credit(AuthorNote(name), role) for name, role in facts.helpers.items() if name not in facts.authors
    ]
