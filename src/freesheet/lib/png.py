"""PNG files without what programs write into them. Chunks as in the specification's third edition (W3C, 2025)."""

from __future__ import annotations

START = b"\x89PNG\r\n\x1a\n"
SHOWN = frozenset(
    b"IHDR PLTE IDAT IEND tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split()
)
"""Chunks that say how the picture is to be shown. Others tell of people, places, programs and times."""


def without_metadata(data: bytes) -> bytes:
    """The same picture, bit for bit, without texts, times and Exif; what follows its end goes.

    What is no PNG, or a damaged one, comes back as it was.
    """
    if not data.startswith(START):
        return data
    kept, position = [START], len(START)
    while position + 12 <= len(data):
        end = position + 12 + int.from_bytes(data[position : position + 4], "big")
        kind = data[position + 4 : position + 8]
        if end > len(data):
            return data
        if kind in SHOWN:
            kept.append(data[position:end])
        if kind == b"IEND":
            return b"".join(kept)
        position = end
    return data
