"""What the dataclasses of ``shapes.py`` are made of. Documented with them in ``docs/themes/contexts.md``."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from freesheet.media.queries import Source


@dataclass(frozen=True)
class Link:
    """Something to follow."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class PictureView:
    """A picture: ``url`` for everybody, ``sources`` for browsers that choose; drawings and squares have none."""

    url: str
    width: int
    height: int
    alt: str
    caption: str = ""
    credit: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class SpeakerView:
    """Somebody who speaks in an interview."""

    name: str
    label: str
    """What stands before each turn."""
    initials: str
    asks: bool
    description: str = ""
    url: str = ""
    portrait: PictureView | None = None


@dataclass(frozen=True)
class InterviewView:
    """How an interview came about, as far as it was said."""

    speakers: tuple[SpeakerView, ...]
    how: str
    place: str
    date: str
    date_iso: str
    language: str
    interpreter: str
    edited: bool
    """Whether it was edited for length and clarity."""
    consent: str
    """What was agreed with who spoke."""


@dataclass(frozen=True)
class NoteView:
    """A note to the text: ``kind`` is ``note``, or ``source`` for one that says where something comes from."""

    anchor: str
    number: str
    kind: str
    html: SafeString


@dataclass(frozen=True)
class EntryView:
    """An entry of a story that is followed while it goes on."""

    anchor: str
    iso: str
    time: str
    day: str
    """The day, where it is another one than that of the entry above; else empty."""
    heading: str
    html: SafeString
    picture: PictureView | None = None


@dataclass(frozen=True)
class LiveView:
    """How such a story stands."""

    ended: bool
    newest: EntryView
    every: int
    """Seconds after which an open page may ask for more."""
    script_url: str
    """What lets it ask; empty where nothing more will come. Without it readers load the page again."""
