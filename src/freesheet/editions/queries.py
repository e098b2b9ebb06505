"""Questions about editions."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from wagtail.models import Locale, Page

from freesheet.editions import keys
from freesheet.editions.models import FrontLayout, FrontPage, InformationPage, Publication
from freesheet.press.recording import around, depends_on, once


def default_language() -> str:
    """The language code of the edition that lives at the root of the site."""
    return str(settings.LANGUAGE_CODE)


def publication(locale: Locale) -> Publication:
    """The settings for ``locale``; what they leave empty is taken from the default edition, except words.

    Never fails: a publication without settings gets an unsaved, empty one.
    """
    return once(f"publication:{locale.pk}", lambda: _publication(locale), around)


def _publication(locale: Locale) -> Publication:
    own = Publication.objects.select_related("logo").filter(locale=locale).first()
    if own is not None:
        return own
    fallback = Publication.objects.select_related("logo").filter(locale__language_code=default_language()).first()
    return fallback or Publication(name="Freesheet", locale=locale)


def front_pages() -> list[FrontPage]:
    """The live front pages, the default edition's first, then in the order of the settings."""
    return list(once("front pages", _front_pages, around))


def _front_pages() -> list[FrontPage]:
    order = {code: i for i, (code, _name) in enumerate(settings.WAGTAIL_CONTENT_LANGUAGES)}
    # Chosen and sorted here: asked to, a database walks down the tree, past every article.
    fronts = [
        front for front in FrontPage.objects.order_by().prefetch_related("locale") if front.live and front.depth == 2
    ]
    return sorted(fronts, key=lambda page: (order.get(page.locale.language_code, len(order)), page.path))


@dataclass(frozen=True)
class Slot:
    """A place on a front page: the id of its story, 0 where it is free, and what is said of it there."""

    story: int
    size: str
    headline: str = ""
    kicker: str = ""


def slots_of(front: FrontPage) -> tuple[Slot, ...]:
    """The places of a front page as readers have them, or as the layout says that an editor looks at."""
    depends_on(keys.slots(front.pk))
    layout = front.shown_layout or FrontLayout.objects.filter(front=front, live=True).first()
    return slots_in(layout) if layout is not None else ()


def slots_in(layout: FrontLayout) -> tuple[Slot, ...]:
    """The places that a layout has."""
    # Not by way of the pages: a story that was deleted leaves its place free, and one that is here is asked for once.
    values = [block["value"] for block in layout.slots.get_prep_value()]
    stories = [value["story"] for value in values if value.get("story")]
    there = set(Page.objects.filter(pk__in=stories).values_list("pk", flat=True)) if stories else set()
    return tuple(
        Slot(
            value["story"] if value.get("story") in there else 0,
            value.get("size") or "normal",
            value.get("headline") or "",
            value.get("kicker") or "",
        )
        for value in values
    )


def information_page(front: FrontPage, role: str) -> InformationPage | None:
    """The live page of an edition that has ``role``, for example ``"support"``."""
    found: InformationPage | None = (
        InformationPage.objects.live().descendant_of(front).filter(role=role).order_by("path").first()
    )
    return found
