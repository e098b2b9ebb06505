"""The first pass through an export: it is read to its end before anything of it is believed."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote, urlsplit

from freesheet.importers.html import plain_text
from freesheet.importers.wordpress.errors import UnreadableExport
from freesheet.importers.wordpress.index import Index
from freesheet.importers.wordpress.items import item_of
from freesheet.importers.wordpress.links import OldSite
from freesheet.importers.wordpress.php import mapping
from freesheet.importers.wordpress.records import Attachment, Author, Site, Term, WordpressItem
from freesheet.importers.wordpress.stream import WXR, Part, named, parts_of, position_of_root

VERSIONS = ("1.0", "1.1", "1.2")

_SITE_FIELDS = {"title": "title", "link": "link", "description": "description", "language": "language",
                "pubDate": "published", "generator": "generator"}  # fmt: skip
_SITE_WXR = {"wxr_version": "version", "base_site_url": "base_site_url", "base_blog_url": "base_blog_url"}
_TERMS = {
    "category": ("category", "category_nicename", "cat_name", "category_parent", "category_description"),
    "tag": ("post_tag", "tag_slug", "tag_name", "", "tag_description"),
    "term": ("", "term_slug", "term_name", "term_parent", "term_description"),
}


def survey(path: Path, index: Index) -> tuple[Site, Counter[str], list[str]]:
    """Read a whole export, and note in ``index`` what later reading needs.

    Returns the site, how many comments of each kind there are, and sentences about what is odd in the file.

    Raises:
        UnreadableExport: the file is not well-formed or no WordPress export; with line and column.
        ImportProblem: the file cannot be opened.
    """
    surveyor = _Surveyor(index)
    for part in parts_of(path):
        surveyor.take(part)
    if not surveyor.is_wxr:
        line, column = position_of_root(path)
        raise UnreadableExport(
            f"{path.name} is XML, but no WordPress export: none of its elements is in a namespace of the form"
            " http://wordpress.org/export/1.2/",
            line,
            column,
        )
    return surveyor.site(), surveyor.comments, surveyor.oddities()


class _Surveyor:
    def __init__(self, index: Index) -> None:
        self.index = index
        self.told: dict[str, str] = {}
        self.namespace = ""
        self.comments: Counter[str] = Counter()
        self.foreign: Counter[str] = Counter()

    @property
    def is_wxr(self) -> bool:
        return bool(self.namespace)

    def take(self, part: Part) -> None:
        name = named(part.tag, WXR)
        if name:
            self.namespace = self.namespace or part.tag[1:].partition("}")[0]
        if part.tag == "item":
            self._item(part)
        elif part.tag in _SITE_FIELDS:
            self.told.setdefault(_SITE_FIELDS[part.tag], part.text)
        elif name in _SITE_WXR:
            self.told.setdefault(_SITE_WXR[name], part.text)
        elif name in ("author", "wp_author"):
            self._author(part)
        elif name in _TERMS:
            self._term(name, part)
        elif part.tag.startswith("{") and not name and part.fields:
            self.foreign[part.tag.partition("}")[2]] += 1

    def site(self) -> Site:
        return Site(**self.told, namespace=self.namespace)

    def oddities(self) -> list[str]:
        version = self.told.get("version", "")
        from_namespace = WXR.fullmatch(self.namespace)
        said = []
        if not version and from_namespace:
            said.append(f"The file does not name its version; by its namespace it is read as {from_namespace[1]}.")
        elif version not in VERSIONS:
            said.append(f"The file is of version {version[:20]}, which is not known; it is read like 1.2.")
        said += [
            f"An element named {name} is in a namespace that is not WordPress's and was passed over ({times} times)."
            for name, times in self.foreign.items()
        ]
        return said

    def _author(self, part: Part) -> None:
        told = {named(each.tag, WXR).removeprefix("author_"): each.text.strip() for each in reversed(part.fields)}
        if told.get("login"):
            self.index.add_author(
                Author(
                    login=told["login"],
                    name=plain_text(told.get("display_name", "")),
                    email=told.get("email", ""),
                    first_name=plain_text(told.get("first_name", "")),
                    last_name=plain_text(told.get("last_name", "")),
                    number=told.get("id", ""),
                )
            )

    def _term(self, name: str, part: Part) -> None:
        taxonomy, slug, title, parent, description = _TERMS[name]
        term = Term(
            taxonomy=taxonomy or part.first("term_taxonomy", WXR),
            slug=part.first(slug, WXR),
            name=plain_text(part.first(title, WXR)),
            parent=part.first(parent, WXR) if parent else "",
            description=plain_text(part.first(description, WXR)),
            number=part.first("term_id", WXR),
        )
        if term.slug or term.name:
            self.index.add_term(term)

    def _item(self, part: Part) -> None:
        if not self.namespace:
            found = next((each.tag for each in part.fields if named(each.tag, WXR)), "")
            self.namespace = found[1:].partition("}")[0]
        item = item_of(part)
        otherwise = item.guid or item.link or hashlib.sha256(f"{item.title}\n{item.content}".encode()).hexdigest()[:20]
        item.key = self.index.add_item(item.number, item.kind, item.parent, otherwise[:200])
        self.comments.update(item.comments)
        if item.creator:
            self.index.add_author(Author(login=item.creator, declared=False))
        if item.kind == "guest-author":
            self._guest(item)
        elif item.kind == "attachment":
            self._attachment(item)
        elif item.kind == "wp_block":
            self.index.add_reusable(item.number, item.content)
        self.index.add_links(self._places(item), item.key)

    def _guest(self, item: WordpressItem) -> None:
        """Somebody who has a byline and no account (plug-in Co-Authors Plus)."""
        login = item.first("cap-user_login") or item.slug.removeprefix("cap-")
        if login:
            name = plain_text(item.first("cap-display_name") or item.title)
            biography = item.first("cap-description")
            self.index.add_author(Author(login=login, name=name, biography=biography))

    def _attachment(self, item: WordpressItem) -> None:
        about = mapping(item.first("_wp_attachment_metadata")).get("image_meta")
        told = {key: plain_text(str(value)) for key, value in about.items()} if isinstance(about, dict) else {}
        url = item.attachment_url or (item.guid if item.guid.startswith("http") else "")
        file = item.first("_wp_attached_file")
        attachment = Attachment(
            key=item.key, number=item.number, url=url,
            title=item.title,
            alt=plain_text(item.first("_wp_attachment_image_alt")),
            caption=plain_text(item.excerpt) or told.get("caption", ""),
            description=plain_text(item.content),
            credit=told.get("credit", ""),
            copyright=told.get("copyright", ""),
            file=file, link=item.link, parent=item.parent,
        )  # fmt: skip
        rank = int(item.menu_order) if re.fullmatch(r"-?\d{1,9}", item.menu_order) else 0
        self.index.add_attachment(attachment, rank)
        for path in filter(None, (file_path(url), uploads_path(file))):
            self.index.add_file(path, item.key)

    def _places(self, item: WordpressItem) -> list[str]:
        site = OldSite.of(self.site())
        places = [site.place(address) for address in (item.link, item.guid) if address]
        if item.number:
            places.append(f"?{item.number}")
        return [place for place in places if place and place != "/"]


def file_path(url: str) -> str:
    """What names a file by its address: host and path, in lower case, without what says how large to show it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}{unquote(parts.path)}".casefold() if parts.path not in ("", "/") else ""


def uploads_path(file: str) -> str:
    """What names a file by its path below the folder of uploads."""
    return f"uploads/{file.strip('/')}".casefold() if file else ""
