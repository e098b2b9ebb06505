"""What is written in the made-up newspaper. The same number always gives the same article.

Nearly half of the words are the small ones of English; the others are invented, and used as often as Zipf's law has
it, the short ones more (Zipf, "The Psycho-Biology of Language", 1935; the offset is Mandelbrot's). An article is about
its tags: a fifth of its words are from theirs, so some articles are more alike than others.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import accumulate

SECTIONS, AUTHORS, TAGS = 12, 40, 200
MEAN_WORDS, SPREAD = 900, 0.45
VOCABULARY, TOPIC_WORDS = 20_000, 80
YEARS = 8
LAST_DAY = datetime(2026, 6, 30, 18, tzinfo=UTC)
_OF_ITS_TAGS, _SMALL = 0.2, 0.45
_SMALL_WORDS = """
the of and to a in that is was for it with as on be at by he this from had not are but or his have an they which
were all we there been one who their has would when if no will more out so up what said its than them into can
"""
_SYLLABLES = """
ka lo mi ren tu sha vel dor an is eth qua pri on ta ly rai bo cer dan el fi gro hun im jo kel len mor nes ov pa
"""


@dataclass(frozen=True)
class Manuscript:
    """One article. ``section``, ``authors`` and ``tags`` are numbers from 0; ``body`` is paragraphs of plain text."""

    number: int
    headline: str
    slug: str
    standfirst: str
    body: tuple[str, ...]
    section: int
    authors: tuple[int, ...]
    tags: tuple[int, ...]
    published: datetime

    @property
    def minutes(self) -> int:
        """Reading time at 240 words a minute."""
        return max(1, round(sum(text.count(" ") + 1 for text in self.body) / 240))


def manuscripts(count: int, start: int = 1, number_of: int | None = None) -> Iterator[Manuscript]:
    """Articles 1 to ``count``, the oldest first, over eight years; or ``number_of`` of them from ``start``."""
    pace = timedelta(days=365.25 * YEARS) / count
    end = count if number_of is None else min(count, start + number_of - 1)
    for number in range(start, end + 1):
        yield _manuscript(number, LAST_DAY - pace * (count - number))


def section_name(number: int) -> str:
    """Of one of the sections."""
    return f"Section {_vocabulary()[2000 + number].capitalize()}"


def author_name(number: int) -> str:
    """Of one of the authors."""
    words = _vocabulary()
    return f"{words[3000 + number].capitalize()} {words[4000 + number].capitalize()}"


def tag_name(number: int) -> str:
    """Of one of the tags."""
    return f"{_vocabulary()[5000 + number]} {number}"


def slug_of(name: str) -> str:
    """A name as a part of an address."""
    return name.lower().replace(" ", "-")


def _manuscript(number: int, published: datetime) -> Manuscript:
    chance = random.Random(number)
    tags = tuple(sorted(set(chance.choices(range(TAGS), _tag_weights(), k=chance.randint(1, 4)))))
    authors = tuple(chance.sample(range(AUTHORS), 2 if chance.random() < 0.15 else 1))
    # The mean of a log-normal distribution is exp(mu + sigma² / 2).
    length = chance.lognormvariate(math.log(MEAN_WORDS) - SPREAD**2 / 2, SPREAD)
    words = _words(chance, tags, 40 + max(120, min(6000, int(length))))
    headline = _sentence(words[: chance.randint(5, 9)])[:-1]
    standfirst = _sentence(words[10 : 10 + chance.randint(15, 30)])
    return Manuscript(
        number,
        headline,
        f"{slug_of(headline)[:60].strip('-')}-{number}",
        standfirst,
        tuple(_paragraphs(chance, words[40:])),
        chance.randrange(SECTIONS),
        authors,
        tags,
        published.replace(microsecond=0),
    )


def _words(chance: random.Random, tags: tuple[int, ...], count: int) -> list[str]:
    own, small = int(count * _OF_ITS_TAGS), int(count * _SMALL)
    words = chance.choices(_vocabulary(), cum_weights=_weights(VOCABULARY, 60), k=count - own - small)
    words += chance.choices(_small_words(), cum_weights=_weights(len(_small_words()), 2), k=small)
    words += chance.choices([word for tag in tags for word in _topic(tag)], k=own)
    chance.shuffle(words)
    return words


def _paragraphs(chance: random.Random, words: list[str]) -> Iterator[str]:
    start, sentences, due = 0, [], chance.randint(2, 5)
    while start < len(words):
        end = start + chance.randint(8, 24)
        sentences.append(_sentence(words[start:end]))
        start = end
        if len(sentences) == due or start >= len(words):
            yield " ".join(sentences)
            sentences, due = [], chance.randint(2, 5)


def _sentence(words: list[str]) -> str:
    return " ".join(words).capitalize() + "."


@lru_cache(maxsize=1)
def _small_words() -> list[str]:
    return _SMALL_WORDS.split()


@lru_cache(maxsize=1)
def _vocabulary() -> list[str]:
    chance = random.Random("vocabulary")
    found: dict[str, None] = {}
    while len(found) < VOCABULARY:
        found["".join(chance.choices(_SYLLABLES.split(), k=chance.choice((1, 2, 2, 3, 3, 3, 4, 4))))] = None
    # Short words first, but not strictly: the place in the list is how often a word is used.
    return sorted(found, key=lambda word: len(word) + chance.gauss(0, 1.5))


@lru_cache(maxsize=2)
def _weights(count: int, offset: int) -> list[float]:
    return list(accumulate(1 / (rank + offset) for rank in range(1, count + 1)))


@lru_cache(maxsize=1)
def _tag_weights() -> list[float]:
    return [1 / (rank + 10) for rank in range(TAGS)]


@lru_cache(maxsize=TAGS)
def _topic(tag: int) -> list[str]:
    return random.Random(f"tag {tag}").sample(_vocabulary()[1500:], TOPIC_WORDS)
