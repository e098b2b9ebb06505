"""Two editors in one article: the second who saves loses nothing, and loses nothing of the first."""

from __future__ import annotations

import os
import re
from random import Random
from typing import Any

import pytest
from django.test import Client
from tests.newsroom.editing import form_of, paragraph
from wagtail.admin.models import EditingSession
from wagtail.models import Revision

from freesheet.accounts.actions import add_staff
from freesheet.articles.models import ArticlePage
from freesheet.together.models import SetAside


def page_of(article: Any) -> ArticlePage:
    return ArticlePage.objects.get(pk=article.pk)


def newest(article: Any) -> Any:
    return page_of(article).get_latest_revision_as_object()


def words(article: Any) -> list[str]:
    return [html_of(block) for block in newest(article).body]


def html_of(block: Any) -> str:
    """A paragraph, without the keys that the editor marks it with."""
    return re.sub(r' data-block-key="\w+"', "", str(block.value.source))


class Window:
    """An article's form in somebody's browser: opened, written in, saved."""

    def __init__(self, client: Any, article: Any) -> None:
        self.client, self.article = client, article
        self.open()

    def open(self) -> None:
        answer = self.client.get(f"/newsroom/pages/{self.article.pk}/edit/")
        assert answer.status_code == 200
        revision = page_of(self.article).get_latest_revision()
        self.loaded = {
            "loaded_revision_id": str(revision.pk),
            "loaded_revision_created_at": revision.created_at.isoformat(),
        }
        self.page = revision.as_object()
        self.blocks = [(block.id, html_of(block)) for block in self.page.body]
        self.fields: dict[str, Any] = {}

    def write(self, text: str, place: int | None = None) -> None:
        """A new paragraph, at the end or as the one of this number."""
        self.blocks.insert(len(self.blocks) if place is None else place, ("", f"<p>{text}</p>"))

    def rewrite(self, text: str, place: int) -> None:
        self.blocks[place] = (self.blocks[place][0], f"<p>{text}</p>")

    def form(self) -> dict[str, Any]:
        form = form_of(self.page, [paragraph(html) for _key, html in self.blocks], **self.fields)
        form |= {f"body-{place}-id": key for place, (key, _html) in enumerate(self.blocks) if key}
        return form | self.loaded

    def save(self, button: str = "") -> Any:
        """Press “Save draft”, or another button."""
        url = f"/newsroom/pages/{self.article.pk}/edit/"
        return self.client.post(url, {**self.form(), **({button: "1"} if button else {})})

    def save_by_itself(self) -> Any:
        """What the browser does while somebody writes."""
        url = f"/newsroom/pages/{self.article.pk}/edit/"
        answer = self.client.post(url, self.form(), headers={"accept": "application/json"})
        if answer.status_code == 200:
            told = answer.json()
            self.loaded["overwrite_revision_id"] = str(told["revision_id"])
            keys = [block.id for block in newest(self.article).body]
            self.blocks = [(key, html) for key, (_key, html) in zip(keys, self.blocks, strict=True)]
        return answer


@pytest.fixture
def other(editor: Any) -> Any:
    """The browser of a second editor."""
    client: Any = Client()
    client.user, _password = add_staff("tomasz", "tomasz@paper.example", "editor")
    client.force_login(client.user)
    return client


def test_both_paragraphs_are_there_and_the_second_is_told(editor: Any, other: Any, story: Any) -> None:
    article = story()
    mine, theirs = Window(editor, article), Window(other, article)
    theirs.write("What Tomasz found.")
    assert theirs.save().status_code == 302
    mine.write("What Noor found.", 0)
    answer = mine.save()
    assert (answer.status_code, answer["location"]) == (302, f"/newsroom/pages/{article.pk}/edit/")
    assert [text[3:-4] for text in words(article)] == [
        "What Noor found.", "Something happened, and somebody wrote it down.", "What Tomasz found.",
    ]  # fmt: skip
    assert "tomasz saved this while you wrote" in editor.get(answer["location"]).content.decode()
    assert newest(article).latest_revision.user == editor.user
    assert not SetAside.objects.exists()


