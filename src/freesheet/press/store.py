"""The store: printed pages as plain files in a folder, which survive whatever happens to those who write them.

A page is up to three bodies (as it is, ``.gz``, ``.br``) and a headers file that names the SHA-256 of each. Bodies
are first written aside, in ``.pending``, under a token; then one rename puts the headers file in its place, and that
is the commit: from then on readers take the new bodies, wherever they are; last, the bodies are moved to where nginx
looks. A body is believed only when its digest is the one that the headers file gives, so no reader gets a torn page or
half of another, whenever a writer dies. ``docs/decisions/0004-front.md`` tells why it is so.

Files are not synced one by one: the store can always be printed again, and what a power cut tears is not believed.
``flush`` puts everything on the disk; the press calls it before it forgets what was to be printed.
"""

from __future__ import annotations

import ctypes
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from freesheet.press.addresses import Place, Unstorable, canonical, decoded, path_of, place_of
from freesheet.press.ledger import Ledger
from freesheet.press.sheets import SUFFIXES, Record, Sheet, accepted, pressed, variant_of

__all__ = ["Overtaken", "Sheet", "Signature", "Store", "Unstorable"]

log = logging.getLogger("freesheet.press")

Signature = tuple[int, int, int]
"""Inode, time of change (ns) and size of a headers file: never twice the same for one page."""

Check = Callable[[], None]
COMPLETE = ".generation"
"""File below the root that is there once every page has been printed; what it says is the printer's business."""

_TRIES = 20
_FORSAKEN_SECONDS = 3600


class Overtaken(Exception):
    """The page has changed again since it was made: a newer one is on its way."""


