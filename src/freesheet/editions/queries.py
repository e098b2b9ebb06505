"""Questions about editions."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Locale

from freesheet.editions.models import FrontPage, InformationPage, Publication
from freesheet.press.recording import once


def default_language() -> str:
    """The language code of the edition that lives at the root of the site."""
    return str(settings.LANGUAGE_CODE)


def publication(locale: Locale) -> Publication:
    """The settings for ``locale``; what they leave empty is taken from the default edition, except words.

    Never fails: a publication without settings gets an unsaved, empty one.
    """
    return once(f"publication:{locale.pk}", lambda: _publication(locale))


def _publication(locale: Locale) -> Publication:
    own = Publication.objects.select_related("logo").filter(locale=locale).first()
    if own is not None:
        return own
    fallback = Publication.objects.select_related("logo").filter(locale__language_code=default_language()).first()
    return fallback or Publication(name="Freesheet", locale=locale)


def front_pages() -> list[FrontPage]:
    """The live front pages, the default edition's first, then in the order of the settings."""
    return list(once("front pages", _front_pages))


def _front_pages() -> list[FrontPage]:
    order = {code: i for i, (code, _name) in enumerate(settings.WAGTAIL_CONTENT_LANGUAGES)}
    # Sorted here: asked to sort them, a database walks down the tree, past every article.
    fronts = FrontPage.objects.live().filter(depth=2).order_by().select_related("locale")
    return sorted(fronts, key=lambda page: (order.get(page.locale.language_code, len(order)), page.path))


def information_page(front: FrontPage, role: str) -> InformationPage | None:
    """The live page of an edition that has ``role``, for example ``"support"``."""
    found: InformationPage | None = (
        InformationPage.objects.live().descendant_of(front).filter(role=role).order_by("path").first()
    )
    return found
