"""Blocks as lines that a test can read."""

from __future__ import annotations

from typing import Any

from freesheet.importers.html import blocks_from_html

BASE = "https://site.example/2020/story/"


def shown(html: str, base: str = BASE) -> list[str]:
    """Blocks in one line each, as short as can be read."""
    return [line_of(block) for block in blocks_from_html(html, base)]


def line_of(block: dict[str, Any]) -> str:
    value = block["value"]
    match block["type"]:
        case "paragraph" | "list":
            return str(value)
        case "heading":
            return f"h{value['level']} {value['text']}"
        case "image":
            return f"image {value['image'].source} | {value['alt']} | {value['caption']}"
        case "quotation":
            return f"quotation {value['text']!r} by {value['source']!r}"
        case "embed":
            return f"embed {value['url']} | {value['caption']}"
        case "table":
            return f"table {value['caption']!r} {value['columns']} {[row['values'] for row in value['rows']]}"
        case _:
            return f"{block['type']} {value['origin']}: {value['text']}"
