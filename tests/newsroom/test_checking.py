"""What blocks keeps an article from readers, whichever way it would go to them; what warns is said."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import factories
from tests.newsroom.editing import form_of, paragraph, send
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from freesheet.accounts.actions import add_staff, apply_policy
from freesheet.articles.models import ArticlePage
from freesheet.preflight.actions import be_strict
from freesheet.preflight.queries import all_rules, levels

NOTE = [paragraph("<p>The price is TK.</p>")]
REFUSED = "Not published: this is to be put right first."


def now(article: Any) -> Any:
    return ArticlePage.objects.get(pk=article.pk)


def noted(story: Any, **more: Any) -> Any:
    """A draft with a note to self."""
    return story("A draft", public=False, body=factories.paragraphs("The price is TK."), **more)


def test_what_blocks_is_listed_with_a_way_to_it_and_nothing_is_published(editor: Any, story: Any) -> None:
    draft = story("A draft", public=False, standfirst="TKTK")
    answer = send(editor, draft).content.decode()
    assert REFUSED in answer
    assert '<a href="#id_standfirst">“TKTK” looks like a note to self that was not finished.</a>' in answer
    assert not now(draft).live
    assert send(editor, draft, standfirst="In order.").status_code == 302
    assert now(draft).live


def test_what_warns_is_said_and_lets_pass(editor: Any, story: Any) -> None:
    draft = story("A draft", public=False)
    answer = send(editor, draft)
    assert answer.status_code == 302
    assert now(draft).live
    page = editor.get(answer["location"]).content.decode()
    assert "There is no standfirst" in page


def test_a_draft_is_saved_whatever_is_wrong_with_it(editor: Any, story: Any) -> None:
    draft = noted(story)
    assert send(editor, draft, NOTE, button="").status_code == 302
    autosaved = editor.post(
        f"/newsroom/pages/{draft.pk}/edit/", form_of(draft, NOTE), headers={"accept": "application/json"}
    )
    assert autosaved.json()["success"] is True


def test_a_new_article_is_looked_over_too(editor: Any, story: Any) -> None:
    section = story().get_parent()
    new = ArticlePage(title="TKTK", slug="tktk", locale=section.locale, body=factories.paragraphs("Text."))
    url = f"/newsroom/pages/add/articles/articlepage/{section.pk}/"
    assert REFUSED in editor.post(url, {**form_of(new, NOTE), "action-publish": "1"}).content.decode()
    assert not ArticlePage.objects.filter(live=True, slug="tktk").exists()
    fine = {**form_of(new, [paragraph("<p>Text.</p>")], title="Tides", slug="tides"), "action-publish": "1"}
    assert editor.post(url, fine).status_code == 302
    assert ArticlePage.objects.filter(live=True, slug="tides").exists()


def test_a_schedule_is_looked_over_when_it_is_made(editor: Any, story: Any) -> None:
    draft = noted(story)
    tomorrow = (timezone.now() + timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    assert REFUSED in send(editor, draft, NOTE, go_live_at=tomorrow).content.decode()
    assert not draft.revisions.exclude(approved_go_live_at=None).exists()


def test_many_at_once_are_published_or_none(editor: Any, story: Any) -> None:
    wrong, right = noted(story), story("In order", public=False)
    url = f"/newsroom/bulk/wagtailcore/page/publish/?id={wrong.pk}&id={right.pk}&next=/newsroom/"
    answer = editor.post(url, {"include_descendants": ""}, follow=True).content.decode()
    assert "“A draft” was not published. “TK” looks like a note to self" in answer
    assert not now(right).live
    section = wrong.get_parent()
    below = f"/newsroom/bulk/wagtailcore/page/publish/?id={section.pk}&next=/newsroom/"
    assert "was not published" in editor.post(below, {"include_descendants": "on"}, follow=True).content.decode()
    assert not now(right).live


def test_the_last_approval_is_refused_and_an_earlier_one_is_not(editor: Any, story: Any) -> None:
    draft = noted(story)
    workflow = Workflow.objects.create(name="Reading twice")
    for number in range(2):
        task = GroupApprovalTask.objects.create(name=f"Read it {number}")
        task.groups.set(editor.user.groups.all())
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=number)
    state = workflow.start(draft, add_staff("vera", "v@paper.example", "writer")[0])
    url = "/newsroom/pages/workflow/action/{}/approve/{}/"
    editor.post(url.format(draft.pk, state.current_task_state.pk), {"comment": ""})
    state.refresh_from_db()
    assert state.current_task_state.task.name == "Read it 1"
    answer = editor.post(url.format(draft.pk, state.current_task_state.pk), {"comment": ""}, follow=True)
    assert "was not published" in answer.content.decode()
    inside = {"workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
    assert REFUSED in send(editor, draft, NOTE, button="action-workflow-action", **inside).content.decode()
    assert not now(draft).live
    mended = [paragraph("<p>The price is 4.</p>")]
    assert send(editor, draft, mended, button="action-workflow-action", **inside).status_code == 302
    assert now(draft).live


def test_code_is_not_stopped(story: Any) -> None:
    draft = noted(story)
    draft.save_revision().publish()
    assert now(draft).live


def test_the_editor_has_them_beside_the_form_before_publishing(editor: Any, story: Any) -> None:
    draft = noted(story)
    page = editor.get(f"/newsroom/pages/{draft.pk}/edit/").content.decode()
    block = draft.get_latest_revision_as_object().body[0].id
    assert f'<a href="#block-{block}-section" dir="auto">“TK” looks like' in page
    again = editor.get(f"/newsroom/checks/{draft.pk}/").content.decode()
    assert "There is no standfirst" in again
    assert "Blocks publishing." in again


def test_the_paper_chooses_how_strict_it_is(editor: Any, story: Any) -> None:
    apply_policy()
    draft = noted(story)
    assert editor.get("/newsroom/checks/").status_code == 302
    editor.force_login(add_staff("pia", "pia@paper.example", "publisher")[0])
    page = editor.get("/newsroom/checks/").content.decode()
    assert "An unfinished note to self" in page
    chosen = {**{rule.slug: rule.level for rule in all_rules()}, "note_to_self": "warns", "standfirst": "blocks"}
    assert editor.post("/newsroom/checks/", chosen).status_code == 302
    assert "There is no standfirst" in send(editor, draft, NOTE).content.decode()
    editor.post("/newsroom/checks/", {**chosen, "standfirst": "off"})
    assert send(editor, draft, NOTE).status_code == 302
    assert now(draft).live


def test_a_choice_that_is_the_rules_own_is_not_kept(db: None) -> None:
    before = levels()
    be_strict({"standfirst": "off", "nothing": "blocks"})
    assert levels()["standfirst"] == "off"
    be_strict({"standfirst": before["standfirst"]})
    assert levels() == before


@pytest.mark.parametrize("url", ["/newsroom/checks/", "/newsroom/checks/{}/"])
def test_others_are_kept_out(client: Any, story: Any, url: str) -> None:
    draft = noted(story)
    assert "TK" not in client.get(url.format(draft.pk), follow=False).content.decode()
    client.force_login(add_staff("vera", "vera@paper.example", "writer")[0])
    client.post("/newsroom/checks/", {rule.slug: "off" for rule in all_rules()})
    assert "off" not in levels().values()
