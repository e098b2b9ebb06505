"""The dataclasses that themes are given. Documented for theme makers in ``docs/themes/contexts.md``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString

from freesheet.website.contexts.asked import Appeal, Asking
from freesheet.website.contexts.elements import InterviewView, LiveView, NoteView
from freesheet.website.contexts.elements import Link as Link  # others take it from here
from freesheet.website.contexts.elements import PictureView as PictureView  # others take it from here
from freesheet.website.contexts.funding import Funding
from freesheet.website.contexts.serial import SeriesPlace

NO_HTML = SafeString("")


@dataclass(frozen=True)
class LanguageLink:
    """The same page, or else the front page, in another language. ``label`` is that language's own name."""

    code: str
    label: str
    direction: str
    url: str
    current: bool = False
    here: bool = True
    """Whether this very page exists in that language."""


@dataclass(frozen=True)
class Moment:
    """A date as readers of a language write it, and as machines do."""

    iso: str
    text: str
    at: datetime


@dataclass(frozen=True)
class AuthorView:
    """A person beside an article, on a card or in a list."""

    name: str
    url: str
    initials: str
    role_line: str = ""
    reports_from: str = ""
    biography: SafeString = NO_HTML
    portrait: PictureView | None = None
    links: tuple[Link, ...] = ()
    did: str = ""
    """What the person did for this article; empty for the writer."""


@dataclass(frozen=True)
class TrackView:
    """Captions, subtitles or descriptions of a film, as a file of WebVTT."""

    kind: str
    language: str
    label: str
    url: str
    default: bool = False
    """Whether they are shown unasked: the page is in their language, and the film is not."""


@dataclass(frozen=True)
class ChapterView:
    """A chapter: when it begins, as players show it, and where it can be played from there."""

    time: str
    title: str
    url: str


@dataclass(frozen=True)
class TranscriptView:
    """What is said, to be read."""

    html: SafeString
    language: str
    direction: str


@dataclass(frozen=True)
class RecordingView:
    """A film or a sound of our own."""

    kind: str
    title: str
    url: str
    type: str
    width: int
    height: int
    length: str
    duration: str
    size: str
    bytes: int
    seconds: float
    poster: PictureView | None = None
    tracks: tuple[TrackView, ...] = ()
    chapters: tuple[ChapterView, ...] = ()
    chapters_url: str = ""
    transcript: TranscriptView | None = None
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True)
class RemoteView:
    """A film or a sound on another site: nothing of it is loaded before a reader follows ``url`` in its frame."""

    site: str
    company: str
    """Who is behind the site, where its name does not say so."""
    host: str
    url: str
    watch: str
    sound: bool
    title: str = ""
    poster: PictureView | None = None
    caption: str = ""
    credit: str = ""
    length: str = ""
    duration: str = ""


@dataclass(frozen=True)
class Card:
    """An article as other pages show it."""

    url: str
    headline: SafeString
    format: str
    format_label: str
    kicker: str
    standfirst: str
    authors: tuple[str, ...]
    reading_time: str
    published: Moment | None
    picture: PictureView | None = None
    size: str = "normal"
    length: str = ""
    opinion: str = ""
    """The label of an opinion piece; empty for what is none."""
    live: str = ""
    """The label of a story that goes on; empty for what is finished."""
    pinned: str = ""
    """The label of a story that is kept at the top of the page it is on; empty for all else."""


@dataclass(frozen=True)
class Part:
    """A part of a body, in order.

    ``kind`` is paragraph, heading, image, quotation, list, table, related, embed, recording, document, or the name of a
    visual aid or an inset; ``value`` is what the template of that kind prints: HTML, a dictionary, or another of these
    dataclasses.
    """

    kind: str
    value: Any
    notes: tuple[NoteView, ...] = ()
    """Notes whose signs stand in it."""


@dataclass(frozen=True)
class Furniture:
    """What stands around every page."""

    language: str
    direction: str
    name: str
    tagline: str
    about: str
    publisher: str
    imprint: str
    copyright_line: str
    licence: str
    licence_url: str
    independence: str
    logo: PictureView | None
    home_url: str
    stylesheet_url: str
    fonts: tuple[str, ...]
    """Font files worth fetching before the style sheet asks for them."""
    languages: tuple[LanguageLink, ...]
    sections: tuple[Link, ...]
    pages: tuple[Link, ...]
    feed_url: str
    support: Link | None
    corrections: Link
    funding: Funding | None
    newsletter: Link | None = None
    """Where one asks for the newsletter; none where the paper sends no mail."""


@dataclass(frozen=True)
class VideoHead:
    """A film that other sites may play beside a link."""

    url: str
    type: str
    width: int
    height: int


