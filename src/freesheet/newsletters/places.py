"""Where readers ask for the letter, confirm that, and leave: told by the room that shows the pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from freesheet.newsletters.models import Subscriber


def _no_page(subscriber: Subscriber) -> str:
    return f"{settings.PUBLICATION.address}/"


def _nowhere(language: str) -> str:
    return ""


@dataclass(frozen=True)
class Places:
    """Where what is; each absolute."""

    confirming: Callable[[Subscriber], str] = _no_page
    leaving: Callable[[Subscriber], str] = _no_page
    asking: Callable[[str], str] = _nowhere
    """The page on which one asks for the letter of a language."""
    kept: Callable[[str], str] = _nowhere
    """The page that says in a language what is kept."""


_told = [Places()]


def shown_at(places: Places) -> None:
    """Say where these pages are."""
    _told[:] = [places]


def places() -> Places:
    """Where these pages are."""
    return _told[0]
