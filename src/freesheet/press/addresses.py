"""Where a page lives: from an address on the web to a file name below the store's root, and back.

An address with a trailing slash is a folder with an ``index.html``; ``/feed.xml`` is the file of that name. That is
what nginx and Caddy look for, so the folder serves as it is. A few names start with a full stop, which no address
may: they keep a page, the pages below it, and what belongs to it from ever wanting the same name.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

MAX_ADDRESS_BYTES = 2000
MAX_FILE_BYTES = 3000
"""For the whole name below the root; Linux takes 4095 with the root's own."""
MAX_NAME_BYTES = 255
"""What Linux file systems take for one component of a path."""

INDEX = "index.html"
_LONGEST_PREFIX = len(".hidden-")
_LONGEST_SUFFIX = len(".zst")
_VARIANT_ENDINGS = (".gz", ".br", ".zst")
_UNRESERVED = "/-._~!$&'()*+,;=:@"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ENCODED_SLASH = re.compile(r"%2f", re.IGNORECASE)
UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\\\\\ud800-\udfff\ufffd\u2028\u2029]")


class Unstorable(Exception):
    """The store cannot keep this. The message is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the files of one address are: ``folder`` relative to the root (no slash at its ends), and a file name.

    ``beside`` tells whether the file may be found by a web server that looks for it under the address itself.
    """

    folder: str
    name: str
    beside: bool = True

    @property
    def record(self) -> str:
        """The headers file, relative to the root."""
        return self._path(f".sheet-{self.name}")

    def body(self, suffix: str, hidden: bool) -> str:
        """One variant of the body, relative to the root. Hidden ones are for our own stand only."""
        return self._path(f".hidden-{self.name}{suffix}" if hidden else self.name + suffix)

    def _path(self, name: str) -> str:
        return f"{self.folder}/{name}" if self.folder else name


def decoded(address: str) -> str:
    """The path that an address as in a link stands for: percent signs resolved, UTF-8, composed (NFC).

    Raises Unstorable where it is not a path, or not one way of writing one.
    """
    if _STRAY_PERCENT.search(address):
        raise Unstorable("A percent sign in the address is not followed by two hexadecimal digits.")
    if _ENCODED_SLASH.search(address):
        raise Unstorable("The address holds an encoded slash, which could be read in two ways.")
    if "?" in address or "#" in address:
        raise Unstorable("A page is stored without query and fragment: take away what follows ? or #.")
    try:
        path = unquote_to_bytes(address.encode("utf-8")).decode("utf-8")
    except UnicodeError:
        raise Unstorable("The address is not valid UTF-8.") from None
    return unicodedata.normalize("NFC", path)


def canonical(path: str) -> str:
    """A decoded path the way it is written in a link."""
    return quote(path, safe=_UNRESERVED)


def checked(path: str) -> list[str]:
    """The components of a decoded path that may have a place in the store, the last one empty after a slash.

    Raises Unstorable for anything that could leave the root, hide in it, or be no name at all.
    """
    if not path.startswith("/"):
        raise Unstorable("An address starts with a slash.")
    if len(path) > MAX_ADDRESS_BYTES or len(path.encode("utf-8", "replace")) > MAX_ADDRESS_BYTES:
        raise Unstorable(f"The address is longer than {MAX_ADDRESS_BYTES} bytes.")
    if UNSAFE.search(path):
        raise Unstorable("The address holds a control character, a backslash, or something that is no character.")
    parts = path[1:].split("/")
    if "" in parts[:-1]:
        raise Unstorable("The address has two slashes in a row.")
    if any(part.startswith(".") for part in parts):
        raise Unstorable("A part of the address starts with a full stop.")
    return parts


def place_of(path: str) -> Place:
    """Where the page at a decoded path is kept. No two paths share a file. Raises Unstorable."""
    *folders, last = checked(path)
    if last == INDEX:
        raise Unstorable(f"The address ends in {INDEX}, which is how the page of the folder itself is kept.")
    if last.endswith(_VARIANT_ENDINGS):
        raise Unstorable("The address ends like a compressed copy of another page (.gz, .br or .zst).")
    beside = not any("." in part for part in folders)
    # /a.b and /a.b/c/ would want one name to be both a file and a folder: such a folder goes by another name.
    folders = [f".folder-{part}" if "." in part else part for part in folders]
    name = last or INDEX
    if last and "." not in last:
        # The same for /a and /a/b/: the page without a slash moves into the folder.
        folders, name, beside = [*folders, last], ".bare", False
    if any(len(part.encode()) > MAX_NAME_BYTES for part in folders):
        raise Unstorable(f"A part of the address is longer than {MAX_NAME_BYTES} bytes.")
    if len(name.encode()) > MAX_NAME_BYTES - _LONGEST_PREFIX - _LONGEST_SUFFIX:
        raise Unstorable("The last part of the address is too long for a file name.")
    place = Place("/".join(folders), name, beside)
    if len(place.record.encode()) > MAX_FILE_BYTES:
        raise Unstorable("The address has too many parts for a file name.")
    return place


def path_of(record: str) -> str | None:
    """The decoded path whose headers file has this name relative to the root; None if it is no headers file."""
    *folders, name = record.split("/")
    if not name.startswith(".sheet-"):
        return None
    name = name.removeprefix(".sheet-")
    folders = [part.removeprefix(".folder-") for part in folders]
    if name == ".bare":
        return "/" + "/".join(folders)
    return "/" + "/".join([*folders, "" if name == INDEX else name])
