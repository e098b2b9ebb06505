"""The one door for films, sounds and their captions: what they are is read, and what they tell is taken out."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.core.files.base import File
from django.utils.text import slugify
from django.utils.translation import gettext as _

from freesheet.lib.recordings.facts import Endless, Facts, NotWhole, Unplayable
from freesheet.lib.recordings.reading import ENDINGS, NoRecording, facts_of, put_right
from freesheet.lib.webvtt import Track, read_webvtt
from freesheet.media.errors import UnfitRecording

AT_ONCE = 2**20


@dataclass(frozen=True)
class Arrived:
    """What a recording is, its digest (SHA-1, hexadecimal), and the name under which it may be kept."""

    facts: Facts
    digest: str
    name: str


def arrived(file: File[Any], most_bytes: int) -> Arrived:
    """Make a file fit to be kept: it is changed where it tells of people and places, and is as long as before.

    Raises:
        UnfitRecording: it cannot be taken.
    """
    size = file.size or 0
    if size > most_bytes:
        raise UnfitRecording(
            _("This file has %(size)d MB; %(most)d may be in one. Export it anew, smaller.")
            % {"size": size // 2**20, "most": most_bytes // 2**20}
        )
    inside: Any = file.file
    facts = _facts(inside, size)
    put_right(inside, facts.tells)
    stem = slugify(os.path.splitext(os.path.basename(file.name or ""))[0])[:60]
    digest = digest_of(inside)
    return Arrived(facts, digest, f"{stem or 'recording'}-{digest[:12]}.{ENDINGS[facts.media_type]}")


def _facts(file: BinaryIO, size: int) -> Facts:
    try:
        return facts_of(file, size)
    except NoRecording as problem:
        raise UnfitRecording(_("This is no film in MP4 or WebM, and no sound in MP3, M4A, Ogg or WAV.")) from problem
    except Unplayable as problem:
        told = _("Browsers cannot play this kind of file (%s). Export it as MP4 with H.264, or as WebM.")
        raise UnfitRecording(told % problem) from problem
    except Endless as problem:
        raise UnfitRecording(
            _("This file does not say how long it is: it was not finished when it was recorded. Export it anew.")
        ) from problem
    except (NotWhole, OverflowError, MemoryError) as problem:
        raise UnfitRecording(_("This file is damaged or not whole. Export it anew.")) from problem


def digest_of(file: BinaryIO) -> str:
    """The SHA-1 of all of a file."""
    file.seek(0)
    digest = hashlib.sha1(usedforsecurity=False)
    while part := file.read(AT_ONCE):
        digest.update(part)
    file.seek(0)
    return digest.hexdigest()


def captions_in(file: File[Any], most_bytes: int = 4_000_000) -> tuple[Track, bytes]:
    """The captions of a file, and the file as it is kept: with plain line ends, and no mark before it.

    Raises:
        UnfitRecording: they are not WebVTT; the message has a line for each problem.
    """
    file.seek(0)
    data = file.read(most_bytes)
    track = read_webvtt(data)
    if track.problems:
        line = _("Line %(line)d: %(sentence)s")
        told = [line % {"line": problem.line, "sentence": problem.sentence} for problem in track.problems]
        raise UnfitRecording("\n".join(told))
    return track, data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
