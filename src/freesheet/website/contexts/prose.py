"""Stored rich text as readers get it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import expand_db_html

from freesheet.editions import keys as edition_keys
from freesheet.lib.clean import clean_html
from freesheet.media import keys as media_keys
from freesheet.press.recording import depends_on

LINKED = re.compile(r"<a\b[^>]*>")
_KIND, _ID = re.compile(r'\blinktype="(page|document)"'), re.compile(r'\bid="(\d{1,18})"')


def rich(source: str) -> SafeString:
    """Stored rich text as HTML for readers, cleaned once more on the way out."""
    if "<a" in source:
        depends_on(*_links_in(source))
    # Wagtail looks for links and embeds in two passes; most paragraphs hold neither.
    whole = expand_db_html(source) if "<a" in source or "<embed" in source else source
    return mark_safe(clean_html(whole))  # noqa: S308  # it has just been cleaned


def _links_in(source: str) -> Iterator[str]:
    """Keys of the pages and documents that stored rich text links to by their ids."""
    for anchor in LINKED.findall(source):
        kind, pk = _KIND.search(anchor), _ID.search(anchor)
        if kind and pk:
            yield edition_keys.linked(int(pk[1])) if kind[1] == "page" else media_keys.document(int(pk[1]))
