"""Bringing together what two people made of one text: a three-way merge of a page's content.

Contents are what Wagtail keeps of a page in a revision: a value for each field. A body is a list of blocks, each with
an id that it keeps; bylines, pins and the like are lists of rows. The rule for values is that of every three-way merge
(S. Khanna, K. Kunal, B. C. Pierce, "A Formal Investigation of Diff3", 2007): who changed it has it; where both did, and
differently, somebody has to say. Beyond it: what one deleted and the other went on with stays.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import NAMESPACE_OID, uuid5

Content = Mapping[str, Any]
Row = Mapping[str, Any]

KEYS = re.compile(r' data-block-key=\\"[^"\\]*\\"')

MISSING = object()
"""Stands for a value that nobody knows: the common version is not kept any more."""

NOT_TEXT = frozenset(
    (
        "pk", "path", "depth", "numchild", "url_path", "content_type", "live", "has_unpublished_changes", "owner",
        "locked", "locked_at", "locked_by", "latest_revision", "latest_revision_created_at", "live_revision",
        "draft_title", "last_published_at", "translation_key", "locale", "alias_of", "expired", "page_ptr",
        "wagtail_admin_comments", "plain_title", "reading_minutes",
    )
)  # fmt: skip
"""What nobody writes: Wagtail's own, and what is counted from the rest."""


