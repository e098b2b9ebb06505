"""What happens when something about people and their roles changes."""

from __future__ import annotations

from typing import Any

from allauth.core import context
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.users.models import UserProfile

from freesheet.accounts.deeds import Deed
from freesheet.accounts.models import RoleGroup, User
from freesheet.accounts.people import note
from freesheet.lib.clients import address_of
from freesheet.newsroom.entrance.letters import send_warning
from freesheet.newsroom.entrance.noting import ADDED, REMOVED, note_factor, who_tries


def part_gone(sender: Any, instance: RoleGroup, **_more: Any) -> None:
    """A section was deleted in which somebody had a role: what else the role gave goes with it."""
    Group.objects.filter(pk=instance.group_id).delete()


def logged_in(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    """Somebody came in."""
    note(user.username, Deed.LOGGED_IN, more=address_of(request))


def logged_out(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    """Somebody went out."""
    if user is not None:
        note(user.username, Deed.LOGGED_OUT, more=address_of(request))


def not_let_in(sender: Any, credentials: Any, request: Any = None, **_more: Any) -> None:
    """Somebody gave a wrong password."""
    note(str(credentials.get("username", "")), Deed.NOT_LET_IN, more=address_of(request) if request else "")


def wrong_code(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    """Somebody gave a wrong code after the right password."""
    note(user.username, Deed.WRONG_FACTOR, more=address_of(request))


def factor_added(sender: Any, request: Any, user: Any, authenticator: Any, **_more: Any) -> None:
    """Somebody set up another way to prove who they are."""
    note_factor(request, user, authenticator, ADDED)


def factor_removed(sender: Any, request: Any, user: Any, authenticator: Any, **_more: Any) -> None:
    """Somebody took one away."""
    note_factor(request, user, authenticator, REMOVED)


def codes_made_anew(sender: Any, request: Any, user: Any, **_more: Any) -> None:
    """Somebody made new recovery codes; those of before open nothing."""
    note(user.username, Deed.CODES_RESET, more=address_of(request))


def factor_used(sender: Any, request: Any, user: Any, authenticator: Any, **_more: Any) -> None:
    """Somebody got in with a code from paper: app and passkey may be lost, or the paper."""
    if authenticator.type == authenticator.Type.RECOVERY_CODES:
        note(user.username, Deed.CODE_USED, more=address_of(request))


def password_changed(sender: Any, instance: User, created: bool, **_more: Any) -> None:
    """Somebody has another password. Django forgets it only after this."""
    # A hash that is merely made stronger is no other password, and sets nothing here.
    if created or getattr(instance, "_password", None) is None:
        return
    request = context.request
    if request is None:
        note("the command line", Deed.PASSWORD_CHANGED, instance.username)
        return
    address = address_of(request)
    note(who_tries(request), Deed.PASSWORD_CHANGED, instance.username, address)
    transaction.on_commit(lambda: send_warning(instance, "password", address))


def address_changed(sender: Any, instance: User, update_fields: Any = None, raw: bool = False, **_more: Any) -> None:
    """Somebody has another e-mail address, to which letters go from now on. The one of before is told."""
    if instance.pk is None or raw or (update_fields is not None and "email" not in update_fields):
        return
    before = User.objects.filter(pk=instance.pk).values_list("email", flat=True).first()
    if before is None or before == instance.email:
        return
    told = f"{before or '–'} → {instance.email or '–'}"
    request = context.request
    if request is None:
        note("the command line", Deed.ADDRESS_CHANGED, instance.username, told)
        return
    address = address_of(request)
    note(who_tries(request), Deed.ADDRESS_CHANGED, instance.username, f"{told}, {address}")
    transaction.on_commit(lambda: send_warning(instance, "address", address, to=before))


def quiet_at_first(sender: Any, instance: UserProfile, raw: bool = False, **_more: Any) -> None:
    """Whoever is new gets one letter a day, and none for each event, until they choose otherwise."""
    if instance.pk is None and not raw:
        for event in ("submitted", "approved", "rejected", "updated_comments"):
            setattr(instance, f"{event}_notifications", False)
