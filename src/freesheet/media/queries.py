"""The sizes in which a picture is shown."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.images.models import SourceImageIOError

from freesheet.media import keys
from freesheet.media.models import NewsImage
from freesheet.press.recording import depends_on

WIDTHS = (480, 800, 1200, 1600)
"""Pixels. From a phone to a lead picture on a wide screen of ordinary density."""


@dataclass(frozen=True)
class Sizes:
    """Where the sizes of a picture lie. ``srcset`` is empty for a drawing that scales by itself."""

    url: str
    srcset: str
    width: int
    height: int


def sizes(image: NewsImage) -> Sizes:
    """A picture in WebP, in every width of ``WIDTHS`` that it has; drawings (SVG) as they are."""
    depends_on(keys.image(image.pk))
    if image.is_svg():
        return _drawing(image)
    widths = [width for width in WIDTHS if width < image.width] or [image.width]
    if WIDTHS[0] < image.width < WIDTHS[-1]:
        widths.append(image.width)
    made = image.get_renditions(*[f"width-{width}|format-webp|webpquality-78" for width in widths])
    ordered = sorted(made.values(), key=lambda rendition: rendition.width)
    middle = min(ordered, key=lambda rendition: abs(rendition.width - 1200))
    srcset = ", ".join(f"{rendition.url} {rendition.width}w" for rendition in ordered)
    return Sizes(middle.url, srcset if len(ordered) > 1 else "", middle.width, middle.height)


def square(image: NewsImage, side: int = 192) -> Sizes:
    """A square cut around the picture's focal point, ``side`` pixels wide."""
    depends_on(keys.image(image.pk))
    if image.is_svg():
        return _drawing(image)
    made = image.get_rendition(f"fill-{side}x{side}|format-webp|webpquality-82")
    return Sizes(made.url, "", made.width, made.height)


def shared(image: NewsImage) -> Sizes | None:
    """The JPEG, 1200 by 630 at most, that other sites show beside a link; None for a drawing, or a lost file."""
    depends_on(keys.image(image.pk))
    if image.is_svg():
        return None
    try:
        made = image.get_rendition("fill-1200x630|format-jpeg|jpegquality-82")
    except SourceImageIOError:
        return None
    return Sizes(made.url, "", made.width, made.height)


def _drawing(image: NewsImage) -> Sizes:
    # A copy, for the originals' folder is closed to readers.
    return Sizes(image.get_rendition("original").url, "", image.width, image.height)
