"""MP4 and M4A, box by box, as in ISO/IEC 14496-12. Nothing is decoded, and no table of samples is read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from freesheet.lib.recordings.facts import Facts, NotWhole, Patch, Unplayable, exactly

MOST_BOXES = 20_000
"""Of one level and below it. A film cut into seconds has a few thousand."""

DEEPEST = 2
"""Levels below a medium: ``minf``, and ``stbl`` in it."""

PICTURES = {b"avc1", b"avc3", b"av01", b"vp09", b"vp08"}
SOUNDS = {b"mp4a", b"Opus", b"fLaC", b".mp3", b"ac-3", b"ec-3"}
NAMES = {b"hvc1": "HEVC (H.265)", b"hev1": "HEVC (H.265)", b"mp4v": "MPEG-4 Part 2", b"dvh1": "Dolby Vision"}
TELLING = (b"udta", b"meta", b"uuid")
"""Boxes in which cameras and programs note place, maker, owner and comments."""

TRACKS = (b"vide", b"soun")


@dataclass(frozen=True)
class Box:
    """Where a box lies in the file: its own beginning, that of its content, and its end, in bytes."""

    kind: bytes
    start: int
    inside: int
    end: int


@dataclass
class _Track:
    handler: bytes = b""
    codec: bytes = b""
    width: int = 0
    height: int = 0


@dataclass
class _Found:
    seconds: float = 0.0
    fragments: float = 0.0
    scale: int = 0
    samples: bool = False
    tracks: list[_Track] = field(default_factory=list)
    tells: list[Patch] = field(default_factory=list)


def is_mp4(head: bytes) -> bool:
    """Whether a file that begins so is one, or QuickTime's elder kind."""
    return head[4:8] == b"ftyp"


def read_mp4(file: BinaryIO, size: int) -> Facts:
    """What an MP4 says of itself.

    Raises:
        NotWhole, Unplayable: it is damaged, or nothing for browsers.
    """
    file.seek(8)
    if exactly(file, 4) == b"qt  ":
        raise Unplayable("QuickTime")
    found = _Found()
    for box in _boxes(file, 0, size):
        if box.kind == b"moov":
            _movie(file, box, found)
        elif box.kind in (b"mdat", b"moof"):
            found.samples = True
        elif box.kind in TELLING:
            found.tells += _veil(box)
    return _facts(found)


def _facts(found: _Found) -> Facts:
    shown = [track for track in found.tracks if track.handler == b"vide"]
    heard = [track for track in found.tracks if track.handler == b"soun"]
    if not found.samples or not (shown or heard):
        raise NotWhole
    for track, known in [*((each, PICTURES) for each in shown), *((each, SOUNDS) for each in heard)]:
        if track.codec not in known:
            raise Unplayable(NAMES.get(track.codec, track.codec.decode("latin-1").strip() or "?"))
    seconds = found.seconds or found.fragments
    if not shown:
        return Facts("audio/mp4", seconds, tells=found.tells).checked()
    width, height = shown[0].width, shown[0].height
    if not width or not height:
        raise NotWhole
    return Facts("video/mp4", seconds, width, height, found.tells).checked()


def _boxes(file: BinaryIO, start: int, end: int) -> Iterator[Box]:
    """The boxes from ``start`` to ``end``, each within the one around it."""
    for _number in range(MOST_BOXES):
        if start == end:
            return
        file.seek(start)
        head = exactly(file, 8) if end - start >= 8 else b""
        length, inside = int.from_bytes(head[:4]), start + 8
        if length == 1 and end - start >= 16:
            length, inside = int.from_bytes(exactly(file, 8)), start + 16
        elif length == 0:
            length = end - start
        if len(head) < 8 or length < inside - start or start + length > end:
            raise NotWhole
        yield Box(head[4:], start, inside, start + length)
        start += length
    raise NotWhole


def _inside(file: BinaryIO, box: Box, most: int = 4096) -> bytes:
    file.seek(box.inside)
    return exactly(file, min(box.end - box.inside, most))


def _movie(file: BinaryIO, movie: Box, found: _Found) -> None:
    for box in _boxes(file, movie.inside, movie.end):
        if box.kind == b"mvhd":
            head = _inside(file, box)
            found.scale, found.seconds = _length(head)
            found.tells += _undated(box, head)
        elif box.kind == b"mvex":
            _fragments(file, box, found)
        elif box.kind == b"trak":
            _track(file, box, found)
        elif box.kind in TELLING:
            found.tells += _veil(box)


def _fragments(file: BinaryIO, extends: Box, found: _Found) -> None:
    for box in _boxes(file, extends.inside, extends.end):
        if box.kind == b"mehd":
            head = _inside(file, box)
            ticks = int.from_bytes(head[4:12] if head[:1] == b"\1" else head[4:8])
            found.fragments = ticks / found.scale if found.scale else 0.0


def _length(head: bytes) -> tuple[int, float]:
    """Ticks in a second, and seconds in all, from a header of a movie."""
    wide = head[:1] == b"\1"
    scale = int.from_bytes(head[20:24] if wide else head[12:16])
    ticks = int.from_bytes(head[24:32] if wide else head[16:20])
    unknown = ticks in (2**32 - 1, 2**64 - 1)
    return scale, ticks / scale if scale and not unknown else 0.0


def _undated(box: Box, head: bytes) -> list[Patch]:
    """A header of a movie, a track or a medium, without when it was made."""
    dates = 16 if head[:1] == b"\1" else 8
    return [(box.inside + 4, b"", dates)] if any(head[4 : 4 + dates]) else []


def _track(file: BinaryIO, around: Box, found: _Found) -> None:
    track, tells = _Track(), list[Patch]()
    for box in _boxes(file, around.inside, around.end):
        if box.kind == b"tkhd":
            head = _inside(file, box)
            track.width, track.height = _seen(head)
            tells += _undated(box, head)
        elif box.kind == b"mdia":
            _medium(file, box, track, tells)
        elif box.kind in TELLING:
            tells += _veil(box)
    if track.handler in TRACKS:
        found.tracks.append(track)
        found.tells += tells
    else:
        # What is neither picture nor sound is subtitles at best, and where the camera was at worst.
        found.tells += _veil(around)


def _seen(head: bytes) -> tuple[int, int]:
    """Width and height in pixels as a track is shown, turned where its matrix says so."""
    if len(head) < 44:
        raise NotWhole
    width, height = int.from_bytes(head[-8:-4]) >> 16, int.from_bytes(head[-4:]) >> 16
    across, down = head[-44:-40], head[-28:-24]
    turned = not any(across) and not any(down)
    return (height, width) if turned else (width, height)


def _medium(file: BinaryIO, medium: Box, track: _Track, tells: list[Patch], depth: int = 0) -> None:
    if depth > DEEPEST:
        raise NotWhole
    for box in _boxes(file, medium.inside, medium.end):
        if box.kind == b"hdlr":
            track.handler = _inside(file, box)[8:12]
        elif box.kind == b"mdhd":
            tells += _undated(box, _inside(file, box))
        elif box.kind in (b"minf", b"stbl"):
            _medium(file, box, track, tells, depth + 1)
        elif box.kind == b"stsd":
            track.codec = _inside(file, box)[12:16]


def _veil(box: Box) -> list[Patch]:
    """The box as free space of the same size, so that nothing after it moves."""
    return [(box.start + 4, b"free", 0), (box.inside, b"", box.end - box.inside)]
