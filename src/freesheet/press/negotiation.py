"""What a request's headers ask for: a content coding, a condition, a part. RFC 9110, sections 12.5.3, 13 and 14."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from email.utils import parsedate_to_datetime

Ask = Callable[[str], str | None]
"""Gives the value of a request header by its lower-case name."""

MAX_HEADER_CHARACTERS = 2000
_QUALITY = re.compile(r"[ \t]*q[ \t]*=[ \t]*(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)[ \t]*\Z", re.IGNORECASE)
_RANGE = re.compile(r"bytes[ \t]*=[ \t]*(\d{0,18})-(\d{0,18})[ \t]*\Z", re.IGNORECASE)
_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


class NotSatisfiable(Exception):
    """No byte of the file is in the range that was asked for."""


def codings_by_preference(accept: str | None, offered: Sequence[str]) -> list[str]:
    """The offered content codings in the order the reader wants them; never empty.

    ``offered`` is in our own order, which decides between equals, and holds ``identity``. That one is the answer too
    where nothing on offer is acceptable: a page that can be read by most beats a 406 that nobody can.
    """
    if not accept or len(accept) > MAX_HEADER_CHARACTERS:
        return ["identity"]
    qualities = _qualities(accept)
    rest = qualities.get("*")
    wanted: list[tuple[float, int, str]] = []
    for place, coding in enumerate(offered):
        quality = qualities.get(coding, rest)
        if quality is None:
            # Not mentioned: only the plain body goes without saying, after all that was named.
            quality = 0.0001 if coding == "identity" else 0.0
        if quality > 0:
            wanted.append((-quality, place, coding))
    return [coding for _quality, _place, coding in sorted(wanted)] or ["identity"]


def _qualities(accept: str) -> dict[str, float]:
    qualities: dict[str, float] = {}
    for item in accept.split(","):
        coding, semicolon, weight = item.partition(";")
        coding = coding.strip().lower()
        match = _QUALITY.match(weight)
        if not coding or (semicolon and match is None):
            continue
        qualities["gzip" if coding == "x-gzip" else coding] = float(match[1]) if match else 1.0
    return qualities


def outcome(ask: Ask, etag: str, last_modified: str, modified: int) -> int:
    """200, 304 or 412: what a GET or HEAD comes to under its conditions (RFC 9110, 13.2.2).

    ``modified`` is the time that ``last_modified`` writes, in seconds since 1970.
    """
    match = ask("if-match")
    if match is not None:
        if not _listed(match, etag, weak=False):
            return 412
    else:
        date = ask("if-unmodified-since")
        if date is not None:
            seconds = _seconds(date)
            if seconds is not None and modified > seconds:
                return 412
    none_match = ask("if-none-match")
    if none_match is not None:
        return 304 if none_match == etag or _listed(none_match, etag, weak=True) else 200
    date = ask("if-modified-since")
    if date is not None:
        if date == last_modified:
            return 304
        seconds = _seconds(date)
        if seconds is not None and modified <= seconds:
            return 304
    return 200


def part(ask: Ask, size: int, etag: str, last_modified: str) -> tuple[int, int] | None:
    """First byte and the byte after the last of the one range asked for; None where the whole is to be sent.

    Several ranges at once are answered with the whole, as RFC 9110, 14.2 allows. Raises NotSatisfiable.
    """
    header = ask("range")
    if header is None:
        return None
    condition = ask("if-range")
    if condition is not None and condition not in (etag, last_modified):
        return None
    match = _RANGE.match(header)
    if match is None or match.group(1, 2) == ("", ""):
        return None
    first, last = match.group(1, 2)
    if not first:
        length = min(int(last), size)
        if length == 0:
            raise NotSatisfiable
        return size - length, size
    start, end = int(first), min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    if start >= size:
        raise NotSatisfiable
    return start, end


def _listed(header: str, etag: str, weak: bool) -> bool:
    if header.strip() == "*":
        return True
    if len(header) > MAX_HEADER_CHARACTERS:
        return False
    return any(tag[1] == etag and (weak or not tag[0].startswith("W/")) for tag in _TAG.finditer(header))


def _seconds(date: str) -> float | None:
    if len(date) > 60:
        return None
    try:
        return parsedate_to_datetime(date).timestamp()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
