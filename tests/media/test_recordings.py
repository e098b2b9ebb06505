"""Films, sounds and captions as they come into the library."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from tests import factories

from freesheet.lib.webvtt import Cue, read_webvtt
from freesheet.media.actions import delete_due_files
from freesheet.media.chapters import chapters_in
from freesheet.media.models import Captions, FormerFile, Recording
from freesheet.media.transcripts import transcript_of

pytestmark = pytest.mark.django_db


def refused(data: bytes, name: str = "film.mp4") -> str:
    made = Recording(title="x", file=SimpleUploadedFile(name, data))
    with pytest.raises(ValidationError) as problem:
        made.full_clean()
    return " ".join(problem.value.message_dict["file"])


def test_a_film_is_kept_under_a_name_of_its_own_with_what_it_says_of_itself() -> None:
    film = factories.recording()
    assert (film.kind, film.media_type, film.width, film.height) == ("film", "video/mp4", 64, 36)
    assert film.length == "0:01"
    assert film.file.name == f"recordings/film-{film.file_hash[:12]}.mp4"
    kept = Path(film.file.path).read_bytes()
    assert b"Secret house" not in kept
    assert b"+25.0330" not in kept


def test_a_name_is_not_believed() -> None:
    sound = factories.recording("sound.wav")
    assert sound.kind == "sound"
    other = Recording(title="x", file=SimpleUploadedFile("film.mp4", (factories.RECORDINGS / "film.webm").read_bytes()))
    other.full_clean()
    assert other.media_type == "video/webm"
    assert other.file.name.endswith(".webm")


def test_what_cannot_be_taken_is_refused_with_a_sentence() -> None:
    whole = (factories.RECORDINGS / "film.mp4").read_bytes()
    assert "damaged or not whole" in refused(whole[:-100])
    assert "HEVC" in refused((factories.RECORDINGS / "hevc.mp4").read_bytes())
    assert "does not say how long" in refused((factories.RECORDINGS / "fragmented.mp4").read_bytes())
    assert "no film in MP4" in refused(b"<html><script>alert(1)</script>")
    assert "no film in MP4" in refused(b"\x89PNG\r\n\x1a\n" + bytes(100))


def test_a_file_that_is_too_large_is_refused(settings: Any) -> None:
    settings.FREESHEET_MAX_RECORDING_BYTES = 1000
    assert "may be in one" in refused((factories.RECORDINGS / "film.mp4").read_bytes())


def test_the_same_file_a_second_time_is_noticed() -> None:
    factories.recording("sound.mp3", title="A hum")
    assert "“A hum”" in refused((factories.RECORDINGS / "sound.mp3").read_bytes())


def test_captions_that_are_not_strict_are_refused_line_by_line() -> None:
    film = factories.recording()
    row = Captions(recording=film, file=ContentFile(b"WEBVTT\n\n00:01,000 --> 00:02,000\nx\n\nWords\n", "a.vtt"))
    with pytest.raises(ValidationError) as problem:
        row.full_clean()
    told = problem.value.message_dict["file"]
    assert [line.partition(":")[0] for line in told] == ["Line 3", "Line 6"]


def test_chapters_become_a_file_of_webvtt() -> None:
    film = factories.recording(chapters="")
    film.seconds, film.chapters = 600, "0:00 Ink\n01:02 – The second word\n"
    film.full_clean()
    film.save()
    track = read_webvtt(Path(film.chapters_file.path).read_bytes())
    assert [(cue.start, cue.end, cue.text) for cue in track.cues] == [(0, 62, "Ink"), (62, 600, "The second word")]
    film.chapters = ""
    film.full_clean()
    assert not film.chapters_file


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ink", "Line 1: write a time and a title"),
        ("0:00 Ink\n\n0:99 Word", "Line 3: write"),
        ("0:05 Ink\n0:05 Word", "Line 2: this chapter begins before"),
        ("10:00 Late", "Line 1: at that time it is over"),
    ],
)
def test_chapters_that_will_not_do_are_said_with_their_line(text: str, said: str) -> None:
    _chapters, [wrong] = chapters_in(text, 600)
    assert said in wrong


def cues(*texts: str, gap: float = 0) -> list[Cue]:
    return [Cue(n * (2 + gap), n * (2 + gap) + 2, text, n) for n, text in enumerate(texts)]


def test_captions_are_read_as_paragraphs() -> None:
    assert transcript_of(cues("He wets", "the <i>brush</i>.")) == "<p>He wets the brush.</p>"
    assert transcript_of(cues("One.", "Two.", gap=5)) == "<p>One.</p><p>Two.</p>"
    told = transcript_of(cues("<v Ada>Who?", "<v Bo>I.", "<v Bo>And &lt;you&gt;?"))
    assert told == "<p><b>Ada</b> Who?</p><p><b>Bo</b> I. And &lt;you&gt;?</p>"
    assert transcript_of(cues("永字", "八法")) == "<p>永字\u3000八法</p>"
    assert transcript_of(cues("他寫，\n寫字。", "寫字")) == "<p>他寫，寫字。寫字</p>"


@pytest.mark.django_db(transaction=True)
def test_files_go_with_what_they_belong_to_and_former_ones_later() -> None:
    film = factories.recording()
    words = factories.captions(film)
    first = Path(words.file.path)
    words.file = ContentFile(b"WEBVTT\n\n00:00.000 --> 00:01.000\nOther words\n", "new.vtt")
    words.full_clean()
    words.save()
    delete_due_files()
    assert first.exists()
    assert FormerFile.objects.get().name == f"captions/{first.name}"
    paths = [Path(film.file.path), Path(words.file.path)]
    film.delete()
    assert not any(path.exists() for path in paths)
