"""How alike two articles are: rules that need no database.

An article is a bag of terms, each with a weight; how alike two articles are is the cosine of the angle between
their bags (Salton and Buckley, "Term-weighting approaches in automatic text retrieval", Information Processing
& Management 24, 1988):

    weight(term) = (1 + ln(sum of field weights over its occurrences)) * rarity(term)
    likeness(a, b) = sum of weight_a(term) * weight_b(term) over shared terms, both bags having length 1

Rarity stands where others put inverse document frequency. That would be counted over all articles, so every
new article would shift all likenesses a little, and what is beside what would depend on the order in which
things came. Here it depends on the term alone: stop words count nothing, and other words the more, the longer they
are, up to ``LONG`` letters; long words are the rare ones, in every language that was looked at (Bentz and
Ferrer-i-Cancho, "Zipf's law of abbreviation as a language universal", 2016). Among paragraphs of an encyclopaedia
in English, Arabic, Hindi and Chinese it finds those of the same article no worse than document frequency does;
``tests/related/test_rules.py`` holds it to that.

Terms are words where spaces part them; in Vietnamese, whose spaces part syllables, two of them. Where no spaces
do, terms are pairs of neighbouring characters in Chinese and Japanese, and in Korean, whose words carry their
endings with them (Kwok, "Comparing representations in Chinese information retrieval", SIGIR 1997), a run of
katakana being one word and hiragana none; and four neighbouring letters in Thai, Lao, Khmer and Burmese, whose
letters are sounds (McNamee and Mayfield, "Character n-gram tokenization for European language text retrieval",
2004).
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise

from freesheet.lib.scripts import UNSPACED, script
from freesheet.related.stopwords import STOP_CHARACTERS, STOPWORDS

KEPT_TERMS = 64
"""Terms kept of an article, the weightiest: what bounds the index, and the work of comparing."""

LENGTH = 1000
"""Weights are whole numbers, and the bag's length is about this: sums are exact in any database."""

LONG = 6
"""Letters from which on a word is as rare as can be."""

LONGEST_TEXT = 60_000
"""Characters of the body that are looked at."""

TAG_MARK = "#"

_HEADLINE, _STANDFIRST, _TAG, _BODY = 4, 2, 4, 1
_ACRONYM = 0.75

_LATINATE = frozenset({"Latn", "Cyrl", "Grek", "Armn", "Geor"})
_PAIRED = frozenset({"Hani", "Bopo", "Hang"})

# Vowel points of Arabic and Hebrew, lengthening strokes, joiners and soft hyphens go; letters with two codes get one.
_SAME_LETTERS: dict[int, str] = {
    **dict.fromkeys((*range(0x064B, 0x0660), 0x0670, *range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2), ""),
    **dict.fromkeys((0x0640, 0x00AD, 0x200B, 0x200C, 0x200D, 0x2060), ""),
    **{ord(one): other for one, other in zip("يىكهةأإآٱ", "ییکہہاااا", strict=True)},
}


# The article, with "and", "with", "like", "so" or "for" written before it (Larkey, Ballesteros and Connell, "Improving
# stemming for Arabic information retrieval", SIGIR 2002). Urdu and Persian words begin so only where they are Arabic.
_ARABIC_ARTICLE = re.compile("^(?:و?(?:ال|بال|کال|فال|لل))(?=..)")


@dataclass(frozen=True)
class Writing:
    """What an article is compared by, as plain text."""

    headline: str
    standfirst: str = ""
    body: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def terms(writing: Writing, language: str) -> dict[str, int]:
    """The weightiest terms of an article and their weights, at most ``KEPT_TERMS``; empty without words."""
    found: Counter[str] = Counter()
    by_syllable = _primary(language) == "vi"
    for text, weight in _fields(writing):
        for term in _pairs(_terms_of(text, language)) if by_syllable else _terms_of(text, language):
            found[term] += weight
    for tag in writing.tags:
        found[TAG_MARK + plain(tag).casefold()] += _TAG
    weights = {term: (1 + math.log(times)) * rarity(term) for term, times in found.items()}
    kept = sorted(weights, key=lambda term: (-weights[term], term))[:KEPT_TERMS]
    length = math.sqrt(sum(weights[term] ** 2 for term in kept))
    scaled = {term: round(LENGTH * weights[term] / length) for term in kept}
    return {term: weight for term, weight in scaled.items() if weight}


def likeness(one: dict[str, int], other: dict[str, int]) -> int:
    """From 0, nothing in common, to about ``LENGTH ** 2``, the same words in the same measure."""
    return sum(weight * other[term] for term, weight in one.items() if term in other)


def number_of(term: str, language: str) -> int:
    """A term of a language as a number for the index, signed, of 64 bits. Different languages share none."""
    digest = hashlib.blake2b(f"{language.lower()}\0{term}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def rarity(term: str) -> float:
    """How much a term says, from 0 to 1: see above. Tags and what has no letters to count say most."""
    if term[0] == TAG_MARK or script(term[0]) in UNSPACED or script(term[0]) == "Hang":
        return 1.0
    if term.isupper():
        return _ACRONYM
    letters = sum(unicodedata.category(character)[0] == "L" for character in term)
    return min(letters, LONG) / LONG


def plain(text: str) -> str:
    """Text as it is compared, case aside: NFKC, no vowel points, one form of the letters Arabic and Urdu share.

    >>> plain("كِتاب") == plain("کتاب")
    True
    """
    return unicodedata.normalize("NFKC", text).translate(_SAME_LETTERS)


def _fields(writing: Writing) -> Iterator[tuple[str, int]]:
    yield writing.headline, _HEADLINE
    yield writing.standfirst, _STANDFIRST
    left = LONGEST_TEXT
    for part in writing.body:
        yield part[:left], _BODY
        left = max(0, left - len(part))


def _terms_of(text: str, language: str) -> Iterator[str]:
    small = _small_words(_primary(language))
    shouted = text.isupper()
    for run in _runs(plain(text)):
        writing = script(run[0])
        folded = run.casefold()
        if writing in _PAIRED:
            yield from _neighbours(run, 2)
        elif writing == "Kana":
            yield run
        elif writing in UNSPACED:
            yield from () if writing == "Hira" else _neighbours(run, 4)
        elif run.isupper() and 2 <= len(run) <= 6 and not shouted:
            yield run
        elif folded not in small and not (writing in _LATINATE and len(run) < 3):
            yield _ARABIC_ARTICLE.sub("", folded) if writing == "Arab" else folded


def _primary(language: str) -> str:
    return language.replace("_", "-").split("-")[0].lower()


def _pairs(words: Iterator[str]) -> Iterator[str]:
    return (f"{first} {second}" for first, second in pairwise(words))


def _neighbours(run: str, size: int) -> Iterator[str]:
    for start in range(len(run) - size + 1):
        piece = run[start : start + size]
        if not STOP_CHARACTERS.intersection(piece):
            yield piece


def _runs(text: str) -> Iterator[str]:
    """Words, or unbroken runs of one script where no space parts words; figures are left out."""
    for kind, characters in groupby(text, _kind):
        run = "".join(characters)
        if kind and not run.isnumeric():
            yield run


@lru_cache(maxsize=16_384)
def _kind(character: str) -> str:
    """What neighbouring characters must have in common to make one run; empty for what ends any run."""
    if unicodedata.category(character)[0] not in "LMN":
        return ""
    name = script(character)
    return name if name in UNSPACED or name == "Hang" else "spaced"


@lru_cache(maxsize=64)
def _small_words(language: str) -> frozenset[str]:
    return frozenset(plain(word) for word in STOPWORDS.get(language, ()))
