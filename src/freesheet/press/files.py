"""Theme files and media, straight from their folders."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

from freesheet.press.addresses import Unstorable, checked
from freesheet.press.answers import Headers, Representation
from freesheet.press.memory import Memory
from freesheet.press.negotiation import codings_by_preference
from freesheet.press.sheets import SUFFIXES
from freesheet.press.store import Signature, signature_of

LARGEST_IN_MEMORY = 256 * 1024
FOREVER = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=300"
FOR_A_DAY = "public, max-age=86400"

# What an image can do, even one that somebody planted: be seen.
SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

FINGERPRINT = re.compile(r"\.[0-9a-f]{12}\.[A-Za-z0-9]+\Z")
TYPES = {
    "avif": "image/avif",
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "ico": "image/x-icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "m4a": "audio/mp4",
    "map": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "oga": "audio/ogg",
    "ogg": "audio/ogg",
    "ogv": "video/ogg",
    "opus": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
    "vtt": "text/vtt; charset=utf-8",
    "wav": "audio/wav",
    "weba": "audio/webm",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff": "font/woff",
    "woff2": "font/woff2",
}
_SHOWN_IN_PLACE = ("image/", "audio/", "video/", "text/vtt", "application/pdf")


@dataclass(slots=True)
class _Entry:
    signature: Signature
    variants: dict[str, Representation]


FolderMemory = Memory[_Entry]


class Folder:
    """Files of one folder under one prefix. Fingerprinted theme files, or media that anyone may have uploaded."""

    def __init__(self, root: Path, memory: FolderMemory, media: bool, closed: tuple[str, ...] = ()) -> None:
        """``closed`` names folders directly below ``root`` whose files are not for everyone."""
        self.root = os.path.realpath(root)
        self.memory = memory
        self.media = media
        self.closed = closed

    def find(self, path: str, accept: str | None) -> Representation | None:
        """The file at ``path``, decoded and relative to the folder; None where there is none to show."""
        name = f"{self.root}/{path}"
        entry = self.memory.get(name)
        signature = None if entry is None else signature_of(name)
        if entry is None or entry.signature != signature:
            entry = self._read(name, path)
            if entry is None:
                return None
        if len(entry.variants) == 1:
            return entry.variants["identity"]
        return entry.variants[codings_by_preference(accept, list(entry.variants))[0]]

    def _read(self, name: str, path: str) -> _Entry | None:
        self.memory.forget(name)
        try:
            parts = checked(f"/{path}")
        except Unstorable:
            return None
        # A link must not lead out of the folder.
        if not parts[-1] or parts[0] in self.closed or os.path.realpath(name) != name:
            return None
        variants: dict[str, Representation] = {}
        for coding, suffix in SUFFIXES.items():
            if coding != "identity" and self.media:
                continue
            shown = self._represented(name, name + suffix, coding)
            if shown is not None:
                variants[coding] = shown
        signature = signature_of(name)
        if "identity" not in variants or signature is None:
            return None
        entry = _Entry(signature, variants)
        if all(shown.body is not None for shown in variants.values()):
            self.memory.keep(name, entry, sum(shown.size for shown in variants.values()) + 2000)
        return entry

    def _represented(self, name: str, file: str, coding: str) -> Representation | None:
        try:
            with open(file, "rb") as handle:
                found = os.fstat(handle.fileno())
                if not stat.S_ISREG(found.st_mode):
                    return None
                body = handle.read() if found.st_size <= LARGEST_IN_MEMORY else None
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError, PermissionError):
            return None
        size = found.st_size if body is None else len(body)
        etag = f'"{found.st_mtime_ns:x}-{size:x}"' if body is None else f'"{hashlib.sha256(body).hexdigest()[:24]}"'
        modified = int(found.st_mtime)
        last_modified = formatdate(modified, usegmt=True)
        headers = [("etag", etag), ("last-modified", last_modified), *headers_of(name, self.media)]
        if coding != "identity":
            headers.append(("content-encoding", coding))
        return Representation(200, headers, etag, last_modified, modified, size, body, file, self.media)


def headers_of(name: str, media: bool) -> Headers:
    """The headers of a file by its name: what it is, how long it may be kept, and what it may not do."""
    content_type = TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
    headers = [("content-type", content_type), ("x-content-type-options", "nosniff")]
    if not media:
        fingerprinted = FINGERPRINT.search(name) is not None
        return [*headers, ("vary", "accept-encoding"), ("cache-control", FOREVER if fingerprinted else FOR_A_WHILE)]
    headers += [("cache-control", FOR_A_DAY), ("accept-ranges", "bytes")]
    if content_type == "image/svg+xml":
        return [*headers, ("content-security-policy", SVG_POLICY)]
    if not content_type.startswith(_SHOWN_IN_PLACE):
        headers += [("content-disposition", "attachment"), ("content-security-policy", "default-src 'none'; sandbox")]
    return headers
