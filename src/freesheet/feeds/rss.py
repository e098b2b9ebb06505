"""RSS 2.0 with whole articles (content module), names (Dublin Core) and pictures (Media RSS)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.safestring import SafeString
from django.utils.xmlutils import SimplerXMLGenerator

FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Channel:
    """A feed. ``url`` is the page it belongs to, ``self_url`` the feed's own address, both absolute."""

    title: str
    url: str
    self_url: str
    description: str
    language: str
    copyright: str = ""


@dataclass(frozen=True)
class Enclosed:
    """A film or a sound that comes with an article: its absolute address, media type, bytes, and seconds."""

    url: str
    type: str
    bytes: int
    seconds: int


@dataclass(frozen=True)
class Item:
    """An article in a feed. ``html`` is clean."""

    guid: str
    url: str
    title: str
    summary: str
    html: SafeString
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    published: datetime | None
    updated: datetime | None
    picture: str = ""
    picture_type: str = "image/jpeg"
    picture_credit: str = ""
    recording: Enclosed | None = None


class _WholeArticles(Rss201rev2Feed):
    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for name in item["authors"]:
            handler.addQuickElement("dc:creator", name)
        if item["html"]:
            handler.addQuickElement("content:encoded", item["html"])
        if item["picture"]:
            picture = {"url": item["picture"], "medium": "image", "type": item["picture_type"]}
            handler.startElement("media:content", AttributesImpl(picture))
            if item["picture_credit"]:
                handler.addQuickElement("media:credit", item["picture_credit"])
            handler.endElement("media:content")
        if item["recording"]:
            recording: Enclosed = item["recording"]
            told = {
                "url": recording.url, "type": recording.type, "medium": recording.type.partition("/")[0],
                "fileSize": str(recording.bytes), "duration": str(recording.seconds),
            }  # fmt: skip
            handler.startElement("media:content", AttributesImpl(told))
            handler.endElement("media:content")

    def latest_post_date(self) -> datetime:
        # Of the articles, never of the clock: the same articles must give the same feed.
        dates = [date for item in self.items for date in (item["updateddate"], item["pubdate"]) if date]
        return max(dates, default=datetime(1970, 1, 1, tzinfo=UTC))


def rss(channel: Channel, items: Sequence[Item]) -> str:
    """The feed as XML text."""
    feed = _WholeArticles(
        title=_printable(channel.title),
        link=channel.url,
        description=_printable(channel.description),
        language=channel.language.lower(),
        feed_url=channel.self_url,
        feed_copyright=_printable(channel.copyright) or None,
    )
    for item in items:
        feed.add_item(
            title=_printable(item.title),
            link=item.url,
            description=_printable(item.summary),
            unique_id=item.guid,
            unique_id_is_permalink=False,
            pubdate=item.published,
            updateddate=item.updated,
            categories=[_printable(tag) for tag in item.tags],
            authors=[_printable(name) for name in item.authors],
            html=_printable(item.html),
            picture=item.picture,
            picture_type=item.picture_type,
            picture_credit=_printable(item.picture_credit),
            recording=item.recording,
            enclosures=[Enclosure(item.recording.url, str(item.recording.bytes), item.recording.type)]
            if item.recording
            else [],
        )
    return str(feed.writeString("utf-8"))


def _printable(text: str) -> str:
    """Text without the characters that XML 1.0 forbids (production 2, Char)."""
    return FORBIDDEN.sub("", text)
