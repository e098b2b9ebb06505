"""Which element of an HTML page holds the story."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

_BODY_CLASS = re.compile(
    r"(?<![a-z])(?:(?:entry|post|article|story|single|news|blog|gh|td-post|page|wysiwyg|main)[-_]*(?:full[-_]*)?(?:content|body|text|bodytext)(?:[-_]*(?:inner|body|wrapper))?|articlebody|wp-block-post-content|rich-text|body-text|available-content|e-content|caas-body|prose|texte)(?![a-z])"
)
_APART = {
    "nav",
    "aside",
    "footer",
    "form",
    "script",
    "style",
    "noscript",
    "template",
    "head",
    "select",
    "svg",
    "button",
    "figcaption",
}
_PARAGRAPH = {"p", "blockquote", "li", "div", "section", "td", "article", "main", "body", "span"}


def story_element(root: HtmlElement) -> tuple[HtmlElement, HtmlElement]:
    """The element that holds the story's paragraphs, and the article element around it (the same if there is none)."""
    body = root.find("body") if root.find("body") is not None else root
    weights = _weights(body)
    total = weights.get(body, 0)
    articles = [element for element in weights if element.tag == "article" or element.get("role") == "article"]
    article = max(articles, key=lambda element: weights[element], default=None)
    mains = [element for element in weights if element.tag == "main" or element.get("role") == "main"]
    frame = (
        article
        if article is not None and weights[article] * 3 >= total
        else max(mains, key=lambda element: weights[element], default=body)
    )
    named = [element for element in weights if _is_named_body(element)]
    fullest = max((weights[element] for element in named), default=0)
    if fullest and fullest * 2 >= weights.get(frame, 0):
        inner = [element for element in named if weights[element] * 10 >= fullest * 9][-1]
        return inner, _frame_of(inner)
    if frame is not body:
        return frame, frame
    return _densest(body, weights), body


def _is_named_body(element: HtmlElement) -> bool:
    words = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return element.tag not in {"body", "html", "p", "a", "span", "li", "h1"} and (
        (element.get("itemprop") or "").lower() == "articlebody" or bool(_BODY_CLASS.search(words))
    )


def _frame_of(inner: HtmlElement) -> HtmlElement:
    """The article around the story's element; without one, the nearest element that has a headline too."""
    named = next((ancestor for ancestor in inner.iterancestors() if ancestor.tag in {"article", "main"}), None)
    if named is not None:
        return named
    with_headline = (a for a in inner.iterancestors("div", "section", "td") if next(a.iter("h1"), None) is not None)
    return next(with_headline, inner)


def _weights(body: HtmlElement) -> dict[HtmlElement, int]:
    """Characters of running text below each element, in document order; links and furniture elements not counted."""
    weights: dict[HtmlElement, int] = {body: 0}
    for element in body.iter():
        if not isinstance(element.tag, str):
            continue
        weights.setdefault(element, 0)
        if element.tag not in _PARAGRAPH:
            continue
        ancestors = list(element.iterancestors())
        if element.tag in _APART or any(ancestor.tag in _APART for ancestor in ancestors):
            continue
        size = _own_text(element)
        for holder in (element, *ancestors):
            if holder in weights:
                weights[holder] += size
    return weights


def _own_text(element: HtmlElement) -> int:
    """Text of the element itself and of the inline elements in it, if it reads like running text."""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str) and child.tag in {
            "a",
            "b",
            "i",
            "em",
            "strong",
            "mark",
            "sup",
            "sub",
            "q",
            "cite",
            "abbr",
            "small",
            "u",
        }:
            parts.append((child.text or "") if child.tag != "a" else "")
        parts.append(child.tail or "")
    size = len(" ".join("".join(parts).split()))
    return size if size >= 20 or element.tag == "p" else 0


def _densest(body: HtmlElement, weights: dict[HtmlElement, int]) -> HtmlElement:
    """The smallest element that holds most of the text: go down while one child keeps four fifths of it."""
    best = body
    while True:
        children = [
            child
            for child in best
            if isinstance(child.tag, str)
            and child.tag in {"div", "section", "td", "table", "tbody", "tr", "center", "font", "span"}
        ]
        heaviest = max(children, key=lambda child: weights.get(child, 0), default=None)
        if heaviest is None or weights.get(heaviest, 0) * 5 < weights.get(best, 0) * 4 or not weights.get(heaviest, 0):
            return best
        best = heaviest
