"""How long a text takes to read, in any script.

What is counted
    Words in scripts that set spaces between them (alphabetic, Arabic, Hebrew, Indic scripts, and Korean,
    whose unit is the eojeol); characters in those that do not (Chinese, Japanese, Thai, Lao, Khmer, Burmese,
    Tibetan), without the marks that combine with them. A mixed text is split by script, each part is read at
    its own speed, and the times are added. A number is a word wherever it stands.

How fast
    Readers here read silently. For English the rate is that of Brysbaert's meta-analysis, 238 words a minute.
    For alphabetic languages that the International Reading Speed Texts were timed in, it is their rate, which was
    taken aloud, times 238/228: 228 words a minute is what the same study found for English.
    For all others, and for Arabic, Chinese and Japanese, whose rates aloud are set by the voice and not by the eye (a
    Chinese character is a whole syllable; Arabic letters leave out vowels that the voice must supply), it is
    Brysbaert's rule that the same message takes the same time: 238 times the number of units that the
    language needs for a message, over the number of English words for it. The message is the Universal
    Declaration of Human Rights, whose paragraphs were counted by ``count`` below.

    The rule stands up where it can be tested. It gives Chinese 344 characters a minute; Sun, Morita and Stark
    timed 580 characters against 382 English words, which at 238 words makes 361. Liversedge and others found
    the same sentences to take the same time in Chinese, English and Finnish (in 2024, with more readers, somewhat
    less in Chinese). For Korean it gives 154 words; Rhiu and others timed 202, but with sentences for
    second-graders.

Rounding
    Seconds of all parts are added first, then rounded to the nearest minute, half a minute upwards; never under 1.

Sources
    M. Brysbaert, "How many words do we read per minute? A review and meta-analysis of reading rate",
    Journal of Memory and Language 109 (2019) 104047.
    S. Trauzettel-Klosinski, K. Dietz and the IReST Study Group, "Standardized assessment of reading performance:
    the new International Reading Speed Texts IReST", Investigative Ophthalmology & Visual Science 53 (2012)
    5452-5461.
    F. Sun, M. Morita, L. W. Stark, "Comparative patterns of reading eye movement in Chinese and English",
    Perception & Psychophysics 37 (1985) 502-506.
    S. P. Liversedge and others, "Universality in eye movements and reading: a trilingual investigation", Cognition
    147 (2016) 1-20, and "A replication with increased power", Cognition 242 (2024) 105636.
    S. Rhiu and others, "Korean version self-testing application for reading speed", Korean Journal of
    Ophthalmology 31 (2017), issue 3.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from freesheet.lib.scripts import COMMON, UNSPACED, script, script_of_language

Unit = Literal["words", "characters"]

MEASURED, ALOUD, SAME_MESSAGE = "Brysbaert 2019", "IReST 2012, times 238/228", "same message, same time"

ENGLISH = 238.0
"""Words a minute of silent reading, non-fiction (Brysbaert 2019)."""

# Words a minute, aloud (IReST 2012, table of speeds by language).
_ALOUD = {
    "de": 179, "es": 218, "fi": 161, "fr": 195, "he": 187, "it": 188, "nl": 202, "pl": 166,
    "pt": 181, "ru": 184, "sl": 180, "sv": 199, "tr": 166,
}  # fmt: skip
_ALOUD_ENGLISH = 228

# Words, or characters, of the Universal Declaration's paragraphs in each language; 1681 words in English.
_DECLARATION = {
    "am": 978, "ar": 1267, "bg": 1698, "bn": 1349, "bo": 6095, "cs": 1438, "da": 1583, "el": 1840, "fa": 1738,
    "gu": 1471, "ha": 2505, "hi": 1876, "hu": 1475, "hy": 1321, "id": 1573, "ja": 3683, "ka": 1299, "km": 6027,
    "kn": 1015, "ko": 1088, "lo": 7276, "ml": 750, "mr": 1519, "ms": 1531, "my": 6023, "nb": 1540, "ne": 1292,
    "pa": 2050, "ro": 1749, "si": 1482, "sw": 1605, "ta": 1139, "te": 1061, "th": 7023, "tl": 1806, "uk": 1500,
    "ur": 2046, "vi": 2403, "zh": 2433,
}  # fmt: skip
_DECLARATION_ENGLISH = 1681

# Which language's rate is taken for a script that the text's own language is not written in.
_SPEAKS_FOR = {
    "Latn": "en", "Cyrl": "ru", "Grek": "el", "Armn": "hy", "Geor": "ka", "Ethi": "am", "Arab": "ar", "Hebr": "he",
    "Deva": "hi", "Beng": "bn", "Guru": "pa", "Gujr": "gu", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml",
    "Sinh": "si", "Hang": "ko", "Hani": "zh", "Bopo": "zh", "Hira": "ja", "Kana": "ja", "Thai": "th", "Laoo": "lo",
    "Khmr": "km", "Mymr": "my", "Tibt": "bo",
}  # fmt: skip

# Which scripts a language is written in, where ISO 15924 has one code for several or for a variant.
_MIXTURES = {
    "Hant": frozenset({"Hani", "Bopo"}),
    "Hans": frozenset({"Hani", "Bopo"}),
    "Jpan": frozenset({"Hani", "Hira", "Kana"}),
    "Kore": frozenset({"Hang"}),
}
_WORD_ENDS = frozenset("–—―/|…፡።।॥•·")
_ENDS = re.compile(rf"[\s{''.join(sorted(_WORD_ENDS))}]+")

_INSIDE = rf"[^\s{''.join(sorted(_WORD_ENDS))}]*"
_ENGLISH_TEXT = re.compile(r"[\x00-\x7f‘’“”—–…]*")
_WORDS = re.compile(rf"{_INSIDE}[A-Za-z]{_INSIDE}")
_WORDS_AND_NUMBERS = re.compile(rf"{_INSIDE}[A-Za-z0-9]{_INSIDE}")

_LONG = 40
"""Characters from which on a piece of text is hardly met again, and not worth remembering."""


@dataclass(frozen=True)
class Rate:
    """``per_minute`` of ``unit`` that a grown reader takes in, and what says so."""

    unit: Unit
    per_minute: float
    source: str


@lru_cache(maxsize=256)
def rate(language: str, script_code: str = "") -> Rate:
    """The rate of reading ``script_code`` inside a text in ``language``; by default, the language's own script.

    A script that the language is not written in is read as the language that stands for it in ``_SPEAKS_FOR``;
    a script that nobody has timed, as English.
    """
    own = script_of_language(language)
    scripts = _MIXTURES.get(own, frozenset({own}))
    primary = language.replace("_", "-").split("-")[0].lower()
    primary = {"no": "nb", "nn": "nb", "fil": "tl", "yue": "zh"}.get(primary, primary)
    shown = script_code or ("Hani" if own in ("Hant", "Hans", "Jpan") else next(iter(scripts)))
    if shown not in scripts or not _known(primary):
        primary = _SPEAKS_FOR.get(shown, "en")
    unit: Unit = "characters" if shown in UNSPACED else "words"
    if primary == "en":
        return Rate(unit, ENGLISH, MEASURED)
    if primary in _ALOUD:
        return Rate(unit, ENGLISH * _ALOUD[primary] / _ALOUD_ENGLISH, ALOUD)
    return Rate(unit, ENGLISH * _DECLARATION[primary] / _DECLARATION_ENGLISH, SAME_MESSAGE)


def _known(primary: str) -> bool:
    return primary == "en" or primary in _ALOUD or primary in _DECLARATION


def count(text: str) -> Counter[str]:
    """Units of reading by script: words, or characters for scripts in ``UNSPACED``. Numbers are ``COMMON``.

    >>> sorted(count("台北 101 opened in 2004").items())
    [('Hani', 2), ('Latn', 2), ('Zyyy', 2)]
    """
    if _ENGLISH_TEXT.fullmatch(text):
        # The same for the letters that most text has, several times as fast.
        words = len(_WORDS.findall(text))
        numbers = len(_WORDS_AND_NUMBERS.findall(text)) - words
        return Counter({name: number for name, number in (("Latn", words), (COMMON, numbers)) if number})
    return _counted(text)


def _counted(text: str) -> Counter[str]:
    units: Counter[str] = Counter()
    for piece, times in Counter(_ENDS.split(text)).items():
        for found, number in _known_units(piece) if len(piece) < _LONG else _units(piece):
            units[found] += number * times
    return units


@lru_cache(maxsize=32_768)
def _known_units(piece: str) -> tuple[tuple[str, int], ...]:
    return _units(piece)


def _units(piece: str) -> tuple[tuple[str, int], ...]:
    """Units of a piece of text without spaces."""
    units: Counter[str] = Counter()
    word = ""  # the script of the word being read; COMMON until its first letter; empty between words
    for character in piece:
        found, ends = _part(character)
        if ends:
            if word:
                units[word] += 1
            word = ""
            units[found] += 1
        elif found and word in ("", COMMON):
            word = found
    if word:
        units[word] += 1
    del units[""]
    return tuple(units.items())


@lru_cache(maxsize=16_384)
def _part(character: str) -> tuple[str, bool]:
    """What a character adds: a script or nothing, and whether the word before it ends there."""
    if character.isspace() or character in _WORD_ENDS:
        return "", True
    kind = unicodedata.category(character)
    if kind == "Nd" or kind == "No":
        return COMMON, False
    if kind[0] != "L" and kind != "Nl":
        return "", False
    name = script(character)
    return name, name in UNSPACED


def seconds(texts: Iterable[str], language: str) -> float:
    """How long the texts take to read, in seconds, not rounded: 0 for no text.

    ``language`` is a BCP 47 tag; it decides the speed for its own script, and of numbers.
    """
    units: Counter[str] = Counter()
    for text in texts:
        units.update(count(text))
    return sum(60.0 * number / _pace(language, found) for found, number in units.items())


def _pace(language: str, found: str) -> float:
    if found != COMMON:
        return rate(language, found).per_minute
    own = rate(language)
    return own.per_minute if own.unit == "words" else ENGLISH


def minutes(texts: Iterable[str], language: str) -> int:
    """How long the texts take to read, in whole minutes, at least 1: see the rule of rounding above."""
    return max(1, math.floor(seconds(texts, language) / 60.0 + 0.5))
