"""Reading the demonstration newspaper's own files: Markdown with settings in TOML above it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt

from freesheet.importers.html import convert_html
from freesheet.importers.manuscripts import Block, Picture

CONTENT = Path(__file__).parent / "content"
_markdown = MarkdownIt("commonmark").enable("table")
_PICTURE = re.compile(r"\]\(picture:([a-z0-9-]+)")
_DIRECTIVE = re.compile(r"^<(related|embed|sound|aid|pull|live): ([^>]+)>\s*$", re.MULTILINE)
_NOTE = re.compile(r"⟦(note|source): (.*?)⟧", re.DOTALL)
_ASKED = re.compile(r"<p><(b|strong)>((?:(?!</\1>).)*)</\1></p>", re.DOTALL)
_ASIDE = re.compile(r"<p><(i|em)>(?:(?!</\1>).)*</\1></p>", re.DOTALL)
_SOURCE = re.compile(r"^> — ", re.MULTILINE)
NO_PICTURE = {"image": None, "caption": "", "alt": ""}
_HOST = "https://pictures.invalid/"

Draw = Callable[[str, str, str], Picture | None]
"""Gives the picture of a name, with its text for who cannot see it, and its caption."""


@dataclass(frozen=True)
class Written:
    """A file: the settings above, the Markdown below, and its language."""

    slug: str
    language: str
    head: dict[str, Any]
    text: str


def written(folder: str) -> Iterator[Written]:
    """The Markdown files of a folder of the content, sorted by name."""
    for path in sorted((CONTENT / folder).glob("*.md")):
        _empty, head, text = path.read_text("utf-8").split("+++\n", 2)
        slug, language = path.stem.split(".", 1)
        yield Written(slug, language, tomllib.loads(head), text)


def told(folder: str, slug: str, language: str) -> dict[str, Any]:
    """What a TOML file of the content says; of the one for all languages where there is none for this."""
    own = CONTENT / folder / f"{slug}.{language}.toml"
    path = own if own.is_file() else CONTENT / folder / f"{slug}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def html(markdown: str) -> str:
    """Markdown as HTML."""
    return str(_markdown.render(markdown))


def body(
    text: str,
    draw: Draw,
    article: Callable[[str], int | None],
    recording: Callable[[str], int] = lambda name: 0,
    language: str = "en",
) -> list[Block]:
    """Markdown as blocks. ``article`` gives the id of an article that is filed already, by its slug; ``recording`` that
    of a film or a sound, by its name."""
    blocks: list[Block] = []
    position = 0
    for found in _DIRECTIVE.finditer(text):
        blocks += _prose(text[position : found.start()], draw)
        position = found.end()
        if found[1] == "embed":
            url, _bar, caption = found[2].partition("|")
            blocks.append({"type": "embed", "value": {"url": url.strip(), "caption": caption.strip()}})
        elif found[1] == "sound":
            blocks.append({"type": "recording", "value": {"recording": recording(found[2].strip()), "caption": ""}})
        elif found[1] == "live":
            at, heading, told_then = (each.strip() for each in found[2].split("|", 2))
            entry = {"at": at, "heading": heading, "text": html(told_then), "picture": dict(NO_PICTURE)}
            blocks.append({"type": "live", "value": entry})
        elif found[1] == "pull":
            blocks.append({"type": "pull", "value": {"words": found[2].strip()}})
        elif found[1] == "aid":
            blocks.append(_aid(told("aids", found[2].strip(), language), draw))
        elif (pk := article(found[2].strip())) is not None:
            blocks.append({"type": "related_article", "value": {"article": pk, "title": ""}})
    return blocks + _prose(text[position:], draw)


def _aid(written: dict[str, Any], draw: Draw) -> Block:
    """A visual aid. What has a ``drawing`` in it is a picture."""

    def drawn(value: Any) -> Any:
        if isinstance(value, list):
            return [drawn(each) for each in value]
        if not isinstance(value, dict):
            return value
        inner = {name: drawn(each) for name, each in value.items()}
        if "drawing" in inner:
            name, alt, caption = inner.pop("drawing"), inner.get("alt", ""), inner.get("caption", "")
            inner |= {"image": draw(name, alt, caption), "alt": alt, "caption": caption}
        return inner

    kind = written.pop("aid")
    return {"type": kind, "value": drawn(written)}


def _prose(text: str, draw: Draw) -> list[Block]:
    # A line of its own, or Markdown would run the source on with what was said.
    text = _SOURCE.sub(">\n> — ", text)
    rendered = html(_PICTURE.sub(rf"]({_HOST}\1", text))
    blocks = convert_html(
        rendered, picture_for=lambda tag: draw(tag.addresses[0].removeprefix(_HOST), tag.alt, tag.title)
    )
    return [_noted(block) for block in blocks.blocks]


def _noted(block: Block) -> Block:
    """A block with its notes where they were written: ⟦note: like this⟧."""
    if block["type"] not in ("paragraph", "list"):
        return block
    elements = {"note": "footnote", "source": "sourcenote"}
    html = _NOTE.sub(lambda found: f"<{elements[found[1]]}>{found[2]}</{elements[found[1]]}>", block["value"])
    return {**block, "value": html}


def as_turns(blocks: list[Block], asks: str, answers: str) -> list[Block]:
    """A conversation as turns of two speakers, by the ids of their blocks.

    Paragraphs that are bold from end to end ask; those after them answer, but for what is in italics from end to end.
    """
    talk: list[Block] = []
    begun = False
    for block in blocks:
        asked = _ASKED.fullmatch(block["value"]) if block["type"] == "paragraph" else None
        begun = begun or asked is not None
        aside = block["type"] == "paragraph" and _ASIDE.fullmatch(block["value"])
        if not begun or aside or block["type"] != "paragraph":
            talk.append(block)
        elif asked is None and talk[-1]["type"] == "turn" and talk[-1]["value"]["speaker"] == answers:
            talk[-1]["value"]["text"] += block["value"]
        else:
            text = f"<p>{asked[2]}</p>" if asked else block["value"]
            talk.append({"type": "turn", "value": {"speaker": asks if asked else answers, "text": text}})
    return talk