class Store:
    """Printed pages below ``root``, by address. Safe across threads and processes of one machine."""

    def __init__(self, root: Path) -> None:
        """Makes the folder if it is missing, and finishes what a killed writer began."""
        self.root = root
        self._base = os.fspath(root) + "/"
        self._pending = self._base + ".pending/"
        os.makedirs(self._pending, exist_ok=True)
        self.ledger = Ledger(root)
        self.ledger.settle(self._settle)

    # --- writing

    def put(self, address: str, sheet: Sheet, check: Check | None = None) -> bool:
        """Store a page; readers have it when this returns. False if it was there already, the same to the byte.

        ``check`` is called when no other can write any more, just before the page is put in its place, and may raise
        Overtaken. Raises Unstorable, and OSError where the disk refuses; readers then keep the page they had.
        """
        path = decoded(address)
        place = place_of(path)
        headers = accepted(sheet)
        found = self.find(path)
        before = found[0] if found else None
        if before and (before.status, before.headers) == (sheet.status, headers):
            body_variant = variant_of(sheet.body)
            if before.variants["identity"] == body_variant and self._sound(place, before):
                return False
        bodies = pressed(sheet, dict(headers).get("content-type", ""))
        token = secrets.token_hex(12)
        variants = {coding: variant_of(body) for coding, body in bodies.items()}
        # Dates in headers count whole seconds: two versions of a page never have the same one.
        printed_at = max(time.time(), int(before.printed_at) + 1.0 if before else 0.0)
        record = Record(canonical(path), sheet.status, headers, printed_at, variants, token)
        self._write(path, place, record, bodies, check)
        return True

    def remove(self, address: str) -> bool:
        """Take a page away, for readers at once. False if there was none."""
        try:
            path = decoded(address)
            place = place_of(path)
        except Unstorable:
            return False
        with self.ledger.commit(path, self._settle):
            gone = _unlinked(self._base + place.record)
            self._settle(path)
        return gone

    def flush(self) -> None:
        """Wait until everything written so far would outlive a power cut."""
        libc = ctypes.CDLL(None, use_errno=True)
        descriptor = os.open(self.root, os.O_RDONLY | os.O_DIRECTORY)
        try:
            if libc.syncfs(descriptor) != 0:
                raise OSError(ctypes.get_errno(), "The page store could not be written to the disk", str(self.root))
        except AttributeError:
            os.sync()
        finally:
            os.close(descriptor)

    def tidy(self) -> int:
        """Finish what killed writers began and delete what they left aside; how many files were deleted."""
        self.ledger.settle(self._settle)
        oldest = time.time() - _FORSAKEN_SECONDS
        with os.scandir(self._pending) as entries:
            forsaken = [entry.path for entry in entries if entry.stat().st_mtime < oldest]
        return sum(_unlinked(file) for file in forsaken)

    # --- reading

    def get(self, address: str) -> Sheet | None:
        """The page as it was stored; None where there is none, or its files are damaged."""
        try:
            path = decoded(address)
            place_of(path)
        except Unstorable:
            return None
        for _attempt in range(_TRIES):
            found = self.find(path)
            if found is None:
                return None
            record, signature = found
            body = self.body(path, record, "identity")
            if body is not None:
                return Sheet(record.status, list(record.headers), body)
            if self.signature(path) == signature:
                break
        return None

    def find(self, path: str) -> tuple[Record, Signature] | None:
        """The headers file of a decoded path that ``place_of`` accepts."""
        name = self._base + place_of(path).record
        try:
            with open(name, "rb") as handle:
                found = os.fstat(handle.fileno())
                record = Record.from_json(handle.read())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except ValueError as problem:
            log.error("The headers file of %s is damaged (%s): it is as if the page were not there.", path, problem)
            return None
        return record, (found.st_ino, found.st_mtime_ns, found.st_size)

    @property
    def generation(self) -> str | None:
        """Of which generation every page is, or was before another one was begun; None until all have been printed."""
        try:
            with open(self._base + COMPLETE, encoding="utf-8", errors="replace") as handle:
                return handle.read(1000).strip()
        except (FileNotFoundError, NotADirectoryError):
            return None

    def signature(self, path: str) -> Signature | None:
        """Changes whenever the page does."""
        return signature_of(self._base + place_of(path).record)

    def body(self, path: str, record: Record, coding: str) -> bytes | None:
        """The bytes that ``record`` names; None if they are gone (the page was just replaced) or damaged."""
        place = place_of(path)
        final = self._base + place.body(SUFFIXES[coding], record.hidden(place))
        aside = self._pending + record.token + SUFFIXES[coding]
        variant = record.variants[coding]
        # A body may move from the second place to the first between two looks, hence the third.
        for name in (final, aside, final):
            body = _read(name, variant.size)
            if body is not None and variant_of(body) == variant:
                return body
        if self.signature(path) is not None and self.find(path) == (record, self.signature(path)):
            log.error("The stored page %s is damaged (%s).", path, coding)
        return None

    def is_whole(self, path: str) -> bool:
        """Whether the files of the page at a decoded path are there, and as large as they should be."""
        found = self.find(path)
        if found is None:
            return False
        record, place = found[0], place_of(path)
        for coding, variant in record.variants.items():
            try:
                size = os.stat(self._base + place.body(SUFFIXES[coding], record.hidden(place))).st_size
            except OSError:
                return False
            if size != variant.size:
                return False
        return True

    def addresses(self) -> Iterator[str]:
        """Every stored page's address, percent-encoded as in a link, in no particular order."""
        for folder, names, files in os.walk(self.root):
            inside = os.path.relpath(folder, self.root)
            if inside == ".":
                names[:] = [name for name in names if name != ".pending"]
            for file in files:
                path = path_of(file if inside == "." else f"{inside}/{file}")
                if path is not None:
                    yield canonical(path)

    # --- within

    def _sound(self, place: Place, record: Record) -> bool:
        hidden = record.hidden(place)
        for coding, variant in record.variants.items():
            body = _read(self._base + place.body(SUFFIXES[coding], hidden), variant.size)
            if body is None or variant_of(body) != variant:
                return False
        return True

    def _write(self, path: str, place: Place, record: Record, bodies: dict[str, bytes], check: Check | None) -> None:
        aside = self._pending + record.token
        written = [aside + SUFFIXES[coding] for coding in bodies]
        committed = False
        try:
            for coding, body in bodies.items():
                _write(aside + SUFFIXES[coding], body)
                # nginx and Caddy make their dates and tags of it, which have to differ where bytes do.
                os.utime(aside + SUFFIXES[coding], (record.printed_at, record.printed_at))
            _write(aside + ".sheet", record.to_json())
            target = self._base + place.record
            with self.ledger.commit(path, self._settle, check):
                os.makedirs(os.path.dirname(target), exist_ok=True)
                before = signature_of(target)
                # Clocks of file systems tick in milliseconds and inodes come back: the time is made unlike the last.
                stamp = max(time.time_ns(), before[1] + 1 if before else 0)
                os.utime(aside + ".sheet", ns=(stamp, stamp))
                os.replace(aside + ".sheet", target)
                committed = True
                self._settle(path)
        except BaseException:
            if not committed:
                for name in [*written, aside + ".sheet"]:
                    _unlinked(name)
            raise

    def _settle(self, path: str) -> None:
        """Make the bodies beside a headers file the ones it names: moved from aside, or deleted. Can be repeated."""
        place = place_of(path)
        found = self.find(path)
        record = found[0] if found else None
        for coding, suffix in SUFFIXES.items():
            for hidden in (False, True):
                name = self._base + place.body(suffix, hidden)
                if record and coding in record.variants and record.hidden(place) == hidden:
                    _moved(self._pending + record.token + suffix, name)
                else:
                    _unlinked(name)
        if record is None:
            self._prune(place.folder)

    def _prune(self, folder: str) -> None:
        while folder:
            try:
                os.rmdir(self._base + folder)
            except OSError:
                return
            folder = folder.rpartition("/")[0]


def signature_of(name: str) -> Signature | None:
    """That of a file by its full name; None where there is none."""
    try:
        found = os.stat(name)
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _write(name: str, body: bytes) -> None:
    with open(name, "xb") as handle:
        handle.write(body)


def _read(name: str, size: int) -> bytes | None:
    try:
        with open(name, "rb", buffering=0) as handle:
            if os.fstat(handle.fileno()).st_size != size:
                return None
            return handle.read()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def _moved(source: str, target: str) -> None:
    try:
        os.replace(source, target)
    except FileNotFoundError:
        return


def _unlinked(name: str) -> bool:
    try:
        os.unlink(name)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True
