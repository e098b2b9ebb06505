"""What is no page is refused in a sentence; what is one never crashes and never loses a line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.importers.page.corpus import corpus

from freesheet.importers.errors import ImportProblem
from freesheet.importers.page import read_file, read_page
from freesheet.importers.page.reading import MAX_BYTES

LINES = [line for page in corpus() for _, line in page.rows]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf \n\t\r\n", "is empty"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"PK\x03\x04abc", "ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"\x00\x01\x02\x03" * 50, "is not text"),
        (bytes(range(1, 9)) * 40, "is not text"),
        (b"x" * (MAX_BYTES + 1), "larger than 5 MB"),
        (b"From: <Saved>\r\nContent-Type: multipart/related;\r\n\tboundary=x\r\n\r\n--x", "MHTML"),
        (b"Only a headline", "No story was found"),
        (b"a\n" * 9_000, "more than 8,000 lines"),
    ],
)
def test_what_is_no_page_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(ImportProblem, match=sentence):
        read_page(data, "saved.txt")


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(ImportProblem, match="There is no file"):
        read_file(tmp_path / "absent.txt")
    with pytest.raises(ImportProblem, match="is a folder"):
        read_file(tmp_path)


def test_lines_broken_by_a_program_become_paragraphs_again() -> None:
    first = "In the spring the council had a well dug behind the school, and in the"
    second = "summer it had the same well dug again, because nobody had written down"
    third = "where it was, and the first digger had gone to sea without leaving his"
    fourth = "address or his spade."
    text = "\n".join(
        [
            "The well that was dug twice",
            "",
            "By Ada Marsh",
            "",
            first,
            second,
            third,
            fourth,
            "",
            first,
            second,
            third,
            fourth,
        ]
    )
    page = read_page(text.encode())
    paragraph = f"<p>{first} {second} {third} {fourth}</p>"
    assert [block["value"] for block in page.manuscript.body] == [paragraph, paragraph]
    assert [verdict.where for verdict in page.verdicts] == [1, 3, 5, 6, 7, 8, 10, 11, 12, 13]


def test_bullets_become_a_list() -> None:
    text = "What to pack for a ferry\n\nThe harbour office advises travellers to bring three things.\n\n"
    text += "• A coat.\n• A loaf & a knife.\n\nThe rest is sold on board.\n"
    body = read_page(text.encode()).manuscript.body
    assert body[1] == {"type": "list", "value": "<ul><li>A coat.</li><li>A loaf &amp; a knife.</li></ul>"}


def test_a_page_without_a_headline_is_called_by_its_beginning() -> None:
    text = "It rained. " + "The river rose by the width of a hand, and then by the width of a door. " * 5
    page = read_page(text.encode())
    assert page.manuscript.headline == "It rained"
    assert len(page.manuscript.body) == 1


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(max_size=80), st.just("")), max_size=25))
def test_every_line_ends_in_exactly_one_verdict(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        page = read_page(text.encode("utf-8", "replace"), "page.txt")
    except ImportProblem:
        return
    if any(isinstance(verdict.where, str) for verdict in page.verdicts):
        return
    read = text.encode("utf-8", "replace").decode().replace("\x00", "").removeprefix("\ufeff")
    wanted = [number for number, line in enumerate(read.splitlines(), start=1) if line.strip()]
    assert [verdict.where for verdict in page.verdicts] == wanted
    assert page.manuscript.headline.strip()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    try:
        read_page(data)
    except ImportProblem as problem:
        assert str(problem).endswith(".")


TAGS = [
    "p",
    "div",
    "article",
    "main",
    "aside",
    "nav",
    "footer",
    "ul",
    "li",
    "h1",
    "h2",
    "a",
    "br",
    "img",
    "table",
    "td",
    "span",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(TAGS), st.booleans(), st.sampled_from([*LINES[:60], "", "&", "<"])), max_size=30)
)
def test_no_markup_crashes_the_reader(soup: list[tuple[str, bool, str]]) -> None:
    text = "<html><body>" + "".join(f"<{'/' if closes else ''}{tag}>{words}" for tag, closes, words in soup)
    try:
        page = read_page(text.encode(), "page.html")
    except ImportProblem as problem:
        assert str(problem).endswith(".")
    else:
        assert page.manuscript.headline.strip()
