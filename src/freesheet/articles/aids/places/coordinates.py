"""Latitude and longitude as people copy them."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from freesheet.lib.figures import bare

FARTHEST = 85.0
"""Degrees north and south that a map reaches; beyond lies ice."""

_PAIR = re.compile(r"([+-]?\d{1,3}(?:\.\d+)?)[,;/]([+-]?\d{1,3}(?:\.\d+)?)")


class NoPlace(ValueError):
    """A text is no place on a map; the message is a sentence for the editor."""


def coordinates(text: str) -> tuple[float, float]:
    """Latitude and longitude in degrees.

    Raises:
        NoPlace: there are none in the text, or none that a map has.

    >>> coordinates("24.15, 120.67"), coordinates("۳۱٫۵، ۷۴٫۳"), coordinates("-33.9 / 18.4")
    ((24.15, 120.67), (31.5, 74.3), (-33.9, 18.4))
    """
    found = _PAIR.fullmatch(bare(text.replace("،", ",")))
    if not found:
        raise NoPlace(_("“%s” is no latitude and longitude. Write them as 24.15, 120.67.") % text)
    latitude, longitude = float(found[1]), float(found[2])
    if abs(latitude) > FARTHEST or abs(longitude) > 180:
        told = _("“%s” lies on no map: latitude comes first, from -85 to 85, then longitude, from -180 to 180.")
        raise NoPlace(told % text)
    return latitude, longitude
