"""Shortcodes: words in square brackets that WordPress, or a plug-in of it, turns into something for readers.

The grammar is that of https://codex.wordpress.org/Shortcode_API.
"""

from __future__ import annotations

import html as entities
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from freesheet.importers.html.tokens import End, Start, Text, tokens_of

_TAG = re.compile(r"""\[(\[?)(/?)([A-Za-z][\w-]*)((?:(?:[\s=/](?:[^\[\]"']|"[^"]*"|'[^']*')*))?)\](\]?)""")
_ATTRIBUTE = re.compile(
    r"""([\w-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|[“”″]([^“”″]*)[“”″]|([^\s"'\]]+))|"([^"]*)"|'([^']*)'|(\S+)"""
)
_VERBATIM = {"pre", "code", "script", "style", "textarea"}


@dataclass(frozen=True, slots=True)
class Shortcode:
    """A shortcode as it stands: its name, what it is told, and what it encloses (None if it encloses nothing)."""

    name: str
    source: str
    attributes: dict[str, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    """What it is told without a name."""
    content: str | None = None


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    name: str
    is_closing: bool
    is_alone: bool
    is_escaped: bool
    told: str


Handler = Callable[[Shortcode], str | None]
"""Gives the HTML for a shortcode, or None to leave it as it stands."""


def expanded(html: str, handlers: Mapping[str, Handler]) -> str:
    """``html`` with the shortcodes that ``handlers`` know replaced; all others stay, each on one line.

    What stands in tags or in preformatted text is left alone. ``[[name]]`` is the way to write about a shortcode.
    """
    if "[" not in html:
        return html
    tags = list(_tags(html))
    closings: dict[str, list[int]] = {}
    openings: dict[str, list[int]] = {}
    for tag in tags:
        (closings if tag.is_closing else openings).setdefault(tag.name, []).append(tag.start)
    ends = {tag.start: tag.end for tag in tags if tag.is_closing}
    out: list[str] = []
    place = 0
    for tag in tags:
        if tag.start < place:
            continue
        shortcode, end = _whole(html, tag, closings, openings, ends)
        handler = handlers.get(tag.name) if not tag.is_closing and not tag.is_escaped else None
        made = handler(shortcode) if handler else None
        out.append(html[place : tag.start])
        if made is None:
            end = tag.end
            source = html[tag.start + 1 : end - 1] if tag.is_escaped else html[tag.start : end]
            out.append(re.sub(r"\s*\n\s*", " ", source))
        else:
            out.append(made)
        place = end
    return "".join([*out, html[place:]])


def _whole(
    html: str, tag: _Tag, closings: dict[str, list[int]], openings: dict[str, list[int]], ends: dict[int, int]
) -> tuple[Shortcode, int]:
    """A shortcode with what it encloses: up to the next closing of its name, if no namesake opens before that."""
    attributes, words = told(tag.told)
    closing = _next(closings.get(tag.name, []), tag.start)
    namesake = _next(openings.get(tag.name, []), tag.start)
    if tag.is_alone or closing is None or (namesake is not None and namesake < closing):
        return Shortcode(tag.name, html[tag.start : tag.end], attributes, words), tag.end
    end = ends[closing]
    return Shortcode(tag.name, html[tag.start : end], attributes, words, html[tag.end : closing]), end


def _next(places: list[int], after: int) -> int | None:
    number = bisect_right(places, after)
    return places[number] if number < len(places) else None


def _tags(html: str) -> Iterator[_Tag]:
    open_to_words = _places_of_words(html)
    for found in _TAG.finditer(html):
        number = bisect_right(open_to_words, (found.start(), len(html) + 1)) - 1
        if number < 0 or found.start() >= open_to_words[number][1]:
            continue
        attributes = found[4].strip()
        yield _Tag(
            start=found.start(),
            end=found.end() if found[1] else found.end() - len(found[5]),
            name=found[3],
            is_closing=bool(found[2]),
            is_alone=attributes.endswith("/") and not attributes.endswith("//"),
            is_escaped=bool(found[1]) and bool(found[5]),
            told=attributes.removesuffix("/"),
        )


def _places_of_words(html: str) -> list[tuple[int, int]]:
    """Where in ``html`` there is running text, from and to, in order."""
    places: list[tuple[int, int]] = []
    place = verbatim = 0
    for token in tokens_of(html):
        end = place + len(token.source)
        if isinstance(token, Start) and token.raw is None and token.name in _VERBATIM:
            verbatim += 1
        elif isinstance(token, End) and token.name in _VERBATIM:
            verbatim = max(0, verbatim - 1)
        elif isinstance(token, Text) and not verbatim:
            places.append((place, end))
        place = end
    return places


def told(source: str) -> tuple[dict[str, str], tuple[str, ...]]:
    """What a shortcode is told: by name, in lower case, and without one."""
    attributes: dict[str, str] = {}
    words: list[str] = []
    for found in _ATTRIBUTE.finditer(source.lstrip("= ")):
        if found[1]:
            value = next(value for value in found.groups()[1:5] if value is not None)
            attributes.setdefault(found[1].lower(), entities.unescape(value).strip())
        else:
            value = next(value for value in found.groups()[5:] if value is not None)
            words.append(entities.unescape(value))
    return attributes, tuple(words)
