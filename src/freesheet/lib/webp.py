"""WebP files without what a camera writes into them. Chunks as in RFC 9649."""

from __future__ import annotations

EXIF, XMP = 0x08, 0x04
"""Flags of the header that say that there are such chunks."""

SHOWN = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))


def without_metadata(data: bytes) -> bytes:
    """The same picture, bit for bit, without Exif, XMP and unknown chunks; what follows its end goes.

    What is no WebP, or a damaged one, comes back as it was.
    """
    if data[:4] != b"RIFF" or data[8:12] != b"WEBP":
        return data
    kept, position = [], 12
    end_of_all = 8 + int.from_bytes(data[4:8], "little")
    if end_of_all > len(data):
        return data
    while position + 8 <= end_of_all:
        kind, length = data[position : position + 4], int.from_bytes(data[position + 4 : position + 8], "little")
        end = position + 8 + length + length % 2
        if position + 8 + length > len(data):
            return data
        if kind == b"VP8X" and length:
            flags = data[position + 8] & ~(EXIF | XMP)
            kept.append(data[position : position + 8] + bytes([flags]) + data[position + 9 : end])
        elif kind in SHOWN:
            kept.append(data[position:end])
        position = end
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
