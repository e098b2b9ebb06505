"""What happens when something about people and their roles changes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from wagtail.users.models import UserProfile

from freesheet.accounts.models import RoleGroup
from freesheet.accounts.people import note
from freesheet.newsroom.entrance.adapter import address_of


def part_gone(sender: Any, instance: RoleGroup, **_more: Any) -> None:
    """A section was deleted in which somebody had a role: what else the role gave goes with it."""
    Group.objects.filter(pk=instance.group_id).delete()


def logged_in(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    """Somebody came in."""
    note(user.username, "logged in", more=address_of(request))


def not_let_in(sender: Any, credentials: Any, request: Any = None, **_more: Any) -> None:
    """Somebody gave a wrong password."""
    note(str(credentials.get("username", "")), "was not let in", more=address_of(request) if request else "")


def quiet_at_first(sender: Any, instance: UserProfile, raw: bool = False, **_more: Any) -> None:
    """Whoever is new gets one letter a day, and none for each event, until they choose otherwise."""
    if instance.pk is None and not raw:
        for event in ("submitted", "approved", "rejected", "updated_comments"):
            setattr(instance, f"{event}_notifications", False)
