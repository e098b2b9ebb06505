"""An HTML page cut into pieces: every text on it in exactly one, with what the markup calls it."""

from __future__ import annotations

import html as markup
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring, tostring

from freesheet.importers.errors import ImportProblem
from freesheet.importers.page.containers import story_element
from freesheet.importers.page.folding import printable
from freesheet.importers.page.rulings import Kind, Piece

MAX_PIECES = 8000
_DEEPEST = 120
_UNSEEN = {
    "script",
    "style",
    "template",
    "head",
    "svg",
    "noscript",
    "select",
    "datalist",
    "math",
    "object",
    "canvas",
    "map",
    "title",
    "meta",
    "link",
}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul", "iframe", "video", "audio", "legend",
}  # fmt: skip
_WHOLE = {"ul", "ol", "dl", "blockquote", "table", "figure", "pre", "iframe", "video", "audio"}
_TEXTS = {"p", "h1", "h2", "h3", "h4", "h5", "h6"}
_NEW_LINE = {"br", "li", "tr", "p", "div", "dt", "dd", "figcaption", "td", "th"}
_BREAK = re.compile(r"(?:<br[^>]*>\s*){2,}", re.IGNORECASE)
_WORDS = re.compile(r"[a-z]+")
_TAG_HINTS = {
    "nav": (Kind.NAVIGATION, "The markup calls it navigation."),
    "form": (Kind.OUTSIDE, "It belongs to a form."),
    "aside": (Kind.OUTSIDE, "The markup sets it aside from the article."),
    "button": (Kind.OUTSIDE, "It is a button."),
}
_CLASS_HINTS: list[tuple[Kind, str]] = [
    (Kind.SHARE, r"share|sharing|sharedaddy|addtoany|addthis|social|socials|heateor|sharethis"),
    (Kind.RELATED, r"related|relatedposts|yarpp|readmore|recommended|recommendations|read(?=-(?:also|next))"),
    (Kind.NEWSLETTER, r"newsletter|newsletters|signup|mailchimp|mailpoet|subscribe"),
    (Kind.COMMENTS, r"comments|respond|disqus|commentlist"),
    (Kind.COOKIES, r"cookie|cookies|consent|gdpr|cmp|onetrust"),
    (
        Kind.APPEAL,
        r"donate|donation|donations|appeal|fundraising|membership-(?:cta|box)|support-(?:us|box|cta|banner|appeal)|contribute-(?:box|cta)",
    ),
    (Kind.TAGS, r"tags|tagcloud|taglist|tag-links|post-tags"),
    (Kind.NAVIGATION, r"breadcrumb|breadcrumbs|pagination|navigation|menu|navbar|skip-link"),
    (Kind.ADVERT, r"ad|ads|advert|advertisement|adsbygoogle|sponsored|promo|dfp"),
    (
        Kind.STANDFIRST,
        (
            r"standfirst|subtitle|subheadline|dek|deck|p-summary|(?:entry|article|post)-(?:summary|excerpt|subtitle|lead|intro)"
            r"|chapo|chapeau|strapline"
        ),
    ),
    (
        Kind.BIOGRAPHY,
        r"author-(?:bio|box|info|description|card|about|profile)|authorbox|about-author|post-author-box|bio|biography|abh",
    ),
    (Kind.OUTSIDE, r"sidebar|(?<!elementor-)widget|widget-area|screen-reader-text|sr-only|visually-hidden"),
]
_HINTS = [(kind, re.compile(rf"(?<![a-z])(?:{pattern})(?![a-z])")) for kind, pattern in _CLASS_HINTS]


@dataclass(frozen=True)
class _Context:
    setting: Literal["story", "around", "outside"] = "outside"
    hint: Kind | None = None
    why: str = ""


