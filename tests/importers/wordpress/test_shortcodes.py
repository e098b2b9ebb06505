"""Words in square brackets."""

from __future__ import annotations

import time

import pytest

from freesheet.importers.wordpress.leftovers import stands_alone, with_leftovers
from freesheet.importers.wordpress.shortcodes import Shortcode, expanded, told


def seen(html: str, *names: str) -> tuple[str, list[Shortcode]]:
    """The text with an asterisk for each shortcode that is known, and those."""
    found: list[Shortcode] = []

    def handler(shortcode: Shortcode) -> str:
        found.append(shortcode)
        return "*"

    return expanded(html, dict.fromkeys(names, handler)), found


def test_attributes_in_every_spelling() -> None:
    assert told(""" ids="1,2" size='large' link=none Caption="it's &quot;so&quot;" “x” """) == (
        {"ids": "1,2", "size": "large", "link": "none", "caption": 'it\'s "so"'},
        ("“x”",),
    )
    assert told("=https://youtu.be/x") == ({}, ("https://youtu.be/x",))
    assert told("a=”1″ \"two\" 'three'")[1] == ("two", "three")


def test_enclosing_and_standing_alone() -> None:
    text, found = seen('a [caption id="x"]<img src="y"> c[/caption] b [gallery] [gallery /]', "caption", "gallery")
    assert text == "a * b * *"
    assert found[0].content == '<img src="y"> c'
    assert [each.content for each in found[1:]] == [None, None]


def test_a_forgotten_closing_swallows_nothing() -> None:
    text, found = seen("[video src=a] words [video src=b]x[/video]", "video")
    assert text == "* words *"
    assert [each.content for each in found] == [None, "x"]


def test_attributes_may_hold_markup() -> None:
    text, found = seen("""[caption caption="by <a href='/x'>Ann</a>"]<img>[/caption]""", "caption")
    assert text == "*"
    assert found[0].attributes["caption"] == "by <a href='/x'>Ann</a>"


def test_tags_and_code_are_left_alone() -> None:
    html = '<a href="[gallery]" title="[gallery]">x</a> <code>[gallery]</code> <pre>[gallery]</pre>'
    assert seen(html, "gallery") == (html, [])


def test_a_doubled_bracket_is_words_about_a_shortcode() -> None:
    assert seen("Write [[gallery]] or [[gallery ids=1]].", "gallery") == ("Write [gallery] or [gallery ids=1].", [])


def test_unknown_ones_stay_on_one_line() -> None:
    assert seen('a [form\n  id="1"\n] b [simple boat] [1] [] [')[0] == 'a [form id="1" ] b [simple boat] [1] [] ['


def test_a_handler_that_declines_leaves_it() -> None:
    assert expanded("x [audio] y", {"audio": lambda shortcode: None}) == "x [audio] y"


@pytest.mark.parametrize(
    "bomb", ["[a " * 100_000, '[a "' * 100_000, "[a '\"" * 100_000, "[caption]" * 50_000, "[" * 300_000]
)
def test_the_work_does_not_explode(bomb: str) -> None:
    begun = time.perf_counter()
    expanded(bomb, {"a": lambda shortcode: "x", "caption": lambda shortcode: "y"})
    assert time.perf_counter() - begun < 10


ALONE = [
    "[contact-form-7]", '[contact-form-7 id="12" title="Write to us"]', "[vc_row][vc_column]", "[/vc_column] [/vc_row]",
    "[button link=/x]Click[/button]", "[toc /]", "[ad 3]", "[map https://m.example/x]", "[sc][/sc]", "[box]words[/box]",
]  # fmt: skip
NOT_ALONE = [
    "", "words", "[sic]", "[laughter]", "[Applause]", "[simple boat]", "[form] and words", "words [form]", "[1]", "[]",
    "[Photo: Ann]", "[box]words[/box] more", "(form)",
]  # fmt: skip


@pytest.mark.parametrize("text", ALONE)
def test_what_stands_alone_is_left_over(text: str) -> None:
    assert stands_alone(text)
    blocks, said = with_leftovers([{"type": "paragraph", "value": f"<p>{text}</p>"}])
    assert blocks == [{"type": "leftover", "value": {"origin": "shortcode", "text": text}}]
    assert "stands alone and was left over" in said[0]


@pytest.mark.parametrize("text", NOT_ALONE)
def test_what_is_words_stays_words(text: str) -> None:
    assert not stands_alone(text)
    paragraph = {"type": "paragraph", "value": f"<p>{text}</p>"}
    assert with_leftovers([paragraph])[0] == [paragraph]


def test_on_the_first_and_last_line_of_a_paragraph() -> None:
    value = '<p>[box c="1"]<br/>words [b x="1"]in[/b]<br/>[/box]</p>'
    blocks, said = with_leftovers([{"type": "paragraph", "value": value}])
    first, words, last = blocks
    assert first["value"] == {"origin": "shortcode", "text": '[box c="1"]'}
    assert words == {"type": "paragraph", "value": '<p>words [b x="1"]in[/b]</p>'}
    assert last["value"] == {"origin": "shortcode", "text": "[/box]"}
    assert said == [
        "The shortcode [box] stands alone and was left over for an editor, 2 times.",
        "The shortcode [b] stands inside text and was kept as words.",
    ]
