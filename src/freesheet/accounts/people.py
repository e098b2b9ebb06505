"""Inviting people, changing what they are, and letting them go: each is noted in the record."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from freesheet.accounts.actions import add_staff, set_roles, spare
from freesheet.accounts.deeds import Deed
from freesheet.accounts.errors import StaffProblem
from freesheet.accounts.models import Entry, Invitation, User
from freesheet.accounts.roles import NAMES

VALID = timedelta(days=7)
Roles = list[tuple[str, Page | None]]


def note(who: str, what: Deed, whom: str = "", more: str = "") -> None:
    """Write a line into the record."""
    Entry.objects.create(who=who[:150], what=what, whom=whom[:254], more=more[:500])


def _told(roles: Iterable[tuple[str, Page | None]]) -> str:
    return ", ".join(f"{NAMES[role]} ({page.title})" if page else NAMES[role] for role, page in roles)


@transaction.atomic
def invite(by: User, email: str, roles: Roles) -> str:
    """Make an invitation. Returns the word that opens it, which is shown once.

    Raises:
        StaffProblem: no role is given.
    """
    if not roles:
        raise StaffProblem(_("Choose at least one role."))
    word = secrets.token_urlsafe(32)
    Invitation.objects.filter(email=email).delete()
    Invitation.objects.create(
        digest=_digest(word),
        email=email,
        roles=[(role, page and page.pk) for role, page in roles],
        invited_by=by,
        expires_at=timezone.now() + VALID,
    )
    note(by.username, Deed.INVITED, email, _told(roles))
    return word


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()


def invitation_for(word: str) -> Invitation | None:
    """The invitation that a word opens; None if there is none, or not any more."""
    return Invitation.objects.filter(digest=_digest(word), expires_at__gt=timezone.now()).first()


@transaction.atomic
def accept(word: str, username: str, password: str) -> User:
    """Make the account of somebody who was invited. The invitation is spent.

    Raises:
        StaffProblem: it is no longer valid, or the name or the password will not do.
    """
    found = Invitation.objects.select_for_update().filter(digest=_digest(word), expires_at__gt=timezone.now()).first()
    if found is None:
        raise StaffProblem(_("This invitation is no longer valid. Ask for a new one."))
    pages = Page.objects.in_bulk([pk for _role, pk in found.roles if pk])
    roles: Roles = [(role, pages[pk] if pk else None) for role, pk in found.roles if not pk or pk in pages]
    if not roles:
        raise StaffProblem(_("The section that you were invited to is gone. Ask for a new invitation."))
    user, _password = add_staff(username, found.email, "contributor", password)
    set_roles(user, roles)
    found.delete()
    note(username, Deed.CAME_IN, found.email, _told(roles))
    return user


@transaction.atomic
def change_roles(by: User, user: User, roles: Roles) -> None:
    """Give somebody these roles and no other.

    Raises:
        StaffProblem: a role cannot be had there, or nobody would be left who manages people.
    """
    set_roles(user, roles)
    note(by.username, Deed.GAVE_ROLES, user.username, _told(roles) or "none")


@transaction.atomic
def let_go(by: User, user: User) -> None:
    """Shut somebody out at once. Their bylines, which are pages of authors, stay.

    Raises:
        StaffProblem: nobody would be left who manages people.
    """
    if user.is_superuser:
        spare(user)
    user.is_active = user.is_superuser = user.is_staff = False
    user.save(update_fields=["is_active", "is_superuser", "is_staff"])
    user.groups.clear()
    Invitation.objects.filter(invited_by=user).delete()
    Authenticator.objects.filter(user=user).delete()
    _end(user)
    note(by.username, Deed.LET_GO, user.username)


@transaction.atomic
def end_sessions(by: User, user: User) -> None:
    """Log somebody out everywhere."""
    _end(user)
    note(by.username, Deed.SESSIONS_ENDED, user.username)


@transaction.atomic
def reset_second_factor(by: str, user: User) -> None:
    """Take away the second factor of somebody who lost it; where one is demanded, they set up another one."""
    Authenticator.objects.filter(user=user).delete()
    _end(user)
    note(by, Deed.FACTOR_RESET, user.username)


def _end(user: User) -> None:
    for session in UserSession.objects.filter(user=user):
        session.end()


@transaction.atomic
def start_again(username: str) -> str:
    """Take away the second factor of somebody who has lost everything. Returns a new password.

    Raises:
        StaffProblem: nobody of that name may log in.
    """
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise StaffProblem(_("There is nobody named “%s” who may log in.") % username)
    password = secrets.token_urlsafe(15)
    user.set_password(password)
    user.save(update_fields=["password"])
    reset_second_factor("the command line", user)
    return password
