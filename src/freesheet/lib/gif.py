"""GIF files without what programs write into them. Blocks as in the specification of GIF89a."""

from __future__ import annotations

from collections.abc import Iterator

IMAGE, EXTENSION, END = 0x2C, 0x21, 0x3B
CONTROL, APPLICATION = 0xF9, 0xFF
LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")


def without_metadata(data: bytes) -> bytes:
    """The same pictures, bit for bit, without comments and what programs have added; what follows their end goes.

    What is no GIF, or a damaged one, comes back as it was.
    """
    if data[:6] not in (b"GIF87a", b"GIF89a"):
        return data
    try:
        return b"".join(_kept(data))
    except (IndexError, ValueError):
        return data


def _kept(data: bytes) -> Iterator[bytes]:
    position = 13 + _table(data[10])
    yield data[:position]
    while data[position] != END:
        begin = position
        if data[position] == IMAGE:
            position += 10 + _table(data[position + 9]) + 1
            stays = True
        elif data[position] == EXTENSION:
            stays = data[position + 1] == CONTROL
            stays |= data[position + 1] == APPLICATION and data[position + 3 : position + 14] in LOOPS
            position += 2
        else:
            raise ValueError("there is no block where one must be")
        while data[position]:
            position += 1 + data[position]
        position += 1
        if stays:
            yield data[begin:position]
    yield bytes([END])


def _table(flags: int) -> int:
    """Bytes of the colour table that these flags announce."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0
