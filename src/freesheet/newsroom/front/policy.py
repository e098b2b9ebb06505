"""Who may arrange a front page: who may publish it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from freesheet.editions.models import FrontLayout, FrontPage

ARRANGING = frozenset(("change", "view", "publish"))
"""What one does to a layout. It is made with its front page, and goes with it."""


def fronts_of(user: Any) -> list[FrontPage]:
    """The front pages that somebody may arrange."""
    if not user.is_active or not user.is_authenticated:
        return []
    # Chosen and sorted here: asked to, a database walks down the tree, past every article.
    every = FrontPage.objects.order_by().prefetch_related("locale")
    fronts = sorted((front for front in every if front.depth == 2), key=lambda front: front.path)
    return [front for front in fronts if may_arrange(user, front)]


def may_arrange(user: Any, front: FrontPage) -> bool:
    """Whether somebody may arrange and publish a front page."""
    return bool(front.permissions_for_user(user).can_publish())


class FrontPolicy(ModelPermissionPolicy):  # type: ignore[misc]  # Wagtail ships no types
    """By the tree of pages, so that a role for one edition holds for its front page."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ARRANGING and bool(fronts_of(user))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return bool(ARRANGING.intersection(actions)) and bool(fronts_of(user))

    def user_has_permission_for_instance(self, user: Any, action: str, instance: FrontLayout) -> bool:
        return action in ARRANGING and user.is_active and may_arrange(user, instance.front)

    def user_has_any_permission_for_instance(self, user: Any, actions: Iterable[str], instance: FrontLayout) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Any]:
        fronts = fronts_of(user) if ARRANGING.intersection(actions) else []
        found: QuerySet[Any] = FrontLayout.objects.filter(front__in=fronts)
        return found

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Any]:
        return self.instances_user_has_any_permission_for(user, [action])
