"""Letting people in, and giving them roles."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from freesheet.accounts.errors import StaffProblem
from freesheet.accounts.grants import give
from freesheet.accounts.models import RoleGroup, User
from freesheet.accounts.policy import MAY, SECTION_ROLES
from freesheet.accounts.roles import ADMINISTRATOR, FORMER_ROLES, NAMES


@transaction.atomic
def add_staff(username: str, email: str, role: str, password: str = "") -> tuple[User, str]:
    """Make an account. Returns it with its password, which is random where none is given.

    Raises:
        StaffProblem: the name is taken or something given will not do.
    """
    role = known(role)
    if User.objects.filter(username__iexact=username).exists():
        raise StaffProblem(_("There is an account named “%s” already.") % username)
    password = password or secrets.token_urlsafe(15)
    user = User(username=username, email=email)
    try:
        if email:
            validate_email(email)
        validate_password(password, user)
        user.set_password(password)
        user.full_clean()
    except ValidationError as problem:
        raise StaffProblem(" ".join(problem.messages)) from problem
    user.save()
    set_roles(user, [(role, None)])
    return user, password


def known(role: str) -> str:
    """The role by its present name.

    Raises:
        StaffProblem: there is none of that name.
    """
    role = FORMER_ROLES.get(role, role)
    if role not in MAY:
        told = _("“%(role)s” is not a role. Choose one of: %(roles)s.")
        raise StaffProblem(told % {"role": role, "roles": ", ".join(MAY)})
    return role


@transaction.atomic
def set_roles(user: User, wished: Iterable[tuple[str, Page | None]]) -> None:
    """Give a person these roles, each for the whole paper or at a page and below it, and no other.

    Raises:
        StaffProblem: a role cannot be had there, or nobody would be left who manages people.
    """
    wished = list(wished)
    groups = [group_for(role, page) for role, page in wished if role != ADMINISTRATOR]
    manages = any(role == ADMINISTRATOR for role, _page in wished)
    if user.is_superuser and not manages:
        spare(user)
    user.is_superuser = user.is_staff = manages
    user.save(update_fields=["is_superuser", "is_staff"])
    user.groups.set(groups)


def spare(user: User) -> None:
    """Refuse to take away the last administrator.

    Raises:
        StaffProblem: there is no other.
    """
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk)
    if user.is_active and not others.exists():
        raise StaffProblem(_("This is the only administrator. Make somebody else one first."))


def group_for(role: str, page: Page | None = None) -> Group:
    """The group of a role, for the whole paper or one part of it, with the rights that the policy gives it.

    Raises:
        StaffProblem: the role cannot be had in one part alone.
    """
    if page is not None and role not in SECTION_ROLES:
        raise StaffProblem(_("“%s” is a role for the whole paper, not for one section.") % _(NAMES[role]))
    found = RoleGroup.objects.filter(role=role, page=page).select_related("group").first()
    if found is None:
        name = NAMES[role] if page is None else f"{NAMES[role]} ({page.pk}: {page.title[:80]})"
        # A group of that name may be an administrator's own: it is not ours to fill.
        taken = Group.objects.filter(name=name).exists()
        group = Group.objects.create(name=f"{name} (Freesheet)" if taken else name)
        found = RoleGroup.objects.create(role=role, page=page, group=group)
    give(found)
    return found.group


def apply_policy() -> None:
    """Let every role have what the policy says, no more and no less, and make the groups for the whole paper.

    Reads only, where all is so already: a start must not wait for whoever writes.
    """
    for role in MAY:
        if role != ADMINISTRATOR:
            group_for(role)
    for held in RoleGroup.objects.exclude(page=None).select_related("group", "page"):
        give(held)
