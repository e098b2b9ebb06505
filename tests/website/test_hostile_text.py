"""Whatever stands in a field, however it came there, nothing of it runs on a reader's page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import feedparser
import lxml.html
import pytest
from tests import factories
from tests.conftest import Newsstand

from freesheet.articles.models import Byline
from freesheet.editions.models import FrontPage, InformationPage, Publication
from freesheet.press.outbox import wanted
from freesheet.sections.models import Tag
from freesheet.website.sheets import sitemap_addresses

LURE = "lure"
TEXT = f"\"'><script>alert('{LURE}')</script><img src=x onerror=alert(1)>{{{{ 7|add:7 }}}}&lt;b&gt;"
RICH = (
    f"<p onclick='alert(1)'>Words <script>alert('{LURE}')</script><style>*{{color:red}}</style>"
    f"<a href='javascript:alert(1)'>one</a> <a href='JaVa&#x09;script:alert(1)'>two</a> "
    f"<a href='data:text/html,<script>alert(1)</script>'>three</a> <img src=x onerror='alert(1)'>"
    f"<iframe src='https://elsewhere.example/'></iframe><svg onload='alert(1)'></svg></p>"
)
ADDRESS = "javascript:alert(1)//https://paper.example"
SCHEMES = {"", "http", "https", "mailto"}
OURS = {"testserver", ""}


def body(picture: Any) -> list[dict[str, Any]]:
    """Every kind of block, with the worst in every field, as no editor's form would let it through."""
    columns = [{"type": "text", "heading": TEXT}, {"type": "number", "heading": TEXT}]
    return [
        {"type": "paragraph", "value": RICH},
        {"type": "paragraph", "value": TEXT},
        {"type": "heading", "value": {"text": TEXT, "level": "2"}},
        {"type": "image", "value": {"image": picture.pk, "caption": TEXT, "alt": TEXT}},
        {"type": "quotation", "value": {"text": TEXT, "source": TEXT}},
        {"type": "list", "value": f"<ul><li onclick=alert(1)>{RICH}</li></ul>"},
        {"type": "table", "value": {"caption": TEXT, "columns": columns, "rows": [{"values": [RICH, TEXT]}]}},
        {"type": "related_article", "value": {"article": None, "title": TEXT}},
        {"type": "embed", "value": {"url": ADDRESS, "caption": TEXT}},
        {"type": "embed", "value": {"url": 'https://film.example/"onmouseover=alert(1)', "caption": TEXT}},
        {"type": "leftover", "value": {"origin": TEXT, "text": RICH}},
    ]


@pytest.fixture
def hostile(stand: Newsstand, fronts: dict[str, FrontPage]) -> Newsstand:
    """A paper with the worst in every field of everything, printed."""
    front = fronts["en"]
    picture = factories.picture()
    type(picture).objects.filter(pk=picture.pk).update(title=TEXT, description=TEXT, caption=TEXT, credit=TEXT)
    paper = Publication.objects.get(locale=front.locale)
    for field in (
        *("name", "tagline", "about", "publisher", "imprint", "copyright_line", "licence", "independence"),
        *("appeal_heading", "appeal_text", "appeal_note", "support_label"),
    ):
        setattr(paper, field, TEXT[:80] if field in ("name", "support_label") else TEXT)
    paper.licence_url, paper.logo = ADDRESS, picture
    paper.save()
    section = factories.section(front, TEXT, slug="hostile", description=TEXT, seo_title=TEXT, search_description=TEXT)
    links = [("link", {"label": TEXT, "url": ADDRESS}), ("link", {"label": TEXT, "url": "https://ok.example/"})]
    writer = factories.author(
        front, TEXT, slug="ada", role_line=TEXT[:110], reports_from=TEXT[:110], biography=RICH, links=links
    )
    about = InformationPage(title=TEXT, slug="about", role="support", locale=front.locale, body=body(picture))
    front.add_child(instance=about)
    about.save_revision().publish()
    tag = Tag.objects.create(name=TEXT[:100], slug="tag")
    for number in range(2):
        article = factories.article(
            section, TEXT, slug=f"article-{number}", kicker=TEXT[:80], standfirst=TEXT, body=body(picture),
            lead_picture=picture, lead_caption=TEXT, authors=(writer,),
        )  # fmt: skip
        article.tags.add(tag)
        article.bylines = [Byline(author=writer), Byline(author=writer, role=TEXT[:80])]
        article.save_revision().publish()
        # Not through a form and its checks.
        type(article).objects.filter(pk=article.pk).update(original_url=ADDRESS, canonical_url=ADDRESS)
    wanted("/sitemap.xml", *sitemap_addresses(), "/icon.svg", "/robots.txt")
    stand.print()
    return stand


