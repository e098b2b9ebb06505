"""What an export says, as it says it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Site:
    """The site that was exported. ``version`` is the format's; empty if the file does not name one."""

    title: str = ""
    link: str = ""
    description: str = ""
    language: str = ""
    base_site_url: str = ""
    base_blog_url: str = ""
    version: str = ""
    namespace: str = ""
    generator: str = ""
    published: str = ""

    @property
    def address(self) -> str:
        """Where the site was, best known."""
        return self.base_blog_url or self.link or self.base_site_url


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody who wrote. ``declared`` tells those the file introduces from those it only mentions."""

    login: str
    name: str = ""
    email: str = ""
    first_name: str = ""
    last_name: str = ""
    number: str = ""
    biography: str = ""
    declared: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """A category, a tag, or a term of another taxonomy. ``parent`` is the slug of the one above it."""

    taxonomy: str
    slug: str
    name: str
    parent: str = ""
    description: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class TermRef:
    """That an item carries a term."""

    taxonomy: str
    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of the old site's library. ``file`` is its path below the folder of uploads."""

    key: str
    number: str
    url: str
    title: str = ""
    alt: str = ""
    caption: str = ""
    description: str = ""
    credit: str = ""
    copyright: str = ""
    file: str = ""
    link: str = ""
    parent: str = ""


@dataclass(slots=True)
class WordpressItem:
    """One ``<item>``: a post, a page, an attachment, or anything else that WordPress keeps as a post.

    ``key`` names it in this file, once; ``line`` is where it stands there. Dates are as written.
    """

    key: str = ""
    line: int = 0
    number: str = ""
    kind: str = ""
    status: str = ""
    title: str = ""
    link: str = ""
    guid: str = ""
    creator: str = ""
    content: str = ""
    excerpt: str = ""
    password: str = ""
    slug: str = ""
    parent: str = ""
    menu_order: str = ""
    is_sticky: bool = False
    published: str = ""
    date: str = ""
    date_gmt: str = ""
    modified_gmt: str = ""
    attachment_url: str = ""
    terms: list[TermRef] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    comments: Counter[str] = field(default_factory=Counter)
    """How many of which kind: ``comment``, ``pingback``, ``trackback``."""
    said_too_much: bool = False
    """Whether there was more metadata than is kept."""

    def first(self, key: str) -> str:
        """The first value of a piece of metadata, or an empty string."""
        return next(iter(self.meta.get(key, [])), "")

    @property
    def name(self) -> str:
        """What to call it in a report."""
        return self.title or self.slug or self.link or (f"number {self.number}" if self.number else "without a title")
