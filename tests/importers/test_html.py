"""What foreign HTML becomes: blocks in order, word for word, and a sentence for what could not come along."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.importers.reading import BASE, shown

from freesheet.importers.errors import ImportProblem
from freesheet.importers.html import Kept, blocks_from_html, convert_html, plain_text
from freesheet.importers.html.conversion import MAX_BLOCKS
from freesheet.importers.html.tokens import tokens_of

CASES = {
    "one paragraph each": ("<p>One.</p><p>Two.</p>", ["<p>One.</p>", "<p>Two.</p>"]),
    "bare text": ("One.<div>Two.</div>Three.", ["<p>One.</p>", "<p>Two.</p>", "<p>Three.</p>"]),
    "nothing": ("<p> </p><p>&nbsp;</p><p><br></p><div>\u200b</div>", []),
    "space": ("<p>  a \n\t b  <b> c</b> </p>", ["<p>a b <b>c</b></p>"]),
    "line breaks": ("<p>a<br>b<br /><br>c</p>", ["<p>a<br/>b</p>", "<p>c</p>"]),
    "first indents": ("<p>\u3000\u3000字</p><p>&nbsp; a</p>", ["<p>字</p>", "<p>a</p>"]),
    "how words are set": (
        "<p><strong>a</strong><em>b</em><del>c</del><sub>d</sub><sup>e</sup><kbd>f</kbd><u>g</u><mark>h</mark></p>",
        ["<p><b>a</b><i>b</i><s>c</s><sub>d</sub><sup>e</sup><code>f</code>gh</p>"],
    ),
    "set by style": (
        '<p><span style="font-weight:700">a</span><span style="font-style: italic">b</span><span>c</span></p>',
        ["<p><b>a</b><i>b</i>c</p>"],
    ),
    "nested alike": ("<p>tag <strong>bold<strong> text.</strong></strong></p>", ["<p>tag <b>bold text.</b></p>"]),
    "nested wrongly": ("<p><b>a<i>b</b>c</i>d</p>", ["<p><b>a<i>b</i></b><i>c</i>d</p>"]),
    "bold over paragraphs": ("<b>1<p>2</b>3</p>", ["<p><b>1</b></p>", "<p><b>2</b>3</p>"]),
    "never closed": ("<p>a<p>b<div>c<p>d", ["<p>a</p>", "<p>b</p>", "<p>c</p>", "<p>d</p>"]),
    "links": (
        (
            '<p><a href="/a?x=1&amp;y=2">a</a> <a href="b.html">b</a>'
            ' <a href="mailto:x@y.example">c</a> <a href="#n">d</a></p>'
        ),
        [
            (
                '<p><a href="https://site.example/a?x=1&amp;y=2">a</a>'
                ' <a href="https://site.example/2020/story/b.html">b</a> <a href="mailto:x@y.example">c</a> d</p>'
            )
        ],
    ),
    "an ampersand in an address": (
        '<a href="https://x.example/?a=1&copy=2&lang=en">x</a>',
        ['<p><a href="https://x.example/?a=1&amp;copy=2&amp;lang=en">x</a></p>'],
    ),
    "a link around blocks": (
        '<a href="https://x.example/"><h3>T</h3><p>words</p></a>',
        ["h3 T", '<p><a href="https://x.example/">words</a></p>'],
    ),
    "headings": (
        "<h1>a</h1><h2>b <em>c</em></h2><h3>d</h3><h4>e</h4><h6>f</h6><h2> </h2>",
        ["h2 a", "h2 b c", "h3 d", "h4 e", "h4 f"],
    ),
    "quoted words": ("<p>He said <q>no</q>.</p>", ["<p>He said “no”.</p>"]),
    "readings over characters": (
        "<p><ruby>漢<rp>（</rp><rt>かん</rt><rp>）</rp>字<rt>じ</ruby>を<ruby>読<rp>(<rt>よ<rp>)</ruby>む</p>",
        ["<p>漢(かん)字(じ)を読(よ)む</p>"],
    ),
    "a rule": ("<p>a</p><hr><p>b</p>", ["<p>a</p>", "<p>* * *</p>", "<p>b</p>"]),
    "idle rules": ("<hr><h2>T</h2><hr><p>a</p><hr/><hr><h2>U</h2><hr>", ["h2 T", "<p>a</p>", "h2 U"]),
    "code": (
        "<pre><code>if x:\n    y &lt; 1\n\n\tz</code>\n</pre>",
        ["<p><code>if x:<br/>\u00a0\u00a0\u00a0\u00a0y &lt; 1<br/><br/>\u00a0\u00a0\u00a0\u00a0z</code></p>"],
    ),
    "a poem": ('<pre class="wp-block-verse">one<br>two\n  three</pre>', ["<p>one<br/>two<br/>\u00a0\u00a0three</p>"]),
    "terms": ("<dl><dt>T<dd>means this<dd>or that</dl>", ["<p><b>T</b></p>", "<p>means this</p>", "<p>or that</p>"]),
    "details": (
        "<details><summary>More</summary>hidden <b>words</b></details>",
        ["<p><b>More</b></p>", "<p>hidden <b>words</b></p>"],
    ),
    "a whole document": (
        "<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><p>a</p></body></html>",
        ["<p>T</p>", "<p>a</p>"],
    ),
    "a form": ("<form><label>Name <input></label><button>Send</button></form>", ["leftover html: form: Name Send"]),
    "a formula": (
        "<p>So <math><mi>x</mi><mo>=</mo><mn>1</mn></math>.</p>",
        ["<p>So .</p>", "leftover html: formula (math): x=1"],
    ),
}


@pytest.mark.parametrize(("html", "expected"), CASES.values(), ids=CASES.keys())
def test_words(html: str, expected: list[str]) -> None:
    assert shown(html) == expected


QUOTATIONS = {
    "plain": ("<blockquote>Words.</blockquote>", ["quotation 'Words.' by ''"]),
    "paragraphs": ("<blockquote><p>a</p><p>b<br>c</p></blockquote>", ["quotation 'a\\n\\nb\\nc' by ''"]),
    "cited": ("<blockquote><p>Q</p><cite>Ann, <i>1999</i></cite></blockquote>", ["quotation 'Q' by 'Ann, 1999'"]),
    "cited in the last line": ("<blockquote>Q. <cite>Ann</cite></blockquote>", ["quotation 'Q.' by 'Ann'"]),
    "a title inside": (
        "<blockquote>I read <cite>Moby-Dick</cite>.</blockquote>",
        ["quotation 'I read Moby-Dick.' by ''"],
    ),
    "in a footer": ("<blockquote><p>Q</p><footer>— Ann</footer></blockquote>", ["quotation 'Q' by 'Ann'"]),
    "after a dash": ("<blockquote><p>Q</p><p>— Ann, mayor</p></blockquote>", ["quotation 'Q' by 'Ann, mayor'"]),
    "after a dash below": ("<blockquote>Q<br>– Ann</blockquote>", ["quotation 'Q' by 'Ann'"]),
    "a dash and a cite": (
        "<blockquote><p>Q</p><p>— <cite>Ann</cite>, 1999</p></blockquote>",
        ["quotation 'Q' by 'Ann, 1999'"],
    ),
    "speech after a dash": ("<blockquote>— Oui.</blockquote>", ["quotation '— Oui.' by ''"]),
    "cited after it": ("<blockquote>Q</blockquote><p><cite>Ann</cite> - 1999</p>", ["quotation 'Q' by 'Ann - 1999'"]),
    "in a figure": (
        "<figure><blockquote><p>Q</p></blockquote><figcaption>— Ann</figcaption></figure>",
        ["quotation 'Q' by 'Ann'"],
    ),
    "with a list and a picture": (
        "<blockquote>Q<ul><li>a<li>b</ul><img src=/a.jpg></blockquote>",
        ["quotation 'Q\\n\\n• a\\n• b' by ''", "image https://site.example/a.jpg |  | "],
    ),
    "a post elsewhere": (
        (
            '<blockquote class="twitter-tweet"><p>Hi</p>— A (@a)'
            ' <a href="https://twitter.com/a/status/1">May 1</a></blockquote>'
        ),
        ["embed https://twitter.com/a/status/1 | Hi — A (@a) May 1"],
    ),
}


@pytest.mark.parametrize(("html", "expected"), QUOTATIONS.values(), ids=QUOTATIONS.keys())
def test_quotations(html: str, expected: list[str]) -> None:
    assert shown(html) == expected


LISTS = {
    "nested": (
        "<ol><li>a<ul><li>b<li>c</ul><li>d</ol>",
        ["<ol><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>"],
    ),
    "nested without an item": ("<ul><li>a</li><ul><li>b</li></ul></ul>", ["<ul><li>a<ul><li>b</li></ul></li></ul>"]),
    "paragraphs in items": ("<ul><li><p>a</p><p>b</p></li></ul>", ["<ul><li>a<br/>b</li></ul>"]),
    "words after the inner list": (
        "<ul><li>a<ul><li>b</li></ul>c</li></ul>",
        ["<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"],
    ),
    "words between items": ("<ul>a<li>b</li>c</ul>", ["<ul><li>a</li><li>b</li><li>c</li></ul>"]),
    "links and empty items": (
        '<ul><li><a href="/x">a</a></li><li></li></ul>',
        ['<ul><li><a href="https://site.example/x">a</a></li></ul>'],
    ),
    "a picture in an item": (
        "<ul><li>a<img src=/a.jpg><li>b</ul>",
        ["<ul><li>a</li><li>b</li></ul>", "image https://site.example/a.jpg |  | "],
    ),
    "items without a list": ("<li>a<li>b", ["<p>a</p>", "<p>b</p>"]),
}


@pytest.mark.parametrize(("html", "expected"), LISTS.values(), ids=LISTS.keys())
def test_lists(html: str, expected: list[str]) -> None:
    assert shown(html) == expected


def test_what_an_editors_form_cannot_hold_is_set_another_way() -> None:
    long = "word " * 400
    picture = f"<figure><img src=/a.jpg><figcaption>{long}</figcaption></figure>"
    blocks = blocks_from_html(f"<h2>{long}</h2>{picture}<blockquote>{long * 4}</blockquote>", BASE)
    assert [block["type"] for block in blocks] == ["paragraph", "image", "paragraph", "quotation", "quotation"]
    assert blocks[1]["value"]["caption"] == ""
    assert all(len(block["value"]["text"]) <= 5000 for block in blocks[3:])
    assert sum(str(block["value"]).count("word") for block in blocks) == 400 * 6


def test_more_parts_than_any_article_has_are_refused() -> None:
    with pytest.raises(ImportProblem, match="more than 20000 parts"):
        blocks_from_html("<p>a" * (MAX_BLOCKS + 1))


def test_blocks_made_beforehand_stand_where_they_were_kept() -> None:
    kept = Kept()
    mark = kept.keep([{"type": "leftover", "value": {"origin": "block", "text": "x"}}])
    blocks = convert_html(f"<p>a</p>{mark}<p>b {mark} c</p>", kept=kept).blocks
    assert [block["type"] for block in blocks] == ["paragraph", "leftover", "paragraph", "leftover"]


@pytest.mark.parametrize(
    ("html", "note"),
    [
        ('<a href="https://x.example/"><img src="/a.jpg"></a>', "A picture linked to https://x.example/;"),
        ('<blockquote><a href="https://x.example/">Q</a></blockquote>', "A quotation linked to https://x.example/;"),
        ('<h2><a href="https://x.example/">T</a></h2>', "A heading linked to https://x.example/;"),
        ('<ol start="5"><li>a</li></ol>', "A list began at 5;"),
        ("<svg><text>a</text></svg>", "A drawing (svg) cannot be brought;"),
        ('<p title="x>a</p>', "A quotation mark is missing"),
    ],
)
def test_what_does_not_come_along_is_said(html: str, note: str) -> None:
    assert any(said.startswith(note) for said in convert_html(html, BASE).notes)


def test_the_words_of_a_title() -> None:
    assert (
        plain_text("Title <em>with</em>\n <b>markup</b> &amp; caf&eacute;<script>x</script>")
        == "Title with markup & café"
    )


TAGS = [
    "<p>", "</p>", "<div>", "</div>", "<b>", "</b>", "<i>", "</i>", "<a/href='/x'>", "</a>", "<ul>", "</ul>",
    "<ol>", "</ol>", "<li>", "</li>", "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>",
    "<blockquote>", "</blockquote>", "<cite>", "</cite>", "<br>", "<hr>", "<h2>", "</h2>", "<h3>", "<figure>",
    "</figure>", "<figcaption>", "</figcaption>", "<pre>", "</pre>", "<dl>", "<dt>", "<dd>", "</dl>", "<span>",
    "</span>", "<section>", "</section>", "<img>", "<details>", "<summary>", "<center>", "<form>", "</form>",
    "<svg>", "</svg>", "<noscript>", "</noscript>", "<caption>", "<thead>", "<tbody>", "<code>", "</code>",
    "<iframe>", "</iframe>", "<ruby>", "</ruby>", "<rt>", "</rt>", "<img/src='/a.jpg'/alt='x'>", "<u>", "</u>",
    "<address>", "<x-y>", "</x-y>", "<textarea>", "</textarea>",
]  # fmt: skip


@given(st.lists(st.one_of(st.sampled_from(TAGS), st.just("WORD"), st.just(" "), st.just("\n\n")), max_size=40))
@settings(max_examples=600, deadline=None)
def test_no_word_is_ever_lost_or_said_twice(pieces: list[str]) -> None:
    number = 0
    for place, piece in enumerate(pieces):
        if piece == "WORD":
            pieces[place] = f" w{number}w "
            number += 1
    # What stands inside a frame was never shown by any browser.
    html = re.sub(r"<iframe>.*?(?=</iframe>)", "<iframe>", "".join(pieces), flags=re.DOTALL)
    words = re.findall(r"w\d+w", html)
    blocks = blocks_from_html(html, BASE)
    found = re.findall(r"w\d+w", " ".join(str(block["value"]) for block in blocks))
    assert sorted(set(found)) == sorted(set(words))
    if "<th>" not in pieces and "<thead>" not in pieces:
        assert sorted(found) == sorted(words)


@given(
    st.lists(
        st.one_of(st.sampled_from([*TAGS, "<!--", "-->", "<", ">", '"', "'", "<p a='", "</"]), st.text(max_size=8))
    )
)
@settings(max_examples=500, deadline=None)
def test_tokens_together_are_the_source_again(pieces: list[str]) -> None:
    source = "".join(pieces)
    assert "".join(token.source for token in tokens_of(source)) == source


@given(st.lists(st.text(alphabet="abc é字نص.,!?", min_size=1, max_size=30).filter(str.strip), min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_plain_paragraphs_come_word_for_word(paragraphs: list[str]) -> None:
    blocks = blocks_from_html("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))
    expected = [" ".join(paragraph.split(" ")) for paragraph in paragraphs]
    assert [block["value"] for block in blocks] == [f"<p>{re.sub(' +', ' ', text).strip()}</p>" for text in expected]
