"""Feeds, the sitemap, robots.txt, what is not there and what is not for everybody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import feedparser
import lxml.html
import pytest
from lxml import etree
from tests import factories
from tests.conftest import Newsstand
from wagtail.models import PageViewRestriction

from freesheet.editions.models import FrontPage
from freesheet.press.sheets import BEHIND

Story = Callable[..., Any]
HOST = "http://testserver"


@pytest.mark.parametrize("address", ["/feed.xml", "/world/feed.xml"])
def test_a_feed_has_whole_articles_and_nothing_in_it_needs_the_site_to_be_resolved(
    stand: Newsstand, story: Story, fronts: dict[str, FrontPage], address: str
) -> None:
    other = story("The other")
    picture = factories.picture()
    body = [
        {"type": "paragraph", "value": f'<p>See <a linktype="page" id="{other.pk}">the other</a>.</p>'},
        {"type": "paragraph", "value": '<p>And <a href="/about/">us</a> or <a href="#note">a note</a>.</p>'},
        {"type": "image", "value": {"image": picture.pk, "caption": "A wall", "alt": ""}},
        {"type": "list", "value": f'<ul><li><a linktype="page" id="{other.pk}">again</a></li></ul>'},
        {"type": "related_article", "value": {"article": other.pk, "title": ""}},
        {"type": "paragraph", "value": "<p>The very last words.</p>"},
    ]
    story("The whole", body=body, lead_picture=picture, authors=(factories.author(fronts["en"]),), tags=("tea",))
    stand.print()
    parsed = feedparser.parse(stand.bytes(address), resolve_relative_uris=False, sanitize_html=False)
    assert not parsed.bozo
    assert [entry.title for entry in parsed.entries] == ["The whole", "The other"]
    entry = parsed.entries[0]
    html = lxml.html.fragment_fromstring(entry.content[0].value, create_parent=True)
    assert "The very last words." in html.text_content()
    assert "Related" not in html.text_content()
    addresses = html.xpath(".//@href | .//@src")
    assert f"{HOST}{other.url}" in addresses and f"{HOST}/about/" in addresses
    assert [found for found in addresses if not found.startswith((HOST, "#"))] == []
    assert entry.link == f"{HOST}/world/the-whole/"
    assert [tag.term for tag in entry.tags] == ["tea"]
    assert entry.media_content[0]["url"].startswith(f"{HOST}/media/")
    links = {link.rel: link.href for link in parsed.feed.links}
    assert links["self"] == f"{HOST}{address}"


def test_every_page_tells_where_its_feed_is_and_the_feed_is_there(
    stand: Newsstand, story: Story, fronts: dict[str, FrontPage]
) -> None:
    article = story("A story")
    factories.article(factories.section(fronts["ur"], "دنیا"), "خبر")
    stand.print()
    for address in ("/", "/world/", article.url, "/ur/"):
        feeds = stand.tree(address).xpath("//link[@type='application/rss+xml']/@href")
        assert feeds
        for feed in feeds:
            assert feedparser.parse(stand.bytes(feed.removeprefix(HOST))).entries, feed


def test_the_sitemap_names_each_public_page_once_with_its_translations(
    stand: Newsstand, story: Story, fronts: dict[str, FrontPage]
) -> None:
    english = story("Tides")
    chinese = factories.article(
        factories.section(fronts["zh-hant"], "世界"), "潮汐", translation_key=english.translation_key
    )
    story("A draft", public=False)
    stand.print()
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    root = etree.Element("parts")
    root.extend([etree.fromstring(part.encode()) for part in stand.sitemap()])
    listed = root.xpath("//s:loc/text()", namespaces=names)
    expected = {"/", "/zh-hant/", "/ur/", "/world/", english.url, chinese.url, chinese.get_parent().url}
    expected |= {f"{front.url}corrections/" for front in fronts.values()}
    assert sorted(listed) == sorted(HOST + url for url in expected)
    twins = {"en": HOST + english.url, "zh-hant": HOST + chinese.url}
    for page in (english, chinese):
        [url] = root.xpath("//s:url[s:loc=$here]", here=HOST + page.url, namespaces=names)
        found = url.xpath("x:link[@rel='alternate']", namespaces=names)
        assert {link.get("hreflang"): link.get("href") for link in found} == twins
    for address in listed:
        assert stand.bytes(address.removeprefix(HOST)), address


def test_robots_txt_keeps_crawlers_from_the_newsroom_alone(client: Any, fronts: dict[str, FrontPage]) -> None:
    from protego import Protego

    answer = client.get("/robots.txt")
    rules = Protego.parse(answer.content.decode())
    assert answer["Content-Type"].startswith("text/plain")
    assert not rules.can_fetch(f"{HOST}/newsroom/", "anybody")
    assert rules.can_fetch(f"{HOST}/", "anybody") and rules.can_fetch(f"{HOST}/world/a-story/", "anybody")
    assert list(rules.sitemaps) == [f"{HOST}/sitemap.xml"]


@pytest.mark.parametrize(("root", "direction"), [("/", "ltr"), ("/ur/", "rtl"), ("/zh-hant/", "ltr")])
def test_who_asks_for_what_is_not_there_is_told_so_and_shown_a_way_on(
    client: Any, stand: Newsstand, fronts: dict[str, FrontPage], root: str, direction: str
) -> None:
    code = root.strip("/") or "en"
    article = factories.article(factories.section(fronts[code], "World"), "Still here")
    wrong = f"{root}no-such-page/"
    answer = client.get(wrong)
    tree = lxml.html.document_fromstring(answer.content)
    assert answer.status_code == 404
    assert tree.get("dir") == direction
    assert tree.xpath("//main//a[@href=$home]", home=root)
    assert tree.xpath("//main//a/@href")[-1] == article.url
    assert tree.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert tree.xpath("//link[@rel='canonical']") == []
    assert stand.press.printer.render(wrong) is None


@pytest.mark.parametrize("kind", [PageViewRestriction.LOGIN, PageViewRestriction.PASSWORD])
def test_nothing_of_a_private_section_reaches_other_readers(
    stand: Newsstand, story: Story, fronts: dict[str, FrontPage], client: Any, kind: str
) -> None:
    section = factories.section(fronts["en"], "Inside")
    person = factories.author(fronts["en"])
    story("Known", authors=(person,), tags=("tea",), section=section)
    factories.article(section, "For members", authors=(person,), tags=("tea",))
    stand.print()
    assert "For members" in stand.text("/inside/")
    PageViewRestriction.objects.create(page=section, restriction_type=kind, password="a password")
    story("For everybody", authors=(person,), tags=("tea",))
    stand.print()
    assert [one for one in stand.addresses() if b"For members" in (stand.bytes(one) or b"")] == []
    assert [one for one in stand.addresses() if one.startswith("/inside/")] == []
    assert "For everybody" in stand.text("/tags/tea/")
    for address in ("/inside/", "/inside/for-members/", "/inside/feed.xml", "/inside/page/1/"):
        answer = client.get(address)
        assert b"For members" not in answer.content, address
        sheet = stand.press.printer.render(address)
        assert sheet is None or sheet.status == BEHIND, address


def test_a_private_page_is_taken_for_public_again_when_it_is(stand: Newsstand, story: Story) -> None:
    article = story("For a while")
    fence = PageViewRestriction.objects.create(page=article, restriction_type=PageViewRestriction.LOGIN)
    stand.print()
    assert stand.status(article.url) == BEHIND
    fence.delete()
    stand.print()
    assert "For a while" in stand.text(article.url)
    assert "For a while" in stand.text("/world/")


def test_a_moved_article_answers_at_its_old_address_for_good(
    stand: Newsstand, story: Story, fronts: dict[str, FrontPage], client: Any, django_capture_on_commit_callbacks: Any
) -> None:
    article = story("Tides")
    science = factories.section(fronts["en"], "科學")
    stand.print()
    with django_capture_on_commit_callbacks(execute=True):
        article.move(science, pos="last-child")
    stand.print()
    article.refresh_from_db()
    assert "/world/tides/" not in stand.addresses()
    answer = client.get("/world/tides/")
    assert (answer.status_code, answer["Location"]) == (301, article.url)
    # And once more, from an address in Chinese.
    article.slug = "潮汐"
    with django_capture_on_commit_callbacks(execute=True):
        article.save_revision().publish()
    stand.print()
    assert "/科學/tides/" not in stand.addresses()
    for old in ("/world/tides/", "/科學/tides/"):
        followed = client.get(old, follow=True)
        assert followed.redirect_chain[0][1] == 301
        assert followed.status_code == 200


def test_an_article_is_never_set_beside_itself_nor_another_twice(stand: Newsstand, story: Story) -> None:
    other = story("The other")
    by_title = {"type": "related_article", "value": {"article": None, "title": "The other"}}
    chosen = {"type": "related_article", "value": {"article": other.pk, "title": ""}}
    itself = {"type": "related_article", "value": {"article": None, "title": "The one"}}
    body = [block for text in "abcd" for block in factories.paragraphs(text)]
    body[1:1], body[3:3], body[5:5] = [by_title], [chosen], [itself]
    one = story("The one", body=body)
    stand.print()
    stand.press.drain()
    assert stand.tree(one.url).xpath("//div[@class='rel']/a/@href") == [other.url]
