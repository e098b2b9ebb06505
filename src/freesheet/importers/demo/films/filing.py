"""Bringing the films and sounds of the demonstration newspaper into the library, with their captions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from freesheet.media.models import Captions, NewsImage, Recording

CONTENT = Path(__file__).resolve().parents[1] / "content" / "films"


def recorded(name: str, note: dict[str, Any], poster: NewsImage | None, credit: str, licence: str) -> Recording:
    """The recording of this name, kept as one that an editor uploads; English captions, and subtitles in others."""
    recording = Recording(
        title=note["title"],
        file=SimpleUploadedFile(note["file"], (CONTENT / note["file"]).read_bytes()),
        language="en",
        poster=poster,
        caption=note["caption"],
        credit=credit,
        licence=licence,
        chapters=note["chapters"].strip(),
    )
    recording.full_clean()
    recording.save()
    for path in sorted(CONTENT.glob(f"{name}.*.vtt")):
        language = path.name.split(".")[1]
        kind = Captions.Kind.CAPTIONS if language == recording.language else Captions.Kind.SUBTITLES
        row = Captions(
            recording=recording, kind=kind, language=language, file=ContentFile(path.read_bytes(), path.name)
        )
        row.full_clean()
        row.save()
    return recording
