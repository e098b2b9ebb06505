"""Pieces that many pages show alike, printed once for all of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()


@register.simple_tag
def piece(name: str, **given: Any) -> SafeString:
    """``partials/<name>.html``, which gets what is given here and nothing else.

    The same piece with the same values in the same language is taken from memory, so every value must be one that
    cannot change: text, a number, or a dataclass of the contexts.
    """
    return _piece(name, get_language(), tuple((key, type(value), value) for key, value in given.items()))


@lru_cache(maxsize=4096)
def _piece(name: str, language: str, given: tuple[tuple[str, type, Any], ...]) -> SafeString:
    return render_to_string(f"broadsheet/partials/{name}.html", {key: value for key, _type, value in given})
