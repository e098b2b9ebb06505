"""Nothing that can run, load or disguise itself comes through, whatever is thrown at the cleaning."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freesheet.importers.errors import ImportProblem
from freesheet.importers.html import blocks_from_html, convert_html
from freesheet.importers.html.addresses import safe_address
from freesheet.importers.html.conversion import MAX_SOURCE
from freesheet.importers.manuscripts import Picture

ALLOWED_TAGS = {"html", "head", "body", "p", "br", "ul", "ol", "li", "a", "b", "i", "s", "sub", "sup", "code"}
RICH = {"paragraph", "list"}

ATTACKS = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script\x20type='text/javascript'>alert(1)</script>",
    "<script/xss src=x></script>",
    "<<script>alert(1);//<</script>",
    "<script>alert(1)",
    "<p>a<script>alert('</p>')</script>b</p>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)//",
    "<img/src='x'/onerror=alert(1)>",
    '<img src="x` `<script>alert(1)</script>"` `>',
    "<img src='javascript:alert(1)'>",
    "<img src='data:text/html;base64,PHNjcmlwdD4='>",
    "<img srcset='javascript:alert(1) 2x, https://ok.example/a.jpg 1x'>",
    "<img data-src='javascript:alert(1)'>",
    "<image src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href='javascript:alert(1)'><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<svg><foreignObject><p onclick=alert(1)>x</p></foreignObject></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math href='javascript:alert(1)'>x</math>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='JaVaScRiPt:alert(1)'>x</a>",
    "<a href='java\nscript:alert(1)'>x</a>",
    "<a href='java\tscript:alert(1)'>x</a>",
    "<a href=' \x01javascript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='&#x6A;avascript&colon;alert(1)'>x</a>",
    "<a href='javascript&#58;alert(1)'>x</a>",
    "<a href='jav&#x0A;ascript:alert(1)'>x</a>",
    "<a href='vbscript:msgbox(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='DATA:text/html;base64,PHNjcmlwdD4='>x</a>",
    "<a href='blob:https://x.example/1'>x</a>",
    "<a href='file:///etc/passwd'>x</a>",
    "<a href='view-source:https://x.example'>x</a>",
    "<a href='feed:javascript:alert(1)'>x</a>",
    "<a href='//evil.example\" onmouseover=\"alert(1)'>x</a>",
    "<a href='https://x.example/\"><script>alert(1)</script>'>x</a>",
    "<a href=\"https://x.example/'onclick='alert(1)\">x</a>",
    "<a href=https://x.example onclick=alert(1) style=color:red target=_blank>x</a>",
    "<a href='https://x.example' ping='https://evil.example'>x</a>",
    "<a name=x id=y href=#z>x</a>",
    "<p onclick=alert(1) onmouseover='alert(1)' style='background:url(javascript:alert(1))'>x</p>",
    "<p style='width:expression(alert(1))'>x</p>",
    "<b onfocus=alert(1) autofocus tabindex=1>x</b>",
    "<iframe src='javascript:alert(1)'></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<iframe src='data:text/html,x'>",
    "<iframe></iframe><script>alert(1)</script>",
    "<iframe><p title='</iframe><img src=x onerror=alert(1)>'></iframe>",
    "<embed src='javascript:alert(1)'>",
    "<object data='javascript:alert(1)'><param name=movie value='javascript:alert(1)'></object>",
    "<object data='data:text/html;base64,PHNjcmlwdD4='></object>",
    "<video src='javascript:alert(1)' onerror=alert(1)><source src=x onerror=alert(1)></video>",
    "<audio src=data:audio/wav;base64,x onplay=alert(1)></audio>",
    "<form action='javascript:alert(1)'><button formaction='javascript:alert(1)'>x</button></form>",
    "<input onfocus=alert(1) autofocus value='x'>",
    "<select onchange=alert(1)><option>x</option></select>",
    "<textarea><script>alert(1)</script></textarea>",
    "<title><script>alert(1)</script></title>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<xmp><script>alert(1)</script></xmp>",
    "<noembed><img src=x onerror=alert(1)></noembed>",
    "<noframes><script>alert(1)</script></noframes>",
    "<plaintext><script>alert(1)</script>",
    "<listing>&lt;img src=x onerror=alert(1)&gt;</listing>",
    "<template><script>alert(1)</script></template>",
    "<style>@import 'javascript:alert(1)';</style>",
    "<style><img src='</style><img src=x onerror=alert(1)>'></style>",
    "<link rel=stylesheet href='javascript:alert(1)'>",
    "<link rel=import href=//evil.example>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<base href='javascript:alert(1)//'><a href='x'>x</a>",
    "<body onload=alert(1)>",
    "<body background='javascript:alert(1)'>",
    "<table background='javascript:alert(1)'><tr><td onclick=alert(1)>x<td>y<tr><td><script>1</script>z<td>w</table>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<details open ontoggle=alert(1)><summary>x</summary>y</details>",
    "<isindex type=image src=x onerror=alert(1)>",
    "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
    "<!-- --!><script>alert(1)</script>-->",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "<ul><li onclick=alert(1)><a href='javascript:1'>x</a><li><script>1</script></ul>",
    "<blockquote cite='javascript:alert(1)'><script>x</script>words<cite onclick=1>y</cite></blockquote>",
    "<blockquote class='twitter-tweet'>x <a href='javascript:alert(1)'>y</a></blockquote>",
    "<figure><img src='javascript:alert(1)'><figcaption><script>1</script>words</figcaption></figure>",
    "<h2><script>1</script><a href='javascript:1'>x</a></h2>",
    "<a href='https://ok.example'><img src=x onerror=alert(1)><script>1</script></a>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "&lt;img src=x onerror=alert(1)&gt;",
    "<p title='&quot;><script>alert(1)</script>'>x</p>",
    "<fs-kept key='0'>x</fs-kept>",
    "<x-foo onclick=alert(1)>x</x-foo>",
    "<p/onclick=alert(1)>x",
    "<p\x0conclick=alert(1)>x",
    "<p =onclick=alert(1)>x",
    "\x00<scr\x00ipt>alert(1)</scr\x00ipt>",
    "<a href='https://x.example/<script>'>x</a>",
    '<a href="x>broken <script>alert(1)</script><img src=x onerror=alert(1)>',
    '<p>http://x.example/"onmouseover=alert(1)</p>',
    'https://youtu.be/x"><script>alert(1)</script>',
    "<a href='https://user:javascript:alert(1)@x.example'>x</a>",
    "<a href='\\\\evil.example'>x</a>",
    "<a href='/\\evil.example'>x</a>",
    "<div><b><i><a href=javascript:1><s><u><span style='font-weight:bold' onclick=1>x",
]


def strings(blocks: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """Every string that could reach a page, and what it is: rich text, an address, or plain words."""
    for block in blocks:
        value = block["value"]
        if block["type"] in RICH:
            yield "rich", value
        elif block["type"] == "table":
            for row in value["rows"]:
                for column, cell in zip(value["columns"], row["values"], strict=True):
                    yield ("rich" if column["type"] == "text" else "plain"), cell
        elif block["type"] == "embed":
            yield "address", value["url"]
        elif block["type"] == "image":
            assert isinstance(value["image"], Picture)
            yield "address", str(value["image"].source)


def assert_harmless(blocks: list[dict[str, Any]]) -> None:
    for kind, text in strings(blocks):
        if kind == "address":
            assert re.match(r"https?://[^/\\]", text), text
        if kind != "rich":
            continue
        tree = html5lib.parse(text, namespaceHTMLElements=False)
        for element in tree.iter():
            assert isinstance(element.tag, str), f"a comment came through: {text}"
            assert element.tag in ALLOWED_TAGS, text
            assert set(element.attrib) <= ({"href"} if element.tag == "a" else set()), text
            if "href" in element.attrib:
                assert re.match(r"(?:https?://[^/\\]|mailto:|tel:|/(?![/\\]))", element.attrib["href"]), text


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("base", ["", "https://site.example/2020/"])
def test_no_attack_comes_through(attack: str, base: str) -> None:
    assert_harmless(blocks_from_html(attack, base))
    assert_harmless(blocks_from_html(f"<p>before {attack} after</p>", base))
    assert_harmless(blocks_from_html(f"<table><tr><td>a<td>{attack}<tr><td>b<td>c</table>", base))
    assert_harmless(blocks_from_html(f"<ul><li>a<li>{attack}</ul>", base))


def test_the_check_itself_sees_an_attack() -> None:
    for value in ("<p onclick=x>y</p>", "<script></script>", "<a href='javascript:1'>x</a>", "<img src=x>"):
        with pytest.raises(AssertionError):
            assert_harmless([{"type": "paragraph", "value": value}])


def test_words_about_an_attack_are_kept_as_words() -> None:
    blocks = blocks_from_html("<p>Write &lt;script&gt;alert(1)&lt;/script&gt; and see.</p>")
    assert blocks == [{"type": "paragraph", "value": "<p>Write &lt;script&gt;alert(1)&lt;/script&gt; and see.</p>"}]


def test_what_was_taken_out_is_said() -> None:
    converted = convert_html("<script>1</script><script>2</script><p><a href='javascript:1'>words</a></p>")
    assert converted.blocks == [{"type": "paragraph", "value": "<p>words</p>"}]
    assert converted.notes[0] == "A script was removed. (2 times)"
    assert "address is not safe" in converted.notes[1]


PIECES = [
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "<a/href='/x'>", "</a>", "<ul>", "<ol>", "<li>",
    "</li>", "</ul>", "</ol>", "<table>", "<tr>", "<td>", "<th>", "</table>", "<blockquote>", "</blockquote>",
    "<cite>", "</cite>", "<br>", "<hr>", "<h1>", "<h2>", "</h2>", "<figure>", "<figcaption>", "</figure>", "<pre>",
    "</pre>", "<dl>", "<dt>", "<dd>", "<span>", "</span>", "<q>", "</q>", "<img>", "<", ">", "&", "&amp;", "&lt;",
    "&nbsp;", "'", "\"", "=", "/", "<!", "-->", "<!--",
]  # fmt: skip

SOUP = st.lists(
    st.one_of(
        st.sampled_from(ATTACKS),
        st.sampled_from(PIECES),
        st.text(max_size=12),
    ),
    max_size=25,
).map("".join)


@given(SOUP)
@settings(max_examples=400, deadline=None)
def test_no_soup_of_tags_and_attacks_comes_through(soup: str) -> None:
    assert_harmless(blocks_from_html(soup, "https://site.example/"))


@given(
    st.text(alphabet=":/\\javscript\t\n\x00\x01 dhttps&#;.x@?", max_size=30),
    st.sampled_from(["", "https://a.example/b/"]),
)
@settings(max_examples=500, deadline=None)
def test_an_address_is_safe_or_refused(address: str, base: str) -> None:
    found = safe_address(address, base)
    assert found == "" or re.match(r"(?:https?://[^/\\]|mailto:|tel:|/(?![/\\]))", found)


@pytest.mark.parametrize(
    "bomb",
    [
        "<div>" * 60_000,
        "<b>" * 100_000 + "x",
        "".join(f"<b title={n}><p>x" for n in range(8_000)),
        "<a href='x" * 100_000,
        "<a '\"" * 100_000,
        "<a href='>" * 100_001,
        "<!--" * 200_000,
        "</" * 100_000,
        "<" * 200_000,
        "<iframe>" * 40_000,
        "<textarea>" * 50_000,
        "<table><tr><td>" * 10_000,
        "<td colspan=1000 rowspan=1000>x" * 1_000,
        "<table><tr>" + "<td rowspan=60000 colspan=50>x" * 500 + "</tr>" + "<tr><td>y" * 500 + "</table>",
        "<ul><li>" * 20_000 + "x",
        "<blockquote>" * 20_000 + "x",
        "x<img src=/a.jpg>" * 10_000,
        "&" * 200_000,
        "<p " + "a=1 " * 100_000 + ">x",
        "<span style='" + "font-weight:" * 50_000 + "'>x",
        "<pre>" + " \n" * 100_000 + "</pre>",
    ],
    ids=range(21),
)
def test_the_work_does_not_explode_with_the_source(bomb: str) -> None:
    begun = time.perf_counter()
    try:
        blocks = blocks_from_html(bomb, "https://site.example/")
    except ImportProblem:
        blocks = []
    # Each takes about a second or less; what grows with the square takes minutes.
    assert time.perf_counter() - begun < 20
    assert sum(len(str(block)) for block in blocks) < 40 * len(bomb) + 100_000


def test_a_text_beyond_measure_is_refused_in_a_sentence() -> None:
    with pytest.raises(ImportProblem, match="longer than 5 million characters"):
        blocks_from_html("x" * (MAX_SOURCE + 1))
