"""The first screen says what needs whoever looks, and each line opens the right place."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from tests import factories
from tests.newsroom.editing import send
from tests.planning.conftest import Room, hand_in
from wagtail.models import Comment, CommentReply, GroupApprovalTask, Workflow, WorkflowTask

from freesheet.newsroom.desk.lines import Desk
from freesheet.newsroom.desk.needs import desk
from freesheet.planning import actions
from freesheet.planning.queries.board import board
from freesheet.planning.rights import Rights
from freesheet.transparency.actions import correct


def desk_of(user: Any) -> Desk:
    rights = Rights(type(user).objects.get(pk=user.pk))
    return desk(rights, board(rights))


def needs(user: Any) -> list[tuple[str, str]]:
    return [(line.verb, line.title) for line in desk_of(user).needs]


def edit(article: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[article.pk])


def test_a_fact_check_needs_fact_checkers_and_waits_for_who_asked(room: Room) -> None:
    vera, tom = room.person("vera"), room.person("tom", "fact-checker")
    article = factories.article(room.world, "Cables", public=False, owner=vera)
    hand_in(article, vera)
    [line] = desk_of(tom).needs
    assert (line.verb, line.title, line.url) == ("Check", "Cables", edit(article))
    assert "asked for by vera" in line.says
    assert needs(vera) == []
    [line] = desk_of(vera).waits
    assert (line.title, line.url) == ("Cables", edit(article))
    article.current_workflow_task_state.approve(user=tom)
    assert needs(tom) == [], "who checks facts does not publish"


def test_what_is_to_be_published_says_what_is_missing(room: Room) -> None:
    vera, noor = room.person("vera"), room.person("noor", "editor")
    article = factories.article(room.world, "Grain", public=False, owner=vera, standfirst="One sentence.")
    hand_in(article, vera)
    article.current_workflow_task_state.approve(user=noor)
    assert needs(noor) == [("Edit", "Grain")]
    article.standfirst = ""
    article.save_revision()
    [line] = desk_of(noor).needs
    assert line.verb == "Finish"
    assert "Ready but for one thing: There is no standfirst" in line.says


def test_what_is_late_comes_first_and_says_so(room: Room) -> None:
    noor, vera = room.person("noor", "editor"), room.person("vera")
    now = timezone.now()
    for title, due in (("Later", now + timedelta(days=3)), ("Late", now - timedelta(hours=26)), ("Never", None)):
        actions.propose(noor, [vera], assigned=True, title=title, section=room.world, due_at=due)
    found = desk_of(vera).needs
    assert [line.title for line in found] == ["Late", "Later", "Never"]
    assert [bool(line.late) for line in found] == [True, False, False]
    assert {line.verb for line in found} == {"Begin"}
    assert {line.move for line in found} == {"begin"}


def test_what_was_sent_back_says_by_whom_and_why(room: Room) -> None:
    vera, tom = room.person("vera"), room.person("tom", "fact-checker")
    article = factories.article(room.world, "Cables", public=False, owner=vera)
    hand_in(article, vera)
    article.current_workflow_task_state.reject(user=tom, comment="Which tide?")
    [line] = desk_of(vera).needs
    assert (line.verb, line.says) == ("Change", "tom asks for changes: “Which tide?”")


def test_a_comment_needs_its_answer_from_the_one_who_did_not_speak_last(room: Room) -> None:
    vera, tom = room.person("vera"), room.person("tom", "fact-checker")
    article = factories.article(room.world, "Cables", public=False, owner=vera)
    comment = Comment.objects.create(page=article.page_ptr, user=tom, text="By which count?", contentpath="standfirst")
    [line] = [line for line in desk_of(vera).needs if line.verb == "Answer"]
    assert (line.says, line.url) == ("tom: “By which count?”", f"{edit(article)}?comment={comment.pk}")
    assert needs(tom) == []
    CommentReply.objects.create(comment=comment, user=vera, text="The yearbook’s.")
    assert ("Answer", "Cables") not in needs(vera)
    assert needs(tom) == [("Answer", "Cables")]
    comment.resolved_at = timezone.now()
    comment.save()
    assert needs(tom) == []


def test_a_reporter_s_own_comment_is_answered_by_who_checks(room: Room) -> None:
    vera, tom = room.person("vera"), room.person("tom", "fact-checker")
    article = factories.article(room.world, "Cables", public=False, owner=vera)
    comment = Comment.objects.create(page=article.page_ptr, user=vera, text="62 or 58?", contentpath="standfirst")
    CommentReply.objects.create(comment=comment, user=tom, text="62.")
    assert ("Answer", "Cables") in needs(vera)


def test_nobody_is_told_of_comments_where_they_may_not_go(room: Room) -> None:
    lin = room.person("lin", "editor", room.culture)
    article = factories.article(room.world, "Cables", public=False, owner=lin)
    Comment.objects.create(page=article.page_ptr, user=room.person("tom"), text="Hm.", contentpath="standfirst")
    assert needs(lin) == []


def test_translations_behind_need_who_translates(room: Room) -> None:
    tara, fay = room.person("tara", "translator"), room.person("fay", "fundraiser")
    original = factories.article(room.world, "Tides")
    twin = factories.article(room.urdu, "مدوجزر", translation_key=original.translation_key)
    correct(original, "Six", "Seven")
    [line] = desk_of(tara).needs
    assert (line.verb, line.title) == ("Compare", "مدوجزر")
    assert line.url == reverse("corrections:left-behind", args=[twin.pk])
    assert needs(fay) == []


def test_pitches_need_who_plans_and_are_told_in_one_line_where_there_are_many(room: Room) -> None:
    vera, noor = room.person("vera"), room.person("noor", "editor")
    actions.propose(vera, [vera], title="Tides", section=room.world)
    assert needs(noor) == [("Decide", "Tides")]
    assert [line.title for line in desk_of(vera).waits] == ["Tides"]
    for number in range(3):
        actions.propose(vera, [vera], title=f"More {number}", section=room.world)
    assert needs(noor) == [("Decide", "4 pitches wait for a decision")]


def test_a_step_of_the_paper_s_own_needs_its_group(room: Room) -> None:
    vera, noor = room.person("vera"), room.person("noor", "editor")
    task = GroupApprovalTask.objects.create(name="Lawyer")
    task.groups.set(noor.groups.all())
    workflow = Workflow.objects.create(name="With a lawyer")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    article = factories.article(room.world, "Libel", public=False, standfirst="One sentence.")
    workflow.start(article, vera)
    assert needs(noor) == [("Edit", "Libel")]
    assert needs(vera) == []


def test_the_first_screen_shows_it_all(room: Room, client: Any) -> None:
    noor, vera = room.person("noor", "editor"), room.person("vera")
    client.force_login(noor)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Nothing waits for you." in page
    assert "Nothing is due or scheduled today." in page
    factories.article(room.world, "Fresh", first_published_at=timezone.now())
    coming = factories.article(room.world, "Embargoed", public=False)
    at = timezone.localtime().replace(hour=23, minute=59, second=59)
    coming.go_live_at = coming.embargo_until = at
    coming.save()
    coming.save_revision().publish()
    piece = actions.propose(noor, [noor], assigned=True, title="<b>Tides</b>", section=room.world)
    page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "&lt;b&gt;Tides&lt;/b&gt;" in page
    assert f'name="card" value="piece-{piece.pk}"' in page
    assert "embargo until 23:59 Taipei" in page
    assert "Fresh" in page
    assert reverse("wagtailadmin_pages:add", args=["articles", "articlepage", room.world.pk]) in page
    client.force_login(vera)
    assert "Nothing waits for you." in client.get(reverse("wagtailadmin_home")).content.decode()


def test_the_editor_of_an_article_has_its_plan_and_the_newsroom_s_clock(room: Room, client: Any) -> None:
    noor = room.person("noor", "editor")
    piece = actions.propose(noor, [noor], assigned=True, title="Tides", section=room.world, target_words=900)
    article = actions.begin(piece, noor)
    article.embargo_until = timezone.now() + timedelta(days=400)
    article.save_revision()
    client.force_login(noor)
    page = client.get(edit(article)).content.decode()
    assert reverse("plan:piece", args=[piece.pk]) in page
    assert "900 words." in page
    assert "The times are Taipei time (UTC+8)." in page
    assert "Under embargo until" in page
    assert "data-comment" in page or "comments" in page


def test_a_fact_check_is_approved_in_the_editor(room: Room, client: Any) -> None:
    vera, tom = room.person("vera"), room.person("tom", "fact-checker")
    article = factories.article(room.world, "Cables", public=False, owner=vera)
    hand_in(article, vera)
    client.force_login(tom)
    said = {"workflow-action-name": "approve", "workflow-action-extra-data": "{}"}
    answer = send(client, article, button="action-workflow-action", **said)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    assert article.current_workflow_task.name == "Edit"
    assert not type(article).objects.get(pk=article.pk).live
