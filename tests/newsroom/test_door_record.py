"""What is done at the door is in the record: second factors, wrong codes, too many tries, sessions, passwords."""

from __future__ import annotations

import re
from dataclasses import replace
from html import unescape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client, TestCase
from django.utils.translation import override
from lxml import html
from tests import factories
from tests.newsroom.test_entrance import PASSWORD, code_for, log_in, set_up
from wagtail.users.models import UserProfile

from freesheet.accounts.actions import add_staff
from freesheet.accounts.deeds import Deed, said
from freesheet.accounts.models import Entry, User

DOOR = "/newsroom/second-factor"
NEW_PASSWORD = "another long one for tests"


@pytest.fixture(autouse=True)
def paper(db: None, settings: Any) -> None:
    """A paper that sends mail, whose door nobody has tried yet."""
    settings.PUBLICATION = replace(settings.PUBLICATION, mail_server="smtp://mail.example", second_factor="required")
    factories.editions("en")
    cache.clear()


class Window(Client):
    """A browser window. What follows a commit follows each request, though these tests are rolled back."""

    def request(self, **request: Any) -> Any:
        with TestCase.captureOnCommitCallbacks(execute=True):
            return super().request(**request)


@pytest.fixture
def client() -> Window:
    return Window()


@pytest.fixture
def noor(client: Client) -> User:
    """An editor, who is in."""
    user, _password = add_staff("noor", "noor@paper.example", "editor", PASSWORD)
    log_in(client, "noor")
    return user


def shown(who: str = "noor", language: str = "en") -> list[tuple[str, ...]]:
    """The record as an administrator reads it, the newest line first: who, what, whom or which, more."""
    ada = User.objects.filter(username="ada").first() or add_staff("ada", "", "administrator", PASSWORD)[0]
    Authenticator.objects.get_or_create(user=ada, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "x"}})
    UserProfile.objects.update_or_create(user=ada, defaults={"preferred_language": language})
    window = Client()
    window.force_login(ada)
    page = unescape(window.get(f"/newsroom/people/record/?who={who}").text)
    rows = re.findall(r"<tr><td>(.*?)</td></tr>", page)
    return [tuple(row.split("</td><td>")[1:]) for row in rows]


def deeds(who: str = "noor") -> list[str]:
    return [what for _who, what, _which, _more in shown(who)]


def test_setting_up_and_taking_away_an_app_is_recorded_and_told_by_mail(client: Client, noor: User) -> None:
    secret = set_up(client)
    assert shown()[:2] == [
        ("noor", "was given recovery codes", "", "127.0.0.1"),
        ("noor", "added an authenticator app", "", "127.0.0.1"),
    ]
    client.post(f"{DOOR}/recovery-codes/generate/")
    assert deeds()[0] == "made new recovery codes"
    client.post(f"{DOOR}/totp/deactivate/")
    assert deeds()[:2] == ["lost the recovery codes, with the last second factor", "removed an authenticator app"]
    told = [letter.body for letter in mail.outbox]
    assert [letter.to for letter in mail.outbox] == [["noor@paper.example"]] * 3
    for body, sentence in zip(told, ("app was added", "New recovery codes", "app was removed"), strict=True):
        assert sentence in body
        assert "127.0.0.1" in body
    kept = "".join(str(line) for line in Entry.objects.all()) + "".join(told)
    assert secret not in kept
    assert re.search(r"\b\d{6,8}\b", kept) is None, "no code is kept or sent"


def test_a_passkey_that_is_removed_is_told_by_its_name(client: Client, noor: User) -> None:
    key = Authenticator.objects.create(user=noor, type=Authenticator.Type.WEBAUTHN, data={"name": "鑰匙 🔑"})
    client.post(f"{DOOR}/webauthn/keys/{key.pk}/remove/")
    assert shown()[0] == ("noor", "removed a passkey", "鑰匙 🔑", "127.0.0.1")
    assert "A passkey was removed." in mail.outbox[0].body


def test_a_letter_comes_in_the_language_of_who_gets_it_and_none_without_a_server(
    client: Client, noor: User, settings: Any
) -> None:
    UserProfile.objects.update_or_create(user=noor, defaults={"preferred_language": "zh-hant"})
    set_up(client)
    assert "已新增驗證器應用程式。" in mail.outbox[0].body
    mail.outbox.clear()
    settings.PUBLICATION = replace(settings.PUBLICATION, mail_server="")
    client.post(f"{DOOR}/totp/deactivate/")
    assert mail.outbox == []
    assert "removed an authenticator app" in deeds()


def test_wrong_codes_and_too_many_of_them_are_recorded_once(client: Client, noor: User) -> None:
    set_up(client)
    window = Client()
    log_in(window, "noor")
    for _try in range(9):
        window.post(f"{DOOR}/authenticate/", {"code": "000000"})
    assert deeds().count("gave a wrong second factor") == 5
    assert deeds()[0] == "tried too often, and was turned away"
    assert deeds().count("tried too often, and was turned away") == 1
    assert "000000" not in "".join(str(line) for line in Entry.objects.all())


def test_a_passkey_that_will_not_do_is_recorded(client: Client, noor: User) -> None:
    set_up(client)
    window = Client()
    log_in(window, "noor")
    window.post(f"{DOOR}/authenticate/", {"credential": '{"id": "x"}'})
    assert deeds()[0] == "gave a wrong second factor"
    Client().post(f"{DOOR}/webauthn/login/", {"credential": '{"id": "x"}'})
    assert shown("")[0] == ("", "gave a wrong second factor", "", "127.0.0.1")


