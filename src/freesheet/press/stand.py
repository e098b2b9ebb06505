"""The stand: what answers readers, from the store and from folders, knowing nothing of Django or of the server.

``Stand.answer`` is the whole of it; ``freesheet.press.front`` speaks to the server, and asks the desk for the rest.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from urllib.parse import parse_qsl, quote

from freesheet.press.addresses import MAX_ADDRESS_BYTES, UNSAFE, canonical
from freesheet.press.answers import Answer, Representation, plain
from freesheet.press.completeness import Completeness
from freesheet.press.files import Folder, FolderMemory
from freesheet.press.hosts import QUERY_SAFE
from freesheet.press.memory import Memory
from freesheet.press.negotiation import Ask
from freesheet.press.pages import CACHE_CONTROL, Pages
from freesheet.press.sheets import BEHIND
from freesheet.press.store import Store

PAGES_IN_MEMORY_BYTES = 48 * 2**20
FILES_IN_MEMORY_BYTES = 16 * 2**20

CLOSED_MEDIA = ("documents", "original_images")
"""Documents may be for some readers only, and originals tell where they were taken: Django hands them out."""

DESKS = ("/newsroom/", "/documents/", "/media/original_images/", "/giving/", "/newsletter/")
"""What begins like this is never in the store, and always the desk's to answer."""
_DESKS_IN_EACH_EDITION = ("/_util/", "/giving/", "/newsletter/")

OLD_PERMALINKS = frozenset(("p", "page_id", "attachment_id", "cat", "author", "m", "tag", "s", "feed"))
"""Queries at ``/`` that named a page in WordPress: the one place where a query asks for something else."""

_READ = ("GET", "HEAD")
_WRITE = ("POST", "PUT", "PATCH", "DELETE")
_ALLOW = ("allow", "GET, HEAD, OPTIONS")
_NOT_HERE = plain(405, "Here one can only read.", _ALLOW)
_NO_FILE = plain(404, "There is no such file.")


class Elsewhere(Enum):
    """Whose an address is that the stand itself has no answer for."""

    DESK = "the desk's own: nobody else knows anything about it"
    QUERY = "a stored page's, but with a query that may name another one"
    UNKNOWN = "in no store: a page not printed yet, or none"


class Stand:
    """Answers for one publication. For one thread: the server's event loop."""

    def __init__(
        self, folder: Path, pages_bytes: int = PAGES_IN_MEMORY_BYTES, ring: Callable[[str], None] = lambda path: None
    ) -> None:
        """``folder`` holds ``store``, ``static`` and ``media``; ``pages_bytes`` is the memory for pages at hand.

        ``ring`` takes the decoded path of a page that readers wait for to whoever prints.
        """
        store = Store(folder / "store")
        self.completeness = Completeness(store, ring)
        self.pages = Pages(store, pages_bytes, self.completeness.wish)
        memory: FolderMemory = Memory(FILES_IN_MEMORY_BYTES)
        self.static = Folder(folder / "static", memory, media=False)
        self.media = Folder(folder / "media", memory, media=True, closed=CLOSED_MEDIA)

    def answer(self, method: str, path: str, query: str, ask: Ask) -> Answer | Elsewhere:
        """The response to a request, or whose it is to give one.

        A query is ignored at the address of a stored page: campaign marks and junk must not reach the database. Pages
        that a query changes (search, previews) are never stored, so theirs is passed on.
        """
        if method not in _READ:
            return self._other(method, path)
        if query and path == "/" and _old_permalink(query):
            return Elsewhere.QUERY
        shown = self.pages.find(path, ask("accept-encoding"))
        if shown is None:
            refused = _refusal(path)
            if refused is not None:
                return refused
            if _desks(path):
                return Elsewhere.DESK
            if path.startswith(("/static/", "/media/")):
                shown = self._file(path, ask)
                if shown is None:
                    return _NO_FILE
        if shown is None:
            return self._moved(path, query) or Elsewhere.UNKNOWN
        if shown.status == BEHIND:
            return Elsewhere.DESK
        return shown.answer(ask, method == "HEAD")

    def missing(self, method: str, path: str, ask: Ask) -> Answer | None:
        """The stored page that says, in the edition of ``path``, that there is nothing; None where none is stored."""
        editions = [f"/{path[1:].partition('/')[0]}/404.html"] if path.count("/") > 1 else []
        for page in (*editions, "/404.html"):
            shown = self.pages.find(page, ask("accept-encoding"))
            if shown is not None and shown.status == 404:
                return shown.answer(ask, method == "HEAD")
        return None

    def _other(self, method: str, path: str) -> Answer | Elsewhere:
        """To a request that does not only read."""
        if method == "OPTIONS" and (path == "*" or not _desks(path)):
            return Answer(204, [_ALLOW], b"")
        refused = _refusal(path)
        if refused is not None:
            return refused
        if _desks(path) and (method in _WRITE or method == "OPTIONS"):
            return Elsewhere.DESK
        if method not in _WRITE or path.startswith(("/static/", "/media/")):
            return _NOT_HERE
        shown = self.pages.find(path, None)
        if shown is None:
            return Elsewhere.UNKNOWN
        return Elsewhere.DESK if shown.status == BEHIND else _NOT_HERE

    def _file(self, path: str, ask: Ask) -> Representation | None:
        if path.startswith("/static/"):
            return self.static.find(path[8:], ask("accept-encoding"))
        return self.media.find(path[7:], ask("accept-encoding"))

    def _moved(self, path: str, query: str) -> Answer | None:
        """The way to the page that the reader means: with a slash at its end, or with its letters composed.

        Needless percent signs are not seen here: the server decodes them, so such an address is the page's own.
        """
        composed = unicodedata.normalize("NFC", path)
        if composed != path and self.pages.holds(composed):
            return _redirect(composed, query)
        slashed = composed if composed.endswith("/") else f"{composed}/"
        if slashed != path and (slashed in DESKS or self.pages.holds(slashed)):
            return _redirect(slashed, query)
        return None


def _redirect(path: str, query: str) -> Answer:
    there = canonical(path) + (f"?{quote(query, safe=QUERY_SAFE)}" if query else "")
    return Answer(301, [("location", there), ("cache-control", CACHE_CONTROL)], b"")


def _desks(path: str) -> bool:
    if path.startswith(DESKS):
        return True
    # /_util/… and /ur/_util/…
    return path.startswith(_DESKS_IN_EACH_EDITION, path.find("/", 1)) or path.startswith(_DESKS_IN_EACH_EDITION)


def _old_permalink(query: str) -> bool:
    try:
        names = {name for name, _value in parse_qsl(query[:2000], keep_blank_values=True, max_num_fields=50)}
    except ValueError:
        return False
    return not names.isdisjoint(OLD_PERMALINKS)


def _refusal(path: str) -> Answer | None:
    """A correct refusal of what is no path, before anything further behind has to make sense of it."""
    if len(path.encode("utf-8", "replace")) > MAX_ADDRESS_BYTES:
        return plain(414, f"Addresses here have at most {MAX_ADDRESS_BYTES} bytes.")
    if not path.startswith("/") or UNSAFE.search(path):
        return plain(400, "The address is not valid: it holds something that is not text in UTF-8.")
    parts = path.split("/")
    if "." in parts or ".." in parts:
        return plain(400, "The address is not valid: it holds a part that means another folder.")
    if "" in parts[1:-1]:
        return plain(404, "There is nothing at an address with two slashes in a row.")
    return None
