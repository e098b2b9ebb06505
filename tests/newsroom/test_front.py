"""The screen on which a front page is arranged: draft, preview, publication, history, and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from freesheet.accounts.actions import add_staff, set_roles
from freesheet.editions.actions import layout_of
from freesheet.editions.models import FrontLayout, FrontPage
from freesheet.editions.queries import slots_of

HERE = "wagtailsnippets_editions_frontlayout"
MOST_QUERIES = 90
"""However many articles there are: about a hundred milliseconds."""

Story = Callable[..., Any]


def address(name: str, *args: Any) -> str:
    return reverse(f"{HERE}:{name}", args=args)


def slot(story: Any = None, size: str = "normal", headline: str = "", kicker: str = "") -> tuple[str, dict[str, Any]]:
    return "slot", {"story": story.pk if story else "", "size": size, "headline": headline, "kicker": kicker}


def send(browser: Client, layout: FrontLayout, *slots: Any, button: str = "action-publish", follow: bool = True) -> Any:
    form = nested_form_data({"slots": streamfield(list(slots))})
    pressed = {button: "1"} if button else {}
    return browser.post(address("edit", layout.pk), {**form, **pressed}, follow=follow)


@pytest.fixture
def front(fronts: dict[str, FrontPage]) -> FrontPage:
    return fronts["en"]


@pytest.fixture
def layout(front: FrontPage) -> FrontLayout:
    return layout_of(front)


def stories(front: FrontPage) -> list[int]:
    """What readers have in the slots."""
    return [each.story for each in slots_of(FrontPage.objects.get(pk=front.pk))]


def test_the_menu_leads_to_the_front_page_of_each_edition(editor: Client, fronts: dict[str, FrontPage]) -> None:
    home = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert address("list") in home
    listed = editor.get(address("list")).content.decode()
    for front in fronts.values():
        assert address("edit", layout_of(front).pk) in listed


def test_a_draft_is_kept_apart_until_it_is_published(
    editor: Client, layout: FrontLayout, front: FrontPage, story: Story
) -> None:
    first, second = story("One"), story("Two")
    send(editor, layout, slot(first, "lead"))
    send(editor, layout, slot(second, "lead", "Two & more", "Now"), button="")
    assert stories(front) == [first.pk]
    page = editor.get(address("edit", layout.pk)).content.decode()
    assert "Two &amp; more" in page.replace("\\u0026", "&amp;")
    send(editor, layout, slot(second, "lead", "Two & more", "Now"))
    assert stories(front) == [second.pk]
    [placed] = slots_of(front)
    assert (placed.headline, placed.kicker) == ("Two & more", "Now")


def test_readers_would_see_what_the_preview_shows(
    editor: Client, layout: FrontLayout, front: FrontPage, story: Story
) -> None:
    one = story("One")
    form = nested_form_data({"slots": streamfield([slot(one, "lead", "Only looked at")])})
    told = editor.post(address("preview_on_edit", layout.pk), form).json()
    assert told == {"is_valid": True, "is_available": True}
    shown = editor.get(address("preview_on_edit", layout.pk), {"mode": ""})
    assert "Only looked at" in shown.content.decode()
    assert "frame-ancestors 'self'" in shown["Content-Security-Policy"]
    assert stories(front) == []


def test_the_preview_is_as_wide_as_a_telephone_and_as_a_desk(editor: Client, layout: FrontLayout) -> None:
    page = lxml.html.fromstring(editor.get(address("edit", layout.pk)).content.decode())
    assert page.xpath("//input[@name='preview-size']/@data-device-width") == ["390", "1280"]


def test_a_former_front_page_is_taken_back_from_its_history(
    editor: Client, layout: FrontLayout, front: FrontPage, story: Story
) -> None:
    first, second = story("One"), story("Two")
    send(editor, layout, slot(first))
    old = FrontLayout.objects.get(pk=layout.pk).latest_revision
    send(editor, layout, slot(second))
    history = editor.get(address("history", layout.pk)).content.decode()
    revert = address("revisions_revert", layout.pk, old.pk)
    assert revert in history
    assert editor.get(revert).status_code == 200
    form = nested_form_data({"slots": streamfield([slot(first)])})
    editor.post(revert, {**form, "action-publish": "1"})
    assert stories(front) == [first.pk]


@pytest.mark.parametrize(
    ("make", "says"),
    [
        ({"public": False, "first_published_at": None}, "is not published"),
        ({"withdrawn": True}, "was withdrawn"),
        ({"public": False, "embargo_until": timezone.now() + timedelta(days=2)}, "is under embargo until"),
        ({"expired": True}, "has expired"),
    ],
)
def test_it_warns_of_a_story_that_readers_may_not_see_and_says_what_they_get(
    editor: Client, layout: FrontLayout, story: Story, make: dict[str, Any], says: str
) -> None:
    withdrawn, expired = make.pop("withdrawn", False), make.pop("expired", False)
    hidden = story("Hidden", **make)
    if withdrawn or expired:
        hidden.unpublish(set_expired=expired)
    answer = send(editor, layout, slot(story("Seen")), slot(hidden)).content.decode()
    told = f"“Hidden” {says}"
    assert "Slot 2:" in answer
    assert told in answer
    assert "Readers get the newest story here" in answer
    assert "“Seen”" not in answer


def test_it_warns_of_a_story_that_stands_in_two_slots(editor: Client, layout: FrontLayout, story: Story) -> None:
    one = story("One")
    answer = send(editor, layout, slot(one), slot(one)).content.decode()
    assert "Slot 2: its story stands in slot 1 already" in answer


def test_the_window_is_told_what_is_wrong_with_the_newest_draft(
    editor: Client, layout: FrontLayout, front: FrontPage, story: Story
) -> None:
    one = story("One")
    place = address("problems", layout.pk)
    assert place in editor.get(address("edit", layout.pk)).content.decode()
    assert "Slot" not in editor.get(place).content.decode()
    send(editor, layout, slot(one), slot(one), button="")
    assert stories(front) == []
    assert "Slot 2: its story stands in slot 1 already" in editor.get(place).content.decode()


def test_what_is_no_article_cannot_stand_there(editor: Client, layout: FrontLayout, front: FrontPage) -> None:
    section = Page.objects.child_of(front).first()
    answer = send(editor, layout, slot(section))
    assert "is no article" in answer.content.decode()
    assert stories(front) == []


def test_more_slots_than_there_can_be_are_refused_with_a_sentence(
    editor: Client, layout: FrontLayout, front: FrontPage
) -> None:
    answer = send(editor, layout, *(slot() for _number in range(21))).content.decode()
    assert "The maximum number of items is 20" in answer
    assert "255" in send(editor, layout, slot(headline="x" * 256)).content.decode()
    assert stories(front) == []


def test_nobody_makes_deletes_or_withdraws_a_front_page(editor: Client, layout: FrontLayout) -> None:
    editor.post(address("delete", layout.pk))
    editor.post(address("unpublish", layout.pk))
    assert FrontLayout.objects.get(pk=layout.pk).live
    assert "action-unpublish" not in editor.get(address("edit", layout.pk)).content.decode()
    assert editor.get(address("add")).status_code == 302


def test_a_role_for_one_edition_holds_for_its_front_page_alone(client: Client, fronts: dict[str, FrontPage]) -> None:
    user, _password = add_staff("zara", "", "editor")
    set_roles(user, [("editor", fronts["ur"])])
    client.force_login(user)
    urdu, english = layout_of(fronts["ur"]), layout_of(fronts["en"])
    assert client.get(address("edit", urdu.pk)).status_code == 200
    for name in ("edit", "history", "preview_on_edit", "usage"):
        assert client.get(address(name, english.pk)).status_code == 302, name
    send(client, english, slot())
    assert stories(fronts["en"]) == []
    assert client.get(address("list"))["Location"] == address("edit", urdu.pk)


@pytest.mark.parametrize("role", ["reporter", "fact-checker", "translator", "fundraiser"])
def test_who_may_not_publish_it_does_not_find_it(client: Client, layout: FrontLayout, role: str) -> None:
    user, _password = add_staff("noor", "", role)
    client.force_login(user)
    assert address("list") not in client.get(reverse("wagtailadmin_home")).content.decode()
    assert client.get(address("edit", layout.pk)).status_code == 302
    assert client.get(address("problems", layout.pk)).status_code == 302


def test_it_asks_the_database_no_more_for_many_articles(editor: Client, layout: FrontLayout, story: Story) -> None:
    made = [story() for _number in range(12)]
    send(editor, layout, *(slot(each) for each in made))
    editor.get(address("edit", layout.pk))
    with CaptureQueriesContext(connection) as asked:
        editor.get(address("edit", layout.pk))
    assert len(asked) < MOST_QUERIES
