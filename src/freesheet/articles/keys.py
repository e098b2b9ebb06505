"""The press's keys for articles: one for each article, and one for each question asked about them.

The key of a list names its filter, so that an article that was not there when a page was made still counts.
"""

from __future__ import annotations

import hashlib

from freesheet.articles.rules import plain_headline

WINDOWS = (5, 21, 30)
"""How many of the newest articles of a list pages show: where nothing is found, on a front page, in a feed."""

TOP = "top"
"""The part of a list that its own address shows."""


def article(pk: int) -> str:
    """An article itself, every word of it."""
    return f"article:{pk}"


def card(pk: int) -> str:
    """Whether readers may see an article, and what other pages show of it."""
    return f"article-card:{pk}"


def newest(number: int) -> str:
    """The part of a list that holds its ``number`` newest articles, at most 30."""
    return f"newest:{next(window for window in WINDOWS if window >= number)}"


def older(number: int) -> str:
    """The part of a list that is older page ``number``."""
    return f"older:{number}"


def part(listing: str, which: str = "") -> str:
    """A part of a list: which articles it holds, and in what order. The whole list if ``which`` is empty."""
    return f"{listing}:{which}" if which else listing


def in_edition(locale_id: int) -> str:
    """Which live articles an edition has, and in what order."""
    return f"articles:edition:{locale_id}"


def in_section(pk: int) -> str:
    """Which live articles belong to a section, first or further."""
    return f"articles:section:{pk}"


def by_author(pk: int) -> str:
    """Which live articles carry an author's name."""
    return f"articles:author:{pk}"


def pinned_in(section_pk: int) -> str:
    """Which articles stand at the top of a section, and in what order."""
    return f"articles:pinned:section:{section_pk}"


def pinned_on_front(locale_id: int) -> str:
    """Which articles come first on the front page of an edition where nobody has placed others."""
    return f"articles:pinned:edition:{locale_id}"


def in_series(pk: int) -> str:
    """Which public articles a series has, and which part each is."""
    return f"articles:series:{pk}"


def beside(section_pk: int, pk: int) -> str:
    """Which articles of a section come just before an article, or after it where none comes before."""
    return f"articles:beside:{section_pk}:{pk}"


def tagged(pk: int, locale_id: int) -> str:
    """Which live articles of an edition carry a tag."""
    return f"articles:tag:{pk}:{locale_id}"


def titled(headline: str, locale_id: int) -> str:
    """Whether an edition has a live article of this headline, however it is capitalised and spaced."""
    digest = hashlib.sha256(plain_headline(headline).encode()).hexdigest()[:24]
    return f"articles:titled:{locale_id}:{digest}"
