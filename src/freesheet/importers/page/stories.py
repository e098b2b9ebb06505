"""From judged pieces to the blocks of a body: paragraphs, headings, lists, and related titles at their place."""

from __future__ import annotations

import html as markup
import re

from freesheet.importers.html import blocks_from_html
from freesheet.importers.manuscripts import Block, Manuscript, Picture
from freesheet.importers.page.folding import bare, key_of, paragraph, printable
from freesheet.importers.page.metadata import Metadata
from freesheet.importers.page.rulings import STORY_KINDS, Desk, Kind, Piece

_BULLET = re.compile(r"[•◦‣*\-]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")


def body_of(desk: Desk, base: str) -> tuple[list[Block], list[str]]:
    """The story's blocks, and the titles of the related articles among them.

    A related title between two paragraphs of the story stays there; one that stood above the story,
    in an appeal or in a box below goes to the end. No title comes twice.
    """
    story = [i for i in range(len(desk.pieces)) if desk.kind(i) in STORY_KINDS]
    first, last = (story[0], story[-1]) if story else (0, -1)
    within: list[Block] = []
    after: list[Block] = []
    seen: set[str] = {key_of(desk.facts.headline)}
    titles: list[str] = []
    run: list[Piece] = []
    for index, ruling in enumerate(desk.rulings):
        if ruling is None:
            continue
        if ruling.kind is Kind.RELATED:
            within += _text_blocks(run) if run and first < index < last else []
            run = [] if first < index < last else run
            for title in filter(None, (printable(line).strip() for line in ruling.value.split("\n"))):
                if key_of(title) not in seen:
                    seen.add(key_of(title))
                    titles.append(title)
                    (within if first < index < last else after).append(
                        {"type": "related_article", "value": {"article": None, "title": title}}
                    )
        elif ruling.kind in STORY_KINDS and desk.pieces[index].tag:
            within += blocks_from_html(desk.pieces[index].html, base)
        elif ruling.kind is Kind.HEADING:
            within += _text_blocks(run)
            run = []
            within.append({"type": "heading", "value": {"text": bare(desk.text(index).lstrip("# ")), "level": "2"}})
        elif ruling.kind is Kind.STORY:
            run.append(desk.pieces[index])
    return within + _text_blocks(run) + after, titles


def _text_blocks(pieces: list[Piece]) -> list[Block]:
    """Paragraphs of plain text; two bulleted or numbered ones in a row and more become one list."""
    blocks: list[Block] = []
    index = 0
    while index < len(pieces):
        for pattern, tag in ((_BULLET, "ul"), (_NUMBER, "ol")):
            end = index
            while end < len(pieces) and pattern.match(pieces[end].text):
                end += 1
            if end - index >= 2:
                items = "".join(
                    f"<li>{markup.escape(printable(pattern.sub('', piece.text, count=1)).strip(), quote=False)}</li>"
                    for piece in pieces[index:end]
                )
                blocks.append({"type": "list", "value": f"<{tag}>{items}</{tag}>"})
                index = end
                break
        else:
            if printable(pieces[index].text).strip():
                blocks.append({"type": "paragraph", "value": paragraph(pieces[index].text)})
            index += 1
    return blocks


def lead_of(manuscript: Manuscript, known: Metadata) -> None:
    """Set the lead picture: the one that opens the body, else the one the page shows to other sites."""
    first = manuscript.body[0] if manuscript.body else {}
    picture = first["value"].get("image") if first.get("type") == "image" else None
    if isinstance(picture, Picture) and len(manuscript.body) > 1:
        manuscript.lead_picture = picture
        manuscript.lead_caption = str(first["value"].get("caption") or picture.caption)
        manuscript.body = manuscript.body[1:]
    elif known.image.startswith(("http://", "https://")):
        shown = {
            _file(str(block["value"]["image"].source))
            for block in manuscript.body
            if block["type"] == "image" and isinstance(block["value"].get("image"), Picture)
        }
        if _file(known.image) not in shown:
            manuscript.lead_picture = Picture(known.image, alt=known.image_alt)


def _file(url: str) -> str:
    """The name of a picture's file without the size that WordPress adds: ``boat-1024x768.jpg`` is ``boat.jpg``."""
    return re.sub(r"-\d+x\d+(?=\.\w+$)|-scaled(?=\.\w+$)", "", url.split("?")[0].rsplit("/", 1)[-1])
