"""The body of an item: block markup, classic HTML or both, as blocks."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field

from freesheet.importers.html import Converted, Kept, convert_html
from freesheet.importers.html.addresses import web_address
from freesheet.importers.html.embeds import embed
from freesheet.importers.html.pieces import Notes, leftover
from freesheet.importers.wordpress.blockmarkup import MarkedBlock, has_blocks, parsed
from freesheet.importers.wordpress.expansions import handlers
from freesheet.importers.wordpress.leftovers import with_leftovers
from freesheet.importers.wordpress.media import Library
from freesheet.importers.wordpress.paragraphs import PAGE_BREAK, restore_paragraphs
from freesheet.importers.wordpress.records import WordpressItem
from freesheet.importers.wordpress.shortcodes import Handler, expanded

MAX_REUSE = 5
"""Reusable blocks within reusable blocks."""

_CLASSIC = {"freeform", "classic", "shortcode"}
_SAY_NOTHING = {
    "buttons", "column", "columns", "group", "heading", "list", "list-item", "media-text", "more", "nextpage",
    "paragraph", "quote", "spacer", "table", "verse",
}  # fmt: skip
_FILE_EXTRAS = re.compile(
    r"<a\b[^>]*wp-block-file__button[^>]*>.*?</a>|<object\b[^>]*wp-block-file__embed[^>]*>.*?</object>",
    re.DOTALL | re.IGNORECASE,
)
_SHOWS_SOMETHING = re.compile(r"<(?:img|iframe|video|audio|embed|object|hr|table|svg|picture)\b", re.IGNORECASE)
_PAGE_BREAKS = re.compile(rf"<!--\s*{PAGE_BREAK}\s*-->")


def body_of(item: WordpressItem, library: Library, base_url: str) -> Converted:
    """The blocks of an item's content, and sentences about what did not come into them.

    Raises:
        ImportProblem: the content is larger than any article.
    """
    maker = _Maker(item, library)
    source = maker.html(item.content)
    converted = convert_html(source, base_url, picture_for=library.picture_for, kept=maker.kept)
    blocks, said = with_leftovers(converted.blocks)
    pages = pages_in(item.content)
    if pages > 1:
        maker.notes.add(f"The text was shown on {pages} pages; here it is one.")
    return Converted(blocks, [*maker.notes.sentences(), *converted.notes, *said])


def pages_in(content: str) -> int:
    """On how many pages a text was shown."""
    return len(_PAGE_BREAKS.findall(content)) + 1


@dataclass
class _Maker:
    """Makes one HTML of whatever an item holds; what WordPress alone could make is kept as it stands."""

    item: WordpressItem
    library: Library
    kept: Kept = field(default_factory=Kept)
    notes: Notes = field(default_factory=Notes)
    handlers: dict[str, Handler] = field(init=False)
    reuse: int = 0

    def __post_init__(self) -> None:
        self.handlers = handlers(self.library, self.kept, self.item.number)

    def html(self, content: str) -> str:
        if not has_blocks(content):
            return self._classic(content)
        return "".join(
            self._classic(part) if isinstance(part, str) else self._expanded(self._block(part))
            for part in parsed(content)
        )

    def _classic(self, text: str) -> str:
        return restore_paragraphs(self._expanded(text)) if text.strip() else ""

    def _expanded(self, text: str) -> str:
        return expanded(text, self.handlers)

    def _block(self, block: MarkedBlock) -> str:
        if block.name == "block":
            return self._reusable(block)
        if block.name in _CLASSIC:
            return self._classic(block.html)
        if block.is_alone:
            return self._alone(block)
        inner = "".join(part if isinstance(part, str) else self._block(part) for part in block.inner)
        if block.name == "file":
            inner = _FILE_EXTRAS.sub("", inner)
        if block.name == "cover":
            inner = self._cover(block, inner)
        if "embed" in block.name and not re.search(r"https?:", inner):
            return self._alone(block)
        if self._is_empty(inner) and block.name not in _SAY_NOTHING:
            return self._alone(block)
        return inner

    @staticmethod
    def _is_empty(inner: str) -> bool:
        return not _SHOWS_SOMETHING.search(inner) and not html.unescape(re.sub(r"<[^>]*>", "", inner)).strip()

    @staticmethod
    def _cover(block: MarkedBlock, inner: str) -> str:
        """The picture behind the words of a cover, which once stood in its style only."""
        address = web_address(block.text_told("url"))
        if not address or address in html.unescape(inner).replace(f"url({address})", ""):
            return inner
        number = block.text_told("id")
        return f'<figure><img src="{html.escape(address)}" class="wp-image-{html.escape(number)}"></figure>{inner}'

    def _alone(self, block: MarkedBlock) -> str:
        """A block without HTML: WordPress makes it when a page is shown, from what it is told."""
        if block.name in _SAY_NOTHING:
            return ""
        if block.name == "separator":
            return "<hr>"
        if block.name == "footnotes":
            return self._footnotes(block)
        addresses = [web_address(block.text_told(key)) for key in ("url", "src", "href", "mediaLink")]
        address = next(filter(None, addresses), "")
        if address and ("embed" in block.name or block.name in ("video", "audio")):
            return self.kept.keep([embed(address)])
        if block.name == "image" and (address or block.text_told("id")):
            number = html.escape(block.text_told("id"))
            attachment = self.library.index.attachment(block.text_told("id"))
            source = html.escape(address or (attachment.url if attachment else ""))
            return f'<img src="{source}" class="wp-image-{number}" alt="{html.escape(block.text_told("alt"))}">'
        self.notes.add(
            f"WordPress makes the block “{block.name}” when a page is shown; it was left over for an editor."
        )
        return self.kept.keep([leftover("block", block.source)])

    def _footnotes(self, block: MarkedBlock) -> str:
        try:
            notes = json.loads(self.item.first("footnotes") or "[]")
        except (ValueError, RecursionError):
            notes = None
        if not isinstance(notes, list) or not all(isinstance(note, dict) for note in notes):
            return self.kept.keep([leftover("block", f"{block.source} {self.item.first('footnotes')}")])
        items = "".join(f"<li>{note.get('content', '')}</li>" for note in notes)
        return f"<ol>{items}</ol>" if items else ""

    def _reusable(self, block: MarkedBlock) -> str:
        content = self.library.index.reusable(block.text_told("ref"))
        if not content or self.reuse >= MAX_REUSE:
            self.notes.add("A reusable block is not in the export; its place was left over for an editor.")
            return self.kept.keep([leftover("block", block.source)])
        self.reuse += 1
        made = self.html(content)
        self.reuse -= 1
        return made
