"""Paragraphs that WordPress keeps as empty lines."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from freesheet.importers.html import blocks_from_html
from freesheet.importers.wordpress.paragraphs import restore_paragraphs

CASES = {
    "empty lines part paragraphs": ("a\n\nb\n \n\t\n\nc", "<p>a</p><p>b</p><p>c</p>"),
    "a line break is one": ("a\nb\r\nc", "<p>a<br>b<br>c</p>"),
    "a written break is not doubled": ("a<br />\nb\n<br>c<br><br>d", "<p>a<br>b<br>c<br><br>d</p>"),
    "bold over paragraphs": ("<b>a\n\nb</b>", "<p><b>a</p><p>b</b></p>"),
    "headings": ("<h2>A\nB</h2>\nc", "<h2>A B</h2><p>c</p>"),
    "lists": ("x\n<ul>\n<li>a\nb</li>\n\n<li>c</li>\n</ul>\ny", "<p>x</p><ul><li>a<br>b</li><li>c</li></ul><p>y</p>"),
    "paragraphs in an item": ("<ul><li>a\n\nb</li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
    "a quotation": ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
    "written paragraphs": ("<p>a\nb</p>\n\n<p>c\n\nd</p>", "<p>a<br>b</p><p>c</p><p>d</p>"),
    "a table": ("<table>\n<tr>\n<td>a\nb</td>\n</tr>\n</table>", "<table><tr><td>a<br>b</td></tr></table>"),
    "preformatted text": ("a\n<pre>x\n\n  y\n</pre>\nb", "<p>a</p><pre>x\n\n  y\n</pre><p>b</p>"),
    "a script": ("a\n\n<script>x\n\ny</script>\n\nb", "<p>a</p><p><script>x\n\ny</script></p><p>b</p>"),
    "more and page breaks": ("a\n\n<!--more-->\n\nb\n<!--nextpage-->\nc", "<p>a</p><p>b</p><p>c</p>"),
    "a newline in a tag": ('<a\nhref="x">a</a>', '<p><a\nhref="x">a</a></p>'),
    "nothing": ("\n \n\n", ""),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES.keys())
def test_paragraphs(text: str, expected: str) -> None:
    assert restore_paragraphs(text) == expected


LINES = st.lists(st.text(alphabet="abé字&;.", min_size=1, max_size=12), min_size=1, max_size=4)


@given(st.lists(LINES, min_size=1, max_size=6), st.lists(st.sampled_from(["\n\n", "\n\n\n", "\n \n", "\r\n\r\n"])))
@settings(max_examples=200, deadline=None)
def test_each_run_of_lines_is_one_paragraph(paragraphs: list[list[str]], gaps: list[str]) -> None:
    text = ""
    for number, lines in enumerate(paragraphs):
        gap = gaps[number % len(gaps)] if gaps else "\n\n"
        text += (gap if number else "") + "\n".join(lines)
    assert restore_paragraphs(text) == "".join(f"<p>{'<br>'.join(lines)}</p>" for lines in paragraphs)


PIECES = st.sampled_from(
    "w \n \n\n <p> </p> <b> </b> <ul> <li> </li> </ul> <blockquote> </blockquote> <br> <h2> </h2> <div> </div>"
    " <pre> </pre> <table> <tr> <td> </td> </table> <!--more--> <a/href='/x'> </a> <hr>".replace(" \n ", " ~ ")
    .replace(" \n\n ", " ~~ ")
    .split(" ")
)


@given(st.lists(PIECES, max_size=30).map(lambda pieces: "".join(pieces).replace("~", "\n")))
@settings(max_examples=300, deadline=None)
def test_no_word_is_lost_and_a_second_time_changes_nothing(text: str) -> None:
    once = restore_paragraphs(text)
    assert once.count("w") == text.count("w")
    blocks = blocks_from_html(once)
    assert blocks_from_html(restore_paragraphs(once)) == blocks
    assert len(re.findall("w", " ".join(str(block["value"]) for block in blocks))) == text.count("w")
