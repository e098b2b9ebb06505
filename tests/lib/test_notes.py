"""Notes are taken out of a text whole, in order, and nothing else is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.lib.clean import clean_html, text_of
from freesheet.lib.notes import Note, has_notes, marked, parted, spaced, without


def shown(source: str) -> tuple[str, list[str]]:
    """A text with [0], [1] where its notes stood, and these."""
    text, notes = parted(source)
    return "".join(f"[{piece}]" if isinstance(piece, int) else piece for piece in marked(text)), [
        note.source for note in notes
    ]


@pytest.mark.parametrize(
    ("source", "text", "notes"),
    [
        ("<p>It rose<footnote>By a third.</footnote>.</p>", "<p>It rose[0].</p>", ["By a third."]),
        ("<p>It rose <footnote>By a third. </footnote>that year.</p>", "<p>It rose[0] that year.</p>", ["By a third."]),
        ("<p>鹽價漲了<footnote>三成。</footnote>。</p>", "<p>鹽價漲了[0]。</p>", ["三成。"]),
        (
            '<p>Up<footnote>See </footnote><a href="/x"><footnote>it</footnote></a><footnote>, p. 3</footnote></p>',
            "<p>Up[0]</p>",
            ['See <a href="/x">it</a>, p. 3'],
        ),
        (
            '<p><a href="/x">Salt<footnote>Sea salt.</footnote> prices</a></p>',
            '<p><a href="/x">Salt</a>[0]<a href="/x"> prices</a></p>',
            ['<a href="/x">Sea salt.</a>'],
        ),
        ("<p><b>It<footnote>A note</footnote></b></p>", "<p><b>It</b>[0]</p>", ["<b>A note</b>"]),
        ("<ul><li>One<footnote>1</footnote></li><li>Two</li></ul>", "<ul><li>One[0]</li><li>Two</li></ul>", ["1"]),
        ("<p>A<footnote> &nbsp;</footnote>b</p>", "<p>A b</p>", []),
        ("<p>A<footnote>x</footnote><sourcenote>y</sourcenote>.</p>", "<p>A[0][1].</p>", ["x", "y"]),
        ("<p>R&amp;D<footnote>Q&amp;A &lt;3</footnote></p>", "<p>R&amp;D[0]</p>", ["Q&amp;A &lt;3"]),
        ("<p>A<footnote>one<br/>two</footnote></p>", "<p>A[0]</p>", ["one<br/>two"]),
    ],
)
def test_a_note_is_taken_out_whole(source: str, text: str, notes: list[str]) -> None:
    assert shown(source) == (text, notes)


def test_a_source_is_told_from_a_note() -> None:
    assert parted("<p>A<footnote>x</footnote> b<sourcenote>y</sourcenote></p>")[1] == [
        Note("note", "x"),
        Note("source", "y"),
    ]


def test_the_words_of_a_note_never_touch_those_of_the_text() -> None:
    assert text_of(spaced("<p>rose<footnote>By</footnote>and</p>")) == "rose By and"
    assert without("<p>rose<footnote>By</footnote> and</p>") == "<p>rose and</p>"


def test_signs_that_somebody_pastes_are_no_notes() -> None:
    assert shown("<p>a\ufdd07\ufdd1b<footnote>n</footnote></p>") == ("<p>a7b[0]</p>", ["n"])


WORDS = st.text("ab é鹽ہ𠮷&;.", min_size=1, max_size=6).map(lambda text: text.replace("&", "&amp;"))
STYLED = st.builds(
    lambda words, style: f"<{style}>{words}</{style}>" if style else words,
    WORDS,
    st.sampled_from(["", "b", "i", "code"]),
)
LINKED = st.builds(lambda inner: f'<a href="/x">{inner}</a>', STYLED)
PIECE = st.one_of(STYLED, LINKED)
NOTED = st.builds(lambda inner, kind: f"<{kind}>{inner}</{kind}>", PIECE, st.sampled_from(["footnote", "sourcenote"]))


@given(st.lists(st.one_of(PIECE, NOTED), max_size=12))
def test_whatever_is_written_no_word_is_lost_and_none_is_doubled(pieces: list[str]) -> None:
    source = f"<p>{''.join(pieces)}</p>"
    text, notes = parted(source)
    bare = re.sub(r"\s", "", text_of(re.sub("\ufdd0\\d+\ufdd1", "", text)) + "".join(text_of(n.source) for n in notes))
    assert sorted(bare) == sorted(re.sub(r"\s", "", text_of(source)))
    assert [piece for piece in marked(text) if isinstance(piece, int)] == list(range(len(notes)))
    assert "note>" not in text + "".join(note.source for note in notes)


@given(st.lists(st.one_of(PIECE, NOTED), max_size=12))
def test_no_note_is_inside_a_link_for_its_sign_is_one(pieces: list[str]) -> None:
    text, _notes = parted(f"<p>{''.join(pieces)}</p>")
    for link in re.findall(r"<a\b.*?</a>", text):
        assert "\ufdd0" not in link


@given(st.text("<>/abfotne \"'=&;", max_size=60))
def test_what_is_no_html_does_no_harm(source: str) -> None:
    text, notes = parted(source)
    assert "<script" not in clean_html(text)
    assert len(notes) <= source.count("<footnote")
    assert has_notes(source) or without(source) == source
