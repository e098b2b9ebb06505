"""What is said in a film or a sound, as paragraphs, from its captions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from html import escape

from freesheet.lib.scripts import script
from freesheet.lib.webvtt import Cue, lines_of, voice_of

PAUSE = 2.5
"""Seconds of silence after which a paragraph begins."""

LONG = 500
"""Characters after which one begins with the next sentence."""

_ENDS = tuple('.!?…。！？۔؟”」』"')
_WIDE = ("Hani", "Hira", "Kana", "Bopo")
_CLOSING = "。，、；：！？」』）"
_WIDE_SPACE = "\u3000"


def transcript_of(cues: Sequence[Cue]) -> str:
    """HTML: a paragraph for each speaker, or where there was a pause, or the one before had grown long."""
    paragraphs: list[tuple[str, str]] = []
    voice, text, end = "", "", 0.0
    for cue in cues:
        speaks, words = voice_of(cue), reduce(_joined, lines_of(cue), "")
        pause = cue.start - end > PAUSE or (len(text) > LONG and text.endswith(_ENDS))
        if text and (pause or speaks != voice):
            paragraphs.append((voice, text))
            text = ""
        voice, text, end = speaks, _joined(text, words), cue.end
    if text:
        paragraphs.append((voice, text))
    before = ["", *(who for who, _said in paragraphs)]
    return "".join(
        _paragraph(who if who != last else "", said) for last, (who, said) in zip(before, paragraphs, strict=False)
    )


def _paragraph(who: str, said: str) -> str:
    return f"<p>{f'<b>{escape(who)}</b> ' if who else ''}{escape(said, quote=False)}</p>"


def _joined(text: str, words: str) -> str:
    """Two captions one after the other, as their script sets pieces of a sentence apart."""
    if not text or not words:
        return text or words
    if text[-1] in _CLOSING:
        return text + words
    # Captions in Chinese and Japanese leave commas out; nobody is to guess where they were.
    wide = script(text[-1]) in _WIDE and script(words[0]) in _WIDE
    return text + (_WIDE_SPACE if wide else " ") + words
