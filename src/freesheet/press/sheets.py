"""A printed page: what is given to the store, what the store notes about it, and its compressed variants."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import brotli
import deflate
import zstandard

from freesheet.press.addresses import Place, Unstorable

FORMAT = 1
MAX_BODY_BYTES = 32 * 1024 * 1024
MAX_HEADER_BYTES = 16 * 1024
BEHIND = 0
"""Status of a sheet that says: this address is not for every reader, so ask the desk each time."""
KEPT_STATUSES = frozenset((BEHIND, 200, 301, 302, 303, 307, 308, 404, 410, 451))
"""What may be said to every reader for a while. An error of the server's own, never."""

SUFFIXES = {"br": ".br", "zstd": ".zst", "gzip": ".gz", "identity": ""}
"""Content codings, the one we would rather send first, and how the names of their files end."""

# Measured on article pages of 19 kB: quality 5 takes 0.5 ms and is 8 % below gzip; 11 takes 28 ms for 8 % more.
BROTLI_QUALITY = 5
# As small as level 9 but for 0.1 % on articles and 1.4 % on feeds, in half the time.
ZSTANDARD_LEVEL = 7
# libdeflate's: smaller than zlib's level 9, and a feed of 200 kB takes 8 ms instead of 22.
GZIP_LEVEL = 9
LONG_BYTES = 64 * 1024
"""From here on, as feeds are, a body is pressed in all codings at once, each on a core if there are so many."""
# 0.7 % larger than level 9, in half the time.
GZIP_LEVEL_OF_LONG = 6

