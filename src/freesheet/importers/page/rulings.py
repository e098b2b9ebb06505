"""What a line of a saved page can be taken for, and the record of what was decided and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

Place = int | str
"""A line number, counted from 1, or the path of a node such as ``/html/body/article/p[2]``."""


class Kind(StrEnum):
    """What a line can be. The values are shown to editors."""

    HEADLINE = "headline"
    KICKER = "kicker"
    STANDFIRST = "standfirst"
    STORY = "story"
    HEADING = "heading in the story"
    RELATED = "related title"
    RELATED_LABEL = "label of related titles"
    APPEAL = "appeal for support"
    SUPPORT_BUTTON = "support button"
    BIOGRAPHY = "author's biography"
    AUTHOR = "author's name"
    AUTHOR_HEADING = "label of the author's biography"
    BYLINE = "byline"
    DATE = "date"
    READING_TIME = "reading time"
    DETAILS = "byline, date and reading time"
    OUTLET_NAME = "outlet's name"
    ABOUT = "outlet's self-description"
    ABOUT_HEADING = "label of the outlet's self-description"
    IMPRINT = "imprint"
    SHARE = "share buttons"
    NEWSLETTER = "newsletter sign-up"
    COOKIES = "cookie notice"
    COMMENTS = "comments"
    TAGS = "tags"
    SECTION = "section"
    NAVIGATION = "navigation"
    MOST_READ = "list of other articles"
    ADVERT = "advertising label"
    PICTURE_CREDIT = "picture credit"
    LEAD_PICTURE = "lead picture"
    DISCLAIMER = "standing note of the outlet"
    ORNAMENT = "ornament"
    OUTSIDE = "outside the story"


STORY_KINDS = frozenset({Kind.STORY, Kind.HEADING})


@dataclass(frozen=True)
class Verdict:
    """Where one line or node went. ``why`` is a sentence an editor can check."""

    where: Place
    text: str
    taken_for: str
    why: str


@dataclass(frozen=True)
class Piece:
    """One paragraph, line or node of the page, before anybody has judged it.

    ``setting`` is "story" where a paragraph of the story may stand, "around" for the rest of the
    article element, "outside" for the rest of the page. ``hint`` is what the markup calls it.
    """

    where: Place
    text: str
    lines: tuple[tuple[Place, str], ...]
    tag: str = ""
    html: str = ""
    hint: Kind | None = None
    hint_why: str = ""
    setting: Literal["story", "around", "outside"] = "story"
    link_text: str = ""


@dataclass
class Offered:
    """What a page says of the outlet that printed it: offered as publication settings, never applied."""

    name: str = ""
    about: str = ""
    publisher: str = ""
    imprint: str = ""
    copyright_line: str = ""
    support_label: str = ""


@dataclass
class Facts:
    """What is learnt of an article besides its text, from the lines themselves or from metadata."""

    headline: str = ""
    standfirst: str = ""
    kicker: str = ""
    section: str = ""
    tags: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    biographies: dict[str, list[str]] = field(default_factory=dict)
    helpers: dict[str, str] = field(default_factory=dict)
    minutes: int | None = None
    published: datetime | None = None
    updated: datetime | None = None
    offered: Offered = field(default_factory=Offered)
    appeal: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Ruling:
    """What one piece was taken for. ``value`` is what it holds: a title, a name, minutes."""

    kind: Kind
    why: str
    value: str = ""


class Desk:
    """The pieces of one page on an editor's desk, and what each was taken for so far."""

    def __init__(self, pieces: list[Piece], facts: Facts) -> None:
        self.pieces = pieces
        self.facts = facts
        self.rulings: list[Ruling | None] = [None] * len(pieces)

    def settle(self, index: int, kind: Kind, why: str, value: str = "") -> None:
        self.rulings[index] = Ruling(kind, why, value)

    def kind(self, index: int) -> Kind | None:
        ruling = self.rulings[index] if 0 <= index < len(self.rulings) else None
        return ruling.kind if ruling else None

    def undecided(self, setting: str = "") -> list[int]:
        return [
            i
            for i, ruling in enumerate(self.rulings)
            if ruling is None and (not setting or self.pieces[i].setting == setting)
        ]

    def text(self, index: int) -> str:
        return self.pieces[index].text

    def verdicts(self) -> list[Verdict]:
        found = []
        for piece, ruling in zip(self.pieces, self.rulings, strict=True):
            if ruling is not None:
                found += [Verdict(where, text, ruling.kind.value, ruling.why) for where, text in piece.lines]
        return found
