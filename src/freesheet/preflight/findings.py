"""What a rule says when it has found something."""

from __future__ import annotations

from dataclasses import dataclass

HEADLINE, STANDFIRST, LEAD_PICTURE, LEAD_CAPTION, KICKER, FILM, FILM_URL, SPEAKERS = (
    "title",
    "standfirst",
    "lead_picture",
    "lead_caption",
    "kicker",
    "film",
    "film_url",
    "speakers",
)
"""Fields of an article in which something may be found; a block of its body goes by its id."""


@dataclass(frozen=True)
class Finding:
    """A sentence for the person who can put it right, and where: the name of a field, or the id of a block."""

    sentence: str
    where: str
