"""Sentences with figures in them: one whose figure is not known is left out."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDER = re.compile(r"\{([a-z_]{1,40})\}")
_SENTENCE = re.compile(r"[^.!?。！？۔؟\n]*(?:[.!?。！？۔؟]+[»”\"'」』)]*|\n+|$)[ \t]*", re.UNICODE)


def names_in(text: str) -> set[str]:
    """The placeholders of a text."""
    return set(PLACEHOLDER.findall(text))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its placeholders filled; a sentence with one that has no value is left out.

    >>> filled("We are small. {supporters} people keep us. Join them.", {})
    'We are small. Join them.'
    >>> filled("{supporters} people in {countries} countries.", {"supporters": "300", "countries": "9"})
    '300 people in 9 countries.'
    """
    if not names_in(text):
        return text
    kept = [sentence for sentence in _SENTENCE.findall(text) if names_in(sentence) <= values.keys()]
    return PLACEHOLDER.sub(lambda found: values[found[1]], "".join(kept)).strip()
