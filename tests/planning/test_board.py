"""Every piece stands in one column, and in the one that is true."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from tests import factories
from tests.planning.conftest import Room, approve, hand_in
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from freesheet.accounts.models import Approval
from freesheet.planning import actions
from freesheet.planning.queries.board import Wish, board
from freesheet.planning.queries.days import Kind, days
from freesheet.planning.rights import Rights
from freesheet.planning.rules import Column, Standing, column_of_article, column_of_piece

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)
times = st.none() | st.datetimes(timezones=st.just(UTC), min_value=datetime(2020, 1, 1), max_value=datetime(2030, 1, 1))  # noqa: DTZ001
standings = st.builds(
    Standing, st.booleans(), st.booleans(), times, st.sampled_from(["", "check", "edit"]), st.booleans(), times
)


@given(standings)
def test_what_waits_stands_where_it_waits_and_drafts_are_never_lost(standing: Standing) -> None:
    column = column_of_article(standing, NOW)
    if standing.step:
        assert column == {"check": Column.CHECK, "edit": Column.EDIT}[standing.step]
    elif not standing.live and not standing.was_public:
        assert column in (Column.WRITING, Column.SCHEDULED)
    if column == Column.PUBLISHED:
        assert standing.live


@given(st.sampled_from(["pitch", "assigned", "writing", "dropped"]), st.sampled_from([None, *Column]))
def test_an_article_alone_says_where_its_plan_stands(state: str, column: Column | None) -> None:
    assert column_of_piece(state, column, has_article=True) == column
    assert (column_of_piece(state, None, has_article=False) is None) == (state == "dropped")


def where(user: Any, **wish: Any) -> dict[str, list[str]]:
    found = board(Rights(user), Wish(**wish))
    return {column.value: [card.title for card in cards] for column, cards in found.columns.items() if cards}


def test_a_piece_walks_from_column_to_column(room: Room, client: Any) -> None:
    vera, tom, noor = room.person("vera"), room.person("tom", "fact-checker"), room.person("noor", "editor")
    piece = actions.propose(vera, [vera], title="Tides", section=room.world)
    assert where(noor) == {"pitch": ["Tides"]}
    actions.assign(piece, noor, [vera])
    assert where(noor) == {"writing": ["Tides"]}
    article = actions.begin(piece, vera)
    assert where(noor) == {"writing": ["Tides"]}
    key = {"card": f"piece-{piece.pk}"}
    client.force_login(vera)
    client.post(reverse("plan:move"), {**key, "move": "hand_in"})
    assert where(noor) == {"check": ["Tides"]}
    client.post(reverse("plan:move"), {**key, "move": "approve"})
    assert where(noor) == {"check": ["Tides"]}, "who wrote it does not check it"
    client.force_login(tom)
    client.post(reverse("plan:move"), {**key, "move": "send_back", "comment": "Which tide?"})
    assert where(noor) == {"writing": ["Tides"]}
    client.force_login(vera)
    client.post(reverse("plan:move"), {**key, "move": "hand_in"})
    client.force_login(tom)
    client.post(reverse("plan:move"), {**key, "move": "approve"})
    assert where(noor) == {"edit": ["Tides"]}
    client.force_login(noor)
    client.post(reverse("plan:move"), {**key, "move": "approve"})
    assert where(noor) == {"edit": ["Tides"]}, "what goes to readers is looked over first"
    article.refresh_from_db()
    article.go_live_at = timezone.now() + timedelta(days=1)
    article.save()
    article.save_revision().publish()
    assert where(noor) == {"scheduled": ["Tides"]}
    article.go_live_at = None
    article.save_revision().publish()
    assert where(noor) == {"published": ["Tides"]}


def test_an_article_that_nobody_planned_is_there_too(room: Room) -> None:
    noor = room.person("noor", "editor")
    factories.article(room.world, "Unplanned", public=False)
    factories.article(room.world, "Old")
    withdrawn = factories.article(room.world, "Withdrawn")
    withdrawn.unpublish()
    waiting = factories.article(room.culture, "Handed in", public=False)
    hand_in(waiting, noor)
    assert where(noor) == {"writing": ["Unplanned"], "check": ["Handed in"]}


def test_what_readers_have_is_on_the_board_when_a_change_of_it_waits(room: Room) -> None:
    noor = room.person("noor", "editor")
    article = factories.article(room.world, "Old")
    hand_in(article, noor)
    assert where(noor) == {"check": ["Old"]}


def test_a_section_may_have_a_workflow_of_its_own(room: Room) -> None:
    noor = room.person("noor", "editor")
    short = Workflow.objects.create(name="Edit only")
    WorkflowTask.objects.create(workflow=short, task=Approval.objects.get(), sort_order=0)
    WorkflowPage.objects.create(workflow=short, page=room.culture.page_ptr)
    here, there = (factories.article(section, "A draft", public=False) for section in (room.culture, room.world))
    hand_in(here, noor)
    hand_in(there, noor)
    assert set(where(noor)) == {"check", "edit"}
    approve(here, noor)
    here.refresh_from_db()
    assert here.live


def test_who_may_publish_may_skip_the_workflow(room: Room) -> None:
    noor = room.person("noor", "editor")
    article = factories.article(room.world, "Urgent", public=False)
    hand_in(article, room.person("vera"))
    assert article.permissions_for_user(noor).can_publish()
    assert article.get_lock() is None or not article.get_lock().for_user(noor)
    article.save_revision().publish(user=noor)
    assert not article.current_workflow_state


def test_one_sees_only_where_one_has_something_to_do(room: Room) -> None:
    lin, fay = room.person("lin", "editor", room.culture), room.person("fay", "fundraiser")
    for section in (room.world, room.culture, room.urdu):
        actions.propose(None, title=f"Pitch for {section.title}", section=section)
        factories.article(section, f"Draft in {section.title}", public=False)
    assert where(lin) == {"pitch": ["Pitch for Culture"], "writing": ["Draft in Culture"]}
    assert where(fay) == {}


def test_the_board_can_be_filtered(room: Room, client: Any) -> None:
    noor, vera = room.person("noor", "editor"), room.person("vera")
    actions.propose(noor, [vera], assigned=True, title="Hers", section=room.world)
    actions.propose(noor, title="Open", section=room.culture)
    actions.propose(noor, title="اردو", section=room.urdu)
    assert where(noor, person=vera.pk) == {"writing": ["Hers"]}
    assert where(noor, section=room.culture.pk) == {"pitch": ["Open"]}
    assert where(noor, locale=room.urdu.locale_id) == {"pitch": ["اردو"]}
    client.force_login(noor)
    page = client.get(reverse("plan:board"), {"section": room.culture.pk, "person": "x", "language": "9" * 50})
    assert "Open" in page.content.decode()
    assert "Hers" not in page.content.decode()


def test_an_empty_board_says_what_to_do(room: Room, client: Any) -> None:
    client.force_login(room.person("noor", "editor"))
    assert "Pitch something" in client.get(reverse("plan:board")).content.decode()
    assert "Nothing is due" in client.get(reverse("plan:calendar")).content.decode()


def queries(what: Any) -> int:
    with CaptureQueriesContext(
        connection,
    ) as asked:
        what()
    return len(asked)


def test_screens_ask_the_same_however_much_there_is(room: Room, client: Any) -> None:
    noor, vera = room.person("noor", "editor"), room.person("vera")
    client.force_login(noor)

    def more() -> None:
        for _number in range(6):
            piece = actions.propose(noor, [vera], assigned=True, title="Tides", section=room.world)
            hand_in(actions.begin(piece, vera), vera)
            actions.propose(noor, [vera], title="Pitch", section=room.world, due_at=timezone.now())
            factories.article(room.world, public=False)
            factories.article(room.world, first_published_at=timezone.now())

    def asked() -> dict[str, int]:
        return {
            name: queries(lambda name=name: client.get(reverse(name)))
            for name in ("wagtailadmin_home", "plan:board", "plan:calendar")
        }

    more()
    asked()
    few = asked()
    more()
    more()
    assert asked() == few
    assert max(few.values()) < 60


def test_the_calendar_has_what_is_due_meant_scheduled_and_ending(room: Room, client: Any) -> None:
    noor = room.person("noor", "editor")
    zone = timezone.get_default_timezone()
    at = datetime(2027, 3, 10, 18, 30, tzinfo=zone)
    actions.propose(noor, [noor], title="Due", section=room.world, due_at=at, target_date=at.date())
    coming = factories.article(room.world, "Embargoed", public=False)
    coming.go_live_at = coming.embargo_until = at
    coming.save()
    coming.save_revision().publish()
    ending = factories.article(room.world, "Ending")
    type(ending).objects.filter(pk=ending.pk).update(expire_at=at + timedelta(hours=1))
    found = days(Rights(noor), at.date(), at.date(), zone)[at.date()]
    assert [(entry.kind, entry.title) for entry in found] == [
        (Kind.TARGET, "Due"), (Kind.DUE, "Due"), (Kind.GOES, "Embargoed"), (Kind.ENDS, "Ending"),
    ]  # fmt: skip
    client.force_login(noor)
    page = client.get(reverse("plan:calendar"), {"day": "2027-03-01"}).content.decode()
    assert "end of an embargo" in page
    assert "18:30" in page
    assert "Taipei time (UTC+8)" in page
    assert (
        "Embargoed" not in client.get(reverse("plan:calendar"), {"day": "2027-03-01", "view": "week"}).content.decode()
    )


@pytest.mark.parametrize("day", ["", "yesterday", "9999-12-31", "0001-01-01", "2026-02-30", "2026-01-31"])
@pytest.mark.parametrize("view", ["week", "month"])
def test_the_calendar_opens_whatever_is_asked(room: Room, client: Any, day: str, view: str) -> None:
    client.force_login(room.person("noor", "editor"))
    assert client.get(reverse("plan:calendar"), {"day": day, "view": view}).status_code == 200
