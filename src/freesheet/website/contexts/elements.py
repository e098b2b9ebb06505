"""What the dataclasses of ``shapes.py`` are made of. Documented with them in ``docs/themes/contexts.md``."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from freesheet.media.queries import Source


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
