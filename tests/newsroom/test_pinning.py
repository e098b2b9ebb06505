"""Pinning from the newsroom: by whom, until when, and where one sees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from freesheet.accounts.actions import add_staff
from freesheet.articles.actions import pin
from freesheet.articles.models import Pin

Story = Callable[..., Any]


def later(**by: float) -> str:
    return (timezone.localtime() + timedelta(**by)).strftime("%Y-%m-%d %H:%M")


def test_an_article_is_pinned_from_its_own_menu_until_a_time(editor: Client, story: Story) -> None:
    article = story()
    url = reverse("pins:pin", args=[article.pk])
    assert url in editor.get(reverse("wagtailadmin_pages:edit", args=[article.pk])).content.decode()
    answer = editor.post(url, {"until": later(days=2), "on_front": "on"}, follow=True).content.decode()
    assert "Pinned until" in answer
    [made] = Pin.objects.all()
    assert (made.article_id, made.on_front, made.by.username) == (article.pk, True, "noor")
    editor.post(url, {"until": later(days=3)})
    [made] = Pin.objects.all()
    assert not made.on_front


def test_it_is_unpinned_by_one_button_in_its_editor_and_in_the_list(editor: Client, story: Story) -> None:
    article = story("The tide table")
    for come_from in ("wagtailadmin_pages:edit", "pins:list"):
        pin(article, timezone.now() + timedelta(days=1))
        args = [article.pk] if "edit" in come_from else []
        unpin = reverse("pins:unpin", args=[article.pk])
        assert f'action="{unpin}"' in editor.get(reverse(come_from, args=args)).content.decode()
        answer = editor.post(unpin, {"list": "1"} if not args else {}, follow=True)
        assert "is no longer pinned" in answer.content.decode()
        assert answer.redirect_chain[-1][0] == reverse(come_from, args=args)
        assert not Pin.objects.exists()


def test_lists_of_editors_mark_what_is_pinned(editor: Client, story: Story) -> None:
    article, other = story("Pinned"), story("Other")
    pin(article, timezone.now() + timedelta(days=1))
    listed = editor.get(reverse("wagtailadmin_explore", args=[article.get_parent().pk])).content.decode()
    assert listed.count("pin-mark") == 1
    assert listed.index("Pinned until") > listed.index(article.title)
    assert other.title in listed


def test_a_list_asks_for_pins_once(editor: Client, story: Story) -> None:
    for number in range(8):
        article = story(f"Story {number}")
        if number < 4:
            pin(article, timezone.now() + timedelta(days=1))
    with CaptureQueriesContext(connection) as asked:
        editor.get(reverse("wagtailadmin_explore", args=[article.get_parent().pk]))
    assert sum("articles_pin" in query["sql"] for query in asked) <= 2


@pytest.mark.parametrize(
    ("until", "says"),
    [(later(hours=-1), "This time is past"), (later(days=500), "a year at most"), ("soon", "valid")],
    # A minute may turn while several processes collect the tests, and they compare the names.
    ids=["past", "far", "words"],
)
def test_a_time_that_cannot_be_is_refused_with_a_sentence(editor: Client, story: Story, until: str, says: str) -> None:
    answer = editor.post(reverse("pins:pin", args=[story().pk]), {"until": until})
    assert says in answer.content.decode()
    assert not Pin.objects.exists()


def test_who_may_not_publish_it_neither_pins_nor_unpins(client: Client, story: Story) -> None:
    article = story()
    user, _password = add_staff("kim", "", "reporter")
    client.force_login(user)
    assert client.post(reverse("pins:pin", args=[article.pk]), {"until": later(days=1)}).status_code == 302
    assert not Pin.objects.exists()
    pin(article, timezone.now() + timedelta(days=1))
    client.post(reverse("pins:unpin", args=[article.pk]))
    assert Pin.objects.exists()
    listed = client.get(reverse("pins:list")).content.decode()
    assert article.title in listed
    assert reverse("pins:unpin", args=[article.pk]) not in listed


def test_the_history_of_the_article_tells_of_it(editor: Client, story: Story) -> None:
    article = story()
    editor.post(reverse("pins:pin", args=[article.pk]), {"until": later(days=2)})
    editor.post(reverse("pins:unpin", args=[article.pk]))
    history = editor.get(reverse("wagtailadmin_pages:history", args=[article.pk])).content.decode()
    assert "Pinned to the top" in history
    assert "No longer pinned" in history


def test_a_draft_is_not_offered_to_be_pinned(editor: Client, story: Story) -> None:
    draft = story("Draft", public=False)
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert reverse("pins:pin", args=[draft.pk]) not in page
