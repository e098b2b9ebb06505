"""The demonstration newspaper before checkers that we did not write."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urljoin, urlsplit

import extruct
import feedparser
import lxml.etree
import lxml.html
import pytest
from playwright.sync_api import Page
from protego import Protego
from tests.papers import Paper

NODE = Path(__file__).resolve().parents[1] / "node" / "node_modules"
NU = NODE / "vnu-jar" / "build" / "dist" / "vnu.jar"
AXE = NODE / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS: list[tuple[int, str, Any, int]] = [
    (1280, "light", RULES, 15),
    (390, "dark", RULES, 15),
    (390, "light", {"type": "rule", "values": ["color-contrast"]}, 1),
    (1280, "dark", {"type": "rule", "values": ["color-contrast"]}, 1),
]
"""Width, look, rules and how many must have found something to judge. All rules at both widths and in both looks, and
what depends on both, which is the contrast alone, in every pair."""

TEMPLATES = {
    "en": ("/", "/culture/", "/authors/", "/authors/wen-shu-fen/", "/about/", "/support/", "/world/map-projections/",
           "/tags/infrastructure/", "/technology/undersea-cables/", "/culture/calligraphy-video/",
           "/world/passport-index/", "/economy/tea-prices/", "/asia/rice-terraces-water/",
           "/technology/earthquake-early-warning/", "/corrections/", "/not-there/"),
    "zh-hant": ("/zh-hant/", "/zh-hant/culture/", "/zh-hant/authors/", "/zh-hant/authors/wen-shu-fen/",
                "/zh-hant/關於/", "/zh-hant/technology/海底電纜/", "/zh-hant/world/地圖投影/", "/zh-hant/tags/海洋/",
                "/zh-hant/corrections/", "/zh-hant/not-there/"),
    "ur": ("/ur/", "/ur/technology/", "/ur/authors/", "/ur/authors/meher-sandhu/", "/ur/تعارف/",
           "/ur/technology/سمندر-کی-تہہ-میں-انٹرنیٹ/", "/ur/world/سندھ-طاس-معاہدہ/", "/ur/tags/سمندر/",
           "/ur/corrections/", "/ur/not-there/"),
}  # fmt: skip
"""One page of each template and more where templates have different parts, in each language."""


def judged(page: Page, rules: Any = RULES) -> Any:
    """What axe, which the page must have, finds wrong with it: ``violations``; and how many rules it keeps: ``passes``.

    To tell of everything that is right would cost as much again.
    """
    told = "({violations, passes}) => ({violations, passes: passes.length})"
    return page.evaluate(
        f"(rules) => axe.run(document, {{runOnly: rules, resultTypes: ['violations']}}).then({told})", rules
    )


def test_nu_finds_no_error_in_any_page_or_style_sheet(
    pages: dict[str, str], printed: list[str], paper: Paper, tmp_path: Path
) -> None:
    java = shutil.which("java")
    if java is None or not NU.is_file():
        pytest.skip("the Nu HTML checker needs Java and tests/node/node_modules (npm ci in tests/node)")
    names = {}
    others = [address for address in printed if address.endswith(".css")] + ["/not-there/"]
    for number, (address, text) in enumerate([*pages.items(), *((each, paper.ask(each).text) for each in others)]):
        file = tmp_path / f"{number}{'.css' if address.endswith('.css') else '.html'}"
        file.write_text(text, "utf-8")
        names[file.name] = unquote(address)
    control = tmp_path / "control.html"
    control.write_text("<!doctype html><title>x</title><p id=a><p id=a>")
    run = subprocess.run(
        [
            java,
            "-Xss4m",
            "-jar",
            str(NU),
            "--also-check-css",
            "--format",
            "json",
            *map(str, sorted(tmp_path.iterdir())),
        ],
        capture_output=True,
        text=True,
        timeout=300,
    )
    said = json.loads(run.stderr)["messages"]
    faults = [message for message in said if Path(message["url"]).name == control.name]
    assert "error" in {message["type"] for message in faults}
    problems = [
        f"{names[Path(message['url']).name]}:{message.get('lastLine')}: {message['message']}"
        for message in said
        if message["type"] == "error" and message not in faults
    ]
    print(f"\nNu: {len(names)} pages, {len(said)} messages, {len(problems)} errors")
    assert problems == []


@pytest.mark.parametrize("language", sorted(TEMPLATES))
def test_axe_finds_no_violation(visitor: Callable[..., Any], paper: Paper, language: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not in tests/node/node_modules (npm ci in tests/node)")
    # Only the checker is a script here, and only it needs to get past the policy of the pages.
    page = visitor(1280, 900, javascript=True, bypass_csp=True).new_page()
    found = []
    for address in TEMPLATES[language]:
        page.goto(paper.address + quote(address))
        page.evaluate(AXE.read_text("utf-8"))
        for width, scheme, rules, least in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            result = judged(page, rules)
            assert result["passes"] >= least
            found += [
                f"{address} {width} {scheme}: {violation['id']}: {node['html'][:200]}"
                for violation in result["violations"]
                for node in violation["nodes"]
            ]
    assert found == []


def test_feeds_are_read_by_a_feed_reader(paper: Paper, printed: list[str]) -> None:
    feeds = [address for address in printed if address.endswith("/feed.xml")]
    editions, sections, series = 3, 3 * 6, 2
    assert len(feeds) == editions + sections + series
    for address in feeds:
        answer = paper.ask(address)
        read = feedparser.parse(answer.body, response_headers=answer.headers)
        assert not read.bozo, (address, read.get("bozo_exception"))
        assert read.version == "rss20"
        assert [unquote(link.href) for link in read.feed.links if link.rel == "self"] == [
            paper.address + unquote(address)
        ]
        assert len({entry.id for entry in read.entries}) == len(read.entries)
        for entry in read.entries:
            assert entry.title
            assert entry.published_parsed
            assert entry.content[0].value.startswith("<")
            assert paper.ask(urlsplit(entry.link).path).status == 200
    front = feedparser.parse(paper.ask("/feed.xml").body)
    assert len(front.entries) >= 24
    assert front.feed.language == "en"
    assert front.entries[0].authors[0].name


def test_the_sitemap_follows_its_schema_and_names_every_page_of_the_store(
    paper: Paper, indexed: dict[str, str]
) -> None:
    index = lxml.etree.fromstring(paper.ask("/sitemap.xml").body)
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    assert index.tag == f"{{{names['s']}}}sitemapindex"
    [part] = index.xpath("//s:loc/text()", namespaces=names)
    tree = lxml.etree.fromstring(paper.ask(urlsplit(part).path).body)
    assert tree.tag == f"{{{names['s']}}}urlset"
    listed = [urlsplit(url).path for url in tree.xpath("//s:loc/text()", namespaces=names)]
    assert len(set(listed)) == len(listed)
    # Tags only gather what is listed anyway.
    wanted = {unquote(address) for address in indexed if "/tags/" not in address}
    assert {unquote(path) for path in listed} == wanted
    for entry in tree.xpath("//s:url", namespaces=names):
        [own] = entry.xpath("s:loc/text()", namespaces=names)
        others = entry.xpath("x:link/@href", namespaces=names)
        assert not others or own in others


def test_robots_txt_lets_readers_engines_in_and_keeps_them_out_of_the_newsroom(
    paper: Paper, pages: dict[str, str]
) -> None:
    rules = Protego.parse(paper.ask("/robots.txt").text)
    assert all(rules.can_fetch(paper.address + address, "AnyBot") for address in pages)
    assert not rules.can_fetch(f"{paper.address}/newsroom/", "AnyBot")
    assert list(rules.sitemaps) == [f"{paper.address}/sitemap.xml"]


def test_extruct_finds_the_article_as_search_engines_and_other_sites_do(paper: Paper, indexed: dict[str, str]) -> None:
    articles = 0
    for address, html in indexed.items():
        found = extruct.extract(html, base_url=paper.address + address, syntaxes=["json-ld", "opengraph"])
        graph = dict(found["opengraph"][0]["properties"])
        assert graph["og:title"]
        assert unquote(graph["og:url"]) == paper.address + unquote(address)
        if graph["og:type"] != "article":
            continue
        articles += 1
        [data] = found["json-ld"]
        assert data["@type"].endswith("NewsArticle") or data["@type"] == "LiveBlogPosting"
        assert data["headline"]
        assert data["datePublished"] <= data["dateModified"]
        assert data["datePublished"][-6] in "+-"
        assert data["author"][0]["name"]
        assert paper.ask(urlsplit(data["author"][0]["url"]).path).status == 200
        assert data["publisher"]["name"] == graph["og:site_name"]
        assert graph["og:image"].startswith(paper.address)
        assert paper.ask(urlsplit(graph["og:image"]).path).headers["content-type"] in ("image/jpeg", "image/webp")
    assert articles >= 34


def test_no_link_is_broken(paper: Paper, pages: dict[str, str]) -> None:
    linked: dict[str, str] = {}
    fragments: dict[str, set[str]] = defaultdict(set)
    for address, html in pages.items():
        tree = lxml.html.fromstring(html)
        for element in tree.iter():
            for name in ("href", "src"):
                value = element.get(name)
                if value is None or urlsplit(value).scheme not in ("", "http", "https"):
                    continue
                url = urlsplit(urljoin(paper.address + address, value))
                if f"{url.scheme}://{url.netloc}" == paper.address:
                    linked.setdefault(url.path, address)
                    if url.fragment:
                        fragments[url.path].add(unquote(url.fragment))
    assert len(linked) > 200
    broken = {unquote(path): unquote(linked[path]) for path in linked if paper.ask(path).status != 200}
    assert broken == {}
    for path, names in fragments.items():
        if path.startswith("/media/"):
            # A moment in a film.
            assert all(name.startswith("t=") for name in names), path
            continue
        assert names <= set(lxml.html.fromstring(pages[path]).xpath("//@id")), path


def test_languages_name_each_other_both_ways(pages: dict[str, str]) -> None:
    named = {}
    for address, html in pages.items():
        links = lxml.html.fromstring(html).xpath("//link[@rel='alternate'][@hreflang]")
        named[unquote(address)] = {link.get("hreflang"): unquote(urlsplit(link.get("href")).path) for link in links}
    translated = {address: others for address, others in named.items() if others}
    assert len(translated) > 40
    for address, others in translated.items():
        assert address in others.values()
        for other in others.values():
            assert named[other] == others, (address, other)
