"""Signs of every kind in every field: what an editor's browser sends is kept, seen by readers, and found again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from html import unescape
from itertools import count
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from tests.factories import article, picture, recording, section
from tests.newsroom.editing import send
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.test.utils.form_data import rich_text, streamfield

from freesheet.articles.models import ArticlePage
from freesheet.media.models import NewsDocument

pytestmark = pytest.mark.django_db

SIGNS = "𠮷野家𠀋ツバメ👩🏽‍🌾اردو خبر"
"""Ext-B, kana, an emoji of four code points, and a script from right to left."""

UNSEEN = frozenset({"leftover", "related_article"})
"""What an import left over; and the headline of an article that is not there yet."""

SET = {
    "at of a places": "25.03, 121.56",
    "table of a chart": f"{SIGNS},Ships\nKeelung,12\nTaichung,7",
    "url of an embed": "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
    "source_url of a chart": "https://example.org/ships",
}


class Typist:
    """Fills in a block as a browser sends it, and knows what it wrote where."""

    def __init__(self) -> None:
        self.numbers = count(1)
        self.written: list[str] = []
        self.speaker = str(uuid4())
        self.image = picture()
        self.other = picture("other.png", "navy")
        self.recording = recording()
        self.document = NewsDocument.objects.create(title="A paper", file=ContentFile(b"%PDF-1.4", "paper.pdf"))

    def sign(self) -> str:
        """Words that are nowhere else."""
        self.written.append(f"{SIGNS}{next(self.numbers)}號")
        return self.written[-1]

    def value(self, block: Any, name: str, kind: str) -> Any:
        if (fixed := SET.get(f"{name} of a {kind}") or SET.get(f"{name} of an {kind}")) is not None:
            return fixed
        for made, fill in self._ways().items():
            if isinstance(block, made):
                return fill(block, name, kind)
        raise AssertionError(f"nobody knows how {name} of {kind} is filled in: {type(block)}")

    def interview(self) -> dict[str, Any]:
        """What makes an article an interview with one speaker."""
        who = {"name": self.sign(), "label": "𠀋", "part": "answers", "description": self.sign()}
        speakers = streamfield([("speaker", {**who, "author": "", "portrait": ""})])
        speakers["0"]["id"] = self.speaker
        return {"format": "interview", "speakers": speakers}

    def _ways(self) -> dict[type, Callable[[Any, str, str], Any]]:
        return {
            TypedTableBlock: lambda block, _name, _kind: self._table(block),
            blocks.StructBlock: lambda block, _name, kind: self._struct(block, kind),
            blocks.StreamBlock: lambda block, _name, kind: streamfield(
                [(name, self.value(child, name, kind)) for name, child in block.child_blocks.items()]
            ),
            blocks.ListBlock: self._list,
            blocks.RichTextBlock: lambda block, _name, _kind: rich_text(
                f"<ul><li>{self.sign()}</li></ul>"
                if block.features and "bold" not in block.features
                else f"<p>{self.sign()}</p>",
                features=block.features,
            ),
            ImageChooserBlock: lambda _block, name, _kind: str((self.other if name == "after" else self.image).pk),
            DocumentChooserBlock: lambda _block, _name, _kind: str(self.document.pk),
            SnippetChooserBlock: lambda _block, _name, _kind: str(self.recording.pk),
            blocks.PageChooserBlock: lambda _block, _name, _kind: "",
            blocks.ChoiceBlock: lambda block, _name, _kind: next(
                str(value) for value, _label in block.field.choices if value
            ),
            blocks.FloatBlock: lambda _block, _name, _kind: "50",
            blocks.DateTimeBlock: lambda _block, _name, _kind: "2026-11-01 08:00",
            blocks.CharBlock: lambda _block, _name, _kind: self.sign(),
            blocks.TextBlock: lambda _block, _name, _kind: self.sign(),
            blocks.FieldBlock: lambda _block, _name, _kind: self.speaker,
        }

    def _struct(self, block: Any, kind: str) -> dict[str, Any]:
        return {name: self.value(child, name, kind) for name, child in block.child_blocks.items()}

    def _list(self, block: Any, _name: str, kind: str) -> dict[str, Any]:
        both = [{"value": self.value(block.child_block, "", kind), "order": str(n), "deleted": ""} for n in range(2)]
        return {"count": "2", "0": both[0], "1": both[1]}

    def _table(self, block: Any) -> dict[str, Any]:
        columns = [
            {"type": name, "heading": self.sign(), "order": str(place), "deleted": ""}
            for place, name in enumerate(block.child_blocks)
        ]
        cells = [self.value(child, name, "table") for name, child in block.child_blocks.items()]
        return {
            "column-count": str(len(columns)),
            "row-count": "1",
            "caption": self.sign(),
            "column": {str(place): column for place, column in enumerate(columns)},
            "row": {"0": {"order": "0", "deleted": ""}},
            "cell": {"0": {str(place): cell for place, cell in enumerate(cells)}},
        }


def written_in(value: Any) -> Iterator[str]:
    """Every string of a value as it is stored."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from written_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from written_in(each)


