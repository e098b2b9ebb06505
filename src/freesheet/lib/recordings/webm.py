"""WebM, element by element, as in RFC 8794 (EBML) and RFC 9559 (Matroska). Nothing is decoded."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from freesheet.lib.recordings.facts import Endless, Facts, NotWhole, Patch, Unplayable, exactly

EBML, SEGMENT, DOCTYPE = 0x1A45DFA3, 0x18538067, 0x4282
INFO, SCALE, DURATION, DATE, TITLE = 0x1549A966, 0x2AD7B1, 0x4489, 0x4461, 0x7BA9
TRACKS, TRACK, KIND, CODEC, VIDEO = 0x1654AE6B, 0xAE, 0x83, 0x86, 0xE0
WIDTH, HEIGHT, SHOWN_WIDTH, SHOWN_HEIGHT = 0xB0, 0xBA, 0x54B0, 0x54BA
CLUSTER, TAGS, ATTACHMENTS, VOID = 0x1F43B675, 0x1254C367, 0x1941A469, 0xEC
PICTURE, SOUND = 1, 2
PLAYED = ("V_VP8", "V_VP9", "V_AV1", "A_OPUS", "A_VORBIS")
MOST_ELEMENTS = 200_000
"""Of one level. A film has a cluster for every few seconds."""


@dataclass(frozen=True)
class Element:
    """Where an element lies in the file: its own beginning, that of its content, and its end, in bytes."""

    kind: int
    start: int
    inside: int
    end: int
    endless: bool = False


@dataclass
class _Found:
    scale: int = 1_000_000
    ticks: float = 0.0
    width: int = 0
    height: int = 0
    sound: bool = False
    clusters: bool = False
    tells: list[Patch] = field(default_factory=list)


def is_webm(head: bytes) -> bool:
    """Whether a file that begins so is one, or another Matroska."""
    return head[:4] == b"\x1a\x45\xdf\xa3"


def read_webm(file: BinaryIO, size: int) -> Facts:
    """What a WebM says of itself.

    Raises:
        NotWhole, Unplayable, Endless: it is damaged, nothing for browsers, or was recorded without an end.
    """
    found = _Found()
    for element in _elements(file, 0, size):
        if element.kind == EBML:
            _doctype(file, element)
        elif element.kind == SEGMENT:
            _segment(file, element, found)
    if not (found.width or found.sound) or not found.clusters:
        raise NotWhole
    seconds = found.ticks * found.scale / 1e9
    kind = "video/webm" if found.width else "audio/webm"
    return Facts(kind, seconds, found.width, found.height, found.tells).checked()


def _doctype(file: BinaryIO, head: Element) -> None:
    kinds = [_text(file, each) for each in _elements(file, head.inside, head.end) if each.kind == DOCTYPE]
    if kinds != ["webm"]:
        raise Unplayable("Matroska (MKV)" if kinds == ["matroska"] else "EBML")


def _segment(file: BinaryIO, segment: Element, found: _Found) -> None:
    for element in _elements(file, segment.inside, segment.end):
        if element.kind == INFO:
            _info(file, element, found)
        elif element.kind == TRACKS:
            for track in _elements(file, element.inside, element.end):
                if track.kind == TRACK:
                    _track(file, track, found)
        elif element.kind == CLUSTER:
            found.clusters = True
            if element.endless:
                raise Endless
        elif element.kind in (TAGS, ATTACHMENTS):
            found.tells.append(_veil(element))


def _info(file: BinaryIO, info: Element, found: _Found) -> None:
    for element in _elements(file, info.inside, info.end):
        if element.kind == SCALE:
            found.scale = _number(file, element)
        elif element.kind == DURATION:
            found.ticks = _float(file, element)
        elif element.kind in (DATE, TITLE):
            found.tells.append(_veil(element))


def _track(file: BinaryIO, track: Element, found: _Found) -> None:
    kind, codec, sides = 0, "", {}
    for element in _elements(file, track.inside, track.end):
        if element.kind == KIND:
            kind = _number(file, element)
        elif element.kind == CODEC:
            codec = _text(file, element)
        elif element.kind == VIDEO:
            sides = {
                each.kind: _number(file, each)
                for each in _elements(file, element.inside, element.end)
                if each.kind in (WIDTH, HEIGHT, SHOWN_WIDTH, SHOWN_HEIGHT)
            }
    if kind in (PICTURE, SOUND) and codec not in PLAYED:
        raise Unplayable(codec.partition("_")[2] or "?")
    if kind == PICTURE:
        found.width = sides.get(SHOWN_WIDTH) or sides.get(WIDTH, 0)
        found.height = sides.get(SHOWN_HEIGHT) or sides.get(HEIGHT, 0)
        if not found.width or not found.height:
            raise NotWhole
    found.sound |= kind == SOUND


def _elements(file: BinaryIO, start: int, end: int) -> Iterator[Element]:
    for _number_of in range(MOST_ELEMENTS):
        if start == end:
            return
        file.seek(start)
        kind = _variable(file, keep=True)
        length = _variable(file, keep=False)
        inside = file.tell()
        stop = end if length is None else inside + length
        if kind is None or stop > end:
            raise NotWhole
        yield Element(kind, start, inside, stop, length is None)
        start = stop
    raise NotWhole


def _variable(file: BinaryIO, keep: bool) -> int | None:
    """A number of variable length (RFC 8794, section 4), with its marker kept or not; None where it says “unknown”."""
    first = exactly(file, 1)[0]
    length = 9 - first.bit_length()
    if length > (4 if keep else 8):
        raise NotWhole
    raw = first if keep else first & (0xFF >> length)
    value = int.from_bytes(bytes([raw]) + exactly(file, length - 1))
    return None if not keep and value == 2 ** (7 * length) - 1 else value


def _content(file: BinaryIO, element: Element, most: int) -> bytes:
    if element.end - element.inside > most:
        raise NotWhole
    file.seek(element.inside)
    return exactly(file, element.end - element.inside)


def _number(file: BinaryIO, element: Element) -> int:
    return int.from_bytes(_content(file, element, 8))


def _float(file: BinaryIO, element: Element) -> float:
    data = _content(file, element, 8)
    if len(data) not in (4, 8):
        raise NotWhole
    [value] = struct.unpack(">f" if len(data) == 4 else ">d", data)
    return float(value)


def _text(file: BinaryIO, element: Element) -> str:
    return _content(file, element, 256).rstrip(b"\0").decode("latin-1")


def _veil(element: Element) -> Patch:
    """The element as empty space of the same size (RFC 8794, section 11.3.2, Void)."""
    whole = element.end - element.start
    if whole >= 9:
        return element.start, bytes([VOID, 0x01]) + (whole - 9).to_bytes(7), whole - 9
    return element.start, bytes([VOID, 0x80 | (whole - 2)]), whole - 2
