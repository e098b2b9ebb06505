"""MP3, frame by frame, as in ISO/IEC 11172-3 and 13818-3: each tells its own length, so the sum is exact."""

from __future__ import annotations

from typing import BinaryIO, NamedTuple

from freesheet.lib.recordings.facts import Facts, NotWhole, exactly

RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""Samples in a second by the version's bits: MPEG-1, MPEG-2, MPEG-2.5."""

KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
MOST_FRAMES = 20_000_000
FORGIVEN = 0.02
"""The part of the frames that the first one counts and that may be missing at the end."""


class _Frame(NamedTuple):
    bytes: int
    samples: int
    rate: int
    header: int


def is_mp3(head: bytes) -> bool:
    """Whether a file that begins so is one: with a tag, or a frame."""
    return head[:3] == b"ID3" or _frame(head[:4]) is not None


def read_mp3(file: BinaryIO, size: int) -> Facts:
    """What an MP3 says of itself.

    Raises:
        NotWhole: there are no frames, or far fewer than the first one counts.
    """
    position = _after_tag(file)
    file.seek(position)
    first = _frame(file.read(4))
    if first is None or position + first.bytes > size:
        raise NotWhole
    file.seek(position)
    counted = _counted(exactly(file, first.bytes))
    frames, samples = 0, 0
    for _number in range(MOST_FRAMES):
        file.seek(position)
        frame = _frame(file.read(4))
        if frame is None or frame.rate != first.rate or position + frame.bytes > size:
            break
        frames, samples, position = frames + 1, samples + frame.samples, position + frame.bytes
    if counted:
        frames, samples = frames - 1, samples - first.samples
    if frames < 2 or frames < counted * (1 - FORGIVEN) - 1:
        raise NotWhole
    return Facts("audio/mpeg", samples / first.rate).checked()


def _after_tag(file: BinaryIO) -> int:
    """Where the frames begin, after a tag (ID3v2) with title and cover."""
    file.seek(0)
    head = exactly(file, 10)
    if head[:3] != b"ID3":
        return 0
    length = 0
    for each in head[6:]:
        length = length << 7 | each & 0x7F
    return 10 + length


def _frame(head: bytes) -> _Frame | None:
    """The frame that begins so; None if none does."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate_at, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer != 1 or bits in (0, 15) or rate_at == 3:
        return None
    rate = RATES[version][rate_at]
    kbits = (KBITS_1 if version == 3 else KBITS_2)[bits]
    samples = 1152 if version == 3 else 576
    alone = head[3] >> 6 == 3
    side = (17 if alone else 32) if version == 3 else (9 if alone else 17)
    return _Frame(samples // 8 * kbits * 1000 // rate + padding, samples, rate, 4 + side)


def _counted(first: bytes) -> int:
    """How many frames a first frame says that there are (Xing, Info or VBRI); 0 if it is a frame like any other."""
    frame = _frame(first[:4])
    if frame is None:
        return 0
    at = frame.header
    if first[at : at + 4] in (b"Xing", b"Info"):
        return int.from_bytes(first[at + 8 : at + 12]) if first[at + 7] & 1 else 0
    return int.from_bytes(first[50:54]) if first[36:40] == b"VBRI" else 0
