"""Pictures: which of a picture's addresses to take, and where its caption stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from freesheet.importers.html import embeds
from freesheet.importers.html.addresses import is_picture, safe_address, web_address
from freesheet.importers.html.atoms import Atom, line_of, links_in
from freesheet.importers.html.pieces import Paragraph, Piece, leftover
from freesheet.importers.html.quotations import taken, undashed
from freesheet.importers.html.tree import Element
from freesheet.importers.html.walk import ImageTag, PictureFor, Walk
from freesheet.importers.manuscripts import Picture

_CANDIDATE = re.compile(r"(\S*[^\s,])(?:\s+([\d.]+)[wx])?\s*(?:,|$)")
_LAZY = ("data-orig-file", "data-large-file", "data-full-url", "data-lazy-src", "data-src", "data-original", "src")
_EMOJI = {"emoji", "wp-smiley"}


def by_address(find: Callable[[str], Picture | None] | None) -> PictureFor:
    """A finder that asks ``find`` for each address in turn; without one, takes the best address on the web."""

    def found(tag: ImageTag) -> Picture | None:
        for address in tag.addresses:
            if find is not None:
                if (picture := find(address)) is not None:
                    return picture
            elif web_address(address):
                return Picture(source=address, title=tag.title, alt=tag.alt)
        return None

    return found


def image(walk: Walk, element: Element, further: Sequence[str] = ()) -> None:
    """A picture, set beside the text it stood in. One that only counts readers is left out."""
    attrs = element.attrs
    if _EMOJI & set(element.classes):
        walk.run.append(Atom(attrs.get("alt", ""), element.marks))
        return
    if attrs.get("width") in ("0", "1") and attrs.get("height") in ("0", "1"):
        walk.notes.add("A picture of a single dot, which only counts readers, was removed.")
        return
    tag = _tag(element, further, walk.base_url)
    chosen = walk.picture_for(tag)
    link = next((address for mark, address in element.marks if mark == "a"), "")
    if link and not is_picture(link):
        walk.notes.add(f"A picture linked to {link}; pictures carry no link here.")
    if chosen is None:
        walk.place([_missing(walk, tag, attrs.get("src", ""))])
        return
    walk.place([{"type": "image", "value": {"image": chosen, "caption": "", "alt": tag.alt}}])


def _missing(walk: Walk, tag: ImageTag, source: str) -> Piece:
    where = "inside the page itself" if source.lstrip()[:5].lower() == "data:" else ", ".join(tag.addresses[:3])
    walk.notes.add("A picture cannot be brought; it was left over for an editor.")
    return leftover("html", " ".join(filter(None, ("Picture:", tag.alt, f"({where or 'without an address'})"))))


def _tag(element: Element, further: Sequence[str], base_url: str) -> ImageTag:
    attrs = element.attrs
    link = next((address for mark, address in element.marks if mark == "a" and is_picture(address)), "")
    named = [link, *_largest_first([attrs.get("srcset", ""), attrs.get("data-srcset", ""), *further])]
    named = [link, *(attrs.get(name, "") for name in _LAZY[:3]), *named[1:], *(attrs.get(n, "") for n in _LAZY[3:])]
    addresses = [_picture_address(address, base_url) for address in named]
    in_class = next((name.rpartition("-")[2] for name in element.classes if re.fullmatch(r"wp-image-\d+", name)), "")
    number = in_class or attrs.get("data-attachment-id", "") or attrs.get("data-id", "")
    return ImageTag(
        addresses=tuple(dict.fromkeys(filter(None, addresses))),
        alt=" ".join(attrs.get("alt", "").split()),
        title=" ".join(attrs.get("title", "").split()),
        classes=tuple(element.classes),
        number=number if number.isascii() and number.isdigit() else "",
    )


def _picture_address(address: str, base_url: str) -> str:
    """An address on the web; or a relative one as it stands, for a finder that knows the saved page's folder."""
    found = safe_address(address, base_url, {"http", "https"})
    if found or re.match(r"\s*[a-zA-Z][a-zA-Z0-9+.\-]*:", address):
        return found
    return address.strip() if not address.strip().startswith(("//", "#")) else ""


def _largest_first(srcsets: Sequence[str]) -> list[str]:
    sized: list[tuple[float, str]] = []
    for srcset in srcsets:
        for address, size in _CANDIDATE.findall(srcset):
            sized.append((float(size) if re.fullmatch(r"\d+(?:\.\d+)?", size) else 1.0, address))
    return [address for _size, address in sorted(sized, key=lambda pair: -pair[0])]


def picture(walk: Walk, element: Element) -> None:
    """A picture in several forms: the one for every browser, or a larger one beside it."""
    further = [inner.attrs.get("srcset", "") for inner in element.elements() if inner.tag == "source"]
    for inner in element.elements():
        if inner.tag == "img":
            image(walk, inner, further)


def figure(walk: Walk, element: Element) -> None:
    """Pictures, a table, a quotation or a recording, with the caption that belongs to it."""
    walk.flush()
    captions = taken(element, "figcaption")
    pieces = walk.pieces(element.children)
    if any("embed" in name for name in element.classes):
        pieces = [embeds.of_lone_address(piece) for piece in pieces]
    words = " ".join(filter(None, (line_of(caption.words()) for caption in captions)))
    for caption in captions:
        for address in links_in(caption.words()):
            walk.notes.add(f"A caption linked to {address}; captions carry no link here.")
    for piece in with_caption(pieces, words):
        walk.put(piece)


def with_caption(pieces: list[Piece], words: str) -> list[Piece]:
    """The pieces of a figure with its caption where it belongs; a caption of several pictures follows them."""
    if not words:
        return pieces
    blocks = [piece for piece in pieces if isinstance(piece, dict)]
    images = [block for block in blocks if block["type"] == "image"]
    fields = {"image": "caption", "table": "caption", "embed": "caption", "quotation": "source"}
    bearers = [block for block in blocks if block["type"] in fields]
    if not bearers or len(images) > 1:
        return [*pieces, Paragraph([Atom(words, (("i", ""),))])]
    bearer = (images or bearers)[0]
    name = fields[bearer["type"]]
    said = undashed(words) if name == "source" else words
    bearer["value"][name] = " ".join(filter(None, (bearer["value"][name], said)))
    return pieces


def repeats(block: Piece, before: Sequence[Piece]) -> bool:
    """Whether a picture is the one just before it: the copy for browsers without script that lazy loading leaves."""
    last = before[-1] if before else None
    if not isinstance(last, dict) or not isinstance(block, dict) or last["type"] != "image":
        return False
    return _source(last["value"]["image"]) == _source(block["value"]["image"])


def _source(picture: Picture | int) -> Path | str | int:
    return picture.source if isinstance(picture, Picture) else picture
