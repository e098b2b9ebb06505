"""Pictures, tables and what lies elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importers.reading import shown

from freesheet.importers.html import blocks_from_html, convert_html
from freesheet.importers.manuscripts import Picture

PICTURES = {
    "alone": ('<img src="a.jpg" alt="A cat">', ["image https://site.example/2020/story/a.jpg | A cat | "]),
    "captioned": (
        '<figure><img src="/a.jpg" alt="A"><figcaption>Cap <a href="/x">tion</a></figcaption></figure>',
        ["image https://site.example/a.jpg | A | Cap tion"],
    ),
    "captioned the old way": (
        '<div class="wp-caption"><img src="/a.jpg"><p class="wp-caption-text">Caption</p></div><p>x</p>',
        ["image https://site.example/a.jpg |  | Caption", "<p>x</p>"],
    ),
    "before the words": (
        '<p><img src="/a.jpg">Words.</p>',
        ["image https://site.example/a.jpg |  | ", "<p>Words.</p>"],
    ),
    "inside a bold tag": (
        '<b><img src="/a.jpg"></b>The rest',
        ["image https://site.example/a.jpg |  | ", "<p>The rest</p>"],
    ),
    "between sentences": (
        '<p>One. <img src="/a.jpg"> Two.</p>',
        ["<p>One.</p>", "image https://site.example/a.jpg |  | ", "<p>Two.</p>"],
    ),
    "inside a sentence": (
        '<p>One <img src="/a.jpg"> two.</p>',
        ["<p>One two.</p>", "image https://site.example/a.jpg |  | "],
    ),
    "linked to the large one": (
        '<a href="/big.jpg"><img src="/small.jpg"></a>',
        ["image https://site.example/big.jpg |  | "],
    ),
    "the largest of a set": (
        '<img src="/s.jpg" srcset="/s.jpg 300w, /l.jpg 1200w, /m.jpg 800w">',
        ["image https://site.example/l.jpg |  | "],
    ),
    "in several forms": (
        '<picture><source srcset="/a.webp 1x, /b.webp 2x"><img src="/a.jpg" alt="A"></picture>',
        ["image https://site.example/b.webp | A | "],
    ),
    "loaded late": (
        '<img src="data:image/gif;base64,R0" data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>',
        ["image https://site.example/a.jpg |  | "],
    ),
    "a gallery as a list": (
        (
            '<ul class="g"><li><figure><img src="/a.jpg"><figcaption>A</figcaption></figure></li>'
            '<li><figure><img src="/b.jpg"></figure></li></ul>'
        ),
        ["image https://site.example/a.jpg |  | A", "image https://site.example/b.jpg |  | "],
    ),
    "a gallery as figures": (
        (
            '<figure><figure><img src="/a.jpg"></figure><figure><img src="/b.jpg"></figure>'
            "<figcaption>Both</figcaption></figure>"
        ),
        ["image https://site.example/a.jpg |  | ", "image https://site.example/b.jpg |  | ", "<p><i>Both</i></p>"],
    ),
    "a smiley": ('<p>Hi <img class="wp-smiley" src="/s.png" alt="🙂"></p>', ["<p>Hi 🙂</p>"]),
    "a counter": ('<p>Hi<img src="https://c.example/?1" width="1" height="1"></p>', ["<p>Hi</p>"]),
    "written into the page": (
        '<img src="data:image/png;base64,AAAA" alt="A chart">',
        ["leftover html: Picture: A chart (inside the page itself)"],
    ),
}


@pytest.mark.parametrize(("html", "expected"), PICTURES.values(), ids=PICTURES.keys())
def test_pictures(html: str, expected: list[str]) -> None:
    assert shown(html) == expected


def test_pictures_are_asked_for_best_first_and_missed_ones_are_left_over() -> None:
    asked = []

    def find(address: str) -> Picture | None:
        asked.append(address)
        return Picture(source=Path("story_files/a.jpg"), alt="own") if address == "story_files/a.jpg" else None

    blocks = blocks_from_html('<a href="b.png"><img src="story_files/a.jpg" alt="A"></a><img src="c.jpg">', "", find)
    assert asked == ["b.png", "story_files/a.jpg", "c.jpg"] or asked == ["story_files/a.jpg", "c.jpg"]
    assert blocks[0]["value"]["image"].source == Path("story_files/a.jpg")
    assert blocks[0]["value"]["alt"] == "A"
    assert blocks[1] == {"type": "leftover", "value": {"origin": "html", "text": "Picture: (c.jpg)"}}


def table(html: str) -> tuple[list[tuple[str, str]], list[list[str]], str]:
    (block,) = blocks_from_html(html)
    assert block["type"] == "table"
    value = block["value"]
    return (
        [(column["type"], column["heading"]) for column in value["columns"]],
        [row["values"] for row in value["rows"]],
        value["caption"],
    )


def test_a_table_with_head_caption_and_figures() -> None:
    html = (
        "<table><caption>Pay</caption><thead><tr><th>Who<th>Pay<th>Note</thead>"
        "<tbody><tr><th>Ann<td>$1<td><b>low</b><tr><th>Bob<td>1,200 €<td></table>"
    )
    assert table(html) == (
        [("text", "Who"), ("number", "Pay"), ("text", "Note")],
        [["<p><b>Ann</b></p>", "$1", "<p><b>low</b></p>"], ["<p><b>Bob</b></p>", "1,200 €", ""]],
        "Pay",
    )


def test_spans_are_filled_so_that_every_row_reads_by_itself() -> None:
    html = (
        "<table><tr><th>Year<th colspan=2>Votes<tr><th><th>for<th>against</tr>"
        "<tr><td rowspan=2>2020<td>a<td>b<tr><td>c<td>d<tr><td colspan=2>Total<td>e</table>"
    )
    columns, rows, _caption = table(html)
    assert [heading for _kind, heading in columns] == ["Year", "Votes", "Votes"]
    assert rows[1:] == [
        ["<p>2020</p>", "<p>a</p>", "<p>b</p>"],
        ["<p>2020</p>", "<p>c</p>", "<p>d</p>"],
        ["<p>Total</p>", "", "<p>e</p>"],
    ]


def test_rows_of_unequal_length_become_equal() -> None:
    columns, rows, _caption = table("<table><tr><td>a<td>b<td>c<tr><td>d</table>")
    assert len(columns) == 3
    assert rows == [["<p>a</p>", "<p>b</p>", "<p>c</p>"], ["<p>d</p>", "", ""]]


def test_a_table_that_only_arranges_the_page_is_taken_apart() -> None:
    html = "<table><tr><td><p>a</p><img src=/a.jpg></td></tr><tr><td><table><tr><td>b<td>c</table></td></tr></table>"
    assert shown(html)[:2] == ["<p>a</p>", "image https://site.example/a.jpg |  | "]
    assert shown(html)[2].startswith("table")


def test_a_table_beyond_measure_is_left_over_whole() -> None:
    html = "<table>" + "<tr>" + "<td>x" * 70 + "</table>"
    converted = convert_html(html)
    assert converted.blocks[0]["type"] == "leftover"
    assert converted.blocks[0]["value"]["text"].count("x") == 70
    assert "too large" in converted.notes[0]


EMBEDS = {
    "a frame": (
        '<iframe src="//www.youtube.com/embed/abc?rel=0"></iframe>',
        ["embed https://www.youtube.com/watch?v=abc | "],
    ),
    "a frame never closed": (
        '<iframe src="https://m.example/x" title="The map"/><p>a</p>',
        ["embed https://m.example/x | The map", "<p>a</p>"],
    ),
    "vimeo": ('<iframe src="https://player.vimeo.com/video/12?h=x">', ["embed https://vimeo.com/12 | "]),
    "a video": ('<video poster="p.jpg"><source src="/v.mp4"></video>', ["embed https://site.example/v.mp4 | "]),
    "a captioned sound": (
        '<figure><audio src="/s.mp3"></audio><figcaption>Song</figcaption></figure>',
        ["embed https://site.example/s.mp3 | Song"],
    ),
    "a plug-in": (
        '<object><param name="movie" value="https://www.youtube.com/v/abc&hl=en"><embed src="https://www.youtube.com/v/abc"></object>',
        ["embed https://www.youtube.com/watch?v=abc | "],
    ),
    "an address alone": ("<p>https://youtu.be/abc</p>", ["embed https://youtu.be/abc | "]),
    "an unknown address alone": (
        "<p>https://x.example/a</p>",
        ['<p><a href="https://x.example/a">https://x.example/a</a></p>'],
    ),
    "an address in words": ("<p>See https://youtu.be/abc</p>", ["<p>See https://youtu.be/abc</p>"]),
    "an embed block": (
        '<figure class="wp-block-embed"><div>\nhttps://x.example/a\n</div><figcaption>C</figcaption></figure>',
        ["embed https://x.example/a | C"],
    ),
    "a frame of nothing": ("<iframe></iframe>", ["leftover html: frame (iframe) without an address."]),
}


@pytest.mark.parametrize(("html", "expected"), EMBEDS.values(), ids=EMBEDS.keys())
def test_embeds(html: str, expected: list[str]) -> None:
    assert shown(html) == expected