def test_different_fields_go_together(editor: Any, other: Any, story: Any) -> None:
    article = story()
    mine, theirs = Window(editor, article), Window(other, article)
    theirs.fields["kicker"] = "Analysis"
    theirs.save()
    mine.fields["title"] = "The tide turns"
    mine.save()
    assert (newest(article).kicker, newest(article).title) == ("Analysis", "The tide turns")


def test_what_would_be_published_is_looked_at_first(editor: Any, other: Any, story: Any) -> None:
    article = story()
    mine, theirs = Window(editor, article), Window(other, article)
    theirs.write("Unfinished")
    theirs.save()
    mine.fields["kicker"] = "Report"
    answer = mine.save("action-publish")
    assert "please look at it once more" in editor.get(answer["location"]).content.decode()
    assert page_of(article).kicker == ""
    assert newest(article).kicker == "Report"


def test_the_same_sentence_twice_is_asked_about_and_nothing_is_lost_meanwhile(
    editor: Any, other: Any, story: Any
) -> None:
    article = story()
    mine, theirs = Window(editor, article), Window(other, article)
    theirs.rewrite("It was at six.", 0)
    theirs.save()
    mine.rewrite("It was at seven.", 0)
    mine.fields["kicker"] = "Report"
    settle = mine.save()["location"]
    assert words(article) == ["<p>It was at six.</p>"]
    asked = editor.get(settle).content.decode()
    assert re.search(r"<h1[^>]*>\s*Two versions\s*</h1>", asked)
    assert "It was at six." in asked
    assert "It was at seven." in asked
    assert "Report" not in asked.replace("Reports", "")
    assert settle in editor.get(f"/newsroom/pages/{article.pk}/edit/").content.decode()
    assert "choose for each place" in editor.post(settle, {}).content.decode()
    place = SetAside.objects.get()
    name = f"body.{newest(article).body[0].id}"
    assert editor.post(settle, {name: "both"}).status_code == 302
    assert words(article) == ["<p>It was at seven.</p>", "<p>It was at six.</p>"]
    assert newest(article).kicker == "Report"
    assert not SetAside.objects.exists()
    assert Revision.objects.filter(pk=place.revision_id).exists()


@pytest.mark.parametrize("choice, expected", [("mine", "at seven"), ("theirs", "at six")])
def test_one_of_two_is_chosen(editor: Any, other: Any, story: Any, choice: str, expected: str) -> None:
    article = story()
    mine, theirs = Window(editor, article), Window(other, article)
    theirs.rewrite("It was at six.", 0)
    theirs.save()
    mine.rewrite("It was at seven.", 0)
    settle = mine.save()["location"]
    editor.post(settle, {f"body.{newest(article).body[0].id}": choice})
    assert words(article) == [f"<p>It was {expected}.</p>"]


def test_it_may_be_left_as_it_is(editor: Any, other: Any, story: Any) -> None:
    article = story()
    mine, theirs = Window(editor, article), Window(other, article)
    theirs.rewrite("It was at six.", 0)
    theirs.save()
    mine.rewrite("It was at seven.", 0)
    editor.post(mine.save()["location"], {"leave": "1"})
    assert words(article) == ["<p>It was at six.</p>"]
    assert not SetAside.objects.exists()
    assert any("at seven" in str(revision.content) for revision in page_of(article).revisions.all())


def test_what_saves_itself_is_refused_and_the_button_brings_both_together(editor: Any, other: Any, story: Any) -> None:
    article = story()
    mine, theirs = Window(editor, article), Window(other, article)
    mine.write("First")
    assert mine.save_by_itself().status_code == 200
    theirs.write("Second")
    answer = theirs.save_by_itself()
    assert answer.json()["error_code"] == "invalid_revision"
    assert theirs.save().status_code == 302
    mine.rewrite("First, and more", 1)
    assert mine.save_by_itself().json()["error_code"] == "invalid_revision"
    mine.save()
    assert sorted(words(article)[1:]) == ["<p>First, and more</p>", "<p>Second</p>"]


