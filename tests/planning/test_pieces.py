"""From a pitch to a draft: who may do what, and what is kept of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests import factories
from tests.planning.conftest import Room
from wagtail.models import ModelLogEntry

from freesheet.articles.models import ArticlePage
from freesheet.planning import actions
from freesheet.planning.errors import PlanningProblem
from freesheet.planning.models import Assignment
from freesheet.planning.rights import Rights


def fresh(piece: Assignment) -> Assignment:
    return Assignment.objects.get(pk=piece.pk)


def form(section: Any, **said: Any) -> dict[str, Any]:
    return {"title": "The lighthouse keepers’ strike", "section": section.pk, "format": "column", **said}


def test_a_contributor_pitches_and_an_editor_assigns_and_the_reporter_begins(room: Room, client: Any) -> None:
    vera, noor = room.person("vera", "contributor"), room.person("noor", "editor")
    author = factories.author(room.front, "Vera Contributor", account=vera)
    client.force_login(vera)
    answer = client.post(reverse("plan:add"), form(room.world, idea="They stopped at noon.", mine="on"))
    assert answer.status_code == 302
    [piece] = Assignment.objects.all()
    assert (piece.state, piece.proposed_by, list(piece.reporters.all())) == ("pitch", vera, [vera])
    key = {"card": f"piece-{piece.pk}"}
    client.post(reverse("plan:move"), {**key, "move": "begin"})
    assert fresh(piece).article is None, "a pitch is not begun before somebody decides"
    client.force_login(noor)
    client.post(reverse("plan:move"), {**key, "move": "assign", "person": vera.pk})
    assert fresh(piece).state == "assigned"
    client.force_login(vera)
    answer = client.post(reverse("plan:move"), {**key, "move": "begin"})
    article = ArticlePage.objects.get(pk=fresh(piece).article_id)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[article.pk])
    assert client.get(answer.url).status_code == 200
    assert (article.title, article.live, article.owner) == ("The lighthouse keepers’ strike", False, vera)
    assert article.get_parent().pk == room.world.pk
    assert [byline.author for byline in article.get_latest_revision_as_object().bylines.all()] == [author]
    assert client.post(reverse("plan:move"), {**key, "move": "begin"}).status_code == 302
    assert ArticlePage.objects.count() == 1


def test_beginning_twice_gives_the_same_draft(room: Room) -> None:
    noor = room.person("noor", "editor")
    piece = actions.propose(noor, [noor], assigned=True, title="Tides", section=room.world)
    assert actions.begin(piece, noor) == actions.begin(piece, noor)


def test_a_draft_has_no_byline_of_somebody_without_a_page_in_its_language(room: Room) -> None:
    vera = room.person("vera")
    factories.author(room.front, "Vera", account=vera)
    piece = actions.propose(vera, [vera], assigned=True, title="مدوجزر", section=room.urdu)
    assert not actions.begin(piece, vera).bylines.exists()


def test_who_changed_what_is_kept(room: Room, client: Any) -> None:
    noor, vera = room.person("noor", "editor"), room.person("vera")
    piece = actions.propose(noor, title="Tides", section=room.world)
    actions.change(piece, noor, [vera], title="High tides", target_date=date(2026, 12, 1))
    actions.change(piece, noor, title="High tides")
    entries = ModelLogEntry.objects.for_instance(piece).order_by("pk")
    assert [(entry.action, entry.user) for entry in entries] == [("wagtail.create", noor), ("wagtail.edit", noor)]
    assert entries[1].data["changed"] == {
        "title": ["Tides", "High tides"], "target_date": ["", "2026-12-01"], "reporters": ["", "vera"],
    }  # fmt: skip
    client.force_login(vera)
    page = client.get(reverse("plan:piece", args=[piece.pk])).content.decode()
    assert '<del dir="auto">Tides</del>' in page
    assert "High tides" in page


def test_what_is_open_is_taken_on_by_one(room: Room) -> None:
    noor, vera, amara = room.person("noor", "editor"), room.person("vera"), room.person("amara")
    piece = actions.propose(noor, title="A chip plant’s water bill", section=room.world)
    assert Rights(vera).may_take(piece)
    actions.take(piece, vera)
    with pytest.raises(PlanningProblem, match="Somebody else has taken on"):
        actions.take(piece, amara)
    assert list(fresh(piece).reporters.all()) == [vera]


def test_the_desk_of_one_section_plans_there_only(room: Room, client: Any) -> None:
    lin = room.person("lin", "editor", room.culture)
    here = actions.propose(lin, title="Ink", section=room.culture)
    there = actions.propose(None, title="Treaties", section=room.world)
    client.force_login(lin)
    assert client.get(reverse("plan:piece", args=[here.pk])).status_code == 200
    assert client.get(reverse("plan:piece", args=[there.pk])).status_code == 302
    client.post(reverse("plan:move"), {"card": f"piece-{there.pk}", "move": "drop"})
    client.post(reverse("plan:move"), {"card": f"piece-{here.pk}", "move": "drop"})
    assert (fresh(here).state, fresh(there).state) == ("dropped", "pitch")
    assert "Treaties" not in client.get(reverse("plan:pieces")).content.decode()
    said = client.post(reverse("plan:add"), form(room.world))
    assert said.status_code == 200, "no choice of his"
    assert Assignment.objects.count() == 2


@pytest.mark.parametrize("role", ["fact-checker", "fundraiser", "translator"])
def test_who_does_not_write_does_not_pitch(room: Room, client: Any, role: str) -> None:
    client.force_login(room.person("tom", role))
    assert client.get(reverse("plan:add")).status_code == 302
    client.post(reverse("plan:add"), form(room.world))
    assert not Assignment.objects.exists()


def test_a_reporter_cannot_change_what_somebody_else_makes(room: Room, client: Any) -> None:
    noor, vera, amara = room.person("noor", "editor"), room.person("vera"), room.person("amara")
    piece = actions.propose(noor, [amara], assigned=True, title="Tides", section=room.world)
    client.force_login(vera)
    page = client.get(reverse("plan:piece", args=[piece.pk]))
    assert 'name="title" value="Tides"' in page.content.decode()
    client.post(reverse("plan:piece", args=[piece.pk]), form(room.world, title="Mine"))
    for move in ("take", "begin", "assign", "unassign", "drop"):
        client.post(reverse("plan:move"), {"card": f"piece-{piece.pk}", "move": move, "person": vera.pk})
    assert (fresh(piece).title, fresh(piece).state, fresh(piece).article) == ("Tides", "assigned", None)


@pytest.mark.parametrize("card", ["", "piece-", "piece-0", "article-99999", "piece-१", "piece-" + "9" * 40, "x-1"])
@pytest.mark.parametrize("move", ["begin", "hand_in", "approve", "nothing"])
def test_what_is_not_there_is_told_and_no_error(room: Room, client: Any, card: str, move: str) -> None:
    client.force_login(room.person("noor", "editor"))
    assert (
        client.post(reverse("plan:move"), {"card": card, "move": move, "next": "//evil.example/"}).url
        == "/newsroom/plan/"
    )


def test_what_is_too_long_is_refused(room: Room) -> None:
    noor = room.person("noor", "editor")
    with pytest.raises(PlanningProblem):
        actions.propose(noor, title="x" * 201, section=room.world)
    with pytest.raises(PlanningProblem):
        actions.propose(noor, title="x", idea="x" * 3001, section=room.world)
    with pytest.raises(PlanningProblem, match="who makes it"):
        actions.propose(noor, assigned=True, title="x", section=room.world)


def test_a_draft_that_is_deleted_leaves_its_plan(room: Room) -> None:
    noor = room.person("noor", "editor")
    piece = actions.propose(noor, [noor], assigned=True, title="Tides", section=room.world)
    actions.begin(piece, noor).delete()
    assert fresh(piece).article is None
    assert Rights(noor).may_begin(fresh(piece))
