"""Whether an address of our own leads somewhere, told from the tree alone: no page is made, and no network asked."""

from __future__ import annotations

import re

from django.conf import settings
from django.http import Http404
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect

from freesheet.editions.pages import RESERVED_SLUGS
from freesheet.editions.queries import front_pages
from freesheet.sections.models import Tag

_TAIL = re.compile(r"(?:page/\d+/?|feed\.xml)$")


def is_somewhere(path: str) -> bool:
    """Whether readers find something at a decoded path from the root of the site, or are led on from there."""
    code = translation.get_language_from_path(path)
    below = path[len(code) + 2 :] if code else path.lstrip("/")
    parts = [part for part in _TAIL.sub("", below).split("/") if part]
    if parts[:1] == ["tags"] and len(parts) == 2:
        return bool(Tag.objects.filter(slug=parts[1]).exists())
    if parts and parts[0].removesuffix(".xml") in RESERVED_SLUGS | {"sitemap", "robots.txt", "icon.svg"}:
        return True
    return _is_page(code or settings.LANGUAGE_CODE, parts) or _is_led_on(path)


def _is_page(code: str, parts: list[str]) -> bool:
    front = next((page for page in front_pages() if page.locale.language_code == code), None)
    if front is None:
        return False
    try:
        front.route(None, parts)
    except Http404:
        return False
    return True


def _is_led_on(path: str) -> bool:
    return bool(Redirect.objects.filter(old_path=Redirect.normalise_path(path)).exists())
