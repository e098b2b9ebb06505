"""The door in a real browser: a passkey opens after the password and without it; a recovery code opens once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.journeys.desk import hire
from tests.papers import Paper

KEY = "鑰匙 🔑"


def telephone(page: Page) -> None:
    """Let the browser have what a telephone has: it keeps passkeys, and knows its owner by the finger."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    able = ("hasResidentKey", "hasUserVerification", "isUserVerified", "automaticPresenceSimulation")
    options = {"protocol": "ctap2", "transport": "internal", **dict.fromkeys(able, True)}
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def give_password(page: Page, site: str, name: str, password: str) -> None:
    page.goto(f"{site}/newsroom/login/")
    page.locator("input[name=username]").fill(name)
    page.locator("input[name=password]").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def is_in(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text("Good")


def log_out(page: Page, site: str) -> None:
    page.goto(f"{site}/newsroom/second-factor/")
    page.locator(".door__out").click()
    expect(page).to_have_url(re.compile("/newsroom/login/"))


@pytest.fixture
def paper(newsroom: tuple[Paper, str]) -> Paper:
    return newsroom[0]


def test_a_passkey_is_set_up_and_opens_and_a_recovery_code_opens_once(
    visitor: Callable[..., Any], paper: Paper
) -> None:
    # Browsers take a passkey for an address with a name only.
    site = f"http://localhost:{paper.port}"
    password = hire(paper, "kavya", "editor")
    page = visitor(1280, 900, javascript=True).new_page()
    telephone(page)

    give_password(page, site, "kavya", password)
    is_in(page)
    page.goto(f"{site}/newsroom/second-factor/")
    page.locator("a[href$='/webauthn/add/']").click()
    page.locator("input[name=name]").fill(KEY)
    page.locator("input[name=passwordless]").check()
    page.locator("#mfa_webauthn_add").click()
    expect(page).to_have_url(re.compile("/recovery-codes/"))
    expect(page.locator("main")).to_contain_text(re.compile(r"\b\d{8}\b"))
    codes = re.findall(r"\b\d{8}\b", page.content())
    assert len(codes) == 10
    log_out(page, site)

    give_password(page, site, "kavya", password)
    expect(page).to_have_url(re.compile("/authenticate/"))
    page.goto(f"{site}/newsroom/pages/")
    expect(page).to_have_url(re.compile("/newsroom/login/")), "the password alone opens nothing"
    give_password(page, site, "kavya", password)
    page.locator("#mfa_webauthn_authenticate").click()
    is_in(page)
    log_out(page, site)

    page.locator("#passkey_login").click()
    is_in(page)
    log_out(page, site)

    give_password(page, site, "kavya", password)
    page.locator("input[name=code]").fill(codes[0])
    page.locator("input[name=code]").press("Enter")
    is_in(page)
    log_out(page, site)
    give_password(page, site, "kavya", password)
    page.locator("input[name=code]").fill(codes[0])
    page.locator("input[name=code]").press("Enter")
    expect(page.locator("main")).to_contain_text("Incorrect code")
    page.goto(f"{site}/newsroom/")
    expect(page).to_have_url(re.compile("/newsroom/login/"))

    chief = visitor(1280, 900, javascript=True).new_page()
    give_password(chief, site, "mei", hire(paper, "mei", "administrator"))
    is_in(chief)
    chief.goto(f"{site}/newsroom/people/record/?who=kavya")
    told = [row.replace("\t", " ") for row in chief.locator("tbody tr").all_inner_texts()]
    assert sum("added a passkey" in row and KEY in row for row in told) == 1
    assert sum("used a recovery code" in row for row in told) == 1
    assert sum("gave a wrong second factor" in row for row in told) == 1
    assert sum("logged in" in row for row in told) == 4


def test_where_a_passkey_cannot_open_it_is_said(visitor: Callable[..., Any], paper: Paper) -> None:
    page = visitor(1280, 900, javascript=True).new_page()
    page.goto(f"{paper.address}/newsroom/login/")
    page.locator("#passkey_login").click()
    expect(page.get_by_role("alert")).to_contain_text("Passkeys need an address with a name")

    page.goto(f"http://localhost:{paper.port}/newsroom/login/")
    telephone(page)
    page.locator("#passkey_login").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was taken")
