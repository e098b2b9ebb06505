"""Front page, sections, authors, tags, and the roll of authors."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from freesheet.articles import keys as article_keys
from freesheet.articles.queries import (
    Slice,
    by_author,
    ids_of,
    in_edition,
    in_section,
    part_of,
    pinned_in,
    pinned_on_front,
    seen,
    slice_of,
    tagged,
)
from freesheet.authors import keys as author_keys
from freesheet.authors.models import AuthorIndexPage, AuthorPage
from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontPage, InformationPage
from freesheet.editions.queries import Slot, slots_of
from freesheet.editions.visibility import visible
from freesheet.lib.headline_breaks import with_breaks
from freesheet.press.recording import depends_on
from freesheet.sections import keys as section_keys
from freesheet.sections.models import SectionPage, Tag
from freesheet.transparency import keys as correction_keys
from freesheet.transparency.queries import in_edition as corrections_in
from freesheet.website.contexts.appeals import appeal
from freesheet.website.contexts.asking import asking, is_asked
from freesheet.website.contexts.body import parts_of
from freesheet.website.contexts.cards import cards, cards_by_id, moment
from freesheet.website.contexts.corrections import FEED, shown_in_lists
from freesheet.website.contexts.furniture import (
    CORRECTIONS,
    absolute,
    edition_url,
    front_of,
    furniture,
    tag_url,
)
from freesheet.website.contexts.head import json_ld, organisation, page_head
from freesheet.website.contexts.people import author_view
from freesheet.website.contexts.recordings import frames_in
from freesheet.website.contexts.shapes import (
    Card,
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
    """The front page: what the editor chose, in that order, and then what is pinned, and the newest."""
    depends_on(edition_keys.page(front.pk))
    around = furniture(front, front)
    wanted = _placed(front)
    card_of = cards_by_id([slot.story for slot in wanted])
    # What an editor placed stands where it stands for another reason than its pin.
    pinned = set(pinned_on_front(front.locale)) - {slot.story for slot in slots_of(front)}
    card_of |= {pk: _pinned(card_of[pk]) for pk in pinned & card_of.keys()}
    stories = [slot for slot in wanted if slot.story in card_of]
    lead = next((slot for slot in stories if slot.size == "lead"), stories[0] if stories else None)
    others = [slot for slot in stories if slot is not lead]
    # Large stories are set in a row of two, so one alone is joined by the next story.
    marked = [slot for slot in others if slot.size == "large"]
    marked = (marked + [slot for slot in others if slot not in marked])[: max(LARGE, len(marked) + len(marked) % 2)]
    large = marked if len(marked) % 2 == 0 else []
    rest = [slot for slot in others if slot not in large]
    latest = max((card.published.at for card in card_of.values() if card.published), default=None)
    outlet = {"@context": "https://schema.org", **organisation(around), "description": around.about}
    code = front.locale.language_code
    return FrontContext(
        furniture=around,
        head=page_head(around, front, around.name, around.tagline or around.about, json_ld=json_ld(outlet)),
        # In the language of the page: a story that an editor chose may be in another.
        dated=moment(latest, code),
        lead=_as_placed(card_of[lead.story], lead, "lead", code) if lead else None,
        large=tuple(_as_placed(card_of[slot.story], slot, "large", code) for slot in large),
        rest=tuple(_as_placed(card_of[slot.story], slot, "normal", code) for slot in rest),
        appeal=appeal(around, front.locale),
    )


def _placed(front: FrontPage) -> list[Slot]:
    """The places of a front page, each with a story. A free one has what is pinned, or the newest."""
    slots = slots_of(front)
    chosen = [slot.story for slot in slots if slot.story]
    depends_on(*(article_keys.card(pk) for pk in chosen))
    found = seen(chosen)
    newest = ids_of(in_edition(front.locale, article_keys.newest(ON_THE_FRONT))[:ON_THE_FRONT])
    stream = iter(pk for pk in dict.fromkeys([*pinned_on_front(front.locale), *newest]) if pk not in found)
    placed: list[Slot] = []
    waiting = set(found)
    for slot in slots:
        if slot.story in waiting:
            # A story that is placed twice stands where it comes first.
            waiting.remove(slot.story)
            placed.append(slot)
        elif (pk := next(stream, None)) is not None:
            placed.append(Slot(pk, slot.size))
    return [*placed, *(Slot(pk, "normal") for pk in stream)][:ON_THE_FRONT]


def _as_placed(card: Card, slot: Slot, size: str, code: str) -> Card:
    """A story as an editor wants it on the front page."""
    headline = with_breaks(slot.headline, code) if slot.headline else card.headline
    return replace(card, size=size, headline=headline, kicker=slot.kicker or card.kicker)


def section_context(section: SectionPage, page: int | None = None) -> ListContext | None:
    """A section, or one of its older pages; None if there is no such page."""
    depends_on(section_keys.section(section.pk), edition_keys.page(section.pk))
    slice_ = slice_of(in_section(section, part_of(page)), page)
    if slice_ is None:
        return None
    pinned: list[int] = []
    if page is None:
        # What is pinned also stays where its date puts it, if that is on an older page.
        pinned = pinned_in(section)
        slice_ = replace(slice_, articles=list(dict.fromkeys([*pinned, *slice_.articles])))
    shown = _list(section, slice_, section.title, _("Section"), section.description, feed=True)
    # They come first, and each has a card.
    count = len(pinned)
    return replace(shown, cards=(*map(_pinned, shown.cards[:count]), *shown.cards[count:]))


def _pinned(card: Card) -> Card:
    """The card of a story that stands first because it is pinned."""
    return replace(card, pinned=pgettext("a story kept at the top", "Pinned"))


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
        asking(page.locale) if page.role == InformationPage.Role.SUPPORT and is_asked() else None,
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
