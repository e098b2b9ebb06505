"""Letting people in."""

from __future__ import annotations

import secrets

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from freesheet.accounts.errors import StaffProblem
from freesheet.accounts.models import User
from freesheet.accounts.policy import MAY, ROLES


@transaction.atomic
def add_staff(username: str, email: str, role: str, password: str = "") -> tuple[User, str]:
    """Make an account. Returns it with its password, which is random where none is given.

    Raises:
        StaffProblem: the name is taken or something given will not do.
    """
    if role not in ROLES:
        raise StaffProblem(f"“{role}” is not a role. Choose one of: {', '.join(ROLES)}.")
    if User.objects.filter(username__iexact=username).exists():
        raise StaffProblem(f"There is an account named “{username}” already.")
    password = password or secrets.token_urlsafe(15)
    user = User(username=username, email=email, is_superuser=role == "administrator", is_staff=role == "administrator")
    try:
        if email:
            validate_email(email)
        validate_password(password, user)
        user.set_password(password)
        user.full_clean()
    except ValidationError as problem:
        raise StaffProblem(" ".join(problem.messages)) from problem
    user.save()
    if ROLES[role]:
        user.groups.add(Group.objects.get(name=ROLES[role]))
    return user, password


@transaction.atomic
def apply_policy() -> None:
    """Give each group what ``policy.MAY`` says, beside what an administrator gave it. Takes nothing away."""
    for name, codenames in MAY.items():
        group, _made = Group.objects.get_or_create(name=name)
        for codename in codenames:
            app, _dot, what = codename.partition(".")
            group.permissions.add(*Permission.objects.filter(content_type__app_label=app, codename=what))
