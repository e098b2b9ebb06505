"""What a person may do with what is planned, by the rights that they have in the tree of pages."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page
from wagtail.permissions import policy_registry

from freesheet.planning.models import Assignment

TOUCH = frozenset({"add", "change", "publish", "lock"})


class Rights:
    """One person's rights. Asks the database once, however many pieces are looked at."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.everything = bool(user.is_active and user.is_superuser)
        self.held: list[tuple[str, str]] = []
        if user.is_active and not user.is_superuser:
            found = policy_registry.get_by_type(Page).get_cached_permissions_for_user(user)
            self.held = [(each.page.path, each.permission.codename.removesuffix("_page")) for each in found]

    def may(self, verb: str, path: str) -> bool:
        """Whether they may do something to the page at a path of the tree, and to all below it."""
        return self.everything or any(held == verb and path.startswith(root) for root, held in self.held)

    def sees(self, path: str) -> bool:
        """Whether they have to do with the page at a path."""
        return self.everything or any(held in TOUCH and path.startswith(root) for root, held in self.held)

    @property
    def roots(self) -> list[str] | None:
        """The paths below which they have to do with pages; None for all."""
        return None if self.everything else sorted({root for root, held in self.held if held in TOUCH})

    def may_pitch(self, section: Page) -> bool:
        """Whether they may pitch for a section, and take on what is open there."""
        return self.may("add", section.path)

    def may_plan(self, section: Page) -> bool:
        """Whether they may assign, change and drop everybody's pieces of a section."""
        return self.may("publish", section.path)

    def is_reporter(self, piece: Assignment) -> bool:
        """Whether they are to make a piece."""
        return any(person.pk == self.user.pk for person in piece.reporters.all())

    def may_change(self, piece: Assignment) -> bool:
        """Whether they may change what is said of a piece: planners, its makers, and who proposed it."""
        mine = self.is_reporter(piece) or piece.proposed_by_id == self.user.pk
        return self.may_plan(piece.section) or (mine and self.may_pitch(piece.section))

    def may_take(self, piece: Assignment) -> bool:
        """Whether they may take on a piece that nobody makes."""
        open_to_all = piece.state == Assignment.State.PITCH and not piece.reporters.all()
        return open_to_all and self.may_pitch(piece.section)

    def may_begin(self, piece: Assignment) -> bool:
        """Whether they may begin its draft."""
        if piece.article_id or piece.state == Assignment.State.DROPPED or not self.may_pitch(piece.section):
            return False
        mine = piece.state != Assignment.State.PITCH and self.is_reporter(piece)
        return mine or self.may_plan(piece.section)

    def may_drop(self, piece: Assignment) -> bool:
        """Whether they may drop it: planners, and who proposed it while it is a pitch."""
        if piece.article_id or piece.state == Assignment.State.DROPPED:
            return False
        mine = piece.state == Assignment.State.PITCH and piece.proposed_by_id == self.user.pk
        return mine or self.may_plan(piece.section)
