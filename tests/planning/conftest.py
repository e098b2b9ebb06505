"""A small newsroom: two sections, and people of every kind who plan and write."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from tests import factories
from tests.standing import standing

from freesheet.accounts.actions import add_staff, set_roles
from freesheet.accounts.models import User
from freesheet.editions.models import FrontPage
from freesheet.sections.models import SectionPage


@dataclass
class Room:
    """Who is there, and where."""

    front: FrontPage
    world: SectionPage
    culture: SectionPage
    urdu: SectionPage

    def person(self, name: str, role: str = "reporter", where: Any = None) -> User:
        """Somebody new, who is what is said, in the whole paper or somewhere."""
        user, _password = add_staff(name, f"{name}@paper.example", role)
        if where is not None:
            set_roles(user, [(role, where)])
        return User.objects.get(pk=user.pk)


def _founded() -> list[int]:
    english, urdu = factories.editions("en", "ur")
    sections = (
        factories.section(english, "World"),
        factories.section(english, "Culture"),
        factories.section(urdu, "دنیا", slug="world"),
    )
    return [english.pk, *(section.pk for section in sections)]


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[int]]:
    """The numbers of a front page and of three sections."""
    yield from standing(django_db_blocker, _founded)


@pytest.fixture
def room(founded: list[int], db: None) -> Room:
    front, *sections = founded
    return Room(FrontPage.objects.get(pk=front), *(SectionPage.objects.get(pk=pk) for pk in sections))


def hand_in(article: Any, by: Any) -> Any:
    """Begin the workflow of an article, as its editor's button does."""
    article.save_revision(user=by)
    return article.get_workflow().start(article, by)


def approve(article: Any, by: Any) -> None:
    """Approve the step at which an article waits."""
    state = type(article).objects.get(pk=article.pk).current_workflow_task_state
    state.task.specific.on_action(state, by, "approve")
