"""Who is what at the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import Q, QuerySet
from wagtail.models import GroupPagePermission, Page

from freesheet.accounts.models import RoleGroup
from freesheet.accounts.roles import ADMINISTRATOR

if TYPE_CHECKING:
    from freesheet.accounts.models import User


def roles_of(user: User) -> QuerySet[RoleGroup]:
    """The roles of a person and where each holds; of an administrator this tells nothing."""
    return RoleGroup.objects.filter(group__user=user).select_related("page").order_by("pk")


def holds(user: Any, role: str, page: Page | None = None) -> bool:
    """Whether a person has a role: for the whole paper, or, if a page is given, there."""
    if not user.is_active or not user.is_authenticated:
        return False
    if role == ADMINISTRATOR:
        return bool(user.is_superuser)
    where = Q(page=None)
    if page is not None:
        where |= Q(page__in=page.get_ancestors(inclusive=True))
    return RoleGroup.objects.filter(where, role=role, group__user=user).exists()


ABOUT_MONEY = ("accounts.see_money", "contributions.change_bankaccount")


def must_prove(user: Any) -> bool:
    """Whether a person can publish, see money or manage people, and so has to log in with a second factor."""
    if user.is_superuser or any(user.has_perm(right) for right in ABOUT_MONEY):
        return True
    publishing = GroupPagePermission.objects.filter(group__user=user, permission__codename="publish_page")
    return bool(publishing.exists())
