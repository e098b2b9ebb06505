"""Front page, sections, authors, tags, and the roll of authors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from freesheet.articles import keys as article_keys
from freesheet.articles.queries import (
    Slice,
    by_author,
    ids_of,
    in_edition,
    in_section,
    part_of,
    seen,
    slice_of,
    tagged,
)
from freesheet.authors import keys as author_keys
from freesheet.authors.models import AuthorIndexPage, AuthorPage
from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontPage, InformationPage
from freesheet.editions.visibility import visible
from freesheet.press.recording import depends_on
from freesheet.sections import keys as section_keys
from freesheet.sections.models import SectionPage, Tag
from freesheet.transparency import keys as correction_keys
from freesheet.transparency.queries import in_edition as corrections_in
from freesheet.website.contexts.body import parts_of
from freesheet.website.contexts.cards import cards, cards_by_id, moment
from freesheet.website.contexts.corrections import FEED, shown_in_lists
from freesheet.website.contexts.furniture import (
    CORRECTIONS,
    absolute,
    appeal,
    edition_url,
    front_of,
    furniture,
    tag_url,
)
from freesheet.website.contexts.head import json_ld, organisation, page_head
from freesheet.website.contexts.people import author_view
from freesheet.website.contexts.recordings import frames_in
from freesheet.website.contexts.shapes import (
    CorrectionsContext,
    FrontContext,
    InformationContext,
    Link,
    ListContext,
    MissingContext,
    RollContext,
)

ON_THE_FRONT = 21
"""Stories on a front page: a lead, and rows of two, three and four."""

LARGE = 2


def front_context(front: FrontPage) -> FrontContext:
    """The front page: what the editor chose, in that order, and then the newest."""
    depends_on(edition_keys.page(front.pk), edition_keys.slots(front.pk))
    around = furniture(front, front)
    chosen = _chosen(front)
    newest = ids_of(in_edition(front.locale, article_keys.newest(ON_THE_FRONT))[:ON_THE_FRONT])
    taken = {pk for pk, _size in chosen}
    wanted = [*chosen, *((pk, "normal") for pk in newest if pk not in taken)][:ON_THE_FRONT]
    card_of = cards_by_id([pk for pk, _size in wanted])
    stories = [pair for pair in wanted if pair[0] in card_of]
    lead = next((pair for pair in stories if pair[1] == "lead"), stories[0] if stories else None)
    others = [pair for pair in stories if pair is not lead]
    # Large stories are set in a row of two, so one alone is joined by the next story.
    marked = [pair for pair in others if pair[1] == "large"]
    marked = (marked + [pair for pair in others if pair not in marked])[: max(LARGE, len(marked) + len(marked) % 2)]
    large = marked if len(marked) % 2 == 0 else []
    rest = [pair for pair in others if pair not in large]
    latest = max((card.published.at for card in card_of.values() if card.published), default=None)
    outlet = {"@context": "https://schema.org", **organisation(around), "description": around.about}
    return FrontContext(
        furniture=around,
        head=page_head(around, front, around.name, around.tagline or around.about, json_ld=json_ld(outlet)),
        # In the language of the page: a story that an editor chose may be in another.
        dated=moment(latest, front.locale.language_code),
        lead=replace(card_of[lead[0]], size="lead") if lead else None,
        large=tuple(replace(card_of[pk], size="large") for pk, _size in large),
        rest=tuple(card_of[pk] for pk, _size in rest),
        appeal=appeal(around, front.locale),
    )


def _chosen(front: FrontPage) -> list[tuple[int, str]]:
    """The ids of the stories an editor chose, in order, and how large each is to be."""
    slots = [(slot.value["story"], slot.value["size"]) for slot in front.slots if slot.value["story"]]
    depends_on(*(article_keys.card(page.pk) for page, _size in slots))
    if not slots:
        return []
    found = seen(page.pk for page, _size in slots)
    unique = dict.fromkeys(page.pk for page, _size in slots)
    size_of = {page.pk: size for page, size in reversed(slots)}
    return [(pk, size_of[pk]) for pk in unique if pk in found]


def section_context(section: SectionPage, page: int | None = None) -> ListContext | None:
    """A section, or one of its older pages; None if there is no such page."""
    depends_on(section_keys.section(section.pk), edition_keys.page(section.pk))
    slice_ = slice_of(in_section(section, part_of(page)), page)
    if slice_ is None:
        return None
    return _list(section, slice_, section.title, _("Section"), section.description, feed=True)


def author_context(author: AuthorPage, page: int | None = None) -> ListContext | None:
    """An author's page, or one of the older pages; None if there is no such page."""
    depends_on(edition_keys.page(author.pk))
    slice_ = slice_of(by_author(author, part_of(page)), page)
    if slice_ is None:
        return None
    return _list(author, slice_, author.title, _("Author"), author.role_line, view=author_view(author))


