"""What happens when something about people and their roles changes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group

from freesheet.accounts.models import RoleGroup


def part_gone(sender: Any, instance: RoleGroup, **_more: Any) -> None:
    """A section was deleted in which somebody had a role: what else the role gave goes with it."""
    Group.objects.filter(pk=instance.group_id).delete()
