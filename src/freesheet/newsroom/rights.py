"""Screens and menu items for who has a right, and for nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies import ModelPermissionPolicy

SEES_MONEY = "accounts.see_money"


class ForRights:
    """A screen for who has all of its rights; others are told that they may not see it."""

    rights: tuple[str, ...] = (SEES_MONEY,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perms(self.rights):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]  # of the view
        return answer


class ItemForRight(MenuItem):  # type: ignore[misc]  # Wagtail ships no types
    """A menu item for who has a right."""

    def __init__(self, *args: Any, right: str = SEES_MONEY, **more: Any) -> None:
        super().__init__(*args, **more)
        self.right = right

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.right))


class MoneyPolicy(ModelPermissionPolicy):  # type: ignore[misc]
    """Who sees money may do everything with what is kept in these tables."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return bool(user.has_perm(SEES_MONEY))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return bool(user.has_perm(SEES_MONEY))
