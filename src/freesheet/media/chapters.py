"""Chapters of a film or a sound, from a list as an editor types it: a time and a title in each line."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from freesheet.lib import webvtt

MOST = 100
LONGEST_TITLE = 200
_LINE = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)[ \t]+(?:[-–—][ \t]+)?(\S.*)")


@dataclass(frozen=True)
class Chapter:
    """Where a chapter begins, in seconds, and what it is called."""

    start: int
    title: str


def chapters_in(text: str, seconds: float) -> tuple[list[Chapter], list[str]]:
    """The chapters of a list, and a sentence for each line that is wrong. ``seconds`` is how long all of it is.

    >>> chapters_in("0:00 Ink\\n1:02 The word", 90)[0]
    [Chapter(start=0, title='Ink'), Chapter(start=62, title='The word')]
    """
    chapters: list[Chapter] = []
    wrong: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            wrong.append(_("Line %d: write a time and a title, such as “01:02 The second word”.") % number)
            continue
        hours, minutes, rest, title = found.groups()
        start = int(hours or 0) * 3600 + int(minutes) * 60 + int(rest)
        if len(title) > LONGEST_TITLE:
            wrong.append(_("Line %d: this title is too long.") % number)
        elif start >= seconds:
            wrong.append(_("Line %d: at that time it is over.") % number)
        elif chapters and start <= chapters[-1].start:
            wrong.append(_("Line %d: this chapter begins before the one above it.") % number)
        else:
            chapters.append(Chapter(start, title.strip()))
    if len(chapters) > MOST:
        wrong.append(_("There are more than %d chapters.") % MOST)
    return chapters, wrong


def chapters_file(chapters: list[Chapter], seconds: float) -> bytes:
    """The chapters as a file of WebVTT, each up to the next."""
    ends = [float(chapter.start) for chapter in chapters[1:]] + [seconds]
    cues = [(float(each.start), end, each.title) for each, end in zip(chapters, ends, strict=True)]
    return webvtt.written(cues).encode()
