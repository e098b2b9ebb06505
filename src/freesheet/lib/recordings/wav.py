"""WAV: RIFF chunks, as in Microsoft's and IBM's Multimedia Programming Interface of 1991."""

from __future__ import annotations

from typing import BinaryIO

from freesheet.lib.recordings.facts import Facts, NotWhole, Patch, Unplayable, exactly

PCM, FLOAT, EXTENSIBLE = 1, 3, 0xFFFE
MOST_CHUNKS = 1000
TELLING = (b"LIST", b"bext", b"iXML", b"_PMX", b"id3 ", b"ID3 ")
"""Chunks in which recorders and programs note who, where and when."""


def is_wav(head: bytes) -> bool:
    """Whether a file that begins so is one."""
    return head[:4] == b"RIFF" and head[8:12] == b"WAVE"


def read_wav(file: BinaryIO, size: int) -> Facts:
    """What a WAV says of itself.

    Raises:
        NotWhole, Unplayable: it is damaged, or compressed in a way that browsers do not know.
    """
    rate, seconds, position = 0, 0.0, 12
    tells: list[Patch] = []
    for _chunk in range(MOST_CHUNKS):
        if position + 8 > size:
            break
        file.seek(position)
        kind, length = exactly(file, 4), int.from_bytes(exactly(file, 4), "little")
        if position + 8 + length > size:
            raise NotWhole
        if kind == b"fmt ":
            told = exactly(file, min(length, 16))
            if int.from_bytes(told[:2], "little") not in (PCM, FLOAT, EXTENSIBLE):
                raise Unplayable("WAV")
            rate = int.from_bytes(told[8:12], "little")
        elif kind == b"data" and rate:
            seconds = length / rate
        elif kind in TELLING:
            tells.append((position, b"JUNK" + length.to_bytes(4, "little"), length))
        position += 8 + length + length % 2
    return Facts("audio/wav", seconds, tells=tells).checked()