def pages(stand: Newsstand) -> Iterator[tuple[str, str]]:
    for address in sorted(stand.addresses()):
        if address.endswith("/"):
            yield address, stand.text(address)


def test_nothing_of_it_runs_on_any_page(hostile: Newsstand) -> None:
    seen = []
    for address, html in pages(hostile):
        tree = lxml.html.document_fromstring(html)
        seen.append(address)
        own = [script for script in tree.iter("script") if not (script.get("src") or "").startswith("/static/")]
        assert {script.get("type") for script in own} <= {"application/ld+json"}, address
        assert [e.tag for e in tree.iter("iframe", "object", "embed", "style", "svg", "form", "base")] == [], address
        for element in tree.iter():
            for name, value in element.attrib.items():
                assert not name.startswith("on"), (address, name)
                if name in ("href", "src", "action", "formaction", "content"):
                    assert "javascript:" not in value.lower() or name == "content", (address, element.tag, value)
                if name in ("href", "src"):
                    assert urlsplit(value).scheme in SCHEMES, (address, element.tag, value)
                if name in ("src", "srcset"):
                    assert urlsplit(value).netloc in OURS, (address, value)
    assert {"/", "/about/", "/authors/ada/", "/hostile/"} <= set(seen)
    assert any(address.startswith("/hostile/article") for address in seen)


def test_readers_see_what_was_written_and_not_what_it_would_do(hostile: Newsstand) -> None:
    tree = hostile.tree("/hostile/article-0/")
    shown = {
        "headline": tree.xpath("string(//h1)"),
        "standfirst": tree.xpath("string(//p[@class='standfirst'])"),
        "heading": tree.xpath("string(//div[starts-with(@class, 'body')]//h2)"),
        "quotation": tree.xpath("string(//blockquote/p)"),
        "caption of the table": tree.xpath("string(//caption)"),
        "description": tree.xpath("string(//meta[@name='description']/@content)"),
        "text for who cannot see it": tree.xpath("string(//figure[@class='picture']//img/@alt)"),
    }
    assert {name: text for name, text in shown.items() if text.replace("\u200b", "") != TEXT} == {}
    assert hostile.tree("/hostile/").xpath("string(//h1)") == TEXT
    assert "14" not in tree.xpath("string(//h1)")


def test_nor_in_a_feed_reader(hostile: Newsstand) -> None:
    for address in ("/feed.xml", "/hostile/feed.xml"):
        read = feedparser.parse(hostile.bytes(address), sanitize_html=False, resolve_relative_uris=False)
        assert not read.bozo
        assert len(read.entries) == 2
        for entry in read.entries:
            assert entry.title_detail.value == TEXT
            html = lxml.html.fragment_fromstring(entry.content[0].value, create_parent=True)
            assert [element.tag for element in html.iter("script", "style", "iframe", "svg")] == []
            for element in html.iter():
                assert not [name for name in element.attrib if name.startswith("on")]
                assert urlsplit(element.get("href", "")).scheme in SCHEMES


def test_nor_in_the_sitemap_and_the_icon(hostile: Newsstand) -> None:
    for address in ("/sitemap.xml", *sitemap_addresses(), "/icon.svg"):
        tree = lxml.etree.fromstring(hostile.bytes(address))
        assert LURE not in lxml.etree.tostring(tree, encoding="unicode")
        assert not [e for e in tree.iter() if str(e.tag).endswith("script")]
