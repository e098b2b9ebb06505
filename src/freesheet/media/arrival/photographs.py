"""Photographs and other pictures of pixels: whole, upright, and telling nothing but whose they are."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from PIL import ExifTags, Image, ImageFile, ImageOps, UnidentifiedImageError

from freesheet.lib import gif, iptc, jpeg, png, webp
from freesheet.lib.iptc import Credits
from freesheet.media.arrival.credits import credits_of
from freesheet.media.errors import UnfitPicture

MOST_FRAMES = 600
IPTC_SEGMENT = 0xED
KEEPING: dict[str, Callable[[bytes], bytes]] = {
    "JPEG": jpeg.without_metadata,
    "PNG": png.without_metadata,
    "WEBP": webp.without_metadata,
    "GIF": gif.without_metadata,
    "AVIF": lambda data: data,
}
"""Kinds of pictures that are taken, and how each loses what it tells without a change to its pixels."""

AGAIN: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 95, "subsampling": "4:4:4", "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 95, "method": 4},
    "AVIF": {"quality": 90, "speed": 8, "max_threads": 1},
    "GIF": {},
}
"""How each is written where its pixels have to be turned. By one thread, so that the same file gives the same bytes."""


@dataclass(frozen=True)
class Photograph:
    """The file as it is kept, and what it said of its makers."""

    data: bytes
    credits: Credits


def kept_photograph(data: bytes, most_pixels: int) -> Photograph:
    """The picture upright, without place, time, camera and previews; its credits stay in it where it is a JPEG.

    Raises:
        UnfitPicture: it is of no kind that is taken, has too many pixels, or is damaged.
    """
    try:
        with warnings.catch_warnings():
            # What they warn of is refused or taken away here.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=list(KEEPING)) as picture:
                _refuse_too_many_pixels(picture, most_pixels)
                _decode(picture)
                return _kept(data, picture)
    except UnidentifiedImageError as problem:
        raise UnfitPicture(_("This file is no picture in AVIF, GIF, JPEG, PNG or WebP.")) from problem
    except Image.DecompressionBombError as problem:
        raise UnfitPicture(_("This picture has far too many pixels.")) from problem
    except UnfitPicture:
        raise
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError, KeyError, MemoryError) as problem:
        raise UnfitPicture(
            _("This picture is damaged or not whole. Save it anew in the program that it comes from.")
        ) from problem


def _refuse_too_many_pixels(picture: Image.Image, most: int) -> None:
    frames = getattr(picture, "n_frames", 1)
    if frames > MOST_FRAMES:
        raise UnfitPicture(
            _("This picture moves through %(frames)d pictures; %(most)d may be in one.")
            % {"frames": frames, "most": MOST_FRAMES}
        )
    if picture.width * picture.height * frames > most:
        raise UnfitPicture(
            _("This picture has %(pixels)d million pixels; %(most)d million may be in one. Make it smaller.")
            % {"pixels": picture.width * picture.height * frames // 10**6, "most": most // 10**6}
        )


def _decode(picture: Image.Image) -> None:
    """Every pixel, for a file may begin well and break off."""
    for frame in range(getattr(picture, "n_frames", 1)):
        picture.seek(frame)
        picture.load()
    picture.seek(0)


def _kept(data: bytes, picture: ImageFile.ImageFile) -> Photograph:
    kind = str(picture.format)
    makers = credits_of(picture)
    turned = picture.getexif().get(ExifTags.Base.Orientation, 1) not in (0, 1)
    moves = getattr(picture, "n_frames", 1) > 1
    kept = _upright(picture, kind) if turned and not moves else KEEPING[kind](data)
    if _tells(kept):
        kept = _upright(picture, kind)
    if kind == "JPEG" and makers:
        kept = jpeg.with_segment(kept, IPTC_SEGMENT, iptc.segment(makers))
    return Photograph(kept, makers)


def _upright(picture: Image.Image, kind: str) -> bytes:
    """The pixels alone, turned as the camera was held, with the profile of their colours."""
    moves = getattr(picture, "n_frames", 1) > 1
    upright = picture if moves else ImageOps.exif_transpose(picture)
    if kind != "GIF":
        upright.info = {
            name: upright.info[name] for name in ("transparency", "loop", "duration") if name in upright.info
        }
    out, more = BytesIO(), dict(AGAIN[kind])
    if profile := picture.info.get("icc_profile"):
        more["icc_profile"] = profile
    upright.save(out, kind, exif=b"", save_all=moves, **more)
    return out.getvalue()


def _tells(data: bytes) -> bool:
    """Whether anything of place, time and camera is in the file still."""
    with Image.open(BytesIO(data)) as picture:
        return bool(picture.info.keys() & {"exif", "xmp", "XML:com.adobe.xmp", "comment"} or len(picture.getexif()))
