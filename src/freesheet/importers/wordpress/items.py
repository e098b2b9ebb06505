"""A part of the stream as an item."""

from __future__ import annotations

from freesheet.importers.html import plain_text
from freesheet.importers.wordpress.records import TermRef, WordpressItem
from freesheet.importers.wordpress.stream import CONTENT, DUBLIN_CORE, EXCERPT, WXR, Field, Part, named

_PLAIN = {"link": "link", "guid": "guid", "pubDate": "published"}
_WXR = {
    "post_id": "number", "post_type": "kind", "status": "status", "post_password": "password", "post_name": "slug",
    "post_parent": "parent", "menu_order": "menu_order", "post_date": "date", "post_date_gmt": "date_gmt",
    "post_modified_gmt": "modified_gmt", "attachment_url": "attachment_url",
}  # fmt: skip


def item_of(part: Part) -> WordpressItem:
    """The item that an ``<item>`` describes. Where it says a thing twice, the first counts."""
    item = WordpressItem(line=part.line, comments=part.comments, meta=part.meta, said_too_much=part.has_too_much_meta)
    seen: set[str] = set()
    mentioned = ""
    for each in part.fields:
        name = named(each.tag, WXR)
        if each.tag == "category":
            _add_term(item, each)
            continue
        if each.tag in seen:
            continue
        seen.add(each.tag)
        if each.tag in _PLAIN:
            setattr(item, _PLAIN[each.tag], each.text.strip())
        elif each.tag == "title":
            item.title = plain_text(each.text) or each.text.strip()
        elif name in _WXR and not getattr(item, _WXR[name]):
            setattr(item, _WXR[name], each.text.strip())
        elif name == "is_sticky":
            item.is_sticky = each.text.strip() == "1"
        elif name == "author":
            mentioned = each.text.strip()
        elif named(each.tag, CONTENT) == "encoded":
            item.content = each.text
        elif named(each.tag, EXCERPT) == "encoded":
            item.excerpt = each.text
        elif named(each.tag, DUBLIN_CORE) == "creator":
            item.creator = each.text.strip()
    item.creator = item.creator or mentioned
    _only_with_domain(item)
    return item


def _add_term(item: WordpressItem, each: Field) -> None:
    # The first version of the format called the taxonomy of tags "tag".
    taxonomy = {"tag": "post_tag"}.get(each.attributes.get("domain", ""), each.attributes.get("domain", ""))
    name = plain_text(each.text)
    slug = each.attributes.get("nicename", "")
    if name or slug:
        item.terms.append(TermRef(taxonomy, slug, name or slug))


def _only_with_domain(item: WordpressItem) -> None:
    """Old exports say every term twice, once without its slug and perhaps its taxonomy: those copies go."""
    full = {(term.taxonomy, term.name) for term in item.terms if term.slug}
    full |= {("", name) for _taxonomy, name in full}
    kept = [term for term in item.terms if term.slug or (term.taxonomy, term.name) not in full]
    item.terms = list(dict.fromkeys(TermRef(term.taxonomy or "category", term.slug, term.name) for term in kept))