def parsed(text: str) -> HtmlElement:
    """The document in ``text``, however untidy. Raises :class:`ImportProblem` if there is none."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", _printable(text))
    try:
        root = document_fromstring(
            text.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as problem:
        raise ImportProblem("There is no page in this file: it holds no HTML element that could be read.") from problem
    return root


def _printable(text: str) -> str:
    return "".join(c for c in text if c in "\t\n\r" or c >= " ")


def pieces_of(root: HtmlElement) -> list[Piece]:
    """The texts of the page in reading order. Raises :class:`ImportProblem` for more than :data:`MAX_PIECES`."""
    return _Walk(root).pieces


class _Walk:
    def __init__(self, root: HtmlElement) -> None:
        self.paths: dict[HtmlElement, str] = {}
        self.story, self.frame = story_element(root)
        self.above = set(self.story.iterancestors())
        self.pieces: list[Piece] = []
        self._walk(root, _Context(), 0)

    def _walk(self, element: HtmlElement, context: _Context, depth: int) -> None:
        context = self._entered(element, context)
        in_story = context.setting == "story" and context.hint is None
        if (in_story and element.tag in _WHOLE and element is not self.story) or depth > _DEEPEST:
            self._add(element, context, _outer(element))
            return
        if not any(isinstance(child.tag, str) and self._holds_blocks(child) for child in element):
            self._add_run(element, element, _inner(element), context)
            return
        run = markup.escape(element.text or "", quote=False)
        for child in element:
            if isinstance(child.tag, str) and self._holds_blocks(child):
                self._add_run(element, None, run, context)
                run = ""
                self._walk(child, context, depth + 1)
            elif isinstance(child.tag, str) and child.tag not in _UNSEEN:
                run += _outer(child)
            run += markup.escape(child.tail or "", quote=False)
        self._add_run(element, None, run, context)

    def _path(self, element: HtmlElement) -> str:
        """The element's XPath. lxml's own counts siblings for each call, which is slow in a page of thousands."""
        if element not in self.paths:
            parent = element.getparent()
            if parent is None:
                self.paths[element] = f"/{element.tag}"
            else:
                self._name_children(parent, self._path(parent))
        return self.paths[element]

    def _name_children(self, parent: HtmlElement, path: str) -> None:
        total = Counter(child.tag for child in parent)
        count: Counter[Any] = Counter()
        for child in parent:
            count[child.tag] += 1
            self.paths[child] = f"{path}/{child.tag}" + (f"[{count[child.tag]}]" if total[child.tag] > 1 else "")

    def _holds_blocks(self, element: HtmlElement) -> bool:
        if element.tag in _BLOCKS:
            return True
        return element.tag not in _UNSEEN and any(
            isinstance(below.tag, str) and below.tag in _BLOCKS for below in element.iterdescendants()
        )

    def _entered(self, element: HtmlElement, context: _Context) -> _Context:
        if element is self.story:
            return _Context("story")
        if element is self.frame:
            return _Context("around")
        if element in self.above:
            return context
        if context.hint is not None:
            return context
        if element.tag in _TAG_HINTS and not (element.tag == "form" and self._is_big(element)):
            kind, why = _TAG_HINTS[element.tag]
            named = self._named_hint(element)
            return replace(context, hint=named or kind, why=why)
        if element.tag == "footer" and context.setting == "story":
            return replace(context, setting="around")
        if element.get("hidden") is not None or "display:none" in (element.get("style") or "").replace(" ", ""):
            return replace(context, hint=Kind.OUTSIDE, why="The page does not show it.")
        hint = self._named_hint(element)
        if hint and not self._is_big(element):
            return replace(context, hint=hint, why=f"The markup calls it “{_called(element)}”.")
        return context

    def _is_big(self, element: HtmlElement) -> bool:
        return len(element.text_content()) * 2 > len(self.story.text_content())

    def _named_hint(self, element: HtmlElement) -> Kind | None:
        called = _called(element).lower()
        return next((kind for kind, pattern in _HINTS if pattern.search(called)), None) if called else None

    def _add_run(self, element: HtmlElement, whole: HtmlElement | None, run: str, context: _Context) -> None:
        """Text between blocks, or a block without blocks in it; two line breaks in a row part paragraphs."""
        parts = [part for part in _BREAK.split(run) if part.strip()]
        tag = element.tag if whole is not None and element.tag in _TEXTS else "p"
        if whole is not None and context.hint is None and tag == "p" and element.tag != "p":
            context = self._inner_hint(element, context)
        apart = whole is not None and tag == "p" and element.tag != "p" and _only_inline_parts(element)
        for number, part in enumerate(parts, start=1):
            source = (
                _outer(element)
                if whole is not None and tag == element.tag and len(parts) == 1
                else f"<{tag}>{part}</{tag}>"
            )
            self._add(element, context, source, tag, f"#{number}" if len(parts) > 1 else "", apart)

    def _inner_hint(self, element: HtmlElement, context: _Context) -> _Context:
        size = len(element.text_content().strip())
        for below in element.iterdescendants():
            hint = self._named_hint(below) if isinstance(below.tag, str) else None
            if hint and len(below.text_content().strip()) * 5 >= size * 4:
                return replace(context, hint=hint, why=f"The markup calls it “{_called(below)}”.")
        return context

    def _add(
        self, element: HtmlElement, context: _Context, source: str, tag: str = "", part: str = "", apart: bool = False
    ) -> None:
        tag = tag or cast(str, element.tag)
        node = _fragment(source)
        text = _text(node, apart)
        pictured = node is not None and any(True for _ in node.iter("img", "iframe", "video", "audio"))
        if not text and not (pictured and context.setting == "story" and context.hint is None):
            return
        links = (
            list(filter(None, (_text(link).replace("\n", " ") for link in node.iter("a")))) if node is not None else []
        )
        where = self._path(element) + part
        if tag == "p" and pictured and not text:
            tag = "figure"
        if len(self.pieces) >= MAX_PIECES:
            raise ImportProblem(f"This page has more than {MAX_PIECES:,} pieces of text: that is no single article.")
        piece = Piece(
            where, text, ((where, text),), tag, source, context.hint, context.why, context.setting, "\n".join(links)
        )
        self.pieces.append(piece)


def _only_inline_parts(element: HtmlElement) -> bool:
    """A row of spans and links with no words between them: labels side by side, not a sentence."""
    loose = (element.text or "") + "".join(child.tail or "" for child in element)
    return len(element) > 1 and not any(c.isalnum() for c in loose)


def _called(element: HtmlElement) -> str:
    return " ".join(filter(None, [element.get("class"), element.get("id")]))[:300]


def _fragment(source: str) -> HtmlElement | None:
    try:
        return document_fromstring(
            f"<div>{source}</div>".encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8")
        )
    except (etree.ParserError, ValueError):
        return None


def _text(node: HtmlElement | None, apart: bool = False) -> str:
    """The text as it reads on the page: spaces run together, a line for each list item and line break."""
    if node is None:
        return ""
    parts: list[str] = []
    for event, element in etree.iterwalk(node, events=("start", "end")):
        if not isinstance(element.tag, str):
            parts.append(element.tail or "" if event == "end" else "")
        elif event == "start":
            parts.append(
                "\v" if element.tag in _NEW_LINE or (apart and element.tag in {"span", "a", "time", "button"}) else ""
            )
            parts.append("" if element.tag in _UNSEEN else (element.text or "").replace("\v", " "))
        else:
            parts.append("" if element is node else (element.tail or "").replace("\v", " "))
    lines = (" ".join(printable(line).split()) for line in "".join(parts).split("\v"))
    return "\n".join(filter(None, lines))


def _inner(element: HtmlElement) -> str:
    return markup.escape(element.text or "", quote=False) + "".join(
        _outer(child) + markup.escape(child.tail or "", quote=False)
        for child in element
        if isinstance(child.tag, str) and child.tag not in _UNSEEN
    )


def _outer(element: HtmlElement) -> str:
    return cast(str, tostring(element, encoding="unicode", with_tail=False))
