"""Every role is walked through every action, for the whole paper and in one section: nothing surprises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from tests.accounts.walking import TRIES, Paper, Visit, small_paper, tasks, undone
from tests.standing import standing
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from freesheet.accounts.actions import add_staff, apply_policy, set_roles
from freesheet.accounts.models import RoleGroup, User
from freesheet.accounts.policy import ACTIONS, MAY, SECTION_ROLES, may
from freesheet.accounts.queries import holds
from freesheet.accounts.roles import ADMINISTRATOR

# Wagtail makes the forms of pictures from our model, and Django 5 has a word to say about every address in a form.
pytestmark = pytest.mark.filterwarnings("ignore:The default scheme will be changed")

PLACED = frozenset(name for name, action in ACTIONS.items() if action.pages) | {"translate"}
"""Actions that are done to pages, so that it matters where."""


@pytest.fixture(scope="module")
def standing_paper(django_db_setup: None, django_db_blocker: Any) -> Iterator[Paper]:
    yield from standing(django_db_blocker, small_paper)


@pytest.fixture
def paper(standing_paper: Paper, db: None) -> Paper:
    return standing_paper.as_it_is()


def surprises(paper: Paper, client: Client, user: User | None, told: dict[Any, frozenset[str]]) -> list[str]:
    """What a person can do and should not, or should and cannot, in each section; ``told`` says what each may be.

    What is not done to pages is tried in the first section alone: it is the same in all.
    """
    found = []
    for number, (section, allowed) in enumerate(told.items()):
        for name, attempt in TRIES.items():
            if number and name not in PLACED:
                continue
            with undone():
                done = attempt(Visit(client, user, paper, section))
            if done is not (name in allowed):
                found.append(f"{name} in {section}: {done}")
    return found


def test_the_walk_tries_every_action() -> None:
    assert set(TRIES) == set(ACTIONS)
    assert set().union(*MAY.values()) == set(ACTIONS)


@pytest.mark.parametrize("role", MAY)
def test_a_role_for_the_whole_paper_may_do_what_the_table_says(role: str, paper: Paper, client: Client) -> None:
    user, _password = add_staff("somebody", "", role)
    client.force_login(user)
    assert holds(user, role)
    assert holds(user, role, paper.world)
    allowed = may(role)
    # Who cannot open a page cannot translate it.
    assert "translate" not in allowed or "change" in allowed
    assert surprises(paper, client, user, {paper.world: allowed, paper.culture: allowed}) == []


@pytest.mark.parametrize("role", SECTION_ROLES)
def test_a_role_in_one_section_may_do_that_there_only(role: str, paper: Paper, client: Client) -> None:
    user, _password = add_staff("somebody", "", role)
    set_roles(user, [(role, paper.world)])
    client.force_login(user)
    assert holds(user, role, paper.world)
    assert not holds(user, role)
    assert not holds(user, role, paper.culture)
    here = may(role, in_section=True)
    assert surprises(paper, client, user, {paper.world: here, paper.culture: here - PLACED}) == []


def test_nobody_may_do_anything_without_an_account_or_a_role(paper: Paper, client: Client) -> None:
    nothing: dict[Any, frozenset[str]] = {paper.world: frozenset(), paper.culture: frozenset()}
    assert surprises(paper, client, None, nothing) == []
    idle = User.objects.create(username="idle")
    client.force_login(idle)
    assert surprises(paper, client, idle, nothing) == []


def test_who_was_let_go_may_do_nothing_with_the_session_they_had(paper: Paper, client: Client) -> None:
    user, _password = add_staff("gone", "", "administrator")
    client.force_login(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert surprises(paper, client, user, {paper.world: frozenset()}) == []


@pytest.mark.parametrize("role", [role for role in MAY if role != ADMINISTRATOR])
def test_a_group_has_the_rights_of_its_actions_and_no_other(role: str, paper: Paper) -> None:
    for page in (None, paper.world) if role in SECTION_ROLES else (None,):
        user, _password = add_staff(f"a-{page and page.pk}", "", role)
        set_roles(user, [(role, page)])
        [group] = user.groups.all()
        actions = [ACTIONS[name] for name in may(role, in_section=page is not None)]
        assert user.get_all_permissions() == {right for action in actions for right in action.rights}
        pages = {row.permission.codename for row in GroupPagePermission.objects.filter(group=group)}
        assert pages == {f"{verb}_page" for action in actions for verb in action.pages}
        files = {row.permission.codename for row in GroupCollectionPermission.objects.filter(group=group)}
        assert files == {f"{v}_{kind}" for action in actions for v in action.files for kind in ("image", "document")}


def test_what_was_given_beside_the_policy_is_taken_away_when_it_is_applied(paper: Paper) -> None:
    user, _password = add_staff("somebody", "", "contributor")
    [group] = user.groups.all()
    right = Permission.objects.get(codename="publish_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=paper.culture, permission=right)
    group.permissions.add(Permission.objects.get(codename="change_publication"))
    apply_policy()
    user = User.objects.get(pk=user.pk)
    assert not user.has_perm("editions.change_publication")
    assert not paper.culture.permissions_for_user(user).can_publish()


def test_a_section_that_is_deleted_takes_its_roles_with_it(paper: Paper) -> None:
    user, _password = add_staff("somebody", "", "editor")
    set_roles(user, [("editor", paper.world)])
    paper.world.delete()
    user = User.objects.get(pk=user.pk)
    assert user.groups.count() == 0
    assert not user.has_perm("wagtailadmin.access_admin")
    assert not RoleGroup.objects.filter(page__isnull=False).exists()


def test_nothing_waits_for_a_group_of_wagtails_own(paper: Paper) -> None:
    assert tasks() == ["Approval", "FactCheck"]
