"""Ogg with Opus or Vorbis, page by page, as in RFC 3533, RFC 7845 and the Vorbis I specification."""

from __future__ import annotations

from typing import BinaryIO

from freesheet.lib.recordings.facts import Facts, NotWhole, Unplayable, exactly

OPUS_RATE = 48_000
MOST_PAGES = 2_000_000
NO_PACKET_ENDS = 2**64 - 1


def is_ogg(head: bytes) -> bool:
    """Whether a file that begins so is one."""
    return head[:4] == b"OggS"


def read_ogg(file: BinaryIO, size: int) -> Facts:
    """What an Ogg says of itself. Its length is that of its last page.

    Raises:
        NotWhole, Unplayable: it is damaged, or holds something else than Opus or Vorbis.
    """
    position, rate, skipped, granule, serial = 0, 0, 0, 0, b""
    for _page in range(MOST_PAGES):
        if position == size:
            break
        file.seek(position)
        head = exactly(file, 27)
        lacing = exactly(file, head[26])
        if head[:4] != b"OggS":
            raise NotWhole
        end = position + 27 + len(lacing) + sum(lacing)
        if end > size:
            raise NotWhole
        if not serial:
            rate, skipped = _rate(exactly(file, min(sum(lacing), 64)))
            serial = head[14:18]
        told = int.from_bytes(head[6:14], "little")
        if head[14:18] == serial and told != NO_PACKET_ENDS:
            granule = told
        position = end
    else:
        raise NotWhole
    return Facts("audio/ogg", max(0, granule - skipped) / rate).checked()


def _rate(packet: bytes) -> tuple[int, int]:
    """Samples in a second, and those before the beginning, from the first packet of a stream."""
    if packet[:8] == b"OpusHead" and len(packet) >= 12:
        return OPUS_RATE, int.from_bytes(packet[10:12], "little")
    if packet[:7] == b"\1vorbis" and len(packet) >= 16 and any(packet[12:16]):
        return int.from_bytes(packet[12:16], "little"), 0
    raise Unplayable("Ogg Theora" if packet[:7] == b"\x80theora" else "Ogg")
