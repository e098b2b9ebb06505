"""Asking for the newsletter, confirming that, and leaving: nobody gets a letter who has not said so by mail."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

import lxml.html
import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from tests.contributions.mailserver import MailServer

from freesheet.newsletters.actions import begin, forget_unconfirmed, post_copies, send
from freesheet.newsletters.models import Copy, Subscriber
from freesheet.website.letter import tokens

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fronts", "server")]
FORM = "/newsletter/"


@pytest.fixture(autouse=True)
def _nobody_has_asked(db: None) -> None:
    caches["door"].clear()


def page_of(address: str, client: Client | None = None) -> Any:
    return lxml.html.fromstring((client or Client()).get(address).content)


def filled(monkeypatch: pytest.MonkeyPatch, address: str = FORM, **more: str) -> dict[str, str]:
    """The form as a person sends it, some seconds after it was shown."""
    form = page_of(address).forms[-1]
    fields = {name: form.fields[name] or "" for name in form.fields if name}
    now = time.time() + 5
    monkeypatch.setattr(tokens.time, "time", lambda: now)
    return {**fields, "email": "Ada@Example.org", **more}


def sent(monkeypatch: pytest.MonkeyPatch, address: str = FORM, **more: str) -> Any:
    return Client().post(address, filled(monkeypatch, address, **more))


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", lxml.html.fromstring(answer.content).find(".//main").text_content()).strip()


def link_in(mail: EmailMessage, part: str) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    found = re.search(rf"http://testserver(\S*/newsletter/{part}/\S+)", body.get_content())
    assert found is not None, body.get_content()
    return found[1]


def test_an_address_is_on_the_list_only_once_its_owner_has_said_so_by_mail(
    monkeypatch: pytest.MonkeyPatch, server: MailServer, story: Any
) -> None:
    answer = sent(monkeypatch)
    assert "Look into your mailbox" in words(answer)
    assert not answer.cookies
    assert "no-store" in answer["Cache-Control"]
    assert post_copies() == 1
    [mail] = server.mails
    assert (mail["To"], mail["Subject"]) == ("ada@example.org", "The Test Sheet: do you want our newsletter?")
    link = link_in(mail, "yes")
    # A program that looks through mail follows the link.
    assert "Yes, send it to me" in words(Client().get(link))
    assert Subscriber.objects.get().confirmed_at is None
    assert "You get our newsletter" in words(Client().post(link))
    assert Subscriber.objects.get().confirmed_at is not None
    assert "You get our newsletter" in words(Client().post(link)), "twice is once"


@pytest.mark.parametrize(
    ("address", "language", "title"),
    [("/zh-hant/newsletter/", "zh-hant", "電子報"), ("/ur/newsletter/", "ur", "خبرنامہ")],
)
def test_the_letter_is_asked_for_in_the_language_of_the_page(
    address: str, language: str, title: str, monkeypatch: pytest.MonkeyPatch, server: MailServer
) -> None:
    assert title in page_of(address).find(".//h1").text_content()
    sent(monkeypatch, address)
    assert Subscriber.objects.get().language == language
    post_copies()
    [mail] = server.mails
    assert mail["Content-Language"] == language
    assert link_in(mail, "yes").startswith(f"/{language}/")


def test_what_is_answered_tells_nothing_of_an_address_and_it_is_written_to_once_an_hour(
    monkeypatch: pytest.MonkeyPatch, server: MailServer
) -> None:
    Subscriber.objects.create(email="known@example.org", language="en", confirmed_at=timezone.now())
    first = words(sent(monkeypatch, email="known@example.org"))
    assert {words(sent(monkeypatch, email=each)) for each in ("known@example.org", "new@example.org")} == {first}
    assert words(sent(monkeypatch, email="new@example.org", language="ur")) == first
    while post_copies():
        continue
    assert sorted(str(mail["To"]) for mail in server.mails) == ["known@example.org", "new@example.org"]


@pytest.mark.parametrize(
    ("more", "status", "told"),
    [
        ({"email": "no address"}, 422, "That is no e-mail address."),
        ({"leave_empty": "buy this"}, 422, "leave the hidden field empty"),
        ({"token": tokens.form_token}, 422, "That was very quick"),
        ({"token": "made up"}, 422, "That was very quick"),
    ],
)
def test_robots_and_mistakes_are_told_so_and_nothing_is_kept(
    more: dict[str, Any], status: int, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = filled(monkeypatch)
    answer = Client().post(FORM, {**fields, **{k: v() if callable(v) else v for k, v in more.items()}})
    assert (answer.status_code, told in words(answer)) == (status, True)
    assert not Subscriber.objects.exists()


def test_nobody_can_make_us_write_to_many_from_one_place(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [sent(monkeypatch, email=f"{each}@example.org").status_code for each in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert Subscriber.objects.count() == 10


def test_who_does_not_confirm_is_forgotten_and_the_link_is_dead(monkeypatch: pytest.MonkeyPatch) -> None:
    sent(monkeypatch)
    link = tokens.confirm_token(Subscriber.objects.get())
    assert forget_unconfirmed(timezone.now() + timedelta(days=2)) == 0
    assert forget_unconfirmed(timezone.now() + timedelta(days=4)) == 1
    assert not Subscriber.objects.exists()
    assert not Copy.objects.exists()
    answer = Client().post(f"/newsletter/yes/{link}/")
    assert (answer.status_code, "ask for it once more" in words(answer)) == (404, True)
    assert Client().get("/newsletter/yes/1:x/").status_code == 404


@pytest.mark.parametrize("how", ["button", "mailbox"])
def test_each_letter_has_a_link_by_which_one_leaves_and_the_address_is_gone(
    how: str, server: MailServer, story: Any
) -> None:
    Subscriber.objects.create(email="ada@example.org", language="en", confirmed_at=timezone.now())
    story("A bridge opens", first_published_at=timezone.now())
    send(begin("en"), "noor")
    post_copies()
    [mail] = server.mails
    link = link_in(mail, "leave")
    assert mail["List-Unsubscribe"].strip() == f"<http://testserver{link}>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    client = Client(enforce_csrf_checks=True)
    if how == "button":
        assert "No more letters?" in words(client.get(link))
        assert Subscriber.objects.exists(), "looking at it is not leaving"
    answer = client.post(link, {"List-Unsubscribe": "One-Click"} if how == "mailbox" else {})
    assert (answer.status_code, "You have left" in words(answer)) == (200, True)
    assert not Subscriber.objects.exists()
    assert "ada@example.org" not in str(list(Copy.objects.values()))
    assert Copy.objects.filter(state="sent", issue__isnull=False).count() == 1, "it is counted all the same"
    for again in (client.get(link), client.post(link)):
        assert "You have left" in words(again)
    assert client.get("/newsletter/leave/1.made-up/").status_code == 404
