"""JPEG files without what a camera writes into them."""

from __future__ import annotations

START, SCAN = b"\xff\xd8", 0xDA
TELLING = frozenset({0xE1, 0xED, 0xFE})
"""Segments that tell of people and places: Exif and XMP (APP1), Photoshop's (APP13), comments."""


def without_metadata(data: bytes) -> bytes:
    """The same picture, bit for bit, without Exif (place, time, serial number), XMP, IPTC and comments.

    Colour profiles stay. What is no JPEG, or a damaged one, comes back as it was. Segments as in ITU-T T.81, annex B.
    """
    if not data.startswith(START):
        return data
    kept = [START]
    position = 2
    while position + 4 <= len(data) and data[position] == 0xFF:
        marker = data[position + 1]
        if marker == SCAN:
            return b"".join([*kept, data[position:]])
        length = int.from_bytes(data[position + 2 : position + 4], "big")
        if length < 2 or position + 2 + length > len(data):
            return data
        if marker not in TELLING:
            kept.append(data[position : position + 2 + length])
        position += 2 + length
    return data
