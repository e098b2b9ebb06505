"""The rights of a group, made to be those of its role."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from freesheet.accounts.models import RoleGroup
from freesheet.accounts.policy import ACTIONS, may

FILES = (("wagtailimages", "image"), ("wagtaildocs", "document"))
"""Apps and models of pictures and documents, under which Wagtail keeps who may do what with them."""


def give(held: RoleGroup) -> None:
    """Let the group of a role have exactly the rights of its actions. Writes only what is not so already."""
    actions = [ACTIONS[name] for name in may(held.role, in_section=held.page_id is not None)]
    rights = {right for action in actions for right in action.rights}
    wanted = _permissions(rights)
    if set(held.group.permissions.values_list("pk", flat=True)) != wanted:
        held.group.permissions.set(wanted)
    page = held.page or Page.get_first_root_node()
    pages = _permissions({f"wagtailcore.{verb}_page" for action in actions for verb in action.pages})
    _agree(GroupPagePermission, held, {(page.pk, right) for right in pages}, "page_id")
    root = Collection.get_first_root_node()
    verbs = {verb for action in actions for verb in action.files}
    files = _permissions({f"{app}.{verb}_{model}" for app, model in FILES for verb in verbs})
    _agree(GroupCollectionPermission, held, {(root.pk, right) for right in files}, "collection_id")


def _permissions(rights: set[str]) -> set[int]:
    """The keys of Django's permissions; each right is ``app.codename``."""
    rows = Permission.objects.filter(codename__in={right.partition(".")[2] for right in rights})
    named = {f"{app}.{name}": pk for pk, app, name in rows.values_list("pk", "content_type__app_label", "codename")}
    return {named[right] for right in rights}


def _agree(model: Any, held: RoleGroup, wanted: set[tuple[int, int]], place: str) -> None:
    """Let the rows of a group be ``wanted``: places and permissions."""
    rows = {(getattr(row, place), row.permission_id): row for row in model.objects.filter(group=held.group)}
    for pair in rows.keys() - wanted:
        rows[pair].delete()
    for where, right in wanted - rows.keys():
        model.objects.create(**{"group": held.group, place: where, "permission_id": right})
