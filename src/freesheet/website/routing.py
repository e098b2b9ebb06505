"""Telling Wagtail which page lies at an address, where the press has it in hand."""

from __future__ import annotations

from typing import Any

from wagtail.models import Site
from wagtail.url_routing import RouteResult

from freesheet.press.recording import around, once
from freesheet.website.preparing import article_at


def route(request: Any) -> None:
    """Note on a request (``WSGIRequest``) which page Wagtail is going to find for it, where that is an article.

    Wagtail keeps its own answer in the same place. It walks down the tree and asks for each page twice.
    """
    site = once("site", lambda: Site.find_for_request(request), around)
    request._wagtail_site = site  # noqa: SLF001  # where Wagtail itself looks
    article = article_at(request.path_info)
    if article is not None and article.live:
        request._wagtail_route_for_request = RouteResult(article)  # noqa: SLF001  # as above