_PACKED = ("image/", "audio/", "video/", "font/woff", "application/zip", "application/gzip", "application/pdf")
# Ours to say, or about one connection only.
_DROPPED = frozenset(
    (
        *("connection", "keep-alive", "upgrade", "te", "trailer", "transfer-encoding", "date", "server"),
        *("content-length", "content-encoding", "accept-ranges", "etag", "last-modified"),
    )
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be stored: its HTTP status, its headers as (name, value), and its body, not compressed."""

    status: int
    headers: Sequence[tuple[str, str]]
    body: bytes


@dataclass(frozen=True, slots=True)
class Variant:
    """One coding of a stored body: length in bytes, and SHA-256 of those bytes as hexadecimal digits."""

    size: int
    sha256: str

    @property
    def etag(self) -> str:
        """A strong entity tag (RFC 9110, 8.8.3): other bytes, other tag."""
        return '"' + base64.urlsafe_b64encode(bytes.fromhex(self.sha256)[:16]).decode().rstrip("=") + '"'


@dataclass(frozen=True, slots=True)
class Record:
    """The headers file of a stored page, and the proof of which bytes belong to it."""

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    printed_at: float
    """Seconds since 1970, UTC."""
    variants: dict[str, Variant]
    """By content coding; ``identity`` is always there, and its ``sha256`` is the body's."""
    token: str = ""
    """Under which name the bodies wait until they are moved to their place."""

    def hidden(self, place: Place) -> bool:
        """Whether a plain web server would answer this page wrongly, with 200 or as HTML, and must not find it."""
        if self.status != 200 or not place.beside:
            return True
        return place.name == "index.html" and not dict(self.headers).get("content-type", "").startswith("text/html")

    def to_json(self) -> bytes:
        fields: dict[str, Any] = {
            "format": FORMAT,
            "address": self.address,
            "status": self.status,
            "headers": self.headers,
            "printed_at": self.printed_at,
            "variants": {coding: {"size": v.size, "sha256": v.sha256} for coding, v in self.variants.items()},
            "token": self.token,
        }
        return json.dumps(fields, ensure_ascii=False, indent=1).encode()

    @classmethod
    def from_json(cls, data: bytes) -> Record:
        """Raises ValueError where the file is damaged or of another format."""
        try:
            fields = json.loads(data)
            if fields["format"] != FORMAT:
                raise ValueError(f"format {fields['format']}, not {FORMAT}")
            variants = {c: Variant(int(v["size"]), str(v["sha256"])) for c, v in fields["variants"].items()}
            if "identity" not in variants or not variants.keys() <= SUFFIXES.keys():
                raise ValueError("variants of the body are missing")
            headers = tuple(_shared((str(name), str(value))) for name, value in fields["headers"])
            return cls(
                str(fields["address"]),
                int(fields["status"]),
                headers,
                float(fields["printed_at"]),
                variants,
                str(fields["token"]),
            )
        except (KeyError, TypeError, AttributeError, UnicodeDecodeError) as problem:
            raise ValueError(f"not a headers file: {problem}") from problem


_known: dict[tuple[str, str], tuple[str, str]] = {}
_MOST_KNOWN = 1000


def _shared(header: tuple[str, str]) -> tuple[str, str]:
    """The same header, once for all pages: nearly all say the same, and thousands of them are kept in memory."""
    known = _known.get(header)
    if known is None and len(_known) < _MOST_KNOWN:
        _known[header] = header
    return known or header


def accepted(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    """The sheet's headers as they are stored: lower-case names, none that is the stand's own to say.

    Raises Unstorable for a page that must not be shared between readers, or that is no page.
    """
    if sheet.status not in KEPT_STATUSES:
        raise Unstorable(f"A page with status {sheet.status} is not one for every reader.")
    if len(sheet.body) > MAX_BODY_BYTES:
        raise Unstorable(f"The page is larger than {MAX_BODY_BYTES // 2**20} MiB.")
    headers = tuple((name.lower(), value.strip()) for name, value in sheet.headers if name.lower() not in _DROPPED)
    if sum(len(name) + len(value) for name, value in headers) > MAX_HEADER_BYTES:
        raise Unstorable(f"The headers are larger than {MAX_HEADER_BYTES // 2**10} KiB.")
    for name, value in headers:
        if not name.isascii() or not value.isascii() or not (name + value).isprintable():
            raise Unstorable(f"The header {name!r} holds something other than printable ASCII.")
        if name == "set-cookie":
            raise Unstorable("The page sets a cookie: it is for one reader only.")
        if name == "cache-control" and ("private" in value.lower() or "no-store" in value.lower()):
            raise Unstorable("The page says that it is private: it is for one reader only.")
        if name == "vary" and not {v.strip().lower() for v in value.split(",")} <= {"accept-encoding", ""}:
            raise Unstorable(f"The page differs by {value}: the store keeps one page for all readers.")
    return tuple(pair for pair in headers if pair[0] != "vary")


def pressed(sheet: Sheet, content_type: str) -> dict[str, bytes]:
    """The body in every coding that is worth keeping. ``identity`` is always there."""
    body = sheet.body
    bodies = {"identity": body}
    if len(body) < 200 or (content_type.startswith(_PACKED) and not content_type.startswith("image/svg")):
        return bodies
    if len(body) < LONG_BYTES:
        zipped, small, dense = (press(body) for press in _PRESSES)
    else:
        with ThreadPoolExecutor(len(_PRESSES)) as pool:
            zipped, small, dense = pool.map(lambda press: press(body), _PRESSES)
    if len(zipped) < len(body):
        bodies["gzip"] = zipped
    if len(small) < min(len(other) for other in bodies.values()):
        bodies["br"] = small
    if len(dense) < len(body):
        bodies["zstd"] = dense
    return bodies


def _zipped(body: bytes) -> bytes:
    # It writes no time stamp: the same page always gives the same bytes.
    return bytes(deflate.gzip_compress(body, GZIP_LEVEL if len(body) < LONG_BYTES else GZIP_LEVEL_OF_LONG))


def _small(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=BROTLI_QUALITY, mode=brotli.MODE_TEXT))


def _dense(body: bytes) -> bytes:
    return zstandard.compress(body, ZSTANDARD_LEVEL)


_PRESSES = (_zipped, _small, _dense)


def variant_of(body: bytes) -> Variant:
    """What is noted of a body so that it can be told from any other."""
    return Variant(len(body), hashlib.sha256(body).hexdigest())
