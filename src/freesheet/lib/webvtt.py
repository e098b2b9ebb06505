"""WebVTT, as authors are told to write it (W3C, "WebVTT: The Web Video Text Tracks Format", section 4), and strictly.

Browsers forgive most slips and leave out the line. An editor would rather know: each problem names its line.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_BYTES = 2_000_000
MOST_CUES = 20_000
MOST_PROBLEMS = 20
LONGEST_SHOWN = 60

_STAMP = re.compile(r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})")
_TIMINGS = re.compile(rf"({_STAMP.pattern})[ \t]+-->[ \t]+({_STAMP.pattern})(?:[ \t]+(.*))?")
_PERCENT = r"(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)%"
_SETTINGS = {
    "vertical": re.compile("rl|lr"),
    "line": re.compile(rf"(?:-?\d+|{_PERCENT})(?:,(?:start|center|end))?"),
    "position": re.compile(rf"{_PERCENT}(?:,(?:line-left|center|line-right))?"),
    "size": re.compile(_PERCENT),
    "align": re.compile("start|center|end|left|right"),
    "region": re.compile(r"(?!.*-->)\S+"),
}
_TAG = re.compile(r"<(/?)([^>]*)>")
_OPENING = re.compile(r"(?:(c|i|b|u|ruby|rt)(?:\.[^\s.<>&]+)*|(v|lang)(?:\.[^\s.<>&]+)*[ \t]+[^<>\n]+)")
_ENTITY = re.compile(r"&(?!(?:[A-Za-z][A-Za-z0-9]{1,31}|#\d{1,7}|#x[0-9A-Fa-f]{1,6});)")
_VOICE = re.compile(r"<v(?:\.[^\s.<>&]+)*[ \t]+([^<>]+)>")


@dataclass(frozen=True)
class Cue:
    """Words, and from when to when they are shown, in seconds. ``text`` has its tags, and a line for each line."""

    start: float
    end: float
    text: str
    line: int


@dataclass(frozen=True)
class Problem:
    """What is wrong, in a sentence, and in which line, from 1."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Track:
    """What a file holds. Where there are problems its cues are not to be used."""

    cues: tuple[Cue, ...]
    problems: tuple[Problem, ...]


