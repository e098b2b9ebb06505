"""A publication with one article and many more around it, for measuring without a newsroom."""

from __future__ import annotations

import random
from pathlib import Path

from freesheet.press.store import Sheet, Store

PATH = "/world/the-harbour-at-night/"
HEADERS = [
    ("content-type", "text/html; charset=utf-8"),
    ("content-security-policy", "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'"),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("cache-control", "public, max-age=10, stale-while-revalidate=50"),
]
_SYLLABLES = (
    "ka",
    "lo",
    "mi",
    "ren",
    "tu",
    "sha",
    "vel",
    "dor",
    "an",
    "is",
    "eth",
    "qua",
    "pri",
    "on",
    "ta",
    "ly",
    "rai",
)


def page(seed: int, words: int = 1500) -> bytes:
    """An article of invented words: about 20 kB of HTML that compresses like a real one."""
    chance = random.Random(seed)
    vocabulary = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(1200)]
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    written = chance.choices(vocabulary, weights, k=words)
    paragraphs = [" ".join(written[start : start + 60]) for start in range(0, words, 60)]
    body = "\n".join(f'<p class="story__paragraph">{text.capitalize()}.</p>' for text in paragraphs)
    furniture = "".join(f'<li class="menu__item"><a href="/{word}/">{word}</a></li>' for word in vocabulary[:60])
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{written[0]}</title>'
        f'<link rel="stylesheet" href="/static/paper.css"></head><body><nav><ul>{furniture}</ul></nav>'
        f"<main><article><h1>{written[0]}</h1>\n{body}\n</article></main></body></html>\n"
    ).encode()


def publication(folder: Path, others: int = 50) -> Store:
    """A store in ``folder / "store"`` with the article at ``PATH`` and ``others`` beside it."""
    store = Store(folder / "store")
    for number in range(others):
        store.put(f"/world/story-{number}/", Sheet(200, HEADERS, page(number)))
    store.put(PATH, Sheet(200, HEADERS, page(-1)))
    return store