@dataclass(frozen=True)
class Head:
    """What stands in the head of a page. Addresses are absolute."""

    title: str
    description: str
    canonical: str
    alternates: tuple[Link, ...] = ()
    """``label`` is the language code, or ``x-default``."""
    kind: str = "website"
    image: PictureView | None = None
    robots: str = ""
    previous: str = ""
    next: str = ""
    feeds: tuple[Link, ...] = ()
    published: str = ""
    modified: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    json_ld: SafeString = NO_HTML
    video: VideoHead | None = None


@dataclass(frozen=True)
class CorrectionView:
    """What was wrong in an article, and what is right."""

    label: str
    """How grave it is, in the reader's language."""
    severity: str
    wrong: str
    right: str
    made: Moment
    anchor: str
    """The id of its element in the list of corrections."""
    article: Link | None = None
    """In the list of corrections: the article, where every reader may see it."""
    withdrawn: Moment | None = None
    """When the paper found that this correction was itself wrong."""
    withdrawn_reason: str = ""


@dataclass(frozen=True)
class ArticleContext:
    """Everything on an article's page. Template: ``article.html``."""

    furniture: Furniture
    head: Head
    format: str
    format_label: str
    kicker: str
    headline: SafeString
    standfirst: str
    authors: tuple[AuthorView, ...]
    published: Moment | None
    updated: Moment | None
    """Only where readers would be misled without it: on a later day, or an hour later."""
    reading_time: str
    section: Link
    tags: tuple[Link, ...]
    also_in: tuple[LanguageLink, ...]
    lead: PictureView | None
    body: tuple[Part, ...]
    appeal: Appeal | None
    biographies: tuple[AuthorView, ...]
    more: tuple[Card, ...]
    original_url: str = ""
    grave: tuple[CorrectionView, ...] = ()
    """Corrections that stand over the article."""
    corrections: tuple[CorrectionView, ...] = ()
    """Those that stand under it."""
    film: RecordingView | None = None
    remote: RemoteView | None = None
    frames: tuple[str, ...] = ()
    aids_stylesheet_url: str = ""
    """The style sheet of visual aids, where the body has any."""
    insets_stylesheet_url: str = ""
    """The style sheet of interviews, notes, boxes and opinion, where the page has any of these."""
    interview: InterviewView | None = None
    opinion: str = ""
    """The label of an opinion piece; empty for what is none."""
    series: SeriesPlace | None = None
    live: LiveView | None = None
    """Of a story with live entries."""

    @property
    def scripts(self) -> tuple[str, ...]:
        """Scripts of ours that the page may run, and needs not."""
        urls = (self.live.script_url if self.live else "", self.appeal.script_url if self.appeal else "")
        return tuple(url for url in urls if url)


@dataclass(frozen=True)
class FrontContext:
    """The front page. Template: ``front.html``. ``lead`` is None only while nothing is published."""

    furniture: Furniture
    head: Head
    dated: Moment | None
    lead: Card | None
    large: tuple[Card, ...]
    rest: tuple[Card, ...]
    appeal: Appeal | None

    @property
    def scripts(self) -> tuple[str, ...]:
        """Scripts of ours that the page may run, and needs not."""
        return (self.appeal.script_url,) if self.appeal and self.appeal.script_url else ()


@dataclass(frozen=True)
class ListContext:
    """A section, an author's articles, a tag, or one of their older pages. Template: ``list.html``."""

    furniture: Furniture
    head: Head
    title: str
    label: str
    """What kind of list it is, in the reader's language: Section, Author, Tag."""
    description: str
    author: AuthorView | None
    cards: tuple[Card, ...]
    page: int | None
    """The number of an older page, counted from the oldest; None on the list's own address."""
    older: str = ""
    newer: str = ""
    feed_url: str = ""


@dataclass(frozen=True)
class RollContext:
    """The list of authors. Template: ``roll.html``."""

    furniture: Furniture
    head: Head
    title: str
    authors: tuple[AuthorView, ...]


@dataclass(frozen=True)
class InformationContext:
    """A page about the outlet. Template: ``information.html``."""

    furniture: Furniture
    head: Head
    title: str
    role: str
    body: tuple[Part, ...]
    frames: tuple[str, ...] = ()
    giving: Asking | None = None
    """The form that asks for gifts, on the page that says how to support the outlet."""


@dataclass(frozen=True)
class CorrectionsContext:
    """The corrections of an edition, or one of their older pages. Template: ``corrections.html``."""

    furniture: Furniture
    head: Head
    title: str
    corrections: tuple[CorrectionView, ...]
    page: int | None
    """The number of an older page, counted from the oldest; None on the list's own address."""
    older: str
    newer: str
    feed_url: str


@dataclass(frozen=True)
class MissingContext:
    """What a reader gets who asks for what is not there. Template: ``missing.html``."""

    furniture: Furniture
    head: Head
    title: str
    newest: tuple[Card, ...] = field(default_factory=tuple)
    withdrawn: bool = False
    """Whether there was a page at this address."""
