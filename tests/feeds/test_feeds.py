"""Feeds and sitemaps that programs of others read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from xml.etree import ElementTree

import feedparser
import pytest
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from freesheet.feeds.rss import Channel, Item, rss
from freesheet.feeds.sitemaps import MAX_URLS, Entry, sitemap

CHANNEL = Channel("Paper", "https://paper.example/", "https://paper.example/feed.xml", "News", "zh-Hant", "© Paper")
AT = datetime(2026, 5, 1, 8, tzinfo=UTC)
MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def item(title: str, html: str = "<p>All of it.</p>") -> Item:
    url = "https://paper.example/a/"
    return Item(f"{url}#1", url, title, "In short.", SafeString(html), ("Ada", "溫淑芬"), ("sea",), AT, AT)


def test_a_reader_sees_the_whole_article_its_authors_and_its_date() -> None:
    parsed = feedparser.parse(rss(CHANNEL, [item("Tides & <moons>", "<p>One</p><p>Two</p>")]))
    assert not parsed.bozo
    [entry] = parsed.entries
    assert entry.title == "Tides &amp; <moons>" or entry.title == "Tides & <moons>"
    assert entry.content[0].value == "<p>One</p><p>Two</p>"
    assert [author.name for author in entry.authors][:2] == ["Ada", "溫淑芬"]
    assert entry.published_parsed[:3] == (2026, 5, 1)
    assert parsed.feed.language == "zh-hant"


def test_the_same_articles_give_the_same_feed() -> None:
    assert rss(CHANNEL, [item("Tides")]) == rss(CHANNEL, [item("Tides")])


@pytest.mark.parametrize("mark", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_no_character_that_xml_forbids_breaks_the_feed(mark: str) -> None:
    channel = replace(CHANNEL, title=f"Pa{mark}per", copyright=f"© Pa{mark}per")
    text = rss(channel, [item(f"Ti{mark}des", f"<p>On{mark}e</p>")])
    ElementTree.fromstring(text.encode())
    parsed = feedparser.parse(text)
    assert not parsed.bozo
    assert (parsed.feed.title, parsed.feed.rights) == ("Paper", "© Paper")
    assert (parsed.entries[0].title, parsed.entries[0].content[0].value) == ("Tides", "<p>One</p>")


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_breaks_the_feed(title: str, html: str) -> None:
    ElementTree.fromstring(rss(CHANNEL, [item(title, html)]).encode())


def test_a_sitemap_names_pages_dates_and_translations() -> None:
    twins = (("en", "https://paper.example/a/"), ("ur", "https://paper.example/ur/ا/?x=1&y=2"))
    root = ElementTree.fromstring(sitemap([Entry("https://paper.example/a/", AT, twins)]).encode())
    [url] = root
    assert url.findtext(f"{MAPS}loc") == "https://paper.example/a/"
    assert url.findtext(f"{MAPS}lastmod") == "2026-05-01T08:00:00+00:00"
    assert [link.get("href") for link in url if link.tag.endswith("link")] == [address for _code, address in twins]


def test_a_sitemap_holds_no_more_than_the_protocol_allows() -> None:
    text = sitemap(Entry(f"https://paper.example/{number}/") for number in range(MAX_URLS + 5))
    assert text.count("<loc>") == MAX_URLS
