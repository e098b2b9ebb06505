"""Every block of a body that has a folder of its own."""

from __future__ import annotations

from functools import lru_cache

from freesheet.articles import insets
from freesheet.articles.aids.aid import Aid
from freesheet.articles.aids.registry import all_aids, all_in


@lru_cache(maxsize=1)
def all_insets() -> dict[str, Aid]:
    """The insets by name: turns of an interview, boxes and the like. Their folders are as those of visual aids."""
    return all_in(insets)


@lru_cache(maxsize=1)
def all_forms() -> dict[str, Aid]:
    """Visual aids and insets, for who only walks through what they hold."""
    return {**all_aids(), **all_insets()}
