"""Names in a text, and which of them look like one name spelled two ways. Nothing here asks the database."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from freesheet.lib.scripts import script

LEAST, LEAST_ALONE = 4, 5
"""Letters of a word that is compared within a full name, and of a surname that stands alone."""

_INFLECTED = ("s", "es", "n", "an", "ian", "i", "ese", "ish", "a", "e")
"""Ends by which one word is made of another: Malay and Malaya, India and Indian. Such are two words, not a slip."""

_PARTICLES = "de|del|della|der|di|da|du|la|le|van|von|den|bin|binti|ibn|al|el|y|e"
_WORD = r"[^\W\d_][\w’'‑-]*"
_FULL = re.compile(rf"{_WORD}(?:[ \u00a0](?:(?:{_PARTICLES})[ \u00a0]){{0,2}}{_WORD})+")
_ANY = re.compile(_WORD)
_TOKEN = re.compile(r"[^\W_]+")
_STARTS = re.compile(r"(?:^|[.!?:;…\n“\"‘'(\[—–-]\s*)$")
_POSSESSIVE = re.compile(r"[’'](?:s)?$")
_OPENERS = frozenset(
    (
        *("a", "after", "all", "although", "an", "and", "as", "at", "because", "before", "both", "but"),
        *("by", "dr", "during", "each", "even", "every", "few", "for", "from", "he", "her", "here"),
        *("his", "how", "however", "i", "if", "in", "into", "is", "it", "its", "just", "last"),
        *("like", "many", "most", "mr", "mrs", "ms", "my", "near", "no", "nor", "not", "now"),
        *("of", "on", "once", "one", "only", "or", "our", "over", "she", "since", "so", "some"),
        *("still", "that", "the", "their", "then", "there", "these", "they", "this", "those", "though", "through"),
        *("to", "today", "two", "under", "until", "we", "what", "when", "where", "which", "while", "who"),
        *("why", "with", "without", "yesterday", "yet", "you", "your"),
    )
)
"""Words that begin a sentence, or stand before a name, in English. They are part of none."""

_TITLES = frozenset("姐先女士太爺哥弟妹嫂伯叔公婆氏家總老的說在和與是了等")
"""What may follow a Chinese surname without being a given name."""


def distance_is_one(one: str, other: str) -> bool:
    """Whether one letter was changed, left out, put in, or two neighbours changed places.

    >>> distance_is_one("Qureshi", "Quershi"), distance_is_one("Wen", "Wan"), distance_is_one("Tide", "Tide")
    (True, True, False)
    """
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    left, right = one[start:], other[start:]
    if len(left) == len(right):
        return left[1:] == right[1:] or (left[2:] == right[2:] and left[:2] == right[1::-1])
    return left[1:] == right if len(left) > len(right) else left == right[1:]


def slip(one: str, other: str) -> bool:
    """Whether two words look like one that was mistyped: near each other, and not inflected."""
    if not distance_is_one(one, other):
        return False
    shorter, longer = sorted((one, other), key=len)
    return not (longer.startswith(shorter) and longer[len(shorter) :].casefold() in _INFLECTED)


def names_in(text: str) -> Counter[tuple[str, ...]]:
    """Full names, word by word, and how often each stands there: two capitalised words or more in a row.

    A word that begins a sentence is left out where the text also has it in small letters.
    """
    small = {word for word in _ANY.findall(text) if word[:1].islower()}
    found: Counter[tuple[str, ...]] = Counter()
    for run in _runs(text):
        words = list(run)
        while words and (words[0].lower() in small | _OPENERS or len(words[0]) == 1):
            words = words[1:]
        if len(words) > 1:
            found[tuple(words)] += 1
    return found


def _runs(text: str) -> Iterator[list[str]]:
    run: list[str] = []
    end = 0
    for match in _ANY.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        joined = bool(run) and text[end : match.start()] in (" ", "\u00a0")
        if word[:1].isupper() and joined:
            run.append(word)
        elif word[:1].isupper():
            yield run
            run = [word]
        elif not (joined and re.fullmatch(_PARTICLES, word)):
            yield run
            run = []
        # A name ends with the owner of something.
        end = match.end() if word == match[0] else -1
    yield run


def two_ways(text: str) -> Iterator[tuple[str, str]]:
    """Pairs of spellings of what looks like one name: the usual first, then the other."""
    names = names_in(text)
    seen: set[frozenset[str]] = set()
    for name, other in _pairs(names):
        words = min(len(name), len(other))
        usual, rare = (each[-words:] for each in sorted((name, other), key=lambda each: -names[each]))
        pair = frozenset((" ".join(usual), " ".join(rare)))
        if pair not in seen:
            seen.add(pair)
            yield " ".join(usual), " ".join(rare)
    yield from _alone(text, names)


def _pairs(names: Counter[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    ordered = list(names)
    for place, name in enumerate(ordered):
        for other in ordered[place + 1 :]:
            # By their ends, for what comes before may be an office or a month.
            words = min(len(name), len(other))
            one, another = name[-words:], other[-words:]
            differing = [(a, b) for a, b in zip(one, another, strict=True) if a != b]
            if len(differing) == 1 and min(map(len, differing[0])) >= LEAST and slip(*differing[0]):
                yield name, other


def _alone(text: str, names: Counter[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Surnames that stand alone, once, beside one that a full name has."""
    parts = {word for name in names for word in name}
    surnames = {name[-1] for name in names if len(name[-1]) >= LEAST_ALONE}
    small = {word.casefold() for word in _ANY.findall(text) if word[:1].islower()}
    alone = Counter(
        word
        for match in _ANY.finditer(text)
        if (word := _POSSESSIVE.sub("", match[0]))[:1].isupper() and not _STARTS.search(text[: match.start()][-3:])
    )
    for word, times in alone.items():
        if word in parts or times > 1 or len(word) < LEAST_ALONE or word.casefold() in small:
            continue
        for surname in sorted(surnames):
            if surname[0] == word[0] and slip(surname, word):
                yield surname, word


def mistaken_for(known: Iterable[str], text: str) -> Iterator[tuple[str, str]]:
    """What stands in a text in place of a name that is known to be right, and is nearly it: the name, then the other.

    Names in scripts that set no spaces are compared sign by sign: the surname is right, and one of two or more signs
    after it is another. Others are compared word by word.
    """
    there = _TOKEN.findall(text)
    words = set(there)
    for name in known:
        if name and all(script(mark) == "Hani" for mark in name):
            yield from ((name, other) for other in _unspaced(name, text))
        # One word differs, so another is there; that alone is asked of most names.
        elif " " in name and not words.isdisjoint(parts := name.split()):
            yield from ((name, other) for other in _spaced(parts, there))


def _spaced(name: list[str], there: list[str]) -> Iterator[str]:
    for start in range(len(there) - len(name) + 1):
        window = there[start : start + len(name)]
        differing = [(a, b) for a, b in zip(name, window, strict=True) if a != b]
        if len(differing) == 1 and min(map(len, differing[0])) >= LEAST and slip(*differing[0]):
            yield " ".join(window)


def _unspaced(known: str, text: str) -> Iterator[str]:
    if len(known) < 3:
        return
    for start in range(len(text) - len(known) + 1):
        window = text[start : start + len(known)]
        if window[0] != known[0]:
            continue
        other = [b for a, b in zip(known, window, strict=True) if a != b]
        if len(other) == 1 and script(other[0]) == "Hani" and other[0] not in _TITLES:
            yield window
