"""Small exports, written by the tests that read them."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from freesheet.importers.wordpress.export import Export, read_export

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/{v}/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/{v}/">
<channel>
"""
SITE = """<title>Old Paper</title><link>https://old.example/paper</link><language>en-GB</language>
<wp:wxr_version>{v}</wp:wxr_version><wp:base_site_url>https://old.example</wp:base_site_url>
<wp:base_blog_url>https://old.example/paper</wp:base_blog_url>
"""
TAIL = "</channel></rss>\n"


def item(number: int | str = 7, content: str = "Words.", **more: str | Iterable[str]) -> str:
    """An item. Names are those of the format without ``wp:``; ``extra`` is markup to add; ``meta_…`` are metadata."""
    told: dict[str, str] = {
        "title": f"Title {number}", "link": f"https://old.example/paper/2020/{number}/", "creator": "ann",
        "post_type": "post", "status": "publish", "post_date_gmt": "2020-01-02 03:04:05", "post_name": f"slug-{number}",
        "excerpt": "", "extra": "",
    }  # fmt: skip
    metas: list[tuple[str, str]] = []
    for name, value in more.items():
        if name.startswith("meta_"):
            values = [value] if isinstance(value, str) else list(value)
            metas += [(name.removeprefix("meta_"), each) for each in values]
        else:
            told[name] = str(value)
    extra = told.pop("extra")
    parts = [f"<wp:post_id>{number}</wp:post_id>" if number != "" else ""]
    plain = {"title": "title", "link": "link", "creator": "dc:creator", "guid": "guid", "pubDate": "pubDate"}
    for name, value in told.items():
        tag = plain.get(name) or ("excerpt:encoded" if name == "excerpt" else f"wp:{name}")
        parts.append(f"<{tag}>{escape(value)}</{tag}>")
    parts.append(f"<content:encoded><![CDATA[{content}]]></content:encoded>")
    parts += [
        f"<wp:postmeta><wp:meta_key>{escape(key)}</wp:meta_key><wp:meta_value>{escape(value)}</wp:meta_value></wp:postmeta>"
        for key, value in metas
    ]
    return f"<item>{''.join(parts)}{extra}</item>\n"


def term(domain: str, slug: str, name: str) -> str:
    """That an item carries a term."""
    return f"<category domain={quoteattr(domain)} nicename={quoteattr(slug)}>{escape(name)}</category>"


def category(slug: str, name: str, parent: str = "", number: str = "") -> str:
    """The declaration of a category."""
    return (
        f"<wp:category><wp:term_id>{number}</wp:term_id><wp:category_nicename>{slug}</wp:category_nicename>"
        f"<wp:category_parent>{parent}</wp:category_parent><wp:cat_name>{escape(name)}</wp:cat_name></wp:category>\n"
    )


def tag(slug: str, name: str) -> str:
    """The declaration of a tag."""
    return f"<wp:tag><wp:tag_slug>{slug}</wp:tag_slug><wp:tag_name>{escape(name)}</wp:tag_name></wp:tag>\n"


def author(login: str, name: str = "", first: str = "", last: str = "") -> str:
    """The declaration of an author."""
    return (
        f"<wp:author><wp:author_login>{escape(login)}</wp:author_login>"
        f"<wp:author_display_name>{escape(name)}</wp:author_display_name>"
        f"<wp:author_first_name>{first}</wp:author_first_name><wp:author_last_name>{last}</wp:author_last_name>"
        "</wp:author>\n"
    )


def attachment(number: int, url: str, **more: str) -> str:
    """An attachment."""
    told = {
        "post_type": "attachment",
        "status": "inherit",
        "attachment_url": url,
        "link": f"https://old.example/paper/a{number}/",
    }
    return item(number, **{"content": "", "title": f"Picture {number}", **told, **more})


def source(*parts: str, version: str = "1.2", site: str = SITE) -> str:
    """A whole export."""
    return HEAD.replace("{v}", version) + site.replace("{v}", version) + "".join(parts) + TAIL


def written(folder: Path, *parts: str, **more: str) -> Path:
    """A whole export, in a file."""
    path = folder / "export.xml"
    path.write_text(source(*parts, **more), "utf-8")
    return path


def export(folder: Path, *parts: str, **more: str) -> Export:
    """A whole export, read."""
    return read_export(written(folder, *parts, **more))