def read_webvtt(data: bytes) -> Track:
    """The cues of a file, or what is wrong with it: at most ``MOST_PROBLEMS``."""
    if len(data) > MOST_BYTES:
        return _refused(1, _("The file is larger than %d MB, which no captions are.") % (MOST_BYTES // 10**6))
    try:
        text = data.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        return _refused(line, _("This is not written in UTF-8. Save the file again with that encoding."))
    lines = re.split("\r\n|\r|\n", text)
    reader = _Reader(lines)
    reader.read()
    return Track(tuple(reader.cues), tuple(reader.problems[:MOST_PROBLEMS]))


def _refused(line: int, sentence: str) -> Track:
    return Track((), (Problem(line, sentence),))


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.cues: list[Cue] = []
        self.problems: list[Problem] = []

    def wrong(self, at: int, sentence: str) -> None:
        """Note a problem in the line of index ``at``."""
        self.problems.append(Problem(at + 1, sentence))

    def read(self) -> None:
        for number, line in enumerate(self.lines):
            if "\0" in line:
                self.wrong(number, _("There is a null character in this line."))
                return
        if not re.fullmatch(r"WEBVTT(?:[ \t].*)?", self.lines[0]):
            self.wrong(0, _("The first line must be “WEBVTT”, and nothing else before it."))
            return
        if len(self.lines) > 1 and self.lines[1].strip(" \t"):
            self.wrong(1, _("There must be an empty line after “WEBVTT”."))
            return
        for start, end in self._blocks():
            if len(self.problems) >= MOST_PROBLEMS or len(self.cues) > MOST_CUES:
                break
            self._block(start, end)
        if len(self.cues) > MOST_CUES:
            self.wrong(self.cues[-1].line, _("There are more than %d captions in this file.") % MOST_CUES)
        if not self.cues and not self.problems:
            self.wrong(len(self.lines) - 1, _("There are no captions in this file."))

    def _blocks(self) -> Iterator[tuple[int, int]]:
        """Beginnings and ends of what stands between empty lines, the first line aside."""
        start = 1
        while start < len(self.lines):
            if not self.lines[start]:
                start += 1
                continue
            end = start
            while end < len(self.lines) and self.lines[end]:
                end += 1
            yield start, end
            start = end

    def _block(self, start: int, end: int) -> None:
        first = self.lines[start]
        timed = next((at for at in range(start, min(start + 2, end)) if "-->" in self.lines[at]), None)
        if timed is None:
            kind = first.split(" ")[0].split("\t")[0]
            if kind == "NOTE" or (kind in ("STYLE", "REGION") and not self.cues):
                return
            if kind in ("STYLE", "REGION") and first.strip() == kind:
                self.wrong(start, _("“%s” must stand before the first caption.") % kind)
                return
            self.wrong(start, _("Here a time is missing, such as “00:01.000 --> 00:04.000”."))
            return
        self._cue(timed, end)

    def _cue(self, timed: int, end: int) -> None:
        found = _TIMINGS.fullmatch(self.lines[timed].rstrip(" \t"))
        if found is None:
            self.wrong(timed, _why_no_times(self.lines[timed]))
            return
        begin, finish = _seconds(*found.group(2, 3, 4, 5)), _seconds(*found.group(7, 8, 9, 10))
        if finish <= begin:
            self.wrong(timed, _("This caption ends before it begins."))
        if self.cues and begin < self.cues[-1].start:
            self.wrong(timed, _("This caption begins before the one above it."))
        for setting in (found.group(11) or "").split():
            name, _colon, value = setting.partition(":")
            if name not in _SETTINGS or not _SETTINGS[name].fullmatch(value):
                self.wrong(timed, _("“%s” is no setting of WebVTT.") % setting[:LONGEST_SHOWN])
        body = self.lines[timed + 1 : end]
        if not body:
            self.wrong(timed, _("This caption has no words."))
        for at, line in enumerate(body, timed + 1):
            if "-->" in line:
                self.wrong(at, _("“-->” may not stand among the words. Is an empty line missing above?"))
        sentence = _wrong_words("\n".join(body), begin, finish)
        if sentence:
            self.wrong(timed + 1, sentence)
        self.cues.append(Cue(begin, finish, "\n".join(body), timed))


def _seconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds) + int(thousandths) / 1000


def _why_no_times(line: str) -> str:
    if re.search(r"\d,\d{3}", line):
        return _("Write the time with a full stop, as in 00:00:01.500. With a comma it is SubRip (.srt), not WebVTT.")
    return str(_("“%s” is no pair of times, such as “00:01.000 --> 00:04.000”.") % line.strip()[:LONGEST_SHOWN])


def _wrong_words(text: str, begin: float, finish: float) -> str:
    """What is wrong with the words of a caption; empty if nothing is."""
    open_tags: list[str] = []
    at = begin
    for tag in _TAG.finditer(text):
        closing, name = tag[1], tag[2]
        stamp = _STAMP.fullmatch(name)
        if stamp and not closing:
            now = _seconds(*stamp.groups())
            if not at < now < finish:
                return str(_("The time <%s> does not lie within its caption.") % name)
            at = now
        elif closing:
            if not open_tags or open_tags.pop() != name:
                return str(_("</%s> closes what was not opened.") % name[:LONGEST_SHOWN])
        else:
            found = _OPENING.fullmatch(name)
            if found is None:
                return str(_("<%s> is no tag of WebVTT.") % name[:LONGEST_SHOWN])
            open_tags.append(found[1] or found[2])
    # Who speaks holds to the end, where nobody else does.
    if open_tags and open_tags != ["v"]:
        return str(_("<%s> is not closed.") % open_tags[-1])
    rest = _TAG.sub("", text)
    if "<" in rest:
        return str(_("A “<” that begins no tag must be written as “&lt;”."))
    if _ENTITY.search(text):
        return str(_("A “&” that stands for itself must be written as “&amp;”."))
    return ""


def voice_of(cue: Cue) -> str:
    """Who speaks, where the caption says so."""
    found = _VOICE.search(cue.text)
    return html.unescape(found[1]).strip() if found else ""


def lines_of(cue: Cue) -> list[str]:
    """The plain words of a caption, line by line."""
    plain = _TAG.sub("", cue.text).split("\n")
    return [words for line in plain if (words := " ".join(html.unescape(line).split()))]


def words_of(cue: Cue) -> str:
    """The plain words of a caption, in one line."""
    return " ".join(lines_of(cue))


def stamp(seconds: float) -> str:
    """A time as WebVTT writes it.

    >>> stamp(3723.5)
    '01:02:03.500'
    """
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def written(cues: list[tuple[float, float, str]]) -> str:
    """A file with these captions: from when, to when, and the plain words."""
    blocks = [f"{stamp(begin)} --> {stamp(end)}\n{html.escape(words, quote=False)}\n" for begin, end, words in cues]
    return "\n".join(["WEBVTT\n", *blocks])
