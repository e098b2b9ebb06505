"""People who were let in from the command line, in the newsroom that is served."""

from __future__ import annotations

import re
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest
from tests.project.conftest import freesheet, served
from tests.project.outcomes import Ledger, accepted, refused

ROLES = {"administrator": [], "editor": ["Editor"], "writer": ["Reporter"], "fact-checker": ["Fact checker"]}


def password_of(said: str) -> str:
    return said.split("Password: ")[1].split()[0]


def visit(window: OpenerDirector, url: str, form: dict[str, str] | None = None) -> tuple[str, str]:
    """Where one ends, and what is there."""
    headers = {"Referer": url} if form else {}
    data = urlencode(form).encode() if form else None
    try:
        with window.open(Request(url, data, headers), timeout=60) as response:
            return response.geturl(), response.read().decode()
    except HTTPError as problem:
        with problem:
            return f"{problem.code}", problem.read().decode()


def log_in(site: str, name: str, password: str) -> OpenerDirector:
    window = build_opener(HTTPCookieProcessor(CookieJar()))
    login = f"{site}/newsroom/login/"
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', visit(window, login)[1])
    assert token
    form = {"csrfmiddlewaretoken": token[1], "username": name, "password": password, "next": "/newsroom/"}
    visit(window, login, form)
    return window


def test_each_role_may_do_what_it_says(paper: Path) -> None:
    passwords = {
        role: password_of(accepted(freesheet("staff", "add", f"the-{role}", paper, "--role", role))) for role in ROLES
    }
    assert len(set(passwords.values())) == len(ROLES)
    groups = (
        "SELECT username, name FROM accounts_user JOIN accounts_user_groups ON user_id = accounts_user.id"
        " JOIN auth_group ON auth_group.id = group_id"
    )
    expected = {(f"the-{role}", group) for role, groups_of in ROLES.items() for group in groups_of}
    assert set(Ledger(paper).rows(groups)) == expected
    with served(paper) as (site, _process):
        users = {}
        for role, password in passwords.items():
            window = log_in(site, f"the-{role}", password)
            users[role] = visit(window, f"{site}/newsroom/")[0]
        # Who can publish or let people in sets up a second factor first.
        led = f"{site}/newsroom/second-factor/"
        assert users == {
            "administrator": led,
            "editor": led,
            "writer": f"{site}/newsroom/",
            "fact-checker": f"{site}/newsroom/",
        }
        stranger = log_in(site, "the-editor", "not the password")
        assert "/login/" in visit(stranger, f"{site}/newsroom/")[0]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["ada", "--role", "king"], "“king” is not a role. Choose one of: contributor, reporter, fact-checker,"),
        (["ada", "--email", "not an address"], "valid email address"),
        ([""], "cannot be blank"),
        (["a" * 151], "150"),
        (["ada\nlovelace"], "Enter a valid username"),
    ],
)
def test_what_will_not_do_lets_nobody_in(words: list[str], sentence: str, paper: Path) -> None:
    refused(freesheet("staff", "add", words[0], paper, *words[1:]), sentence)
    assert Ledger(paper).rows("SELECT username FROM accounts_user") == []


def test_a_taken_name_is_refused_and_its_owner_keeps_the_password(paper: Path) -> None:
    accepted(freesheet("staff", "add", "ada", paper))
    before = Ledger(paper).rows("SELECT username, password FROM accounts_user")
    refused(freesheet("staff", "add", "ADA", paper), "There is an account named “ADA” already.")
    assert Ledger(paper).rows("SELECT username, password FROM accounts_user") == before


def test_manage_passes_on_what_django_answers(paper: Path) -> None:
    assert "no issues" in accepted(freesheet("manage", paper, "check"))
    assert (
        accepted(freesheet("manage", paper, "makemigrations", "--check", "--dry-run")).strip() == "No changes detected"
    )
    assert accepted(freesheet("manage", paper, "shell", "-c", "print(6 * 7)")).strip().endswith("42")
    refused(freesheet("manage", paper, "paint"), "Unknown command: 'paint'")
    run = freesheet("manage", paper, "shell", "-c", "raise SystemExit(7)")
    assert run.returncode == 7
