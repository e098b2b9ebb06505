"""The made-up newspaper as a Hugo site: the same texts, and pages that show as much as ours do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from bench.corpus.writing import (
    SECTIONS,
    Manuscript,
    author_name,
    manuscripts,
    section_name,
    slug_of,
    tag_name,
)

THEME = Path(__file__).resolve().parent.parent / "rivals" / "hugo"


def make(folder: Path, count: int, step: Callable[[], None]) -> None:
    """A Hugo site with ``count`` articles in ``folder``."""
    shutil.copytree(THEME, folder)
    for number in range(SECTIONS):
        place = folder / "content" / slug_of(section_name(number))
        place.mkdir(parents=True)
        (place / "_index.md").write_text(_front_matter(title=section_name(number)))
    for one in manuscripts(count):
        place = folder / "content" / slug_of(section_name(one.section))
        (place / f"{one.slug}.md").write_text(_markdown(one))
        step()


def _markdown(one: Manuscript) -> str:
    head = _front_matter(
        title=one.headline,
        date=one.published.isoformat(),
        description=one.standfirst,
        authors=[author_name(person) for person in one.authors],
        tags=[tag_name(tag) for tag in one.tags],
        minutes=one.minutes,
    )
    parts = []
    for number, text in enumerate(one.body):
        if number and number % 6 == 0:
            parts.append(f"## {text.split('.')[0][:60]}")
        parts.append(text)
    return head + "\n\n".join(parts) + "\n"


def _front_matter(**fields: object) -> str:
    # JSON is one of the forms that Hugo reads.
    return json.dumps(fields, indent=1) + "\n\n"
