"""The mark of pinned articles in the newsroom's lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from freesheet.articles.models import Pin

register = template.Library()


@register.simple_tag(takes_context=True)
def pin_mark(context: Any, pk: int) -> SafeString:
    """A thumbtack, with the time until which the article of this id is pinned; nothing where it is not."""
    until = _pins(context.get("request")).get(pk)
    if until is None:
        return SafeString("")
    return SafeString(render_to_string("newsroom/pin_mark.html", {"until": until}))


def _pins(request: Any) -> dict[int, datetime]:
    """All of them, asked for once for each list: there are a few in each section at most."""
    if request is None:
        return dict(Pin.objects.values_list("article_id", "until"))
    if not hasattr(request, "freesheet_pins"):
        request.freesheet_pins = dict(Pin.objects.values_list("article_id", "until"))
    found: dict[int, datetime] = request.freesheet_pins
    return found