@pytest.mark.parametrize("heard_before", [False, True])
def test_a_button_that_is_pressed_while_it_saves_itself_does_what_it_says(
    editor: Any, story: Any, heard_before: bool
) -> None:
    article = story()
    mine = Window(editor, article)
    if heard_before:
        mine.fields["kicker"] = "R"
        mine.save_by_itself()
    told = dict(mine.loaded)
    mine.fields["kicker"] = "Rep"
    assert mine.save_by_itself().status_code == 200
    # The answer to that has not come yet.
    mine.loaded = told
    mine.fields["kicker"] = "Report"
    answer = mine.save("action-publish")
    assert answer.status_code == 302
    assert "once more" not in editor.get(answer["location"]).content.decode()
    assert page_of(article).kicker == "Report"


def test_two_windows_of_one_person_are_brought_together_too(editor: Any, story: Any) -> None:
    article = story()
    one, other = Window(editor, article), Window(editor, article)
    one.write("In one window")
    one.save()
    other.fields["kicker"] = "Report"
    other.save()
    assert (newest(article).kicker, words(article)[1:]) == ("Report", ["<p>In one window</p>"])


def test_alone_what_saves_itself_does_not_flood_the_history(editor: Any, story: Any) -> None:
    article = story()
    mine = Window(editor, article)
    before = page_of(article).revisions.count()
    for number in range(5):
        mine.fields["kicker"] = f"Kicker {number}"
        assert mine.save_by_itself().status_code == 200
    assert page_of(article).revisions.count() == before + 1
    assert newest(article).kicker == "Kicker 4"


def test_while_others_look_the_version_they_began_with_is_kept(editor: Any, other: Any, story: Any) -> None:
    article = story()
    mine = Window(editor, article)
    mine.write("One")
    mine.save_by_itself()
    theirs = Window(other, article)
    assert EditingSession.objects.count() >= 2
    mine.rewrite("One, changed", 1)
    mine.save_by_itself()
    theirs.write("Two")
    theirs.save()
    assert words(article)[1:] == ["<p>One, changed</p>", "<p>Two</p>"]


def test_a_form_that_is_not_in_order_comes_again_and_still_knows_what_it_began_with(
    editor: Any, other: Any, story: Any
) -> None:
    article = story()
    mine, theirs = Window(editor, article), Window(other, article)
    theirs.write("Theirs")
    theirs.save()
    mine.fields["title"] = ""
    answer = mine.save("action-publish")
    assert "This field is required." in answer.content.decode()
    assert f'name="loaded_revision_id" value="{mine.loaded["loaded_revision_id"]}"' in answer.content.decode()
    mine.fields["title"] = "In order"
    mine.save()
    assert (newest(article).title, len(words(article))) == ("In order", 2)


def test_who_may_not_edit_sees_no_versions(editor: Any, other: Any, story: Any) -> None:
    article = story()
    mine, theirs = Window(editor, article), Window(other, article)
    theirs.rewrite("six", 0)
    theirs.save()
    mine.rewrite("seven", 0)
    settle = mine.save()["location"]
    outsider = Client()
    outsider.force_login(add_staff("vera", "vera@paper.example", "fundraiser")[0])
    assert outsider.get(settle).status_code == 302
    assert outsider.post(settle, {"leave": "1"}).status_code == 302
    assert SetAside.objects.exists()


SAVES = 200 if "FREESHEET_PROOF_EDITS" in os.environ else 30
"""So many in all; ``make soak`` asks for 200."""


@pytest.mark.parametrize("public", [True, False])
def test_two_editors_save_at_random_moments_and_no_edit_is_lost(
    editor: Any, other: Any, story: Any, public: bool
) -> None:
    article = story(public=public)
    dice = Random(20)
    windows = [Window(editor, article), Window(other, article)]
    written: set[str] = set()
    for number in range(SAVES):
        window = dice.choice(windows)
        if dice.random() < 0.4:
            window.open()
        text = f"{number} by {window.client.user.username}"
        window.write(text, dice.randint(0, len(window.blocks)))
        if dice.random() < 0.3:
            answer = window.save_by_itself()
            assert answer.status_code in (200, 400)
            if answer.status_code == 200:
                written.add(text)
                continue
        answer = window.save()
        assert answer.status_code == 302, answer.content.decode()[:500]
        written |= {html[3:-4] for _key, html in window.blocks}
        window.open()
        found = {html[3:-4] for html in words(article)}
        assert written <= found, written - found
    assert not SetAside.objects.exists()
    assert len(words(article)) == len(set(words(article)))
