"""Captions: what is right is taken, and what is wrong is said with its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.lib.webvtt import MOST_PROBLEMS, Cue, read_webvtt, stamp, voice_of, words_of, written

RIGHT = """WEBVTT - the brush

NOTE
A note may have
two lines.

STYLE
::cue { color: yellow }

1
00:00.000 --> 00:02.500 line:0 position:20%,line-left align:start
<v Ooi Boon Hock>He <i>wets</i> the brush.

01:02:03.004 --> 01:02:04.000
永字八法 &amp; 側
<c.loud>two <00:00>lines</c>
""".replace("<00:00>", "")


def problems(text: str) -> list[tuple[int, str]]:
    return [(problem.line, problem.sentence) for problem in read_webvtt(text.encode()).problems]


def test_what_is_right_is_taken() -> None:
    track = read_webvtt(RIGHT.encode())
    assert track.problems == ()
    first, second = track.cues
    assert (first.start, first.end, voice_of(first), words_of(first)) == (0, 2.5, "Ooi Boon Hock", "He wets the brush.")
    assert (second.start, words_of(second)) == (3723.004, "永字八法 & 側 two lines")


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_other_line_ends_and_a_mark_before_it_are_no_matter(ends: str) -> None:
    track = read_webvtt(b"\xef\xbb\xbf" + RIGHT.replace("\n", ends).encode())
    assert track.problems == ()
    assert len(track.cues) == 2


def cue(times: str = "00:01.000 --> 00:02.000", words: str = "Words", before: str = "") -> str:
    return f"WEBVTT\n\n{before}{times}\n{words}\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "first line must be “WEBVTT”"),
        ("webvtt\n\n00:01.000 --> 00:02.000\nx", 1, "first line must be “WEBVTT”"),
        ("\nWEBVTT\n\n00:01.000 --> 00:02.000\nx", 1, "first line must be “WEBVTT”"),
        ("WEBVTT\n00:01.000 --> 00:02.000\nx", 2, "empty line after"),
        ("WEBVTT\n\n", 3, "no captions"),
        (cue("00:00:01,000 --> 00:00:02,000"), 3, "SubRip"),
        (cue("0:01.000 --> 0:02.000"), 3, "no pair of times"),
        (cue("00:01.00 --> 00:02.00"), 3, "no pair of times"),
        (cue("00:01.000-->00:02.000"), 3, "no pair of times"),
        (cue("00:61.000 --> 00:62.000"), 3, "no pair of times"),
        (cue("00:02.000 --> 00:02.000"), 3, "ends before it begins"),
        (cue(before="00:05.000 --> 00:06.000\nEarlier\n\n"), 6, "begins before the one above"),
        (cue("00:01.000 --> 00:02.000 colour:red"), 3, "“colour:red” is no setting"),
        (cue("00:01.000 --> 00:02.000 size:120%"), 3, "no setting"),
        (cue(words=""), 3, "no words"),
        (cue(words="a\n00:03.000 --> 00:04.000\nb"), 5, "Is an empty line missing above?"),
        (cue(words="<b>bold"), 4, "<b> is not closed"),
        (cue(words="<b>x</i>"), 4, "</i> closes what was not opened"),
        (cue(words="<font>x</font>"), 4, "<font> is no tag"),
        (cue(words="<v>x"), 4, "<v> is no tag"),
        (cue(words="1 < 2"), 4, "&lt;"),
        (cue(words="salt & rice"), 4, "&amp;"),
        (cue(words="a <00:05.000>b"), 4, "does not lie within"),
        ("WEBVTT\n\nJust words\n", 3, "a time is missing"),
        (cue() + "\nSTYLE\n::cue{}\n", 6, "before the first caption"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\na\0b\n", 4, "null character"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, said: str) -> None:
    [(where, sentence)] = problems(text)
    assert where == line
    assert said in sentence


def test_another_encoding_is_said_where_it_shows() -> None:
    [problem] = read_webvtt("WEBVTT\n\n00:01.000 --> 00:02.000\nSäge\n".encode("latin-1")).problems
    assert (problem.line, "UTF-8" in problem.sentence) == (4, True)


def test_a_hundred_mistakes_are_not_all_told() -> None:
    text = "WEBVTT\n\n" + "".join(f"00:{n:02}.000 --> 00:00.000\nx\n\n" for n in range(1, 60))
    assert len(problems(text)) == MOST_PROBLEMS


@given(st.floats(0, 90_000))
def test_times_come_back_as_they_were_written(seconds: float) -> None:
    text = written([(seconds, seconds + 1, "x")])
    [cue] = read_webvtt(text.encode()).cues
    assert cue.start == pytest.approx(seconds, abs=0.001)
    assert re.fullmatch(r"\d{2,}:\d\d:\d\d\.\d{3}", stamp(seconds))


PLAIN = st.text(
    st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="\x85"), min_size=1, max_size=60
)


@given(st.lists(PLAIN.filter(lambda words: "-->" not in words and words.strip()), min_size=1, max_size=8))
def test_whatever_is_written_can_be_read_again(texts: list[str]) -> None:
    made = written([(float(n), n + 1.0, text) for n, text in enumerate(texts)])
    track = read_webvtt(made.encode())
    assert track.problems == ()
    assert [words_of(each) for each in track.cues] == [" ".join(text.split()) for text in texts]


@given(st.text(max_size=300))
def test_anything_else_is_read_or_refused_and_nothing_else(text: str) -> None:
    for whole in (text, f"WEBVTT\n\n{text}"):
        track = read_webvtt(whole.encode("utf-8", "surrogatepass"))
        lines = len(re.split("\r\n|\r|\n", whole))
        assert all(1 <= problem.line <= lines for problem in track.problems)
        assert track.cues or track.problems


def test_a_voice_is_told_without_its_classes() -> None:
    assert voice_of(Cue(0, 1, "<v.loud Ada &amp; Bo>Hi", 1)) == "Ada & Bo"
