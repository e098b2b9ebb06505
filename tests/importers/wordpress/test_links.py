"""Addresses of the old site, and what they lead to here."""

from __future__ import annotations

import pytest

from freesheet.importers.wordpress.links import OldSite, body_with_page_links, internal_links, with_page_links
from freesheet.importers.wordpress.records import Site

SITE = OldSite.of(Site(link="https://www.old.example/paper", base_blog_url="http://old.example/paper"))
SHARED = OldSite.of(Site(base_site_url="http://wordpress.com/", base_blog_url="http://ours.wordpress.com"))


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("https://old.example/paper/2020/a-story/", "/paper/2020/a-story"),
        ("http://WWW.old.example/paper/2020/A-Story?utm=1#more", "/paper/2020/a-story"),
        ("//old.example/paper/2020/a-story", "/paper/2020/a-story"),
        ("/paper/2020/a-story/feed/", "/paper/2020/a-story"),
        ("https://old.example/paper/2020/%E5%AD%97/", "/paper/2020/字"),
        ("https://old.example/paper/?p=7", "?7"),
        ("https://old.example/paper?page_id=7&x=1", "?7"),
        ("https://old.example/paper/index.php?attachment_id=7", "?7"),
        ("https://old.example/paper/story/?p=7", "/paper/story"),
        ("https://old.example/paper/?p=7x", "/paper"),
        ("https://old.example/", "/"),
        ("https://other.example/paper/", None),
        ("https://sub.old.example/paper/", None),
        ("mailto:ann@old.example", None),
        ("story.html", None),
        ("https://[broken", None),
    ],
)
def test_what_names_an_address(address: str, place: str | None) -> None:
    assert SITE.place(address) == place


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://old.example/paper/a/?utm=1#x", "/paper/a/"),
        ("/paper/a", "/paper/a"),
        ("https://old.example/paper/?p=7", "/paper/?p=7"),
        ("https://old.example?p=7", "/?p=7"),
        ("https://old.example/", ""),
        ("javascript:alert(1)", ""),
        ("https://[broken", ""),
        ("a.html", ""),
    ],
)
def test_the_path_for_a_redirect(address: str, path: str) -> None:
    assert SITE.old_path(address) == path


def test_a_shared_host_is_not_the_site() -> None:
    assert SHARED.place("http://wordpress.com/features") is None
    assert SHARED.place("https://ours.wordpress.com/a/") == "/a"


HTML = (
    '<p><a href="https://old.example/paper/a/">a</a> <a href="https://old.example/paper/?p=2&amp;x=1"><b>b</b></a>'
    ' <a href="https://x.example/?a&amp;b">c</a> <a href="https://old.example/paper/gone/">d</a></p>'
)
PAGES = {"/paper/a": 11, "?2": 12}


def test_links_within_the_site_lead_to_pages() -> None:
    assert list(internal_links(HTML, SITE)) == [
        ("https://old.example/paper/a/", "/paper/a"),
        ("https://old.example/paper/?p=2&x=1", "?2"),
        ("https://old.example/paper/gone/", "/paper/gone"),
    ]
    assert with_page_links(HTML, SITE, PAGES.get) == (
        '<p><a linktype="page" id="11">a</a> <a linktype="page" id="12"><b>b</b></a>'
        ' <a href="https://x.example/?a&amp;b">c</a> <a href="https://old.example/paper/gone/">d</a></p>'
    )


def test_every_rich_text_of_a_body_and_nothing_else() -> None:
    link, led = '<a href="/paper/a">x</a>', '<a linktype="page" id="11">x</a>'
    body = [
        {"type": "paragraph", "value": f"<p>{link}</p>"},
        {"type": "list", "value": f"<ul><li>{link}</li></ul>"},
        {"type": "table", "value": {"caption": link, "columns": [], "rows": [{"values": [f"<p>{link}</p>", ""]}]}},
        {"type": "quotation", "value": {"text": link, "source": ""}},
    ]
    made = body_with_page_links(body, SITE, PAGES.get)
    assert [block["value"] for block in made[:2]] == [f"<p>{led}</p>", f"<ul><li>{led}</li></ul>"]
    assert made[2]["value"] == {"caption": link, "columns": [], "rows": [{"values": [f"<p>{led}</p>", ""]}]}
    assert made[3] == body[3]
