"""What anybody puts into a field never becomes markup, and readers are never followed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape
from typing import Any
from urllib.parse import quote, urlsplit

import lxml.html
import pytest
from django.db import models
from django.test import Client
from tests import factories
from tests.conftest import Newsstand

from freesheet.articles.models import ArticlePage
from freesheet.authors.models import AuthorPage
from freesheet.editions.models import FrontPage, InformationPage, Publication
from freesheet.media.models import Recording, Transcript
from freesheet.press.outbox import wanted
from freesheet.sections.models import SectionPage, Tag
from freesheet.website.sheets import all_addresses

ATTACK = "\"'><img src=x onerror=alert(1)></script>&lt;"
RICH_ATTACK = (
    "<p onclick='alert(1)'>Text <b>stays</b><img src=x onerror=alert(1)><script>alert(1)</script>"
    "<a href='javascript:alert(1)'>link</a><style>*{}</style><iframe src='//evil.example'></iframe></p>"
)
SAFE_SCHEMES = ("http", "https", "mailto", "tel", "")


def hostile(model: type[models.Model], *chosen: str) -> dict[str, str]:
    """The attack for every field of a model that holds free text; ``chosen`` names fields with rules of their own."""
    ruled = {"format", "type", "density", "accent", "slug", "role", "seo_title", "film_length", *chosen}
    ruled |= {"opinion", "held_how"}
    return {
        field.name: ATTACK if (field.max_length or 999) >= len(ATTACK) else ATTACK[: field.max_length]
        for field in model._meta.local_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.URLField)
        and field.name not in ruled
        and not hasattr(field, "stream_block")
    }


BODY = [
    {"type": "paragraph", "value": RICH_ATTACK},
    {"type": "heading", "value": {"text": ATTACK, "level": "2"}},
    {"type": "quotation", "value": {"text": ATTACK, "source": ATTACK}},
    {"type": "list", "value": f"<ul><li>{RICH_ATTACK}</li></ul>"},
    {
        "type": "table",
        "value": {
            "caption": ATTACK,
            "columns": [{"type": "text", "heading": ATTACK}, {"type": "number", "heading": "n"}],
            "rows": [{"values": [RICH_ATTACK, ATTACK]}],
        },
    },
    {"type": "embed", "value": {"url": "javascript:alert(1)", "caption": "never printed"}},
    {"type": "embed", "value": {"url": "data:text/html,<script>alert(1)</script>", "caption": "never printed"}},
    {"type": "embed", "value": {"url": f"https://video.example/?{ATTACK}", "caption": ATTACK}},
    {"type": "embed", "value": {"url": "https://youtu.be/dQw4w9WgXcQ", "caption": ATTACK}},
    {"type": "leftover", "value": {"origin": ATTACK, "text": ATTACK}},
]


def insets(picture: int) -> list[dict[str, Any]]:
    """Every block that only articles have, with the attack in each of its texts."""
    inner = RICH_ATTACK.replace("<p onclick='alert(1)'>", "").replace("</p>", "")
    noted = f"<p>a<footnote onclick='alert(1)'>{inner}</footnote><sourcenote>{escape(ATTACK)}</sourcenote></p>"
    shown = {"image": picture, "caption": ATTACK, "alt": ATTACK}
    return [
        {"type": "paragraph", "value": noted},
        {"type": "turn", "value": {"speaker": "1", "text": noted}},
        {"type": "turn", "value": {"speaker": ATTACK, "text": RICH_ATTACK}},
        {"type": "pull", "value": {"words": ATTACK}},
        {"type": "box", "value": {"heading": ATTACK, "inside": [
            {"type": "text", "value": RICH_ATTACK}, {"type": "picture", "value": shown},
        ]}},
        {"type": "act", "value": {"heading": ATTACK, "steps": [RICH_ATTACK]}},
        {"type": "quotation", "value": {"text": ATTACK, "source": ATTACK, "portrait": picture}},
    ]  # fmt: skip


def speakers(picture: int) -> list[dict[str, Any]]:
    """Somebody whose every word is an attack."""
    told: dict[str, Any] = {"name": ATTACK, "label": ATTACK, "part": "answers", "description": ATTACK, "author": None}
    told["portrait"] = picture
    return [{"type": "speaker", "value": told, "id": "1"}]


@pytest.fixture
def hostile_paper(db: None) -> FrontPage:
    """A paper with an attack in every text that anybody can write."""
    front = factories.editions()[0]
    picture = factories.picture()
    for name in ("title", "description", "caption", "credit", "licence"):
        setattr(picture, name, ATTACK)
    picture.save()
    paper = Publication.objects.get(locale=front.locale)
    for name, value in hostile(Publication).items():
        setattr(paper, name, value)
    paper.save()
    section = factories.section(front, ATTACK, slug="world", **hostile(SectionPage))
    links = [
        ("link", {"label": ATTACK, "url": "javascript:alert(1)"}),
        ("link", {"label": "Safe", "url": "https://a.b/"}),
    ]
    person = factories.author(
        front, ATTACK, slug="eve", portrait=picture, links=links, **{**hostile(AuthorPage), "biography": RICH_ATTACK}
    )
    film = factories.recording(title=ATTACK, caption=ATTACK, credit=ATTACK, licence=ATTACK[:255])
    factories.captions(film, text=f"00:00.000 --> 00:01.000\n{escape(ATTACK)}\n")
    sound = factories.recording("sound.mp3", title=ATTACK, poster=picture)
    Recording.objects.update(chapters=f"0:00 {ATTACK}")
    Transcript.objects.create(recording=sound, language="en", text=RICH_ATTACK)
    heard = [{"type": "recording", "value": {"recording": each.pk, "caption": ATTACK}} for each in (film, sound)]
    Tag.objects.create(name=ATTACK, slug="eve")
    values = {**hostile(ArticlePage), "search_description": ATTACK, "seo_title": ATTACK}
    article = factories.article(
        section, ATTACK, slug="story", authors=(person,), tags=(ATTACK,), lead_picture=picture,
        body=[{"type": "image", "value": {"image": picture.pk, "caption": ATTACK, "alt": ATTACK}}, *heard, *BODY,
              *insets(picture.pk)],
        speakers=speakers(picture.pk), format="interview", edited=True, film=film, **values,
    )  # fmt: skip
    factories.article(
        section, "Another", body=[{"type": "related_article", "value": {"article": article.pk, "title": ""}}]
    )
    page = InformationPage(title=ATTACK, slug="support", role="support", body=BODY, locale=front.locale)
    front.add_child(instance=page)
    page.save_revision().publish()
    return front


def pages(stand: Newsstand) -> Iterator[tuple[str, str]]:
    wanted(*all_addresses())
    stand.print()
    for address in sorted(stand.addresses()):
        if "." not in address.rpartition("/")[2]:
            yield address, stand.text(address)


def faults(html: str) -> list[str]:
    """What in a page could run, or load something from another site."""
    tree = lxml.html.document_fromstring(html)
    found = [
        f"{element.tag} {name}={value}"
        for element in tree.iter(lxml.etree.Element)
        for name, value in element.attrib.items()
        if name.startswith("on")
        or name == "style"
        or (name == "src" and not value.startswith(("/media/", "/static/")))
        or (name in ("href", "action") and urlsplit(value).scheme not in SAFE_SCHEMES)
    ]
    for frame in tree.xpath("//iframe"):
        # A frame may hold a little page of ours, which is as harmless, and nothing else.
        found += [f"in a frame: {fault}" for fault in faults(frame.get("srcdoc"))]
        found += ["an open frame"] if frame.get("src") or "allow-top" in frame.get("sandbox", "allow-top") else []
    found += [e.tag for e in tree.xpath("//object | //embed | //style | //form | //base | //svg | //math")]
    # What has an address of ours was seen above, and holds nothing else.
    found += ["script" for e in tree.xpath("//script[not(@src)]") if e.get("type") != "application/ld+json"]
    return found + [
        e.get("href")
        for e in tree.xpath("//link[@rel='stylesheet' or @rel='preload' or @rel='icon']")
        if not e.get("href").startswith("/")
    ]


def test_no_text_of_anybody_becomes_markup(hostile_paper: FrontPage, stand: Newsstand) -> None:
    seen = {}
    for address, html in pages(stand):
        seen[address] = html
        assert faults(html) == [], address
        assert "<img src=x" not in html and "<script>alert" not in html, address
        for data in lxml.html.document_fromstring(html).xpath("//script/text()"):
            assert json.loads(data)["@context"] == "https://schema.org"
    assert {"/", "/world/", "/world/story/", "/authors/", "/authors/eve/", "/tags/eve/", "/support/"} <= set(seen)
    # The words are there all the same, as words.
    story = lxml.html.document_fromstring(seen["/world/story/"])
    assert story.xpath("//h1")[0].text_content() == ATTACK
    assert "stays" in story.xpath("//div[starts-with(@class,'body')]//b/text()")
    assert "never printed" not in seen["/world/story/"]
    assert "https://a.b/" in seen["/authors/eve/"]
    # What stands beside the text is there too, each piece of it.
    assert len(story.xpath("//aside[@role='doc-footnote']")) == 4
    assert len(story.xpath("//div[contains(@class, 'speech')]")) == 2
    assert story.xpath("string(//section[@class='interview']//li//bdi)") == ATTACK
    assert [p.text_content() for p in story.xpath("//aside[@class='pull']/p")] == [ATTACK]


def test_feed_and_sitemap_of_a_hostile_paper_are_still_well_formed(hostile_paper: FrontPage, stand: Newsstand) -> None:
    import feedparser

    wanted("/sitemap.xml", "/icon.svg")
    stand.print()
    parsed = feedparser.parse(stand.text("/feed.xml"), sanitize_html=False)
    assert not parsed.bozo
    content = next(entry for entry in parsed.entries if entry.link.endswith("/world/story/")).content[0].value
    fragment = lxml.html.fragment_fromstring(content, create_parent=True)
    assert fragment.xpath(".//script | .//iframe | .//*[@onerror] | .//*[@onclick] | .//*[@src='x']") == []
    assert "javascript:" not in content
    for address in ("/sitemap.xml", "/icon.svg"):
        lxml.etree.fromstring(stand.text(address).encode())


KINDS = {
    "front": "/",
    "section": "/world/",
    "article": "/world/a-story/",
    "author": "/authors/ada-reporter/",
    "roll": "/authors/",
    "tag": "/tags/tea/",
    "information": "/about/",
    "feed": "/feed.xml",
    "section feed": "/world/feed.xml",
    "sitemap": "/sitemap.xml",
    "robots": "/robots.txt",
    "icon": "/icon.svg",
    "missing": "/nowhere/",
}


@pytest.fixture
def paper(db: None) -> FrontPage:
    front = factories.editions()[0]
    person = factories.author(front, portrait=factories.picture())
    factories.article(
        factories.section(front), "A story", authors=(person,), tags=("tea",), lead_picture=factories.picture()
    )
    page = InformationPage(title="About us", slug="about", role="about", locale=front.locale)
    front.add_child(instance=page)
    page.save_revision().publish()
    return front


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_sets_a_cookie_and_each_forbids_scripts(paper: FrontPage, kind: str) -> None:
    answer: Any = Client().get(KINDS[kind])
    assert answer.status_code == (404 if kind == "missing" else 200)
    assert not answer.cookies
    policy = dict(part.strip().partition(" ")[::2] for part in answer["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert "script-src" not in policy
    assert policy["style-src"] == policy["img-src"] == policy["font-src"] == "'self'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    if answer["Content-Type"].startswith("text/html"):
        assert faults(answer.content.decode()) == []


def test_the_style_sheet_too_and_it_loads_nothing_from_elsewhere(paper: FrontPage) -> None:
    page = Client().get("/").content.decode()
    [address] = lxml.html.document_fromstring(page).xpath("//link[@rel='stylesheet']/@href")
    answer: Any = Client().get(address)
    assert (answer.status_code, bool(answer.cookies)) == (200, False)
    assert "immutable" in answer["Cache-Control"]
    urls = re.findall(r"url\(([^)]*)\)", answer.content.decode())
    assert urls and all(url.startswith("/static/") for url in urls)
    assert Client().get("/theme/0123456789abcdef.css").status_code == 404


def test_a_stored_page_carries_the_same_policy(paper: FrontPage, stand: Newsstand) -> None:
    stand.print()
    sheet = stand.press.store.get(quote("/world/a-story/"))
    assert sheet is not None
    headers = dict(sheet.headers)
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "set-cookie" not in headers
