"""What is known of a recording, and why a file is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import BinaryIO

LONGEST_SECONDS = 48 * 3600
MOST_PIXELS_ACROSS = 16_384

Patch = tuple[int, bytes, int]
"""A place in the file, the bytes that are to be there, and how many zeros after them. Nothing moves by that."""


class NotWhole(ValueError):
    """The file breaks off, or its parts contradict each other."""


class Unplayable(ValueError):
    """The file is whole, but browsers could not play it. Says what is in the way, for example ``HEVC``."""


class Endless(ValueError):
    """The file does not say how long it is."""


@dataclass(frozen=True)
class Facts:
    """Of a recording: what it is to browsers, how long, and how large; a sound has no width and height.

    ``tells`` are the places of what it tells of people and places, with what is to stand there instead.
    """

    media_type: str
    seconds: float
    width: int = 0
    height: int = 0
    tells: list[Patch] = field(default_factory=list)

    @property
    def moves(self) -> bool:
        """Whether it has pictures."""
        return self.width > 0

    def checked(self) -> Facts:
        """These facts.

        Raises:
            Endless: there is no length.
            NotWhole: the figures are impossible ones.
        """
        if not self.seconds > 0:
            raise Endless
        if self.seconds > LONGEST_SECONDS or max(self.width, self.height) > MOST_PIXELS_ACROSS:
            raise NotWhole
        return self


def exactly(file: BinaryIO, size: int) -> bytes:
    """The next ``size`` bytes.

    Raises:
        NotWhole: there are fewer.
    """
    data = file.read(size)
    if len(data) < size:
        raise NotWhole
    return data
