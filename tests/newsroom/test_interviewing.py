"""An editor writes an interview, notes and boxes: what the form takes, keeps, and refuses with a sentence."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.newsroom.editing import form_of, send
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.test.utils.form_data import rich_text, streamfield

from freesheet.articles.models import ArticlePage
from freesheet.editions.blocks import NOTED
from freesheet.lib.clean import text_of
from freesheet.lib.notes import parted
from freesheet.related.queries import related_to

ASKS = "6d0e8f0a-0000-4000-8000-000000000001"
ANSWERS = "6d0e8f0a-0000-4000-8000-000000000002"
Person = tuple[str, dict[str, str]]


def speaker(name: str, part: str = "answers", **more: str) -> Person:
    told = {"name": name, "label": "", "part": part, "description": "", "author": "", "portrait": "", **more}
    return "speaker", told


def named(people: list[Person], ids: list[str]) -> dict[str, str]:
    """The form of speakers whose blocks have these ids, as the editor's browser makes them."""
    return {**streamfield(people), **{f"{place}-id": pk for place, pk in enumerate(ids)}}


def turn(pk: str, html: str) -> tuple[str, Any]:
    return "turn", {"speaker": pk, "text": rich_text(html, features=["ul", "ol", *NOTED])}


def test_an_interview_is_written_saved_and_opened_again(editor: Any, story: Any) -> None:
    page = story("A talk", public=False)
    people = named([speaker("The Sheet", "asks"), speaker("洪怡真", label="洪")], [ASKS, ANSWERS])
    body = [turn(ASKS, "<p>𠮷野家?</p>"), turn(ANSWERS, "<p>قلم</p>")]
    answer = send(editor, page, body, format="interview", speakers=people, held_how="video", held_on="2026-10-14")
    assert answer.status_code == 302
    page.refresh_from_db()
    assert [str(block.id) for block in page.speakers] == [ASKS, ANSWERS]
    assert [block.value["speaker"] for block in page.body] == [ASKS, ANSWERS]
    assert page.held_on.isoformat() == "2026-10-14"
    form = editor.get(f"/newsroom/pages/{page.pk}/edit/").content.decode()
    assert "speakers.js" in form
    assert "data-speaker" in form
    assert ANSWERS in form


@pytest.mark.parametrize(
    ("people", "sentence"),
    [
        ([speaker("")], "Write a name, or choose the page of this person."),
        ([speaker("Lin"), speaker("Wang", label="lin ")], "Two speakers are called"),
        ([speaker("x" * 121)], "at most 120 characters"),
        ([speaker("x", label="y" * 41)], "at most 40 characters"),
    ],
)
def test_speakers_that_will_not_do_are_refused(editor: Any, story: Any, people: list[Person], sentence: str) -> None:
    answer = send(editor, story("A talk"), speakers=streamfield(people))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()


def test_what_is_too_long_is_refused(editor: Any, story: Any) -> None:
    page = story("A talk")
    for body in (
        [("pull", {"words": "x" * 301})],
        [("box", {"heading": "x" * 121, "inside": streamfield([("text", rich_text("<p>a</p>"))])})],
        [turn("x" * 37, "<p>a</p>")],
    ):
        assert send(editor, page, body).status_code == 200
    assert send(editor, page, consent="x" * 601).status_code == 200
    assert send(editor, page, opinion="maybe").status_code == 200


def test_a_turn_without_a_speaker_does_not_go_out(editor: Any, story: Any) -> None:
    page = story("A talk")
    answer = send(editor, page, [turn(ANSWERS, "<p>Yes.</p>")])
    assert "A turn of the interview does not say who speaks." in answer.content.decode()
    page.refresh_from_db()
    assert page.body[0].block_type == "paragraph"


def test_an_article_is_found_by_what_was_answered(editor: Any, story: Any) -> None:
    words = "coral reef plumb line slate"
    other = story("Another", body=[{"type": "paragraph", "value": f"<p>{words}</p>"}])
    talk = story("Talk", body=[{"type": "turn", "value": {"speaker": "", "text": f"<p>{words}</p>"}}])
    assert talk in related_to(other)


@pytest.mark.parametrize(
    "html",
    [
        "<p>It rose<footnote>By a third.</footnote>.</p>",
        '<p>A<sourcenote>See <a href="https://example.org/">it</a>.</sourcenote></p>',
        "<p>鹽<footnote>海水曬的<b>鹽</b></footnote>與糖</p>",
    ],
)
def test_notes_survive_the_editor(html: str) -> None:
    converter = ContentstateConverter(NOTED)
    stored = converter.to_database_format(converter.from_database_format(html))
    assert [(note.kind, _plain(note.source)) for note in parted(stored)[1]] == [
        (note.kind, _plain(note.source)) for note in parted(html)[1]
    ]
    assert _plain(stored) == _plain(html)


def _plain(html: str) -> str:
    return text_of(html)


@given(
    st.lists(
        st.tuples(st.text("ab 鹽قل", min_size=1, max_size=5), st.booleans(), st.booleans()), min_size=1, max_size=8
    )
)
def test_whatever_is_marked_comes_back_marked(runs: list[tuple[str, bool, bool]]) -> None:
    """A paragraph as the editor's browser sends it: runs of text, some of them notes, some bold."""
    text, ranges = "", []
    for words, note, bold in runs:
        styles = [style for style, on in (("FOOTNOTE", note), ("BOLD", bold)) if on]
        ranges += [{"style": style, "offset": len(text), "length": len(words)} for style in styles]
        text += words
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": ranges, "entityRanges": []}
    stored = ContentstateConverter(NOTED).to_database_format(json.dumps({"entityMap": {}, "blocks": [block]}))
    noted = "".join(words for words, note, _bold in runs if note)
    kept = "".join(_plain(note.source) for note in parted(stored)[1])
    assert "".join(kept.split()) == "".join(noted.split())


def test_the_form_of_an_older_article_has_nobody_in_it(editor: Any, story: Any) -> None:
    page = story("Old", format="interview")
    assert send(editor, page).status_code == 302
    assert len(ArticlePage.objects.get(pk=page.pk).speakers) == 0
    assert form_of(page)["speakers-count"] == "0"
