"""People are invited, given roles and let go, by administrators alone; the record of it cannot be changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError, transaction
from django.test import Client
from tests import factories

from freesheet.accounts.actions import add_staff
from freesheet.accounts.errors import StaffProblem
from freesheet.accounts.models import Entry, Invitation, User
from freesheet.accounts.people import start_again
from freesheet.accounts.queries import holds

PASSWORD = "long enough to be one"


@pytest.fixture
def world(db: None) -> Any:
    [front] = factories.editions("en")
    return factories.section(front, "World")


@pytest.fixture
def ada(client: Client, world: Any) -> Client:
    add_staff("ada", "", "administrator", PASSWORD)
    log_in(client, "ada")
    return client


def log_in(client: Client, name: str) -> None:
    client.post("/newsroom/login/", {"username": name, "password": PASSWORD, "next": "/newsroom/"})
    assert client.get("/newsroom/").status_code == 200


def roles(*pairs: tuple[str, Any]) -> dict[str, Any]:
    form: dict[str, Any] = {"form-TOTAL_FORMS": len(pairs), "form-INITIAL_FORMS": 0}
    for number, (role, page) in enumerate(pairs):
        form |= {f"form-{number}-role": role, f"form-{number}-place": page.pk if page else ""}
    return form


def invited(ada: Client, *pairs: tuple[str, Any]) -> str:
    answer = ada.post("/newsroom/people/invite/", {"email": "noor@paper.example", **roles(*pairs)})
    return str(answer.context["link"]).removeprefix("http://testserver")


def test_somebody_is_invited_and_comes_in_once(ada: Client, world: Any) -> None:
    link = invited(ada, ("editor", world), ("contributor", None))
    window = Client()
    assert window.get(link).status_code == 200
    assert "12 characters" in window.post(link, {"username": "noor", "password": "short"}).content.decode()
    window.post(link, {"username": "noor", "password": PASSWORD})
    assert window.get("/newsroom/").status_code == 200
    noor = User.objects.get(username="noor")
    assert holds(noor, "editor", world)
    assert not holds(noor, "editor")
    assert holds(noor, "contributor")
    assert Client().get(link).status_code == 410
    assert Client().post(link, {"username": "eve", "password": PASSWORD}).status_code == 410


def test_an_invitation_ends_after_a_week(ada: Client) -> None:
    link = invited(ada, ("reporter", None))
    Invitation.objects.update(expires_at=Invitation.objects.get().expires_at - timedelta(days=7))
    assert Client().get(link).status_code == 410


def test_who_is_let_go_is_out_at_once_and_the_byline_stays(ada: Client, world: Any) -> None:
    noor, _password = add_staff("noor", "", "editor", PASSWORD)
    page = factories.author(world.get_parent().specific, "Noor")
    window = Client()
    log_in(window, "noor")
    assert "noor" in ada.get("/newsroom/people/").content.decode()
    ada.post(f"/newsroom/people/{noor.pk}/do/", {"what": "go"})
    assert window.get("/newsroom/").status_code == 302
    window.post("/newsroom/login/", {"username": "noor", "password": PASSWORD})
    assert window.get("/newsroom/").status_code == 302
    assert User.objects.get(pk=noor.pk).groups.count() == 0
    page.refresh_from_db()
    assert page.live


def test_the_last_administrator_stays(ada: Client) -> None:
    me = User.objects.get(username="ada")
    for answer in (
        ada.post(f"/newsroom/people/{me.pk}/do/", {"what": "go"}, follow=True),
        ada.post(f"/newsroom/people/{me.pk}/", roles(("editor", None)), follow=True),
    ):
        assert "only administrator" in answer.content.decode()
    assert User.objects.get(pk=me.pk).is_superuser


def test_roles_are_changed_and_sessions_ended(ada: Client, world: Any) -> None:
    noor, _password = add_staff("noor", "", "reporter", PASSWORD)
    window = Client()
    log_in(window, "noor")
    ada.post(f"/newsroom/people/{noor.pk}/", roles(("fact-checker", world)))
    assert [str(held.role) for held in noor.groups.get().role.__class__.objects.filter(group__user=noor)] == [
        "fact-checker"
    ]
    ada.post(f"/newsroom/people/{noor.pk}/do/", {"what": "end"})
    assert window.get("/newsroom/").status_code == 302


def test_wagtails_own_screens_are_no_way_around(ada: Client) -> None:
    for address in ("users/", "users/add/", "users/1/delete/", "groups/", "groups/new/", "bulk/accounts/user/delete/"):
        assert ada.post(f"/newsroom/{address}")["Location"] == "/newsroom/people/", address


def test_the_record_tells_who_did_what_and_nobody_changes_it(ada: Client) -> None:
    invited(ada, ("publisher", None))
    Client().post("/newsroom/login/", {"username": "eve", "password": "wrong"})
    shown = ada.get("/newsroom/people/record/").content.decode()
    assert all(word in shown for word in ("logged in", "was not let in", "invited", "noor@paper.example"))
    told = ada.get("/newsroom/people/record/?csv=1&who=ada").content.decode()
    assert "ada,invited,noor@paper.example,Publisher" in told
    assert "eve" not in told
    for harm in (lambda: Entry.objects.update(who="eve"), lambda: Entry.objects.all().delete()):
        with pytest.raises(DatabaseError, match="cannot be changed"), transaction.atomic():
            harm()


def test_who_has_lost_everything_starts_again(ada: Client) -> None:
    noor, _password = add_staff("noor", "", "reporter", PASSWORD)
    window = Client()
    log_in(window, "noor")
    Authenticator.objects.create(user=noor, type=Authenticator.Type.TOTP, data={"secret": "x"})
    password = start_again("noor")
    assert window.get("/newsroom/").status_code == 302
    window.post("/newsroom/login/", {"username": "noor", "password": password})
    assert window.get("/newsroom/").status_code == 200
    with pytest.raises(StaffProblem, match="nobody named"):
        start_again("nobody")
