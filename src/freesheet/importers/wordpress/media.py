"""Pictures and other files of the old site: in its library, in a folder beside the export, or on the web."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from freesheet.importers.html import ImageTag
from freesheet.importers.html.addresses import is_picture, web_address
from freesheet.importers.manuscripts import Block, Picture
from freesheet.importers.wordpress.index import Index
from freesheet.importers.wordpress.records import Attachment
from freesheet.importers.wordpress.survey import file_path, uploads_path

_SIZED = re.compile(r"-(?:\d+x\d+|scaled|rotated|e\d{10,})(?=\.\w+$|$)")
_UPLOADS = re.compile(r"/(?:uploads|files|blogs\.dir/\d+/files)/(.+)$")
_PHOTON = re.compile(r"https?://i\d\.wp\.com/(.+)$")


class MediaFolder:
    """A folder with the old site's files, laid out like ``wp-content/uploads`` or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._names: sqlite3.Connection | None = None

    def find(self, url: str, file: str = "") -> Path | None:
        """The file for an address or a path below the folder of uploads; None if it is not there."""
        path = unquote(urlsplit(url).path) if url else ""
        uploaded = _UPLOADS.search(path)
        wanted = [name for name in (file, uploaded[1] if uploaded else "", path.lstrip("/")) if name]
        for name in wanted:
            for variant in dict.fromkeys((name, _SIZED.sub("", name))):
                for base in ("", "uploads", "wp-content/uploads"):
                    if (found := self._inside(self.folder / base / variant.lstrip("/"))) is not None:
                        return found
        return next(filter(None, (self._named(os.path.basename(name)) for name in wanted)), None)

    def _inside(self, path: Path) -> Path | None:
        """The path, if it is a file and truly below the folder: no ``..`` and no link leads out of it."""
        try:
            real = path.resolve()
            return real if real.is_relative_to(self.folder) and real.is_file() else None
        except (OSError, ValueError):
            return None

    def _named(self, name: str) -> Path | None:
        """The only file of a name anywhere in the folder."""
        if self._names is None:
            self._names = sqlite3.connect("")
            self._names.execute("CREATE TABLE file (name TEXT, path TEXT)")
            self._names.executemany("INSERT INTO file VALUES (?, ?)", self._files())
            self._names.execute("CREATE INDEX file_name ON file (name)")
        found = self._names.execute("SELECT path FROM file WHERE name = ? LIMIT 2", (name.casefold(),)).fetchall()
        return self._inside(Path(found[0][0])) if len(found) == 1 else None

    def _files(self) -> Iterator[tuple[str, str]]:
        for folder, _folders, names in os.walk(self.folder):
            for name in names:
                yield name.casefold(), os.path.join(folder, name)


class Library:
    """Finds the pictures of an export."""

    def __init__(self, index: Index, folder: MediaFolder | None = None) -> None:
        self.index = index
        self.folder = folder

    def picture_for(self, tag: ImageTag) -> Picture | None:
        """The picture that a tag shows: from the library if it is there, with what the library says of it."""
        for address in tag.addresses:
            attachment = self.attachment_at(address)
            if attachment is not None:
                return self.picture_of(attachment, tag.alt)
        attachment = self.index.attachment(tag.number) if tag.number else None
        if attachment is not None and any(_same_name(address, attachment) for address in tag.addresses):
            return self.picture_of(attachment, tag.alt)
        address = next((found for found in map(web_address, map(original, tag.addresses)) if found), "")
        if not address:
            return None
        return Picture(source=self._file(address) or address, title=tag.title, alt=tag.alt)

    def attachment_at(self, address: str) -> Attachment | None:
        """The attachment whose file, in whatever size, lies at an address."""
        path = file_path(original(address))
        uploaded = _UPLOADS.search(path)
        for known in (path, uploads_path(uploaded[1]) if uploaded else ""):
            for variant in dict.fromkeys((known, _SIZED.sub("", known))):
                if variant and (found := self.index.attachment_at(variant)) is not None:
                    return found
        return None

    def picture_of(self, attachment: Attachment, alt: str = "") -> Picture | None:
        """The picture of an attachment; None if it is no picture or has no address."""
        address = web_address(attachment.url)
        if not (is_picture(address) or is_picture(attachment.file)):
            return None
        source = self._file(address, attachment.file) or address
        if not source:
            return None
        self.index.add_source(str(source), attachment.key)
        return Picture(
            source=source,
            title=attachment.title,
            alt=attachment.alt or alt,
            caption=attachment.caption,
            credit=attachment.credit,
            licence=attachment.copyright,
        )

    def block_of(self, attachment: Attachment) -> Block | None:
        """An image block of an attachment with the caption that the library has for it."""
        picture = self.picture_of(attachment)
        if picture is None:
            return None
        value = {"image": picture, "caption": attachment.caption, "alt": attachment.alt}
        return {"type": "image", "value": value}

    def _file(self, address: str, file: str = "") -> Path | None:
        return self.folder.find(address, file) if self.folder else None


def original(address: str) -> str:
    """The address of a file itself, where a service that scales pictures stands before it."""
    through = _PHOTON.match(address)
    return f"https://{through[1].partition('?')[0]}" if through else address


def _same_name(address: str, attachment: Attachment) -> bool:
    """Whether a tag's address may well be that of the attachment: a number alone is not believed after a move."""
    shown = _stem(urlsplit(address).path)
    return bool(shown) and shown in {_stem(attachment.file), _stem(urlsplit(attachment.url).path)}


def _stem(path: str) -> str:
    name = os.path.basename(unquote(path)).casefold().rpartition(".")[0]
    return _SIZED.sub("", name)
