"""What every importer hands in: articles, people and pictures, before they are filed in a publication."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

Block = dict[str, Any]
"""One block of a body: ``{"type": "paragraph", "value": "<p>…</p>"}``, as in ``editions.blocks``.

The ``image`` of an image block may still be a :class:`Picture`; filing puts the picture's id there.
"""


@dataclass(frozen=True)
class Picture:
    """A picture to bring in, from a file or from an address on the web."""

    source: Path | str
    title: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""
    licence: str = ""


@dataclass
class AuthorNote:
    """What a source says of a person. ``biography`` is HTML, cleaned when it is filed."""

    name: str
    key: str = ""
    slug: str = ""
    role_line: str = ""
    reports_from: str = ""
    biography: str = ""
    portrait: Picture | None = None
    links: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True)
class Credit:
    """One name of a byline and what that person did, for example ``"translation"``."""

    author: AuthorNote
    role: str = ""


@dataclass
class Manuscript:
    """One article as a source tells it. Names, not ids: filing finds or makes what they stand for.

    ``old_paths`` are paths, from the root of the old site, that must lead to the article for ever.
    ``go_live_at`` in the future makes a scheduled article. All moments carry their time zone.
    """

    headline: str
    body: list[Block] = field(default_factory=list)
    format: str = "column"
    kicker: str = ""
    standfirst: str = ""
    slug: str = ""
    section: str = ""
    further_sections: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    bylines: list[Credit] = field(default_factory=list)
    lead_picture: Picture | None = None
    lead_caption: str = ""
    film: int | None = None
    """The id of a film that is in the library already."""
    series: int | None = None
    """The id of a series that is there already."""
    original_url: str = ""
    canonical_url: str = ""
    first_published_at: datetime | None = None
    last_published_at: datetime | None = None
    go_live_at: datetime | None = None
    old_paths: list[str] = field(default_factory=list)
    appeal_off: bool = False
    opinion: str = ""
    """``yes``, ``no``, or empty for what the section says."""
    interview: dict[str, Any] = field(default_factory=dict)
    """Who speaks and how it was held: fields of ``articles.interviews``. Pictures in it as in the body."""
    language: str = "en"
