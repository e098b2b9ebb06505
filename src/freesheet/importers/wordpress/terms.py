"""What an item's terms become: sections, tags, a format, a language."""

from __future__ import annotations

from freesheet.importers.wordpress.index import Index
from freesheet.importers.wordpress.people import COAUTHORS
from freesheet.importers.wordpress.records import TermRef, WordpressItem

DEFAULT_CATEGORIES = {
    "allgemein", "geen-categorie", "non-classe", "nezarazene", "okategoriserade", "sem-categoria", "senza-categoria",
    "sin-categoria", "ukategorisert", "uncategorised", "uncategorized", "без-рубрики", "غير-مصنف", "未分類", "未分类",
}  # fmt: skip
"""Slugs of the category that WordPress gives to what has none."""

_PRIMARY = ("_yoast_wpseo_primary_category", "rank_math_primary_category", "_primary_term_category")
_KNOWN = {
    "category",
    "post_tag",
    "post_format",
    "nav_menu",
    "language",
    "post_translations",
    "link_category",
    COAUTHORS,
}
_LANGUAGES = {
    "zh-tw": "zh-hant", "zh-hk": "zh-hant", "zh-mo": "zh-hant", "zh-hant": "zh-hant",
    "zh-cn": "zh-hans", "zh-sg": "zh-hans", "zh-hans": "zh-hans", "zh": "zh-hans",
}  # fmt: skip
_REGIONAL = {"pt-br"}


def sections_of(item: WordpressItem, index: Index) -> list[str]:
    """The names of an item's sections, the first being its own: the one marked as primary, else the first named."""
    categories = [term for term in item.terms if term.taxonomy == "category" and not _is_default(term)]
    primary = next((term for key in _PRIMARY if (term := index.term_numbered(item.first(key)))), None)
    if primary is not None:
        categories.sort(key=lambda term: term.slug != primary.slug)
    return list(dict.fromkeys(section_name(term, index) for term in categories))


def _is_default(term: TermRef) -> bool:
    return (term.slug or term.name).casefold() in DEFAULT_CATEGORIES


def section_name(term: TermRef, index: Index) -> str:
    """A category's name; with that of the one above it if another bears the same."""
    known = index.term("category", term.slug)
    name = known.name if known and known.name else term.name
    parent = index.term("category", known.parent) if known and known.parent else None
    if parent is not None and index.namesakes("category", name) > 1:
        return f"{parent.name}: {name}"
    return name


def tags_of(item: WordpressItem) -> list[str]:
    """The names of an item's tags."""
    return list(dict.fromkeys(term.name for term in item.terms if term.taxonomy == "post_tag"))


def format_of(item: WordpressItem) -> tuple[str, str]:
    """An article's format, and a sentence if WordPress's has no counterpart."""
    slug, name = next(((term.slug, term.name) for term in item.terms if term.taxonomy == "post_format"), ("", ""))
    if slug == "post-format-video":
        return "video", ""
    return "column", f"Its format “{name}” has no counterpart here; it is a column." if slug else ""


def unknown_terms(item: WordpressItem) -> list[str]:
    """Sentences about terms of taxonomies that plug-ins made."""
    named: dict[str, list[str]] = {}
    for term in item.terms:
        if term.taxonomy not in _KNOWN:
            named.setdefault(term.taxonomy, []).append(term.name)
    return [f"Terms of “{taxonomy}” were not brought: {', '.join(names)}." for taxonomy, names in named.items()]


def language_of(item: WordpressItem, site_language: str) -> str:
    """The language of an item as the editions name theirs: its own, where a plug-in tells it, or the site's."""
    own = next((term.slug for term in item.terms if term.taxonomy == "language"), "")
    tag = (own or site_language or "en").replace("_", "-").lower()
    return _LANGUAGES.get(tag) or (tag if tag in _REGIONAL else tag.partition("-")[0])
