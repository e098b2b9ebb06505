"""The sizes in which a picture is shown, and the words in which a recording can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.images.models import SourceImageIOError

from freesheet.media import keys
from freesheet.media.models import Captions, NewsImage, NewsRendition, Recording
from freesheet.press.recording import depends_on

WIDTHS = (480, 800, 1200, 1600)
"""Pixels. From a phone to a lead picture on a wide screen of ordinary density."""


NARROW_STEPS = (800, 1600)
"""Pixels. WebP is for the few whose browser has no AVIF: fewer sizes, each a little too large for some."""

FALLBACK_WIDTH = 1200
AVIF, WEBP = "format-avif|avifquality-55", "format-webp|webpquality-78"
JPEG = "bgcolor-ffffff|format-jpeg|jpegquality-80"


@dataclass(frozen=True)
class Source:
    """A picture in one format: its media type, and its sizes as a ``srcset``."""

    type: str
    srcset: str


@dataclass(frozen=True)
class Sizes:
    """Where the sizes of a picture lie: ``url`` for everybody, ``sources`` for browsers that choose, the best first.

    There are none for a drawing that scales by itself, nor for a square.
    """

    url: str
    width: int
    height: int
    sources: tuple[Source, ...] = ()


def sizes(image: NewsImage) -> Sizes:
    """A picture in AVIF, WebP and JPEG, never wider than it is; drawings (SVG) as they are."""
    depends_on(keys.image(image.pk))
    if image.is_svg():
        return _drawing(image)
    widths, fewer = _widths(image, WIDTHS), _widths(image, NARROW_STEPS)
    middle = min(widths, key=lambda width: abs(width - FALLBACK_WIDTH))
    specs = {
        **{f"width-{width}|{AVIF}": "image/avif" for width in widths},
        **{f"width-{width}|{WEBP}": "image/webp" for width in fewer},
    }
    fallback = f"width-{middle}|{JPEG}"
    made = image.get_renditions(*specs, fallback)
    sources = [
        Source(kind, _srcset([made[spec] for spec, its_kind in specs.items() if its_kind == kind]))
        for kind in ("image/avif", "image/webp")
    ]
    everybodys = made[fallback]
    return Sizes(everybodys.url, everybodys.width, everybodys.height, tuple(sources))


def _widths(image: NewsImage, steps: Sequence[int]) -> list[int]:
    """Those of ``steps`` that are narrower than the picture, and its own width where that is between two of them."""
    widths = [width for width in steps if width < image.width]
    return widths if widths and image.width > steps[-1] else [*widths, min(image.width, steps[-1])]


def _srcset(renditions: Sequence[NewsRendition]) -> str:
    ordered = sorted(renditions, key=lambda rendition: rendition.width)
    return ", ".join(f"{rendition.url} {rendition.width}w" for rendition in ordered)


def square(image: NewsImage, side: int = 192) -> Sizes:
    """A square cut around the picture's focal point, ``side`` pixels wide."""
    depends_on(keys.image(image.pk))
    if image.is_svg():
        return _drawing(image)
    made = image.get_rendition(f"fill-{side}x{side}|format-webp|webpquality-82")
    return Sizes(made.url, made.width, made.height)


def cut_like(image: NewsImage, width: int, height: int) -> Sizes:
    """A JPEG cut to the shape of a film of ``width`` by ``height`` pixels, for browsers to show in its place."""
    depends_on(keys.image(image.pk))
    if image.is_svg():
        return _drawing(image)
    across = min(image.width, FALLBACK_WIDTH)
    # Wagtail cuts names to 60 characters from their beginning: with one operation more nothing would be left of it.
    made = image.get_rendition(f"fill-{across}x{max(1, round(across * height / width))}|format-jpeg|jpegquality-82")
    return Sizes(made.url, made.width, made.height)


def shared(image: NewsImage) -> Sizes | None:
    """The JPEG, 1200 by 630 at most, that other sites show beside a link; None for a drawing, or a lost file."""
    depends_on(keys.image(image.pk))
    if image.is_svg():
        return None
    try:
        made = image.get_rendition("fill-1200x630|format-jpeg|jpegquality-82")
    except SourceImageIOError:
        return None
    return Sizes(made.url, made.width, made.height)


@dataclass(frozen=True)
class Said:
    """What is said in a recording, as stored rich text, and in which language: a tag as it was entered."""

    html: str
    language: str


def said_in(recording: Recording, *languages: str) -> Said | None:
    """What is said, in the first of these languages that has it: as somebody wrote it, or else made of captions.

    Tags are compared without regard to case.
    """
    depends_on(keys.recording(recording.pk))
    captions = [each for each in recording.captions.all() if each.kind != Captions.Kind.DESCRIPTIONS and each.words]
    found = {each.language.lower(): Said(each.words, each.language) for each in reversed(captions)}
    found |= {each.language.lower(): Said(each.text, each.language) for each in recording.transcripts.all()}
    return next((said for tag in languages if (said := found.get(tag.lower()))), None)


def _drawing(image: NewsImage) -> Sizes:
    # A copy, for the originals' folder is closed to readers.
    return Sizes(image.get_rendition("original").url, image.width, image.height)
