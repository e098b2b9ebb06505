"""One letter a day at most, only if something needs whoever gets it, never twice, in their language."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse
from django.utils import timezone
from tests import factories
from tests.planning.conftest import Room, hand_in
from wagtail.users.models import UserProfile

from freesheet.newsroom import hours
from freesheet.newsroom.digest import sending
from freesheet.newsroom.digest.sending import MOST_TRIES, send_due, waiting
from freesheet.planning import actions
from freesheet.planning.models import Digest, DigestWish

MORNING = datetime(2026, 11, 27, 9, tzinfo=timezone.get_fixed_timezone(480))


@pytest.fixture
def nine(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is nine in the newsroom."""
    monkeypatch.setattr(hours, "now", lambda: MORNING)


@pytest.fixture
def vera(room: Room, nine: None) -> Any:
    vera = room.person("vera")
    actions.propose(None, [vera], assigned=True, title="<Tides>", section=room.world)
    return vera


def test_a_letter_tells_what_the_desk_tells_once_a_day(vera: Any, room: Room) -> None:
    room.person("idle")
    assert send_due() == 1
    [letter] = mail.outbox
    assert letter.to == ["vera@paper.example"]
    assert letter.subject == "The Test Sheet: one thing needs you"
    assert "* <Tides>" in letter.body
    assert "Begin: http://testserver/newsroom/plan/pieces/" in letter.body
    [(page, kind)] = letter.alternatives
    assert kind == "text/html"
    assert "&lt;Tides&gt;" in page
    assert letter.extra_headers["List-Unsubscribe"] == "<http://testserver/newsroom/account/#tab-notifications>"
    assert letter.extra_headers["List-Unsubscribe"].strip("<>") in letter.body
    assert send_due() == 0
    assert len(mail.outbox) == 1
    assert not Digest.objects.get(user__username="idle").lines


def test_the_next_day_brings_the_next_letter(vera: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    send_due()
    monkeypatch.setattr(hours, "now", lambda: MORNING + timedelta(days=1))
    assert send_due() == 1


def test_nobody_gets_it_before_their_hour_or_who_wants_none(vera: Any) -> None:
    DigestWish.objects.create(user=vera, hour=10)
    assert send_due() == 0
    DigestWish.objects.update(hour=9, wanted=False)
    assert send_due() == 0
    DigestWish.objects.update(wanted=True)
    assert send_due() == 1


def test_who_was_let_go_or_has_no_address_gets_none(vera: Any) -> None:
    type(vera).objects.filter(pk=vera.pk).update(email="")
    assert waiting(MORNING) == []
    type(vera).objects.filter(pk=vera.pk).update(email="v@paper.example", is_active=False)
    assert waiting(MORNING) == []
    type(vera).objects.filter(pk=vera.pk).update(is_active=True)
    vera.groups.clear()
    assert waiting(MORNING) == []


def test_a_letter_is_in_the_language_of_its_reader(vera: Any) -> None:
    profile = UserProfile.get_for_user(vera)
    profile.preferred_language = "ur"
    profile.save()
    send_due()
    [letter] = mail.outbox
    assert '<html lang="ur" dir="rtl">' in letter.alternatives[0][0]


def test_who_dies_while_sending_does_not_send_twice(vera: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Killed(BaseException):
        pass

    def killed(self: Any, *_args: Any) -> int:
        mail.outbox.append(self)
        raise Killed

    monkeypatch.setattr(EmailMultiAlternatives, "send", killed)
    with pytest.raises(Killed):
        send_due()
    assert send_due() == 0
    assert len(mail.outbox) == 1


def test_what_the_server_refuses_is_tried_again_later_and_not_for_ever(
    vera: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def refused(self: Any, *_args: Any) -> int:
        tries.append(self)
        raise SMTPServerDisconnected

    with monkeypatch.context() as away:
        away.setattr(EmailMultiAlternatives, "send", refused)
        send_due()
        assert send_due() == 0
        assert len(tries) == 1, "not at once"
        for _again in range(MOST_TRIES + 2):
            Digest.objects.update(at=timezone.now() - sending.TRY_AGAIN * 2)
            send_due()
        assert len(tries) == MOST_TRIES
    Digest.objects.update(at=timezone.now() - sending.TRY_AGAIN * 2, tries=1)
    assert send_due() == 1


def test_letters_go_a_few_at_a_time(vera: Any, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "MOST_AT_ONCE", 1)
    amara = room.person("amara")
    actions.propose(None, [amara], assigned=True, title="Salt", section=room.world)
    assert send_due() == 1
    assert send_due() == 1
    assert {letter.to[0] for letter in mail.outbox} == {"vera@paper.example", "amara@paper.example"}


def test_a_flood_is_told_in_one_letter_of_a_bearable_length(vera: Any, room: Room) -> None:
    for number in range(40):
        actions.propose(None, [vera], assigned=True, title=f"Piece {number}", section=room.world)
    send_due()
    [letter] = mail.outbox
    assert letter.subject == "The Test Sheet: 41 things need you"
    assert letter.body.count("\n* ") == 20
    assert "And 21 things more" in letter.body


def test_wagtail_sends_none_for_each_event_until_somebody_wants_them(vera: Any, room: Room) -> None:
    noor = room.person("noor", "administrator")
    article = factories.article(room.world, "Cables", public=False)
    hand_in(article, vera)
    article.current_workflow_task_state.reject(user=noor, comment="Why?")
    assert mail.outbox == []
    UserProfile.objects.filter(user=vera).update(rejected_notifications=True)
    article.current_workflow_state.resume(user=vera)
    article.current_workflow_task_state.reject(user=noor, comment="Why?")
    assert [letter.to for letter in mail.outbox] == [["vera@paper.example"]]


def test_the_hour_is_chosen_on_the_account(vera: Any, client: Any) -> None:
    client.force_login(vera)
    page = client.get(reverse("wagtailadmin_account")).content.decode()
    assert "One letter a day" in page
    assert "07:00 Taipei" in page
    form = {"name_email-first_name": "Vera", "name_email-last_name": "V", "name_email-email": "v@paper.example",
            "theme-theme": "system", "theme-contrast": "system", "theme-density": "default"}  # fmt: skip
    assert client.post(reverse("wagtailadmin_account"), {**form, "digest-hour": "18"}).status_code == 302
    wish = DigestWish.objects.get(user=vera)
    assert (wish.hour, wish.wanted) == (18, False)
    assert "current_time_zone" not in page, "the newsroom has one clock"


def test_an_invitation_is_mailed_where_mail_is_sent(
    room: Room, client: Any, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client.force_login(room.person("ada", "administrator"))
    form = {"email": "new@paper.example", "form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 0, "form-0-role": "reporter"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(reverse("people:invite"), form)
    assert mail.outbox == [], "nobody sends it here"
    from dataclasses import replace

    settings.PUBLICATION = replace(settings.PUBLICATION, mail_server="smtp://mail.example")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("people:invite"), form)
    [letter] = mail.outbox
    assert letter.to == ["new@paper.example"]
    assert answer.context["link"] in letter.body
    assert "It is on its way to new@paper.example" in answer.content.decode()