KINDS = sorted(ArticlePage.body.field.stream_block.child_blocks)


@pytest.mark.parametrize("kind", KINDS)
def test_each_block_keeps_and_shows_what_was_typed(kind: str, editor: Client, fronts: Any) -> None:
    typist = Typist()
    world = section(fronts["en"], "Asia")
    page = article(world, "Kept", public=False)
    block = ArticlePage.body.field.stream_block.child_blocks[kind]
    body = [(kind, typist.value(block, kind, kind))]
    if kind != "paragraph":
        body.append(("paragraph", rich_text(f"<p>{typist.sign()}</p>")))
    more = typist.interview() if kind == "turn" else {}

    answer = send(editor, page, body, "", **more)
    assert answer.status_code == 302, problems(answer)
    page.refresh_from_db()
    draft = page.get_latest_revision_as_object()
    stored = "\n".join(written_in([draft.body.get_prep_value(), draft.speakers.get_prep_value()]))
    assert [words for words in typist.written if words not in stored] == []

    previewed = unescape(editor.get(f"/newsroom/pages/{page.pk}/revisions/{page.latest_revision_id}/view/").text)
    answer = send(editor, page, body, **more)
    assert answer.status_code == 302, problems(answer)
    page.refresh_from_db()
    assert page.live
    shown = unescape(Client().get(page.url).text)
    if kind not in UNSEEN:
        assert [words for words in typist.written if words not in shown] == []
        assert [words for words in typist.written if words not in previewed] == []


def problems(answer: Any) -> Any:
    """What the editor's form complains of."""
    return answer.context and [answer.context["form"].errors.as_json(), str(answer.context["errors_debug"])[:2000]]


@pytest.mark.parametrize("field", ["title", "kicker", "standfirst", "lead_caption", "seo_title", "search_description"])
def test_each_field_does_too(field: str, editor: Client, fronts: Any) -> None:
    page = article(section(fronts["en"], "Asia"), "Kept", lead_picture=picture())
    answer = send(editor, page, **{field: f"{SIGNS}九"}, **reason())
    assert answer.status_code == 302, problems(answer)
    page.refresh_from_db()
    assert getattr(page, field) == f"{SIGNS}九"
    assert f"{SIGNS}九" in unescape(Client().get(page.url).text)


def reason() -> dict[str, str]:
    """Why a published article changes."""
    return {"change_kind": "update", "change_words": "九"}


@pytest.mark.parametrize("asked", ["𠮷野家", "𠀋", "ツバメ", "👩🏽‍🌾", "اردو", "خبر"])
def test_it_is_found_in_the_newsroom(asked: str, editor: Client, fronts: Any) -> None:
    article(section(fronts["en"], "Asia"), f"Tonight {SIGNS}")
    article(section(fronts["en"], "Economy"), "Something else")
    found = editor.get(f"/newsroom/pages/search/?q={quote(asked)}").text
    assert f"Tonight {SIGNS}" in unescape(found)
    assert "Something else" not in found
