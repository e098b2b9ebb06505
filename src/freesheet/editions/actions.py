"""Founding editions."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import transaction
from wagtail.models import Locale, Page, Site

from freesheet.editions import keys
from freesheet.editions.models import FrontLayout, FrontPage, Publication
from freesheet.press.outbox import changed


@transaction.atomic
def found_editions(languages: tuple[str, ...], address: str, name: str) -> list[FrontPage]:
    """Make the front page and the settings of each language that has none yet; the first language is the default.

    The front pages are translations of one another, so that Wagtail's translation tools know them.
    """
    fronts = [_found(language, name) for language in languages]
    first = fronts[0]
    for front in fronts[1:]:
        if front.translation_key != first.translation_key:
            FrontPage.objects.filter(pk=front.pk).update(translation_key=first.translation_key)
            changed(keys.translations(front.translation_key), keys.translations(first.translation_key), keys.SITEMAP)
    place_site(address, first)
    # The page that Wagtail's own first migration makes has no use here.
    for page in Page.objects.filter(depth=2, content_type__app_label="wagtailcore"):
        page.delete()
    return [FrontPage.objects.get(pk=front.pk) for front in fronts]


def _found(language: str, name: str) -> FrontPage:
    locale, _made = Locale.objects.get_or_create(language_code=language)
    front: FrontPage | None = FrontPage.objects.filter(locale=locale, depth=2).first()
    if front is None:
        front = FrontPage(title=name, slug=f"front-{language}", locale=locale)
        Page.get_first_root_node().add_child(instance=front)
        front.save_revision().publish()
    twin = Publication.objects.order_by("pk").first()
    if not Publication.objects.filter(locale=locale).exists():
        paper = Publication(name=name, locale=locale)
        if twin is not None:
            paper.translation_key = twin.translation_key
        paper.save()
    return front


@transaction.atomic
def layout_of(front: FrontPage) -> FrontLayout:
    """The layout of a front page, made where there is none yet, with what it is now as the first of its history."""
    layout, _made = FrontLayout.objects.get_or_create(front=front)
    if layout.latest_revision_id is None:
        revision = layout.save_revision(changed=False)
        FrontLayout.objects.filter(pk=layout.pk).update(live_revision=revision, has_unpublished_changes=False)
        layout.refresh_from_db()
    return layout


def place_site(address: str, front: FrontPage | None = None) -> None:
    """Let Wagtail's site record say where readers find the paper."""
    parts = urlsplit(address)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    site.hostname, site.port = parts.hostname or "127.0.0.1", port
    if front is not None:
        site.root_page = front
    site.save()
