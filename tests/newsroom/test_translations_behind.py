"""A translation knows that another language was corrected, or went on, since it was last published."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import factories
from tests.newsroom.editing import send

from freesheet.articles.models import ArticlePage
from freesheet.transparency.actions import correct, give_reason, withdraw
from freesheet.transparency.queries import behind, left_behind_by

YESTERDAY = timezone.now() - timedelta(days=1)


@pytest.fixture
def pair(fronts: Any, story: Any) -> tuple[Any, Any]:
    """An article and its Chinese translation, both published yesterday."""
    article = story()
    twin = factories.article(factories.section(fronts["zh-hant"], "World"), "潮汐表")
    ArticlePage.objects.filter(pk=twin.pk).update(translation_key=article.translation_key)
    ArticlePage.objects.filter(pk__in=[article.pk, twin.pk]).update(last_published_at=YESTERDAY)
    twin.refresh_from_db()
    article.refresh_from_db()
    # As Wagtail's form has them: from the newest revision.
    for page in (article, twin):
        page.save_revision()
    return article, twin


def test_a_correction_marks_every_other_language(pair: Any) -> None:
    article, twin = pair
    assert not behind()
    correct(article, "06:10", "16:10")
    assert list(behind()) == [twin]
    correct(twin, "六點十分", "十六點十分")
    assert set(behind()) == {article, twin}


def test_a_change_of_substance_marks_those_that_came_later_and_a_slip_marks_none(pair: Any) -> None:
    article, twin = pair
    give_reason(article, "typo")
    give_reason(twin, "update")
    assert not behind()
    give_reason(article, "update", "Two more harbours.")
    assert list(behind()) == [twin]
    assert [record.words for record in left_behind_by(twin)] == ["Two more harbours."]


def test_what_was_withdrawn_leaves_nobody_behind(pair: Any) -> None:
    withdraw(correct(pair[0], "06:10", "16:10"), "It was 06:10.")
    assert not behind()


def test_a_draft_is_behind_from_when_it_was_made(fronts: Any, story: Any) -> None:
    article = story()
    section = factories.section(fronts["zh-hant"], "World")
    correct(article, "An old slip.", "Mended.", at=timezone.now() - timedelta(days=2))
    draft = factories.article(section, "潮汐表", public=False)
    ArticlePage.objects.filter(pk=draft.pk).update(translation_key=article.translation_key)
    assert not behind()
    correct(article, "06:10", "16:10")
    assert list(behind()) == [draft]


def test_the_translator_is_told_and_publishing_ends_it(editor: Any, pair: Any) -> None:
    article, twin = pair
    correct(article, "It was 06:10.", "It was 16:10.", by=editor.user)
    page = editor.get(f"/newsroom/pages/{twin.pk}/edit/").content.decode()
    look = f"/newsroom/corrections/behind/{twin.pk}/"
    assert "Another language has gone on" in page
    assert look in page
    told = editor.get(look).content.decode()
    assert "It was 16:10." in told
    assert "The tide table" in told
    assert "潮汐表" in editor.get("/newsroom/corrections/behind/").content.decode()
    assert send(editor, twin, title="更正的潮汐表", change_kind="update").status_code == 302
    assert "Another language has gone on" not in editor.get(f"/newsroom/pages/{twin.pk}/edit/").content.decode()
    assert "Every translation has caught up." in editor.get("/newsroom/corrections/behind/").content.decode()


def test_or_the_word_that_it_is_in_order(editor: Any, pair: Any) -> None:
    article, twin = pair
    correct(article, "06:10", "16:10")
    editor.post(f"/newsroom/corrections/behind/{twin.pk}/")
    assert not behind()
    correct(article, "16:10", "16:20")
    assert list(behind()) == [twin]


def test_who_may_not_edit_it_may_not_say_so(client: Any, pair: Any) -> None:
    article, twin = pair
    correct(article, "06:10", "16:10")
    client.post(f"/newsroom/corrections/behind/{twin.pk}/")
    assert list(behind()) == [twin]
