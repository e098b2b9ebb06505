"""What an HTML page says of itself in its head: JSON-LD, Open Graph, and plain ``<meta>``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml.html import HtmlElement

from freesheet.importers.page.dates import moment
from freesheet.importers.page.names import looks_like_a_name

_ARTICLES = frozenset(
    {
        "Article",
        "NewsArticle",
        "BlogPosting",
        "ReportageNewsArticle",
        "AnalysisNewsArticle",
        "OpinionNewsArticle",
        "BackgroundNewsArticle",
        "ReviewNewsArticle",
        "LiveBlogPosting",
        "TechArticle",
        "ScholarlyArticle",
        "Report",
    }
)
_DURATION = re.compile(r"P(?:T)?(?:(\d+)H)?(?:(\d+)M)?(?:\d+S)?$")
_MAX_NODES = 2000


@dataclass
class Metadata:
    """Empty where the page does not tell."""

    headline: str = ""
    description: str = ""
    authors: list[str] = field(default_factory=list)
    biographies: dict[str, str] = field(default_factory=dict)
    site_name: str = ""
    section: str = ""
    tags: list[str] = field(default_factory=list)
    published: datetime | None = None
    updated: datetime | None = None
    minutes: int | None = None
    image: str = ""
    image_alt: str = ""
    canonical: str = ""
    language: str = ""
    body: str = ""


def metadata_of(root: HtmlElement) -> Metadata:
    """Read ``root``'s head. JSON-LD is believed first, then Open Graph, then the rest."""
    found = Metadata()
    people: dict[str, dict[str, Any]] = {}
    nodes = list(_json_nodes(root))
    for node in nodes:
        if "Person" in _types(node) and isinstance(node.get("@id"), str):
            people[node["@id"]] = node
    for node in nodes:
        if _types(node) & _ARTICLES:
            _from_article(node, people, found)
            break
    named = {_types_name: node for node in nodes for _types_name in _types(node)}
    for kind in ("WebSite", "NewsMediaOrganization", "Organization"):
        found.site_name = found.site_name or _text(named.get(kind, {}).get("name"))
    _from_meta(root, found)
    return found


def _json_nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    stack: list[Any] = []
    for script in root.iter("script"):
        if (script.get("type") or "").split(";")[0].strip().lower() == "application/ld+json":
            try:
                stack.append(
                    json.loads(
                        (script.text or "").strip().removeprefix("//<![CDATA[").removesuffix("//]]>"), strict=False
                    )
                )
            except (ValueError, RecursionError):
                continue
    stack.reverse()
    for _ in range(_MAX_NODES):
        if not stack:
            return
        node = stack.pop()
        if isinstance(node, list):
            stack.extend(reversed(node))
        elif isinstance(node, dict):
            stack.extend(
                reversed(
                    [
                        node[key]
                        for key in ("@graph", "mainEntity", "mainEntityOfPage")
                        if isinstance(node.get(key), list | dict)
                    ]
                )
            )
            yield node