class Choice(StrEnum):
    """Whose version of a place is to be had."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Conflict:
    """A place that both changed, and differently. ``block`` is empty where it is a whole field."""

    field: str
    block: str
    mine: Any
    theirs: Any

    @property
    def name(self) -> str:
        """Names the place in a form."""
        return f"{self.field}.{self.block}" if self.block else self.field

    @property
    def can_have_both(self) -> bool:
        """Whether both versions can stand one after the other: blocks can, and a headline cannot."""
        return bool(self.block) and self.mine is not None and self.theirs is not None


@dataclass
class Merged:
    """What came of it: the content, with theirs wherever somebody has to say, and these places."""

    content: dict[str, Any]
    conflicts: list[Conflict] = field(default_factory=list)


def merge(base: Content | None, mine: Content, theirs: Content, choices: Mapping[str, str] | None = None) -> Merged:
    """Bring together ``mine`` and ``theirs``, which were both made of ``base``; None: it is not known.

    ``choices`` are those made already, by the name of the place. A list that only one has counts as empty at the other.
    """
    merged = Merged(dict(theirs))
    for name in dict.fromkeys([*theirs, *mine]):
        if name in NOT_TEXT:
            continue
        was = MISSING if base is None else base.get(name)
        merged.content[name] = _field(merged, name, was, mine.get(name), theirs.get(name), choices or {})
    return merged


def _field(merged: Merged, name: str, was: Any, mine: Any, theirs: Any, choices: Mapping[str, str]) -> Any:
    blocks = [_blocks(value) for value in (was, mine, theirs)]
    if blocks[1] is not None and blocks[2] is not None:
        together = _merge_rows(merged, name, blocks[0], blocks[1], blocks[2], _id_of, choices)
        return json.dumps(together)
    if _is_rows(mine) and _is_rows(theirs):
        rows = was if _is_rows(was) else None
        return _merge_rows(merged, name, rows, mine, theirs, _identity_of, choices)
    if isinstance(mine, list) and isinstance(theirs, list):
        return _merge_set([] if was is MISSING else was or [], mine, theirs)
    if _alike(mine, theirs) or _alike(theirs, was):
        return mine
    if _alike(mine, was):
        return theirs
    if name in choices:
        return mine if choices[name] == Choice.MINE else theirs
    merged.conflicts.append(Conflict(name, "", mine, theirs))
    return theirs


def _merge_set(was: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]) -> list[Any]:
    """Of what has no order (further sections): what either added, without what either took away."""
    gone = [each for each in was if each not in mine or each not in theirs]
    return [each for each in dict.fromkeys([*theirs, *mine]) if each not in gone]


def _blocks(value: Any) -> list[Row] | None:
    """The blocks of a body as a revision keeps it, which is as text; None where it is none."""
    if not isinstance(value, str) or not value.startswith("["):
        return None
    try:
        found = json.loads(value)
    except ValueError:
        return None
    return found if _is_rows(found) and all("type" in row for row in found) else None


def _is_rows(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, Mapping) for row in value)


def _id_of(row: Row) -> Hashable:
    return str(row.get("id") or json.dumps(row, sort_keys=True))


def _identity_of(row: Row) -> Hashable:
    """Which row of the database it is; of one that is not there yet, what it says."""
    return row.get("pk") or json.dumps(_said(row), sort_keys=True)


def _said(row: Row) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("pk", "page", "sort_order", "content_object")}


def _merge_rows(
    merged: Merged,
    name: str,
    was: Sequence[Row] | None,
    mine: Sequence[Row],
    theirs: Sequence[Row],
    identity: Callable[[Row], Hashable],
    choices: Mapping[str, str],
) -> list[Row]:
    """Lists of rows with an identity: each row by itself, in an order that keeps additions where they were made."""
    before = {identity(row): row for row in was or ()}
    ours, others = ({identity(row): row for row in rows} for rows in (mine, theirs))
    kept: dict[Hashable, list[Row]] = {}
    for key in dict.fromkeys([*others, *ours]):
        known = MISSING if was is None else before.get(key)
        kept[key] = list(_row(merged, name, str(key), known, ours.get(key), others.get(key), choices))
    order = _order(list(before), list(ours), list(others))
    rows = [row for key in order for row in kept[key]]
    return [{**row, "sort_order": place} if "sort_order" in row else row for place, row in enumerate(rows)]


def _row(
    merged: Merged, name: str, key: str, was: Any, mine: Row | None, theirs: Row | None, choices: Mapping[str, str]
) -> Iterator[Row]:
    if _same(mine, theirs):
        chosen = theirs
    elif was is MISSING:
        # What only one has may have been added by them or deleted by the other: it stays.
        if mine is not None and theirs is not None:
            yield from _chosen(merged, name, key, mine, theirs, choices)
            return
        chosen = mine or theirs
    elif _same(theirs, was):
        chosen = mine
    elif _same(mine, was):
        chosen = theirs
    elif mine is None or theirs is None:
        chosen = mine or theirs
    else:
        yield from _chosen(merged, name, key, mine, theirs, choices)
        return
    if chosen is not None:
        yield chosen


def _same(one: Row | None, other: Row | None) -> bool:
    if one is None or other is None:
        return one is other
    return _alike(_said(one), _said(other))


def _alike(one: Any, other: Any) -> bool:
    """Whether two values say the same. Draftail marks paragraphs with keys that may be others each time."""
    if one is MISSING or other is MISSING:
        return one is other
    return one == other or KEYS.sub("", json.dumps(one)) == KEYS.sub("", json.dumps(other))


def _chosen(merged: Merged, name: str, key: str, mine: Row, theirs: Row, choices: Mapping[str, str]) -> Iterator[Row]:
    conflict = Conflict(name, key, mine, theirs)
    choice = choices.get(conflict.name)
    if choice is None:
        merged.conflicts.append(conflict)
    if choice in (Choice.MINE, Choice.BOTH):
        yield mine
    if choice == Choice.BOTH:
        yield {**theirs, **({"id": str(uuid5(NAMESPACE_OID, str(theirs["id"])))} if "id" in theirs else {"pk": None})}
    elif choice != Choice.MINE:
        yield theirs


def _order(was: list[Hashable], mine: list[Hashable], theirs: list[Hashable]) -> list[Hashable]:
    """The order of all keys: of who moved something, else theirs; what only the other has follows what it followed."""
    common = set(mine) & set(theirs) & set(was)
    moved = [key for key in mine if key in common] != [key for key in was if key in common]
    leading, other = (mine, theirs) if moved else (theirs, mine)
    order = list(leading)
    known = set(order)
    for place, key in enumerate(other):
        if key in known:
            continue
        after = next((before for before in reversed(other[:place]) if before in known), None)
        order.insert(order.index(after) + 1 if after is not None else 0, key)
        known.add(key)
    return order
