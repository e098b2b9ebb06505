"""The words that give furniture away, read from ``phrases/``: one file per language, all used at once.

A page's own language does not decide which words count: outlets mix them, above all English buttons
under a story in another language.
"""

from __future__ import annotations

import math
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

NUMBER = r"(\d{1,3}(?:[.,]\d)?(?:\s*[-~到至]\s*\d{1,3})?|[一二三四五六七八九十]{1,3})"
_KANJI = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}


@dataclass(frozen=True)
class Language:
    """One file of ``phrases/``. ``spaced``: its script parts words with spaces."""

    code: str
    spaced: bool
    phrases: dict[str, list[str]]


@cache
def languages() -> tuple[Language, ...]:
    """Every language that has a file, in the order of their codes."""
    found = []
    for file in sorted(files(__package__).joinpath("phrases").iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
            spaced = bool(table.pop("spaced"))
            found.append(Language(file.name.removesuffix(".toml"), spaced, table))
    return tuple(found)


def _joined(kind: str, language: Language) -> str:
    phrases = [phrase for phrase in language.phrases.get(kind, []) if phrase]
    return "|".join(phrases).replace("{n}", NUMBER)


def _compiled(alternatives: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{part})" for part in alternatives if part) or r"(?!)", re.IGNORECASE)


@cache
def anywhere(kind: str) -> re.Pattern[str]:
    """A pattern for the phrases of ``kind`` inside a text; whole words where the script has words."""
    parts = []
    for language in languages():
        joined = _joined(kind, language)
        if joined:
            parts.append(rf"(?<!\w)(?:{joined})(?!\w)" if language.spaced else joined)
    return _compiled(parts)


@cache
def whole(kind: str) -> re.Pattern[str]:
    """A pattern to ``fullmatch`` a bare line with."""
    return _compiled([_joined(kind, language) for language in languages()])


@cache
def each(kind: str) -> tuple[re.Pattern[str], ...]:
    """One pattern per phrase, for phrases that hold a number or a name."""
    return tuple(
        re.compile(phrase.replace("{n}", NUMBER), re.IGNORECASE)
        for language in languages()
        for phrase in language.phrases.get(kind, [])
        if phrase
    )


@cache
def starting(kind: str) -> re.Pattern[str]:
    """A pattern to ``match`` the beginning of a line with; the phrase must end where a word ends."""
    parts = []
    for language in languages():
        joined = _joined(kind, language)
        if joined:
            parts.append(rf"(?:{joined})(?:(?<=\W)|(?!\w))" if language.spaced else f"(?:{joined})")
    return _compiled(parts)


@cache
def labelled(kind: str) -> re.Pattern[str]:
    """A label, a colon or the like, and what it labels (group ``rest``)."""
    return re.compile(
        rf"(?:{whole(kind).pattern})\s*(?:[:|/=»›>】\]→➔]+|\s-\s)\s*(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL
    )


def number(text: str) -> int | None:
    """A number as it is printed, in any digits; of a range the upper end; rounded up."""
    last = re.split(r"\s*[-~到至]\s*", text.strip())[-1]
    if last and all(c in "一二三四五六七八九十" for c in last):
        tens, found, units = last.partition("十")
        return (_KANJI.get(tens, 1) * 10 if found else 0) + _KANJI.get(units if found else tens[-1:], 0)
    try:
        return max(1, math.ceil(float(last.replace(",", "."))))
    except ValueError:
        return None
