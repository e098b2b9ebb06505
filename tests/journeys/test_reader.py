"""A reader without JavaScript, on a phone and elsewhere, in three languages and scripts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import brotli
import lxml.html
import pytest
from playwright.sync_api import Page, Request, Response
from tests.papers import Paper, copied, served

from freesheet.press.store import Store

MOST_BYTES = 30 * 1024
LANGUAGES = ["en", "zh-hant", "ur"]
FRONTS = {"en": "/", "zh-hant": "/zh-hant/", "ur": "/ur/"}
DIRECTIONS = {"en": "ltr", "zh-hant": "ltr", "ur": "rtl"}
TAGS = {"en": "en", "zh-hant": "zh-Hant", "ur": "ur"}
OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Watched:
    """What a page did that a reader would not want."""

    def __init__(self, page: Page, address: str) -> None:
        self.elsewhere: list[str] = []
        self.failed: list[str] = []
        self.said: list[str] = []
        self.cookies: list[str] = []
        self.address = address
        page.on("request", lambda request: self._asked(request.url))
        page.on("response", self._answered)
        page.on("requestfailed", self._broke)
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda problem: self.said.append(str(problem)))

    def _asked(self, url: str) -> None:
        if not url.startswith((self.address + "/", "data:")):
            self.elsewhere.append(url)

    def _broke(self, request: Request) -> None:
        # What is still under way when the reader turns to another page is given up.
        if request.failure != "net::ERR_ABORTED":
            self.failed.append(f"{request.failure} {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400:
            self.failed.append(f"{response.status} {response.url}")
        if "set-cookie" in response.all_headers():
            self.cookies.append(response.url)

    def nothing(self) -> None:
        """Fail if there was anything."""
        assert self.elsewhere == []
        assert self.failed == []
        assert self.said == []
        assert self.cookies == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reader_with_a_phone_goes_from_the_front_to_a_section_to_an_article(
    visitor: Callable[..., Any], paper: Paper, results: Path, language: str
) -> None:
    context = visitor(390, 844, has_touch=True, is_mobile=True, device_scale_factor=2)
    page = context.new_page()
    watched = Watched(page, paper.address)
    page.goto(paper.address + FRONTS[language])
    lead = page.locator("main h2 a").first.inner_text()
    page.screenshot(path=results / f"front-{language}-phone.png")
    page.locator("nav.sections a").first.click()
    section = page.locator("main h1").inner_text()
    page.screenshot(path=results / f"section-{language}-phone.png")
    headline = page.locator("main h2 a").first.inner_text()
    page.locator("main h2 a").first.click()
    page.screenshot(path=results / f"article-{language}-phone.png", full_page=True)

    assert lead
    assert section
    assert page.locator("h1").inner_text() == headline
    assert page.locator("html").get_attribute("dir") == DIRECTIONS[language]
    assert page.locator("html").get_attribute("lang") == TAGS[language]
    assert page.locator("main .body p").count() > 3
    assert context.cookies() == []
    watched.nothing()


@pytest.mark.parametrize("width", [1280, 390, 320])
def test_nothing_sticks_out_at_the_side(
    visitor: Callable[..., Any], paper: Paper, pages: dict[str, str], width: int
) -> None:
    # A window of 1280 px enlarged to 400 % has 320 px.
    page = visitor(width, 800).new_page()
    too_wide = []
    for address in one_of_each_template(pages):
        page.goto(paper.address + address)
        if page.evaluate(OVERFLOW) > 0:
            too_wide.append(unquote(address))
    assert too_wide == []


def one_of_each_template(pages: dict[str, str]) -> list[str]:
    """Fronts, and of each language an article, a section, an author, the roll, a tag, a page about the paper.

    Of articles the ones that are hardest to set: those with tables, embeds and pictures.
    """
    chosen: dict[tuple[str, ...], str] = {}
    for address, html in pages.items():
        tree = lxml.html.fromstring(html)
        main = tree.xpath("//main")[0]
        kinds = {name for name in ("table", "embed", "picture", "q", "person", "roll", "list") if by_class(main, name)}
        kind = ("story", *sorted(kinds)) if by_class(main, "story") else (*sorted(kinds), "")
        chosen.setdefault((tree.get("lang"), *kind), address)
    return list(chosen.values())


def by_class(tree: Any, name: str) -> list[Any]:
    return list(tree.xpath(f".//*[contains(concat(' ', @class, ' '), ' {name} ')]"))


def test_a_page_goes_from_the_store_to_the_reader_without_script_and_cookie(
    paper: Paper, pages: dict[str, str]
) -> None:
    running = []
    for address, html in pages.items():
        tree = lxml.html.fromstring(html)
        scripts = [script for script in tree.iter("script") if script.get("type") != "application/ld+json"]
        if tree.xpath("//section[@class='live'][@data-every]"):
            # A story that goes on may ask whether there is more, by one script from here: tests/website/test_live.py.
            ours = [script for script in scripts if script.get("src", "").startswith("/static/broadsheet/live.")]
            assert len(ours) == 1, address
            scripts.remove(ours[0])
        if tree.xpath("//*[contains(@class, 'appeals')][@data-every]"):
            # When somebody was asked is kept in their browser, by one script from here: tests/website/test_asking.py.
            ours = [script for script in scripts if script.get("src", "").startswith("/static/broadsheet/asking.")]
            assert len(ours) == 1, address
            scripts.remove(ours[0])
        handlers = [name for element in tree.iter() for name in element.attrib if name.startswith("on")]
        styled = [element for element in tree.iter() if element.get("style") or element.tag == "style"]
        if scripts or handlers or styled or "javascript:" in html:
            running.append(address)
    assert running == []
    allowed = [
        part.strip() for part in paper.ask("/").headers["content-security-policy"].split(";") if "script" in part
    ]
    assert allowed in ([], ["script-src 'self'"])


def test_an_article_and_its_style_sheet_take_no_more_than_30_kb(paper: Paper, pages: dict[str, str]) -> None:
    sizes = {}
    for address, html in pages.items():
        tree = lxml.html.fromstring(html)
        if tree.xpath("//meta[@property='og:type']/@content") != ["article"]:
            continue
        sheets = tree.xpath("//link[@rel='stylesheet']/@href")
        sizes[address] = sum(over_the_wire(paper, each) for each in (address, *sheets))
    assert len(sizes) >= 34
    worst = max(sizes, key=lambda address: sizes[address])
    print(f"\nHTML and CSS with brotli: at most {sizes[worst]} bytes, at {unquote(worst)}")
    assert {unquote(address): size for address, size in sizes.items() if size > MOST_BYTES} == {}


def over_the_wire(paper: Paper, address: str) -> int:
    answer = paper.ask(address, accept_encoding="br")
    assert answer.headers["content-encoding"] == "br"
    assert len(brotli.decompress(answer.body)) > len(answer.body)
    return len(answer.body)


@pytest.fixture(scope="module")
def bereft(untouched: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    """The paper, whose database was taken away while it was being served."""
    folder = copied(untouched, tmp_path_factory.mktemp("bereft") / "tideline")
    with served(folder) as running:
        for name in ("freesheet.sqlite3", "freesheet.sqlite3-wal", "freesheet.sqlite3-shm"):
            if (folder / name).exists():
                shutil.move(folder / name, folder / f"{name}.away")
        # Else SQLite would make a new, empty one.
        (folder / "freesheet.sqlite3").mkdir()
        yield running


def test_every_printed_page_is_read_without_the_database(bereft: Paper) -> None:
    store = Store(bereft.folder / "store")
    addresses = sorted(store.addresses())
    assert len(addresses) > 150
    wrong = []
    for address in addresses:
        answer = bereft.ask(address)
        sheet = store.get(address)
        assert sheet is not None
        # What is printed for addresses that are nobody's says so itself.
        if (answer.status, answer.body) != (404 if address.endswith("/404.html") else 200, sheet.body):
            wrong.append((answer.status, address))
    assert wrong == []


def test_what_the_printed_pages_show_is_there_without_the_database(bereft: Paper, pages: dict[str, str]) -> None:
    shown = set()
    for html in pages.values():
        for value in re.findall(r'(?:src|href|srcset)="([^"]+)"', html):
            shown |= {part.split()[0] for part in value.split(", ") if part.startswith(("/media/", "/static/"))}
        shown |= {urlsplit(url).path for url in re.findall(r'og:image" content="([^"]+)"', html)}
    assert len(shown) > 40
    assert {path for path in shown if bereft.ask(path).status != 200} == set()


def test_the_database_was_away_indeed(bereft: Paper) -> None:
    # Asked last: only now is anything asked of Django.
    assert bereft.ask("/newsroom/login/").status >= 500
    assert bereft.ask("/there-is-no-such-page/").status == 404
    assert bereft.ask("/").status == 200