def _types(node: dict[str, Any]) -> set[str]:
    kinds = node.get("@type")
    return {str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value") or value.get("url") or value.get("@id")
    return " ".join(value.split())[:2000] if isinstance(value, str) else ""


def _from_article(node: dict[str, Any], people: dict[str, dict[str, Any]], found: Metadata) -> None:
    found.headline = _text(node.get("headline")) or _text(node.get("name"))
    found.description = _text(node.get("description"))
    authors = node.get("author")
    for author in authors if isinstance(authors, list) else [authors]:
        _take_author(author, people, found)
    found.site_name = (
        _text(node.get("publisher"))
        if isinstance(node.get("publisher"), dict) and node["publisher"].get("name")
        else ""
    )
    found.section = _text(node.get("articleSection"))
    keywords = node.get("keywords")
    found.tags = [
        tag
        for word in (keywords if isinstance(keywords, list) else [keywords])
        if isinstance(word, str)
        for tag in map(str.strip, word.split(","))
        if tag
    ]
    found.published = moment(_text(node.get("datePublished")))
    found.updated = moment(_text(node.get("dateModified")))
    duration = _DURATION.match(_text(node.get("timeRequired")))
    found.minutes = int(duration[1] or 0) * 60 + int(duration[2] or 0) or None if duration else None
    image = node.get("image")
    first = image[0] if isinstance(image, list) and image else image
    found.image = _text(first.get("url") or first.get("contentUrl")) if isinstance(first, dict) else _text(first)
    page = node.get("mainEntityOfPage")
    found.canonical = _text(page.get("@id")) if isinstance(page, dict) else _text(page)
    found.language = _text(node.get("inLanguage"))
    body = node.get("articleBody")
    found.body = body if isinstance(body, str) else ""


def _take_author(author: Any, people: dict[str, dict[str, Any]], found: Metadata) -> None:
    person = people.get(str(author.get("@id")), author) if isinstance(author, dict) else {"name": author}
    name = _text(person.get("name"))
    if not name or "Organization" in _types(person) or name.startswith(("http:", "https:")) or name in found.authors:
        return
    found.authors.append(name[:200])
    biography = _text(person.get("description"))
    if biography:
        found.biographies[name] = biography


_WRITTEN_BY = re.compile(r"written|auteur|écrit|作者|escrito|verfasst", re.IGNORECASE)
_READING = re.compile(r"reading|lecture|閱讀|阅读|lectura|lesezeit|読了", re.IGNORECASE)
_Values = dict[str, list[str]]


def _from_meta(root: HtmlElement, found: Metadata) -> None:
    values: _Values = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = " ".join((meta.get("content") or "").split())
        if name and content:
            values.setdefault(name, []).append(content[:2000])
    found.headline = found.headline or _first(values, "og:title", "twitter:title", "dc.title", "citation_title")
    found.description = found.description or _first(values, "og:description", "description", "twitter:description")
    found.site_name = _first(values, "og:site_name") or found.site_name or _first(values, "application-name")
    found.section = found.section or _first(values, "article:section", "parsely-section")
    keywords = _first(values, "news_keywords", "keywords").split(",")
    found.tags = found.tags or values.get("article:tag", []) or [tag.strip() for tag in keywords if tag.strip()]
    published = _first(values, "article:published_time", "datepublished", "date", "dc.date", "parsely-pub-date")
    found.published = found.published or moment(published)
    found.updated = found.updated or moment(_first(values, "article:modified_time", "og:updated_time", "datemodified"))
    _people_and_minutes(values, found)
    _addresses(root, values, found)


def _first(values: _Values, *names: str) -> str:
    return next((values[name][0] for name in names if name in values), "")


def _people_and_minutes(values: _Values, found: Metadata) -> None:
    """Authors in plain meta, and the two labelled facts that WordPress plugins put into Twitter cards."""
    labelled = {_first(values, f"twitter:label{n}"): _first(values, f"twitter:data{n}") for n in (1, 2)}
    names = [name for key in ("author", "article:author", "parsely-author") for name in values.get(key, [])]
    names += [value for label, value in labelled.items() if _WRITTEN_BY.search(label)]
    for name in names:
        if not found.authors and looks_like_a_name(name):
            found.authors.append(name)
    told = next((value for label, value in labelled.items() if _READING.search(label)), "")
    minutes = re.search(r"\d{1,3}", told)
    found.minutes = found.minutes or (int(minutes.group()) if minutes else None)


def _addresses(root: HtmlElement, values: _Values, found: Metadata) -> None:
    links = {
        rel: link.get("href") or "" for link in root.iter("link") for rel in (link.get("rel") or "").lower().split()
    }
    candidates = (links.get("canonical", ""), _first(values, "og:url"), found.canonical)
    found.canonical = next(filter(None, map(_address, candidates)), "")
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    found.language = declared or found.language or _first(values, "og:locale", "content-language")
    image = found.image or _first(values, "og:image:secure_url", "og:image", "twitter:image")
    found.image_alt = _first(values, "og:image:alt", "twitter:image:alt")
    try:
        found.image = urljoin(found.canonical, image) if image else ""
    except ValueError:
        found.image = ""


def _address(url: str) -> str:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    return url.strip() if parts.scheme in {"http", "https"} and parts.netloc else ""
