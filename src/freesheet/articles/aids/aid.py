"""What a visual aid is, and what it may ask of the page that it is printed on. The same holds for insets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import Block


def nobody(_id: str) -> None:
    """Who speaks on a page that has no speakers."""


@dataclass(frozen=True)
class Around:
    """The page around an aid. ``picture`` makes what themes are given of an image, its description and its caption;
    None where the file is lost.
    """

    language: str
    place: str
    """A word that nothing else on the page has."""
    picture: Callable[[Any, str, str], Any]
    rich: Callable[[str], str]
    """Makes stored rich text HTML for readers."""
    speaker: Callable[[str], Any] = nobody
    """The speaker of an interview, by the id of that block; None for one that the article has not."""


Printed = Mapping[str, Any]
"""What the template of an aid prints, ``parts/<name>.html`` and ``feed/<name>.html`` of the theme: no word of it is
ours, for words are the theme's."""


@dataclass(frozen=True)
class Aid:
    """A visual aid or an inset by the name of its folder, its block and its templates."""

    name: str
    form: Callable[..., Block]
    """Makes the block that an editor fills in."""
    printed: Callable[[Any, Around], Printed | None]
    """What readers get of a value of that block; None where there is nothing to show yet."""
    draws: bool = False
    """Whether it keeps drawings."""