def _list(
    here: Page, slice_: Slice, title: str, label: str, description: str, feed: bool = False, view: Any = None
) -> ListContext:
    front = front_of(here)
    tail = f"page/{slice_.page}/" if slice_.page else ""
    around = furniture(here, front, tail)
    older, newer = _neighbours(here.url, slice_)
    feed_url = f"{here.url}feed.xml" if feed else ""
    feeds = [Link(around.name, absolute(around.feed_url))]
    if feed_url:
        feeds.insert(0, Link(f"{around.name}: {title}", absolute(feed_url)))
    head = page_head(
        around, here, title, description, tail, feeds=tuple(feeds), previous=_full(newer), next=_full(older)
    )
    return ListContext(
        around, head, title, label, description, view, cards(slice_.articles), slice_.page, older, newer, feed_url
    )


def _neighbours(url: str, slice_: Slice) -> tuple[str, str]:
    older = f"{url}page/{slice_.older}/" if slice_.older else ""
    newer = f"{url}page/{slice_.newer}/" if slice_.newer else ""
    return older, newer


def _full(url: str) -> str:
    return absolute(url) if url else ""


def tag_context(tag: Tag, front: FrontPage, page: int | None = None) -> ListContext | None:
    """A tag in an edition, or one of its older pages; None if there is no such page, or nothing to show."""
    depends_on(section_keys.tag(tag.pk), edition_keys.page(front.pk))
    slice_ = slice_of(tagged(tag, front.locale, part_of(page)), page)
    if slice_ is None or not slice_.articles:
        return None
    around = furniture(front, front)
    url = tag_url(tag.slug, front.locale.language_code)
    older, newer = _neighbours(url, slice_)
    tail = url.removeprefix(front.url) + (f"page/{page}/" if page else "")
    head = page_head(around, front, tag.name, "", tail, previous=_full(newer), next=_full(older))
    return ListContext(around, head, tag.name, _("Tag"), "", None, cards(slice_.articles), page, older, newer)


def roll_context(index: AuthorIndexPage) -> RollContext:
    """The list of authors."""
    depends_on(author_keys.roll(index.locale_id), edition_keys.page(index.pk))
    around = furniture(index, front_of(index))
    people = visible(AuthorPage.objects.child_of(index)).select_related("portrait").order_by("title", "path")
    return RollContext(
        around, page_head(around, index, index.title), index.title, tuple(author_view(person) for person in people)
    )


def information_context(page: InformationPage) -> InformationContext:
    """A page about the outlet."""
    depends_on(edition_keys.page(page.pk))
    front = front_of(page)
    around = furniture(page, front)
    parts = tuple(parts_of(page.body, page.locale))
    return InformationContext(
        around,
        page_head(around, page, page.title),
        page.title,
        page.role,
        parts,
        frames_in(parts),
    )


def corrections_context(front: FrontPage, page: int | None = None) -> CorrectionsContext | None:
    """The corrections of an edition, or one of their older pages; None if there is no such page."""
    locale = front.locale
    held = correction_keys.older(locale.pk, page) if page else correction_keys.newest(locale.pk)
    depends_on(edition_keys.page(front.pk), held)
    slice_ = slice_of(corrections_in(locale), page)
    if slice_ is None:
        return None
    around = furniture(front, front)
    around = replace(around, corrections=replace(around.corrections, current=True))
    title, feed_url = _("Corrections"), edition_url(front, FEED)
    older, newer = _neighbours(around.corrections.url, slice_)
    head = page_head(
        around,
        front,
        title,
        _("What we got wrong, and what is right."),
        CORRECTIONS + (f"page/{page}/" if page else ""),
        feeds=(Link(f"{around.name}: {title}", absolute(feed_url)), Link(around.name, absolute(around.feed_url))),
        previous=_full(newer),
        next=_full(older),
    )
    shown = tuple(shown_in_lists(slice_.articles, locale.language_code))
    return CorrectionsContext(around, head, title, shown, page, older, newer, feed_url)


def missing_context(front: FrontPage, title: str, withdrawn: bool = False) -> MissingContext:
    """What a reader gets who asks for what is not there, or no more: the newest stories."""
    depends_on(edition_keys.page(front.pk))
    around = furniture(front, front)
    newest = cards(ids_of(in_edition(front.locale, article_keys.newest(4))[:4]))
    head = replace(page_head(around, front, title, robots="noindex"), canonical="", alternates=())
    return MissingContext(around, head, title, newest, withdrawn)
