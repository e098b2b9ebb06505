"""Drawings (SVG): nothing that could run, and nothing from elsewhere."""

from __future__ import annotations

import py_svg_hush
from django.utils.translation import gettext as _
from lxml import etree

from freesheet.media.errors import UnfitPicture

MOST_BYTES = 5_000_000
"""A drawing larger than that is a photograph in disguise, and takes long to draw on a telephone."""

EMBEDDED = {"image": ["png", "jpeg", "webp"]}


def is_drawing(data: bytes) -> bool:
    """Whether it begins like XML; no other kind of picture does."""
    return data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def safe_drawing(data: bytes) -> bytes:
    """The drawing without scripts, handlers, animation of addresses, and anything that is fetched from elsewhere.

    Raises:
        UnfitPicture: it is too large, no well-formed SVG, or declares entities.
    """
    if len(data) > MOST_BYTES:
        raise UnfitPicture(_("A drawing may have 5 MB at most. Save it as PNG, or make it simpler."))
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
        _refuse_entities(root)
        if etree.QName(root).localname != "svg":
            raise UnfitPicture(_("This file is no drawing in SVG."))
        return bytes(py_svg_hush.filter_svg(data, keep_data_url_mime_types=EMBEDDED))
    except UnfitPicture:
        raise
    except (etree.XMLSyntaxError, ValueError, LookupError) as problem:
        raise UnfitPicture(_("This drawing is damaged: it is not well-formed XML.")) from problem


def _refuse_entities(root: etree._Element) -> None:
    """A few lines can declare a text of gigabytes, or one that is fetched from elsewhere."""
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _one in declared.iterentities()):  # type: ignore[attr-defined]  # stubs
        raise UnfitPicture(_("This drawing declares entities, which can blow it up. Save it anew, as “plain SVG”."))
