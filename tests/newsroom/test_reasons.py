"""A published article does not say something else without a reason, and the reason is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests import factories
from tests.newsroom.editing import form_of, paragraph, send
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask

from freesheet.accounts.actions import add_staff
from freesheet.articles.models import ArticlePage
from freesheet.transparency.models import ChangeNote
from freesheet.transparency.queries import says_something_else

WHY = "Please say why."


def now(article: Any) -> Any:
    return ArticlePage.objects.get(pk=article.pk)


def test_another_headline_asks_why_and_nothing_is_published(editor: Any, story: Any) -> None:
    article = story()
    answer = send(editor, article, title="The other tide table")
    assert WHY in answer.content.decode()
    assert now(article).title == "The tide table"
    assert not ChangeNote.objects.exists()


@pytest.mark.parametrize("kind", ["typo", "update"])
def test_with_a_reason_it_is_published_and_the_reason_is_kept(editor: Any, story: Any, kind: str) -> None:
    article = story()
    answer = send(editor, article, standfirst="Now with a standfirst.", change_kind=kind, change_words="A comma.")
    assert answer.status_code == 302
    assert now(article).standfirst == "Now with a standfirst."
    note = ChangeNote.objects.get()
    assert (note.article_id, note.kind, note.words, note.by) == (article.pk, kind, "A comma.", editor.user)
    assert timezone.now() - note.at < timedelta(minutes=5)
    assert "A comma." in editor.get("/newsroom/corrections/reasons/").content.decode()


def test_what_was_wrong_leads_to_the_correction(editor: Any, story: Any) -> None:
    article = story()
    answer = send(editor, article, [paragraph("<p>Nothing happened.</p>")], change_kind="correction")
    assert answer["location"] == f"/newsroom/corrections/add/{article.pk}/"
    assert "Nothing happened." in str(now(article).body)


def test_something_else_has_to_be_told_in_words(editor: Any, story: Any) -> None:
    article = story()
    assert "in a few words" in send(editor, article, title="Other", change_kind="other").content.decode()
    assert now(article).title == "The tide table"
    assert send(editor, article, title="Other", change_kind="other", change_words="By order.").status_code == 302


def test_how_it_is_set_is_nobodys_business(editor: Any, story: Any) -> None:
    article = story(body=factories.paragraphs("He said “yes” – twice."))
    same = [paragraph('<p>He said  "yes" <b>—</b> <a href="https://example.org/">twice</a>.</p>')]
    answer = send(editor, article, same, kicker="Sea", lead_caption="A quay")
    assert answer.status_code == 302
    assert now(article).kicker == "Sea"
    assert not ChangeNote.objects.exists()


def test_a_draft_and_a_first_publication_ask_nothing(editor: Any, story: Any) -> None:
    article, draft = story(), story("Another", public=False)
    assert send(editor, article, button="", title="Saved only").status_code == 302
    assert now(article).title == "The tide table"
    assert send(editor, draft, title="Published at once").status_code == 302
    assert now(draft).live
    assert not ChangeNote.objects.exists()


def test_autosave_is_never_in_the_way(editor: Any, story: Any) -> None:
    article = story()
    answer = editor.post(
        f"/newsroom/pages/{article.pk}/edit/",
        form_of(article, title="Half a thought"),
        headers={"accept": "application/json"},
    )
    assert answer.json()["success"] is True
    assert now(article).get_latest_revision_as_object().title == "Half a thought"


def test_a_schedule_asks_when_it_is_made(editor: Any, story: Any) -> None:
    article = story()
    tomorrow = timezone.now() + timedelta(days=1)
    answer = send(editor, article, title="Tomorrow's", go_live_at=tomorrow.strftime("%Y-%m-%d %H:%M"))
    assert WHY in answer.content.decode()
    assert not article.revisions.exclude(approved_go_live_at=None).exists()


def test_many_at_once_are_published_or_none(editor: Any, story: Any) -> None:
    changed, draft = story(), story("A draft", public=False)
    changed.title = "Something else"
    changed.save_revision()
    url = f"/newsroom/bulk/wagtailcore/page/publish/?id={changed.pk}&id={draft.pk}&next=/newsroom/"
    answer = editor.post(url, {"include_descendants": ""}, follow=True).content.decode()
    assert "“Something else” says something else than readers have" in answer
    assert not now(draft).live
    editor.post(f"/newsroom/bulk/wagtailcore/page/publish/?id={draft.pk}&next=/newsroom/", {"include_descendants": ""})
    assert now(draft).live


def test_the_last_approval_asks_too(editor: Any, story: Any) -> None:
    article = story()
    task = GroupApprovalTask.objects.create(name="Read it")
    task.groups.set(editor.user.groups.all())
    workflow = Workflow.objects.create(name="Reading")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    article.title = "Something else"
    article.save_revision()
    state = workflow.start(article, add_staff("vera", "v@paper.example", "writer")[0])
    outside = f"/newsroom/pages/workflow/action/{article.pk}/approve/{state.current_task_state.pk}/"
    assert "something else" in editor.post(outside, {"comment": ""}, follow=True).content.decode()
    assert now(article).title == "The tide table"
    inside = {"workflow-action-name": "approve", "workflow-action-extra-data": "{}", "title": "Something else"}
    assert WHY in send(editor, article, button="action-workflow-action", **inside).content.decode()
    answer = send(editor, article, button="action-workflow-action", **inside, change_kind="update")
    assert answer.status_code == 302
    assert now(article).title == "Something else"


def test_code_is_not_asked(story: Any) -> None:
    article = story()
    article.title = "By an importer"
    article.save_revision().publish()
    assert now(article).title == "By an importer"


def test_a_former_version_is_compared_without_these_fields(editor: Any, story: Any) -> None:
    article = story()
    article.title = "Second"
    article.save_revision()
    url = f"/newsroom/pages/{article.pk}/revisions/compare/earliest...latest/"
    answer = editor.get(url)
    assert answer.status_code == 200
    assert "Second" in answer.content.decode()


def test_a_figure_in_a_chart_is_substance_and_its_description_is_not(story: Any) -> None:
    article = story(body=[{"type": "chart", "value": factories.CHART}])

    def says_else(**more: str) -> bool:
        draft = now(article)
        draft.body = [("chart", {**article.body[0].value, **more})]
        return says_something_else(draft)

    assert says_else(table="Port,Ships\nKeelung,12\nTaichung,8")
    assert says_else(title="Ships in the harbour")
    assert not says_else(alt="Keelung has nearly twice as many.")
