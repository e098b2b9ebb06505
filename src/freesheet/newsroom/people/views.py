"""The screens about people. Only administrators see them."""

from __future__ import annotations

import csv
from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from allauth.core import ratelimit
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_denied

from freesheet.accounts import people
from freesheet.accounts.deeds import said
from freesheet.accounts.errors import StaffProblem
from freesheet.accounts.models import Entry, Invitation, User
from freesheet.accounts.queries import roles_of
from freesheet.accounts.roles import ADMINISTRATOR
from freesheet.lib.cells import harmless
from freesheet.newsroom.entrance.gate import has_second_factor
from freesheet.newsroom.people.forms import ComeInForm, InviteForm, RoleFormSet
from freesheet.newsroom.people.letters import send_invitation
from freesheet.newsroom.trail import head

MOST_LINES = 500
View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """The view, for those who manage people."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.is_active and request.user.is_superuser:
            return view(request, *args, **kwargs)
        answer: HttpResponse = permission_denied(request)
        return answer

    return guarded


@for_administrators
def index(request: HttpRequest) -> HttpResponse:
    """Everybody, those who were let go last."""
    rows = [
        {
            "user": user,
            "roles": [_("Administrator")] * user.is_superuser + [str(held) for held in roles_of(user)],
            "proven": has_second_factor(user),
        }
        for user in User.objects.order_by("-is_active", "username")
    ]
    context = {"rows": rows, "invitations": Invitation.objects.all(), **head(_("People"), "group")}
    return render(request, "newsroom/people/index.html", context)


def _above() -> tuple[str, str]:
    return _("People"), reverse("people:index")


def _wished(formset: Any) -> people.Roles:
    chosen = (form.cleaned_data for form in formset if form.cleaned_data.get("role"))
    return [(each["role"], each["place"]) for each in chosen]


@for_administrators
def invite(request: HttpRequest) -> HttpResponse:
    """Invite somebody, and show the address to send."""
    form, formset = InviteForm(request.POST or None), RoleFormSet(request.POST or None)
    context: dict[str, Any] = {"form": form, "formset": formset, **head(_("Invite somebody"), "user", _above())}
    if request.method == "POST" and form.is_valid() and formset.is_valid():
        email = form.cleaned_data["email"]
        try:
            word = people.invite(request.user, email, _wished(formset))  # type: ignore[arg-type]
        except StaffProblem as problem:
            messages.error(request, str(problem))
        else:
            link = settings.PUBLICATION.address + reverse("invitation", args=[word])
            # Not before it holds, and not while others wait to write.
            transaction.on_commit(partial(send_invitation, email, link))
            context |= {
                "link": link,
                "email": email,
                "sent": bool(settings.PUBLICATION.mail_server),
                "subject": _("Your invitation to the newsroom"),
            }
    return render(request, "newsroom/people/form.html", context)


@for_administrators
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """What somebody is, and where they are logged in."""
    user = get_object_or_404(User, pk=pk)
    held = [{"role": each.role, "place": each.page} for each in roles_of(user)]
    initial = [{"role": ADMINISTRATOR}] * user.is_superuser + held
    formset = RoleFormSet(request.POST or None, initial=initial)
    if request.method == "POST" and user.is_active and formset.is_valid():
        try:
            people.change_roles(request.user, user, _wished(formset))  # type: ignore[arg-type]
        except StaffProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("The roles are saved."))
            return redirect("people:person", pk)
    found = UserSession.objects.purge_and_list(user)
    sessions = sorted(found, key=lambda session: session.created_at, reverse=True)[:50]
    context = {"person": user, "formset": formset, "sessions": sessions, **head(str(user), "user", _above())}
    return render(request, "newsroom/people/form.html", context)


@require_POST
@for_administrators
def do(request: HttpRequest, pk: int) -> HttpResponse:
    """Let somebody go, log them out, or take away their second factor."""
    user, by = get_object_or_404(User, pk=pk), request.user
    assert isinstance(by, User)  # whoever is an administrator has logged in
    verbs: dict[str, Callable[[], None]] = {
        "go": lambda: people.let_go(by, user),
        "end": lambda: people.end_sessions(by, user),
        "reset": lambda: people.reset_second_factor(by.username, user),
    }
    try:
        verbs[request.POST.get("what", "end")]()
    except (StaffProblem, KeyError) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Done."))
    return redirect("people:index")


@for_administrators
def record(request: HttpRequest) -> HttpResponse:
    """Who did what, newest first, on the screen or as a file."""
    who = request.GET.get("who", "")[:150]
    lines = Entry.objects.filter(who__icontains=who) if who else Entry.objects.all()
    if "csv" not in request.GET:
        rows = [(line, said(line.what)) for line in lines[:MOST_LINES]]
        context = {"rows": rows, "who": who, **head(_("The record"), "list-ul", _above())}
        return render(request, "newsroom/people/record.html", context)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="record.csv"'
    writer = csv.writer(answer)
    writer.writerow(("when", "who", "what", "whom", "more"))
    for line in lines.iterator():
        row = (line.at.isoformat(), line.who, line.what, line.whom, line.more)
        # A table program would take what begins so for a formula.
        writer.writerow(map(harmless, row))
    return answer


def invitation(request: HttpRequest, word: str) -> HttpResponse:
    """What somebody sees who was invited: they choose a name and a password, and are in."""
    if too_often := ratelimit.consume_or_429(request, action="signup"):
        answer: HttpResponse = too_often
        return answer
    form = ComeInForm(request.POST or None)
    gone = people.invitation_for(word) is None
    if request.method == "POST" and not gone and form.is_valid():
        try:
            user = people.accept(word, form.cleaned_data["username"], form.cleaned_data["password"])
        except StaffProblem as problem:
            form.add_error(None, str(problem))
        else:
            answer = perform_password_login(request, {"username": user.username}, Login(user=user))
            return answer  # noqa: RET504  # allauth ships no types
    status = 410 if gone else 200
    return render(request, "newsroom/people/invitation.html", {"form": form, "gone": gone}, status=status)
