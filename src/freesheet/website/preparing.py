"""Loading what many articles show in a dozen queries for all of them. Pages are the same without, and dearer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import translation
from wagtail.models import Page, Site

from freesheet.articles.aids.walking import picture_ids
from freesheet.articles.kinds import all_forms
from freesheet.articles.models import ArticlePage, Byline
from freesheet.editions.visibility import visible
from freesheet.media.models import NewsImage
from freesheet.press.recording import around, once, recall, recording
from freesheet.related.queries import best_of
from freesheet.sections.models import SectionPage
from freesheet.transparency.queries import corrected_as, standing
from freesheet.website.contexts.cards import cards_by_id
from freesheet.website.contexts.furniture import picture_view
from freesheet.website.contexts.lots import Lot, in_hand, take_in_hand

LOT = 50
"""Articles worth having in hand at once: queries hardly cost anything any more, and memory does not yet."""


def prepare(addresses: Sequence[str]) -> None:
    """Have what the pages at these decoded addresses show at hand; of more than ``LOT`` addresses, the first ones."""
    with recording():
        _load(addresses[:LOT])


def article_at(address: str) -> ArticlePage | None:
    """The article that lies at a decoded address, live or not, with all that its page shows; None for other pages."""
    found = in_hand().articles.get(address)
    if found is None:
        with recording():
            # Its own recording, for a page holds the keys of what it shows, not of what was looked at for it.
            _load([address])
        found = in_hand().articles.get(address)
    return found


def _load(addresses: Iterable[str]) -> None:
    """Put the articles at these addresses into a lot."""
    wanted: dict[tuple[str, str], str] = {}
    sections: dict[str, SectionPage] = {}
    for address in addresses:
        code = translation.get_language_from_path(address)
        parts = [part for part in address.split("/") if part][1 if code else 0 :]
        section = _section(code or settings.LANGUAGE_CODE, parts[0]) if len(parts) == 2 else None
        if section is not None:
            sections[section.path] = section
            wanted[section.path, parts[1]] = address
    if not wanted:
        return
    articles: dict[str, ArticlePage] = {}
    for article in _whole({slug for _path, slug in wanted}):
        path = article.path[: -article.steplen]
        lies_at = wanted.get((path, article.slug))
        if lies_at is not None:
            article.locale = sections[path].locale
            articles[lies_at] = article
    if articles:
        take_in_hand(_lot(articles))


def _section(code: str, slug: str) -> SectionPage | None:
    return once(f"sections of:{code}", lambda: _sections(code), around).get(slug)


def _sections(code: str) -> dict[str, SectionPage]:
    """The sections that Wagtail finds below the front page of a language, by their slugs."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return {}
    with translation.override(code):
        root = site.root_page.localized
    return {section.slug: section for section in SectionPage.objects.child_of(root)}


def _whole(slugs: Iterable[str]) -> list[ArticlePage]:
    """The articles of these slugs, wherever they lie, with all that is theirs."""
    return list(
        ArticlePage.objects.filter(slug__in=slugs)
        .select_related("lead_picture")
        .prefetch_related(
            Prefetch("bylines", Byline.objects.order_by("sort_order")),
            *("related_pins", "related_bans", "tagged_items__tag", "lead_picture__renditions"),
        )
    )


def _lot(by_address: dict[str, ArticlePage]) -> Lot:
    articles = list(by_address.values())
    related = best_of(articles)
    if len(articles) > 1:
        cards_by_id(list({pk for others in related.values() for pk in others}))
    _pictures(articles)
    originals = [corrected_as(article) for article in articles]
    corrections = standing(originals)
    return Lot(by_address, _twins(articles), related, {pk: corrections.get(pk, []) for pk in originals})


def _twins(articles: list[ArticlePage]) -> dict[int, list[Page]]:
    keys = {article.translation_key for article in articles}
    pages = defaultdict(list)
    for page in visible(Page.objects.filter(translation_key__in=keys)):
        pages[page.translation_key].append(page)
    return {each.pk: [page for page in pages[each.translation_key] if page.pk != each.pk] for each in articles}


def _pictures(articles: list[ArticlePage]) -> None:
    """Have the pictures inside bodies at hand."""
    blocks = (block for article in articles for block in article.body.raw_data)
    ids = {pk for block in blocks for pk in _ids(block)}
    unknown = [pk for pk in ids if pk is not None and recall(f"picture:{pk}:False") is None]
    if unknown:
        images = list(NewsImage.objects.filter(pk__in=unknown))
        prefetch_related_objects(images, "renditions")
        for image in images:
            picture_view(image)


def _ids(block: dict[str, Any]) -> Iterable[int | None]:
    if block["type"] == "image":
        return (block["value"].get("image"),)
    form = ArticlePage.body.field.stream_block.child_blocks.get(block["type"])
    return picture_ids(form, block["value"]) if block["type"] in all_forms() else ()