def test_a_recovery_code_is_recorded_when_it_is_used(client: Client, noor: User) -> None:
    set_up(client)
    codes = re.findall(r"\b\d{8}\b", client.get(f"{DOOR}/recovery-codes/").text)
    window = Client()
    log_in(window, "noor")
    window.post(f"{DOOR}/authenticate/", {"code": codes[0]})
    assert deeds()[:2] == ["logged in", "used a recovery code"]


def test_wrong_passwords_are_recorded_and_who_is_turned_away_once(client: Client, noor: User) -> None:
    for _try in range(8):
        log_in(Client(), "noor", "wrong")
    assert deeds()[:6] == ["tried too often, and was turned away", *["was not let in"] * 5]
    for number in range(40):
        log_in(Client(), f"guess{number}", "wrong")
    assert deeds("guess").count("was not let in") == 12, "twenty in a minute from one address"
    assert shown("")[0][:2] == ("", "tried too often, and was turned away"), "thirty requests"


def test_a_changed_password_is_recorded_told_and_ends_other_sessions(client: Client, noor: User) -> None:
    secret = set_up(client)
    cache.clear()
    elsewhere = Client()
    log_in(elsewhere, "noor")
    elsewhere.post(f"{DOOR}/authenticate/", {"code": code_for(secret)})
    assert elsewhere.get("/newsroom/").status_code == 200
    page = html.fromstring(client.get("/newsroom/account/").content)
    [form] = [dict(each.fields) for each in page.forms if "password-new_password1" in each.fields]
    wished = {"name_email-first_name": "Noor", "name_email-last_name": "Khan", "password-old_password": PASSWORD}
    wished |= {"password-new_password1": NEW_PASSWORD, "password-new_password2": NEW_PASSWORD}
    answer = client.post("/newsroom/account/", {name: value or "" for name, value in (form | wished).items()})
    assert answer.status_code == 302
    assert shown()[0] == ("noor", "changed a password", "noor", "127.0.0.1")
    assert "The password was changed." in mail.outbox[-1].body
    assert elsewhere.get("/newsroom/").status_code == 302
    assert client.get("/newsroom/").status_code == 200
    assert client.get("/newsroom/sessions/").text.count("127.0.0.1") == 1, "this one is still listed"

    ada = Client()
    ada.force_login(User.objects.get(username="ada"))
    ada.post(f"/newsroom/people/{noor.pk}/do/", {"what": "end"})
    assert client.get("/newsroom/").status_code == 302, "and can be ended"


def test_another_e_mail_address_is_recorded_and_told_at_the_one_of_before(client: Client, noor: User) -> None:
    set_up(client)
    page = html.fromstring(client.get("/newsroom/account/").content)
    [form] = [dict(each.fields) for each in page.forms if "name_email-email" in each.fields]
    wished = {"name_email-first_name": "Noor", "name_email-last_name": "Khan", "name_email-email": "n@new.example"}
    mail.outbox.clear()
    client.post("/newsroom/account/", {name: value or "" for name, value in (form | wished).items()})
    changed = "noor@paper.example → n@new.example, 127.0.0.1"
    assert shown()[0] == ("noor", "changed an e-mail address", "noor", changed)
    [letter] = mail.outbox
    assert letter.to == ["noor@paper.example"]
    assert "The e-mail address was changed." in letter.body
    client.post("/newsroom/account/", {name: value or "" for name, value in (form | wished).items()})
    assert deeds().count("changed an e-mail address") == 1, "nothing has changed this time"


def test_an_e_mail_address_that_is_set_on_the_server_is_recorded(noor: User) -> None:
    noor.email = ""
    noor.save()
    changed = ("the command line", "changed an e-mail address", "noor", "noor@paper.example → –")
    assert shown("the command line")[0] == changed


def test_a_password_that_is_set_on_the_server_is_recorded(noor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "django.contrib.auth.management.commands.changepassword.getpass.getpass", lambda **_asked: NEW_PASSWORD
    )
    call_command("changepassword", "noor", verbosity=0)
    assert shown("the command line")[0] == ("the command line", "changed a password", "noor", "")


def test_who_ends_sessions_and_goes_is_recorded(client: Client) -> None:
    add_staff("omar", "", "reporter", PASSWORD)
    log_in(Client(), "omar")
    log_in(client, "omar")
    client.post("/newsroom/sessions/")
    assert shown("omar")[0] == ("omar", "ended their other sessions", "1", "127.0.0.1")
    client.post("/newsroom/sessions/")
    assert deeds("omar").count("ended their other sessions") == 1, "there was no other any more"
    client.post("/newsroom/sign-out/")
    assert deeds("omar")[0] == "logged out"


@pytest.mark.parametrize(("language", "words"), [("zh-hant", "已登入"), ("ur", "لاگ اِن کیا")])
def test_the_record_speaks_the_language_of_who_reads_it(client: Client, noor: User, language: str, words: str) -> None:
    assert shown(language=language)[-1][1] == words


@pytest.mark.parametrize("language", ["zh-hant", "ur"])
def test_every_line_has_its_sentence(language: str) -> None:
    with override(language):
        untold = [deed for deed in Deed if said(deed) == deed.value or re.search("[a-z]{3}", said(deed))]
    assert untold == []
    assert all(len(deed.value) <= Entry._meta.get_field("what").max_length for deed in Deed)
    assert said("something of old") == "something of old"
