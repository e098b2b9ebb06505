"""Who made a photograph, by what its file says."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from PIL import ExifTags, ImageFile, IptcImagePlugin

from freesheet.lib import iptc
from freesheet.lib.iptc import Credits

LONGEST = 255


def credits_of(picture: ImageFile.ImageFile) -> Credits:
    """By IPTC, or where that says nothing by Exif. Damaged entries say nothing."""
    try:
        told: dict[Any, Any] = IptcImagePlugin.getiptcinfo(picture) or {}
    except (SyntaxError, ValueError, OSError, IndexError, KeyError, TypeError):
        told = {}
    exif = picture.getexif()
    return Credits(
        byline=_text(told.get((2, iptc.BYLINE))) or _text(exif.get(ExifTags.Base.Artist)),
        credit=_text(told.get((2, iptc.CREDIT))),
        source=_text(told.get((2, iptc.SOURCE))),
        copyright=_text(told.get((2, iptc.COPYRIGHT))) or _text(exif.get(ExifTags.Base.Copyright)),
    )


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))[:LONGEST]
    if isinstance(value, str):
        words = _as_utf8(value)
    elif isinstance(value, bytes):
        words = _as_utf8(value.decode("latin-1"))
    else:
        return ""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())[:LONGEST]


def _as_utf8(read: str) -> str:
    """What was read as Latin-1, as Exif has it, and was written in UTF-8 by whoever needed more."""
    with suppress(UnicodeError):
        return read.encode("latin-1").decode()
    return read
