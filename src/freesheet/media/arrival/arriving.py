"""The one door for files of pictures, whoever brings them: an editor, an importer, the demonstration."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from freesheet.lib.iptc import Credits
from freesheet.media.arrival.drawings import is_drawing, safe_drawing
from freesheet.media.arrival.photographs import kept_photograph


@dataclass(frozen=True)
class Arrived:
    """A file that may be kept, and what it said of its makers. The same file gives the same bytes each time."""

    data: bytes
    credits: Credits


def arrived(data: bytes) -> Arrived:
    """Make a file fit to be kept.

    Raises:
        UnfitPicture: it cannot be taken.
    """
    if is_drawing(data):
        return Arrived(safe_drawing(data), Credits())
    photograph = kept_photograph(data, settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS)
    return Arrived(photograph.data, photograph.credits)
