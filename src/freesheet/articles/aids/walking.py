"""Walking through the value of an aid: its pictures, and what there is to read in it, whichever aid it is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from freesheet.articles.aids.pictures import PictureBlock
from freesheet.lib.clean import text_of
from freesheet.lib.notes import without

Leaf = tuple[Any, Any]
"""A block that has no other inside, and its value."""


def leaves(block: Any, value: Any) -> Iterator[Leaf]:
    """The innermost blocks of a value; a :class:`PictureBlock` is one, and so is each of its fields."""
    if isinstance(block, blocks.ListBlock):
        for item in value or ():
            yield from leaves(block.child_block, item)
    elif isinstance(block, blocks.StreamBlock):
        for child in value or ():
            yield from leaves(child.block, child.value)
    elif isinstance(block, blocks.StructBlock):
        if isinstance(block, PictureBlock):
            yield block, value
        for name, child in block.child_blocks.items():
            yield from leaves(child, value.get(name))
    else:
        yield block, value


def pictures(block: Any, value: Any) -> Iterator[tuple[Any, str]]:
    """Every picture of an aid, and its description in this place, which may be empty."""
    for leaf, held in leaves(block, value):
        if isinstance(leaf, PictureBlock) and held and held.get("image") is not None:
            yield held["image"], held.get("alt") or ""


def texts(block: Any, value: Any, but: Collection[str] = ()) -> Iterator[str]:
    """Every text of an aid that readers get, plain; but for those of fields named in ``but``."""
    for leaf, held in leaves(block, value):
        if leaf.name in but:
            continue
        if isinstance(leaf, blocks.RichTextBlock):
            yield text_of(held.source.replace("<", " <")) if held else ""
        elif isinstance(leaf, blocks.CharBlock | blocks.TextBlock):
            yield str(held or "")


def sources(block: Any, value: Any) -> Iterator[str]:
    """What of an aid is rich text, as it is stored: part of the story, and no caption."""
    for leaf, held in leaves(block, value):
        if isinstance(leaf, blocks.RichTextBlock) and held:
            yield held.source


def told(block: Any, value: Any) -> Iterator[str]:
    """The same as plain text, but for its notes; entities may stand in it."""
    return (text_of(without(source).replace("<", " <")) for source in sources(block, value))


def picture_ids(block: Any, raw: Any) -> Iterator[int]:
    """The ids of the pictures in a value as it is stored."""
    if isinstance(block, blocks.ListBlock):
        for item in raw if isinstance(raw, list) else ():
            inner = item.get("value") if isinstance(item, dict) and item.get("type") == "item" else item
            yield from picture_ids(block.child_block, inner)
    elif isinstance(block, blocks.StreamBlock):
        for item in raw if isinstance(raw, list) else ():
            kind = block.child_blocks.get(item.get("type")) if isinstance(item, dict) else None
            yield from picture_ids(kind, item.get("value"))
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from picture_ids(child, raw.get(name) if isinstance(raw, dict) else None)
    elif isinstance(block, ImageChooserBlock) and isinstance(raw, int):
        yield raw
