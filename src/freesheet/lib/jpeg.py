"""JPEG files without what a camera writes into them. Markers as in ITU-T T.81, annex B."""

from __future__ import annotations

from collections.abc import Iterator

START, END = b"\xff\xd8", b"\xff\xd9"
SCAN, LAST = 0xDA, 0xD9
APPLICATION = range(0xE0, 0xF0)
COMMENT = 0xFE
HARMLESS = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
"""Of the segments that programs may write what they like into, those that say how the picture is to be shown."""


def without_metadata(data: bytes) -> bytes:
    """The same picture, bit for bit, without Exif (place, time, serial number), XMP, IPTC, comments and previews.

    Colour profiles stay; what follows the picture's end goes. What is no JPEG, or a damaged one, comes back as it was.
    """
    if not data.startswith(START):
        return data
    try:
        return b"".join([START, *_kept(data)])
    except ValueError:
        return data


def with_segment(data: bytes, marker: int, content: bytes) -> bytes:
    """The JPEG with one more segment, before all others but JFIF's; it must be one, and hold at most 65,533 bytes."""
    at = 2
    if data[2:4] == b"\xff\xe0":
        at = 4 + int.from_bytes(data[4:6], "big")
    segment = bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2, "big") + content
    return data[:at] + segment + data[at:]


def _kept(data: bytes) -> Iterator[bytes]:
    position = 2
    while True:
        marker, position = _marker(data, position)
        if marker == LAST:
            yield END
            return
        length = int.from_bytes(data[position : position + 2], "big")
        end = position + length
        if length < 2 or end > len(data):
            raise ValueError("a segment is not whole")
        if _stays(marker, data[position + 2 : end]):
            yield data[position - 2 : end]
        if marker == SCAN:
            position, end = end, _end_of_scan(data, end)
            yield data[position:end]
        position = end


def _marker(data: bytes, position: int) -> tuple[int, int]:
    """The marker at ``position``, which may have been filled up with bytes of ones, and where its content begins."""
    if data[position : position + 1] != b"\xff":
        raise ValueError("there is no marker where one must be")
    while data[position : position + 1] == b"\xff":
        position += 1
    if position >= len(data):
        raise ValueError("the picture has no end")
    return data[position], position + 1


def _stays(marker: int, content: bytes) -> bool:
    if marker == COMMENT:
        return False
    return marker not in APPLICATION or content.startswith(HARMLESS.get(marker, b"\x00never"))


def _end_of_scan(data: bytes, position: int) -> int:
    """Where the next marker is that is no part of a scan: there, ones are followed by a zero or by a restart."""
    while (position := data.find(b"\xff", position)) >= 0:
        following = data[position + 1 : position + 2]
        if following and following[0] != 0 and not 0xD0 <= following[0] <= 0xD7:
            return position
        position += 2
    raise ValueError("the picture has no end")
