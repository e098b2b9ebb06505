"""HTML that nobody here wrote, made harmless."""

from __future__ import annotations

import re
from functools import lru_cache

import nh3
from django.utils.html import strip_tags

TAGS = {
    "a", "abbr", "b", "bdi", "bdo", "blockquote", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "li",
    "mark", "ol", "p", "q", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u",
    "ul", "var", "wbr",
}  # fmt: skip
ATTRIBUTES = {
    "a": {"href", "hreflang", "id", "linktype"},
    "time": {"datetime"},
    "*": {"lang", "dir"},
}
SCHEMES = {"http", "https", "mailto", "tel"}


_TAG = re.compile(rf'</?(?:{"|".join(sorted(TAGS))})(?: [a-z]+="[^"<>]*")*>')
_OTHER = re.compile("[<>]|&(?!(?:amp|lt|gt|nbsp|quot|#39|#x27);)")


def text_of(html: str) -> str:
    """What is left of HTML without its tags, entities as they are; as Django has it, and faster where it is clean."""
    bare = _TAG.sub("", html)
    return strip_tags(html) if _OTHER.search(bare) else bare


@lru_cache(maxsize=4096)
def clean_html(html: str) -> str:
    """Inline and list markup only: no script, handler, style, picture or foreign scheme survives."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel="noopener")
