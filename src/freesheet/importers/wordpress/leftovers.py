"""Shortcodes that nobody here understands: alone they wait for an editor, inside a sentence they stay as words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from freesheet.importers.html import plain_text
from freesheet.importers.html.pieces import leftover
from freesheet.importers.manuscripts import Block

_TOLD = r"""(?:\s+(?:[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'|[“”″][^“”″]*[“”″]|[^\s\]]+)|"[^"]*"|'[^']*'|\d[\d,.]*|https?://[^\s\]]+))"""
_OPENING = rf"\[(?P<name>[a-z][\w-]*)(?P<told>{_TOLD}*)\s*/?\]"
_ANY = re.compile(rf"{_OPENING}|\[/(?P<closed>[a-z][\w-]*)\]")
_TALKATIVE = re.compile(rf"\[(?P<name>[A-Za-z][\w-]*){_TOLD}+\s*/?\]|\[/(?P<closed>[A-Za-z][\w-]*)\]")
_SPEECH = {
    "applause", "audience", "chuckles", "crosstalk", "emphasis", "inaudible", "laughs", "laughter", "music", "pause",
    "redacted", "sic", "sighs", "silence", "translated", "unintelligible", "video",
}  # fmt: skip


def with_leftovers(blocks: list[Block]) -> tuple[list[Block], list[str]]:
    """The blocks with shortcodes that stand alone set apart, and sentences about all that were found."""
    made: list[Block] = []
    apart: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for block in blocks:
        for part in _parts(block) if block["type"] == "paragraph" else [block]:
            made.append(part)
            if part["type"] == "leftover" and part["value"]["origin"] == "shortcode":
                apart.update(_names(part["value"]["text"], _ANY))
            elif part["type"] in ("paragraph", "list"):
                within.update(_names(plain_text(part["value"]), _TALKATIVE))
    said = [
        f"The shortcode [{name}] stands alone and was left over for an editor{_times(count)}."
        for name, count in apart.items()
    ]
    said += [
        f"The shortcode [{name}] stands inside text and was kept as words{_times(count)}."
        for name, count in within.items()
    ]
    return made, said


def _times(count: int) -> str:
    return f", {count} times" if count > 1 else ""


def _names(text: str, pattern: re.Pattern[str]) -> set[str]:
    """Each shortcode once for a text, however often its opening and closing stand there."""
    return {found["name"] or found["closed"] for found in pattern.finditer(text)}


def _parts(paragraph: Block) -> Iterator[Block]:
    """A paragraph, or the shortcodes on its first and last lines and what is between them."""
    value = paragraph["value"]
    if "[" not in value:
        yield paragraph
        return
    lines = value.removeprefix("<p>").removesuffix("</p>").split("<br/>")
    if len(lines) == 1:
        words = plain_text(value)
        yield leftover("shortcode", words) if stands_alone(words) else paragraph
        return
    first, last = 0, len(lines)
    while first < last and _is_plain_shortcode(lines[first]):
        first += 1
    while last > first and _is_plain_shortcode(lines[last - 1]):
        last -= 1
    yield from (leftover("shortcode", plain_text(line)) for line in lines[:first])
    if first < last:
        yield {"type": "paragraph", "value": f"<p>{'<br/>'.join(lines[first:last])}</p>"}
    yield from (leftover("shortcode", plain_text(line)) for line in lines[last:])


def _is_plain_shortcode(line: str) -> bool:
    return "<" not in line and stands_alone(plain_text(line))


def stands_alone(text: str) -> bool:
    """Whether a text is nothing but shortcodes, what they enclose included; a stage direction is none."""
    place = 0
    text = text.strip()
    while place < len(text):
        found = _ANY.match(text, place)
        if found is None:
            return False
        place = found.end()
        name = found["name"]
        if name and not found["told"] and f"[/{name}]" not in text and name in _SPEECH:
            return False
        closing = text.find(f"[/{name}]", place) if name else -1
        if closing >= 0:
            place = closing + len(name) + 3
        while place < len(text) and text[place].isspace():
            place += 1
    return bool(text)
