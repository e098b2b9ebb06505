"""What films and sounds say of themselves, and files that only pretend to be some."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.lib.recordings.facts import Endless, Facts, NotWhole, Unplayable
from freesheet.lib.recordings.reading import NoRecording, facts_of, put_right

FOLDER = Path(__file__).parents[1] / "media" / "recordings"
GOOD = ("film.mp4", "film.webm", "sound.m4a", "sound.mp3", "sound.ogg", "sound.wav")


def read(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def facts(data: bytes) -> Facts:
    return facts_of(BytesIO(data), len(data))


@pytest.mark.parametrize(
    ("name", "kind", "size"),
    [
        ("film.mp4", "video/mp4", (64, 36)),
        ("film.webm", "video/webm", (64, 36)),
        ("sound.m4a", "audio/mp4", (0, 0)),
        ("sound.mp3", "audio/mpeg", (0, 0)),
        ("sound.ogg", "audio/ogg", (0, 0)),
        ("sound.wav", "audio/wav", (0, 0)),
    ],
)
def test_a_second_of_each_kind_is_known_for_what_it_is(name: str, kind: str, size: tuple[int, int]) -> None:
    told = facts(read(name))
    assert (told.media_type, told.width, told.height) == (kind, *size)
    # MP3 and Opus come in frames, and the last one is filled up.
    assert told.seconds == pytest.approx(1, abs=0.12)


def test_a_telephone_held_upright_makes_a_high_film() -> None:
    data = bytearray(read("film.mp4"))
    head = data.index(b"tkhd") + 4
    matrix = head + 40
    data[matrix : matrix + 36] = b"".join(
        each.to_bytes(4, signed=True) for each in (0, 1 << 16, 0, -1 << 16, 0, 0, 0, 0, 1 << 30)
    )
    told = facts(bytes(data))
    assert (told.width, told.height) == (36, 64)


@pytest.mark.parametrize(("name", "named"), [("hevc.mp4", "HEVC"), ("film.mov", "QuickTime"), ("film.mkv", "Matroska")])
def test_what_browsers_cannot_play_is_called_by_its_name(name: str, named: str) -> None:
    with pytest.raises(Unplayable, match=named):
        facts(read(name))


def test_a_film_that_was_never_finished_has_no_length() -> None:
    with pytest.raises(Endless):
        facts(read("fragmented.mp4"))


@pytest.mark.parametrize("data", [b"", b"\0" * 5000, b"<svg/>", b"%PDF-1.7", b"GIF89a", b"PK\3\4", b"RIFF\0\0\0\0WEBP"])
def test_other_files_are_no_recordings(data: bytes) -> None:
    with pytest.raises(NoRecording):
        facts(data)


@pytest.mark.parametrize("name", [name for name in GOOD if name != "sound.mp3"])
def test_a_file_that_breaks_off_is_never_taken_wherever_it_does(name: str) -> None:
    data = read(name)
    taken = []
    for length in range(0, len(data), 7):
        try:
            facts(data[:length])
        except (NotWhole, NoRecording, Endless, Unplayable):
            continue
        taken.append(length)
    assert taken == []


def test_an_mp3_may_lack_its_last_frame_and_no_more() -> None:
    data = read("sound.mp3")
    with pytest.raises(NotWhole):
        facts(data[: len(data) // 2])


@given(name=st.sampled_from(GOOD), changes=st.lists(st.tuples(st.integers(0, 9000), st.integers(0, 255)), max_size=12))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(read(name))
    for place, value in changes:
        data[place % len(data)] = value
    try:
        told = facts(bytes(data))
    except (NotWhole, NoRecording, Endless, Unplayable):
        return
    assert told.seconds > 0
    assert all(at >= 0 and at + len(put) + zeros <= len(data) for at, put, zeros in told.tells)


@given(
    st.binary(max_size=400),
    st.sampled_from([b"\0\0\0\x18ftypisom", b"\x1a\x45\xdf\xa3", b"OggS", b"ID3", b"RIFF....WAVE"]),
)
def test_noise_behind_a_true_beginning_is_refused(noise: bytes, head: bytes) -> None:
    with pytest.raises((NotWhole, NoRecording, Endless, Unplayable)):
        facts(head + noise)


@pytest.mark.parametrize("name", ["film.mp4", "film.webm", "sound.m4a", "sound.wav"])
def test_what_it_tells_of_place_and_maker_goes_and_nothing_else_moves(name: str) -> None:
    data = read(name)
    assert b"Secret house" in data
    before = facts(data)
    file = BytesIO(data)
    put_right(file, before.tells)
    kept = file.getvalue()
    assert len(kept) == len(data)
    for secret in (b"Secret house", b"+25.0330+121.5654", b"by Ada"):
        assert secret not in kept
    after = facts(kept)
    assert (after.media_type, after.seconds, after.width) == (before.media_type, before.seconds, before.width)
    sounds = data.find(b"mdat"), kept.find(b"mdat")
    assert sounds[0] == sounds[1]


def test_a_film_that_is_put_right_has_nothing_more_to_tell() -> None:
    file = BytesIO(read("film.webm"))
    put_right(file, facts(file.getvalue()).tells)
    assert facts(file.getvalue()).tells == []


def box(kind: bytes, inside: bytes = b"") -> bytes:
    return (8 + len(inside)).to_bytes(4) + kind + inside


def test_boxes_in_boxes_without_end_are_refused() -> None:
    nested = b""
    for _level in range(3000):
        nested = box(b"minf", nested)
    film = box(b"ftyp", b"isom\0\0\0\0") + box(b"moov", box(b"trak", box(b"mdia", nested))) + box(b"mdat")
    with pytest.raises(NotWhole):
        facts(film)
