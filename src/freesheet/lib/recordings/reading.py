"""Telling by its first bytes what a recording is, and reading it accordingly. Names are not believed."""

from __future__ import annotations

from typing import BinaryIO

from freesheet.lib.recordings.facts import Facts, Patch
from freesheet.lib.recordings.mp3 import is_mp3, read_mp3
from freesheet.lib.recordings.mp4 import is_mp4, read_mp4
from freesheet.lib.recordings.ogg import is_ogg, read_ogg
from freesheet.lib.recordings.wav import is_wav, read_wav
from freesheet.lib.recordings.webm import is_webm, read_webm

KINDS = ((is_mp4, read_mp4), (is_webm, read_webm), (is_wav, read_wav), (is_ogg, read_ogg), (is_mp3, read_mp3))

AT_ONCE = 2**20

ENDINGS = {
    "video/mp4": "mp4",
    "audio/mp4": "m4a",
    "video/webm": "webm",
    "audio/webm": "weba",
    "audio/wav": "wav",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
}
"""How the name of a file ends, by what it is."""


class NoRecording(ValueError):
    """The file is of none of the kinds that are read."""


def facts_of(file: BinaryIO, size: int) -> Facts:
    """What a recording of ``size`` bytes says of itself.

    Raises:
        NoRecording: it is neither MP4, WebM, WAV, Ogg nor MP3.
        NotWhole, Unplayable, Endless: see ``facts``.
    """
    file.seek(0)
    head = file.read(64)
    for is_one, read in KINDS:
        if is_one(head):
            return read(file, size)
    raise NoRecording


def put_right(file: BinaryIO, tells: list[Patch]) -> None:
    """Write over what a recording tells of people and places. Its length stays, and everything is where it was."""
    for position, data, zeros in tells:
        file.seek(position)
        file.write(data)
        for _whole in range(zeros // AT_ONCE):
            file.write(bytes(AT_ONCE))
        file.write(bytes(zeros % AT_ONCE))
