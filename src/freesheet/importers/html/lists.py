"""Lists, nested as deep as the author wished."""

from __future__ import annotations

from freesheet.importers.html.atoms import Atom, cleaned, inline_html, is_blank
from freesheet.importers.html.pieces import Piece
from freesheet.importers.html.texts import joined, lines_of
from freesheet.importers.html.tree import Element
from freesheet.importers.html.walk import Walk

LISTS = {"ul", "ol", "menu", "dir"}
_PICTURES = {"img", "picture", "video", "audio", "iframe"}


def listing(walk: Walk, element: Element) -> None:
    """A list, and after it what cannot stand in one. A list of pictures is a gallery: its pictures, one by one."""
    walk.flush()
    if _is_gallery(element):
        for child in element.children:
            walk.flow([child])
            walk.flush()
        return
    value, others = _value(walk, element)
    if value:
        walk.put({"type": "list", "value": cleaned(value)})
    for piece in others:
        walk.notes.add("What stood inside a list and is no text was set after the list.")
        walk.put(piece)


def _is_gallery(element: Element) -> bool:
    has_pictures = any(inner.tag in _PICTURES for inner in element.elements())
    return has_pictures and is_blank(_words_outside_captions(element))


def _words_outside_captions(element: Element) -> list[Atom]:
    words: list[Atom] = []
    for child in element.children:
        if isinstance(child, Atom):
            words.append(child)
        elif child.tag != "figcaption":
            words += _words_outside_captions(child)
    return words


def _value(walk: Walk, element: Element) -> tuple[str, list[Piece]]:
    tag = "ol" if element.tag == "ol" else "ul"
    if element.attrs.get("start", "1") not in ("1", "") and tag == "ol":
        walk.notes.add(f"A list began at {element.attrs['start'][:10]}; here it begins at 1.")
    items: list[str] = []
    others: list[Piece] = []
    for nodes in _items(element):
        made, apart = _item(walk, nodes)
        others += apart
        if made and not made[0].startswith("<li>") and items:
            # A list set straight into a list belongs to the item before it.
            items[-1] = items[-1].removesuffix("</li>") + made.pop(0) + "</li>"
        items += [line if line.startswith("<li>") else f"<li>{line}</li>" for line in made]
    return (f"<{tag}>{''.join(items)}</{tag}>" if items else "", others)


def _items(element: Element) -> list[list[Element | Atom]]:
    """What each item holds; words that stand between items are items too."""
    items: list[list[Element | Atom]] = []
    loose: list[Element | Atom] = []
    for child in element.children:
        if isinstance(child, Element) and (child.tag == "li" or child.tag in LISTS):
            items += [loose] if loose else []
            loose = []
            items.append(child.children if child.tag == "li" else [child])
        elif isinstance(child, Element) or not is_blank([child]):
            loose.append(child)
    return items + ([loose] if loose else [])


def _item(walk: Walk, nodes: list[Element | Atom]) -> tuple[list[str], list[Piece]]:
    """An item as ``<li>`` elements: more than one if words follow a nested list, which editors' lists cannot hold."""
    made: list[str] = []
    lines: list[list[Atom]] = []
    others: list[Piece] = []

    def finish() -> None:
        if lines:
            made.append(f"<li>{inline_html(joined(lines))}</li>")
            lines.clear()

    for piece in walk.pieces(nodes):
        if isinstance(piece, dict) and piece["type"] == "list":
            finish()
            nested = piece["value"]
            if made:
                made[-1] = made[-1].removesuffix("</li>") + nested + "</li>"
            else:
                made.append(nested)
            continue
        texts, apart = lines_of([piece])
        lines += texts
        others += apart
    finish()
    return made, others
