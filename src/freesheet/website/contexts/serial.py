"""Where an article stands in its series, as themes are given it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString


@dataclass(frozen=True)
class SeriesPart:
    """A part of a series beside another: its headline, as HTML, and its address."""

    headline: SafeString
    url: str


@dataclass(frozen=True)
class SeriesPlace:
    """Where an article stands in its series."""

    title: str
    url: str
    label: str = ""
    """For example "Part 3 of 5", in the reader's language; empty for a draft."""
    number: int = 0
    before: SeriesPart | None = None
    after: SeriesPart | None = None
