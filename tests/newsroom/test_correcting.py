"""An editor corrects an article in one step from its page, and sees what others have to look at."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from freesheet.accounts.actions import add_staff
from freesheet.transparency.actions import correct
from freesheet.transparency.models import Correction


def test_from_the_article_to_its_correction_and_back(editor: Any, story: Any) -> None:
    article = story()
    add = f"/newsroom/corrections/add/{article.pk}/"
    assert f'href="{add}"' in editor.get(f"/newsroom/pages/{article.pk}/edit/").content.decode()
    assert "How grave" in editor.get(add).content.decode()
    answer = editor.post(add, {"severity": "grave", "wrong": "It was 06:10.", "right": "It was 16:10."})
    assert (answer.status_code, answer["location"]) == (302, f"/newsroom/pages/{article.pk}/edit/")
    correction = Correction.objects.get()
    assert (correction.by, correction.severity, correction.right) == (editor.user, "grave", "It was 16:10.")
    listed = editor.get("/newsroom/corrections/").content.decode()
    assert "It was 16:10." in listed
    assert "noor" in listed


def test_what_is_missing_is_said_and_nothing_is_kept(editor: Any, story: Any) -> None:
    article = story()
    answer = editor.post(f"/newsroom/corrections/add/{article.pk}/", {"severity": "grave", "wrong": "", "right": "x"})
    assert "This field is required." in answer.content.decode()
    assert not Correction.objects.exists()


def test_a_correction_is_withdrawn_with_a_reason(editor: Any, story: Any) -> None:
    correction = correct(story(), "Wrong.", "Right.")
    url = f"/newsroom/corrections/withdraw/{correction.pk}/"
    assert url in editor.get("/newsroom/corrections/").content.decode()
    assert "Right." in editor.get(url).content.decode()
    editor.post(url, {"reason": "We were right at first."})
    listed = editor.get("/newsroom/corrections/").content.decode()
    assert "We were right at first." in listed
    assert url not in listed


@pytest.mark.parametrize("role", ["writer", None])
def test_who_may_not_publish_may_not_correct(story: Any, role: str | None) -> None:
    article = story()
    correction = correct(article, "Wrong.", "Right.")
    client = Client()
    if role:
        client.force_login(add_staff("vera", "vera@paper.example", role)[0])
    for url in (f"/newsroom/corrections/add/{article.pk}/", f"/newsroom/corrections/withdraw/{correction.pk}/"):
        answer = client.post(url, {"severity": "grave", "wrong": "a", "right": "b", "reason": "c"})
        assert answer.status_code == 302
        assert "withdraw" not in answer["location"].partition("?")[0]
    assert Correction.objects.filter(withdrawal=None).count() == 1


def test_a_draft_has_nothing_to_correct(editor: Any, story: Any) -> None:
    draft = story(public=False, first_published_at=None)
    add = f"/newsroom/corrections/add/{draft.pk}/"
    assert add not in editor.get(f"/newsroom/pages/{draft.pk}/edit/").content.decode()
    answer = editor.post(add, {"severity": "grave", "wrong": "a", "right": "b"})
    assert "never published" in answer.content.decode()
