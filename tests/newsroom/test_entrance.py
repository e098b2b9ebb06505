"""The door: a second factor for whoever can publish, tries that are counted, sessions that are ended."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from tests import factories

from freesheet.accounts.actions import add_staff
from freesheet.accounts.policy import MAY, PROVEN

PASSWORD = "long enough to be one"


@pytest.fixture(autouse=True)
def demanding(db: None, settings: Any) -> None:
    """A paper that demands a second factor, whose door nobody has tried yet."""
    settings.PUBLICATION = replace(settings.PUBLICATION, second_factor="required")
    factories.editions("en")
    cache.clear()


def log_in(client: Client, name: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/newsroom/login/", {"username": name, "password": password, "next": "/newsroom/", **more})


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up(client: Client) -> str:
    """Set up an authenticator app, as one is led to; its secret."""
    page = client.get("/newsroom/second-factor/totp/activate/").content.decode()
    found = re.search(r'value="([A-Z2-7]{32})"', page)
    assert found, page
    answer = client.post("/newsroom/second-factor/totp/activate/", {"code": code_for(found[1])})
    assert answer["Location"] == "/newsroom/second-factor/recovery-codes/"
    return found[1]


@pytest.mark.parametrize("role", MAY)
def test_whoever_can_publish_or_see_money_is_led_to_a_second_factor_first(client: Client, role: str) -> None:
    add_staff("noor", "", role, PASSWORD)
    assert log_in(client, "noor")["Location"] == "/newsroom/"
    answer = client.get("/newsroom/")
    if MAY[role] & PROVEN:
        for address in ("/newsroom/", "/newsroom/pages/", "/newsroom/account/", "/media/original_images/a.png"):
            assert client.get(address)["Location"] == "/newsroom/second-factor/"
        assert "then the newsroom opens" in client.get("/newsroom/second-factor/").content.decode()
    else:
        assert answer.status_code == 200


def test_with_an_app_the_newsroom_opens_and_the_next_login_asks_for_a_code(client: Client) -> None:
    add_staff("noor", "", "editor", PASSWORD)
    log_in(client, "noor")
    secret = set_up(client)
    codes = re.findall(r"\b\d{8}\b", client.get("/newsroom/second-factor/recovery-codes/").content.decode())
    assert client.get("/newsroom/").status_code == 200
    cache.clear()  # a code counts once, and no half minute shall pass

    window = Client()
    assert log_in(window, "noor")["Location"] == "/newsroom/second-factor/authenticate/"
    assert window.get("/newsroom/").status_code == 302
    window.post("/newsroom/second-factor/authenticate/", {"code": "000000"})
    assert window.get("/newsroom/").status_code == 302
    answer = window.post("/newsroom/second-factor/authenticate/", {"code": code_for(secret)})
    assert answer["Location"] == "/newsroom/"
    assert window.get("/newsroom/").status_code == 200

    other = Client()
    log_in(other, "noor")
    assert other.post("/newsroom/second-factor/authenticate/", {"code": codes[0]})["Location"] == "/newsroom/"
    again = Client()
    log_in(again, "noor")
    again.post("/newsroom/second-factor/authenticate/", {"code": codes[0]})
    assert again.get("/newsroom/").status_code == 302


def test_a_passkey_is_offered_and_asked_for(client: Client) -> None:
    add_staff("noor", "", "editor", PASSWORD)
    assert 'id="passkey_login"' in client.get("/newsroom/login/").content.decode()
    challenge = client.get("/newsroom/second-factor/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})
    assert challenge.json()["request_options"]["publicKey"]["rpId"] == "testserver"
    log_in(client, "noor")
    assert "creation_options" in client.get("/newsroom/second-factor/webauthn/add/").content.decode()


def test_recovery_codes_alone_are_no_second_factor(client: Client) -> None:
    user, _password = add_staff("noor", "", "editor", PASSWORD)
    Authenticator.objects.create(user=user, type=Authenticator.Type.RECOVERY_CODES, data={"seed": "x", "used_mask": 0})
    log_in(client, "noor")
    assert client.get("/newsroom/")["Location"] == "/newsroom/second-factor/"


def test_after_five_wrong_passwords_the_right_one_does_not_open_either(client: Client) -> None:
    add_staff("noor", "", "reporter", PASSWORD)
    for _try in range(5):
        log_in(client, "noor", "wrong")
    answer = log_in(client, "noor")
    assert answer.status_code == 200
    assert "Too many failed" in answer.content.decode()
    assert client.get("/newsroom/").status_code == 302


def test_tries_are_counted_together_whatever_host_is_asked_for(client: Client) -> None:
    add_staff("noor", "", "reporter", PASSWORD)
    for number in range(5):
        log_in(Client(headers={"host": f"127.0.0.1:{number + 1}"}), "noor", "wrong")
    assert "Too many failed" in log_in(client, "noor").content.decode()


def test_wagtails_other_door_leads_to_this_one(client: Client) -> None:
    for address in ("/_util/login/", "/ur/_util/login/"):
        assert client.get(f"{address}?next=/world/")["Location"] == "/newsroom/login/?next=%2Fworld%2F"
        assert client.post(address, {"username": "a", "password": "b"})["Location"] == "/newsroom/login/"


def test_no_mail_is_promised_to_who_forgot_the_password(client: Client) -> None:
    assert "password_reset" not in client.get("/newsroom/login/").content.decode()
    assert client.post("/newsroom/password_reset/", {"email": "a@paper.example"}).status_code == 404


def test_people_see_where_they_are_logged_in_and_end_it(client: Client) -> None:
    add_staff("noor", "", "reporter", PASSWORD)
    elsewhere = Client(headers={"user-agent": "An old telephone"})
    log_in(elsewhere, "noor")
    log_in(client, "noor")
    assert "An old telephone" in client.get("/newsroom/sessions/").content.decode()
    client.post("/newsroom/sessions/")
    assert elsewhere.get("/newsroom/").status_code == 302
    assert client.get("/newsroom/").status_code == 200


def test_readers_get_no_cookie(client: Client) -> None:
    for address in ("/", "/nowhere/"):
        answer = client.get(address)
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
