"""Bugs of the kind that systems like this one have, each put into the program for as long as a block lasts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Any
from unittest.mock import patch

from tests.proof import machine

from freesheet.press import outbox
from freesheet.press.recording import recording
from freesheet.press.sheets import Sheet
from freesheet.website import announce, changes, moves, owning_up
from freesheet.website.contexts import body
from freesheet.website.contexts.shapes import Part
from freesheet.website.sheets import render

Bug = Callable[[], AbstractContextManager[object]]
BUGS: dict[str, tuple[Bug, tuple[str, ...]]] = {}
"""By name: the bug, and the edits among which the machine draws where it has little time."""


def planted(name: str, *edits: str) -> Callable[[Bug], Bug]:
    """Note a bug, and edits that can show it."""

    def keep(bug: Bug) -> Bug:
        BUGS[name] = bug, edits
        return bug

    return keep


@contextmanager
def unheard(*beginnings: str) -> Iterator[None]:
    """Whatever says that keys with these beginnings changed is not heard."""

    def deaf(hear: Callable[..., None]) -> Callable[..., None]:
        return lambda *keys: hear(*(key for key in keys if not key.startswith(beginnings)))

    with ExitStack() as stack:
        for module in (announce, changes, owning_up):
            stack.enter_context(patch.object(module, "changed", deaf(module.changed)))
        yield


@contextmanager
def without_parts(*beginnings: str) -> Iterator[None]:
    """Parts of lists with these names are forgotten."""
    parts = announce._parts

    def fewer(*numbers: int) -> Iterator[str]:
        return (part for part in parts(*numbers) if not part.startswith(beginnings) or not part)

    with patch.object(announce, "_parts", fewer):
        yield


@planted("a byline is not told of the author's new name", "edit an author", "change bylines")
def _names() -> AbstractContextManager[object]:
    return unheard("author-name:", "author:")


@planted("a card is not told of the new headline", "edit article")
def _cards() -> AbstractContextManager[object]:
    return unheard("article-card:")


@planted(
    "a film that says something else is not heard of", "bring a film or a sound", "set a film", "edit a film or a sound"
)
def _films() -> AbstractContextManager[object]:
    return unheard("recording:")


@planted("a list's first page is forgotten", "write", "move to another section", "change bylines")
def _first_pages() -> AbstractContextManager[object]:
    return without_parts("top")


@planted("older pages of lists are forgotten", "write", "delete an article", "edit article")
def _older_pages() -> AbstractContextManager[object]:
    return without_parts("older:")


@planted("feeds are forgotten", "write", "unpublish", "delete an article")
def _feeds() -> AbstractContextManager[object]:
    return without_parts("newest:30")


@planted("a tag's pages are forgotten", "tag or untag", "write")
def _tags() -> AbstractContextManager[object]:
    return unheard("articles:tag:")


@planted("the link to the other language is forgotten", "translate")
def _translations() -> AbstractContextManager[object]:
    return unheard("translations:")


@planted("links in texts are not told of the new address", "edit article", "rename", "edit a section")
def _links() -> AbstractContextManager[object]:
    return unheard("link:")


@planted("a picture is changed and nobody is told", "edit a picture", "edit article")
def _pictures() -> AbstractContextManager[object]:
    return unheard("image:")


@planted("a visual aid does not name its pictures", "edit a picture", "edit article")
def _aids() -> AbstractContextManager[object]:
    formed = body._formed

    def silent(*given: Any) -> Iterator[Part]:
        with recording():
            made = list(formed(*given))
        return iter(made)

    return patch.object(body, "_formed", silent)


@planted("columns are not told that their section is opinion now", "call it opinion", "write")
def _opinion() -> AbstractContextManager[object]:
    return unheard("section-opinion:")


@planted("a withdrawn page stays up", "unpublish", "delete an article", "edit the redirects")
def _stays() -> AbstractContextManager[object]:
    return patch.object(announce, "removed", lambda *addresses: None)


@planted("a renamed page leaves no way to it", "rename", "move to another section")
def _no_way() -> AbstractContextManager[object]:
    return patch.object(moves, "_lead", lambda *where: None)


@planted("a way is noted and not printed", "rename", "edit the redirects")
def _unprinted_way() -> AbstractContextManager[object]:
    return patch.object(moves, "wanted", lambda *addresses: None)


@planted("settings are changed and pages are not told", "edit the settings")
def _settings() -> AbstractContextManager[object]:
    return unheard("publication:")


@planted("nobody is told of what is pinned", "pin to the top", "unpin an article")
def _pins() -> AbstractContextManager[object]:
    return unheard("articles:pinned:")


@planted("a part is not told of the others in its series", "make or edit a series", "file under a series")
def _parts() -> AbstractContextManager[object]:
    return unheard("articles:series:")


@planted("a correction does not reach its article", "correct")
def _corrections() -> AbstractContextManager[object]:
    return unheard("corrections:article:")


@planted("the list of corrections is forgotten", "correct")
def _owned_up() -> AbstractContextManager[object]:
    return unheard("corrections:newest:")


@planted("a late print wins over a newer one", "edit article", "edit the settings")
def _late() -> AbstractContextManager[object]:
    older: dict[str, Sheet | None] = {}

    def late(address: str) -> Sheet | None:
        newer = render(address)
        return older.setdefault(address, newer)

    return patch.object(machine, "render", late)


@planted("the press remembers the furniture of the page before", "edit the settings", "edit a section")
def _furniture() -> AbstractContextManager[object]:
    from freesheet.website.contexts import furniture

    known: dict[int, Any] = {}
    sections = furniture._sections

    def remembered(front: Any) -> Any:
        return known.setdefault(front.pk, sections(front))

    def printed(address: str) -> Sheet | None:
        with patch.object(furniture, "_sections", remembered):
            return render(address)

    return patch.object(machine, "render", printed)


@planted("what is remembered from page to page outlives its change", "edit article", "edit an author", "edit a picture")
def _memory() -> AbstractContextManager[object]:
    return patch("freesheet.press.printer.forget", lambda keys=None: None)


@planted("what stands around pages is kept though it changed", "edit the settings", "move to another section")
def _around() -> AbstractContextManager[object]:
    return patch.object(outbox, "AROUND", "nobody")
