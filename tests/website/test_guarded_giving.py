"""Giving by card, where somebody tries stolen ones: robots are refused, bursts are held, and people can go on."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override
from tests.website.test_giving import GIVER, Reader

from freesheet.contributions import guards
from freesheet.contributions.letters.writing import written
from freesheet.contributions.models import Charge, Letter
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.trial import provider as trial
from freesheet.contributions.providers.trial.provider import Trial
from freesheet.editions.models import FrontPage

pytestmark = pytest.mark.django_db


class _ByCard(Trial):
    takes_cards = True


@pytest.fixture(autouse=True)
def guarded(monkeypatch: pytest.MonkeyPatch, fronts: dict[str, FrontPage]) -> Iterator[None]:
    """The outlet takes cards, and nobody has to wait here between two steps."""
    before = settings.PUBLICATION.payments
    object.__setattr__(settings.PUBLICATION, "payments", ("trial",))
    monkeypatch.setattr(trial, "made", _ByCard)
    monkeypatch.setattr(guards, "LEAST_SECONDS", 0)
    named.cache_clear()
    with override("en"):
        yield
    object.__setattr__(settings.PUBLICATION, "payments", before)
    named.cache_clear()


def held(prefix: str = "", letter: bool = True) -> Reader:
    """The last of a burst from one address."""
    for number in range(6 if letter else 10):
        reader = Reader().open(f"{prefix}/giving/")
        reader.send(own="500").send(**{**GIVER, "email": f"giver-{number}@example.org"})
    return reader


@pytest.mark.parametrize(
    ("prefix", "heading"), [("", "One more look"), ("/zh-hant", "再看一眼"), ("/ur", "ایک نظر اور")]
)
def test_a_burst_is_held_and_who_gives_goes_on_by_the_mailed_link(prefix: str, heading: str) -> None:
    reader = held(prefix)
    assert heading in reader.text()
    assert not reader.page.xpath("//main//form")
    charge = Charge.objects.get(state="held")
    assert not charge.reference, "its provider has not been asked"
    mail = str(written(Letter.objects.get(kind="confirm")).body)
    [link] = re.findall(r"http://testserver(/\S*giving/yours/\S+)", mail)
    reader.open(link)
    charge.refresh_from_db()
    assert charge.state == "held", "programs that look through mail follow links"
    assert "noindex" in reader.answer.content.decode()
    reader.send()
    pay = reader.page.xpath("//main//a[contains(@class, 'btn')]/@href")
    reader.open(pay[0].removeprefix("http://testserver")).send("pay")
    assert Charge.objects.get(pk=charge.pk).state == "received"
    assert "receipt" not in reader.open(link).answer.wsgi_request.path, "the link leads to the gift, and does nothing"


def test_who_gets_no_letter_is_told_that_somebody_looks() -> None:
    reader = held(letter=False)
    assert "Somebody of ours looks" in reader.text()
    assert "Nothing has been taken" in reader.text()


def test_the_mailed_link_cannot_be_guessed_from_the_gifts_own_page() -> None:
    reader = held()
    token = reader.answer.wsgi_request.path.split("/")[-2]
    assert Client().get(f"/giving/yours/{token}/").status_code == 404
    assert Client().post(f"/giving/yours/{token}/").status_code == 404
    assert Client().delete(f"/giving/yours/{token}/").status_code == 405


def test_who_fills_in_what_nobody_sees_gives_nothing_and_a_person_can_send_it_again() -> None:
    reader = Reader().open("/giving/").send(own="5")
    [field] = reader.page.xpath("//input[@name='leave_empty']")
    assert field.get("tabindex") == "-1"
    assert field.getparent().get("aria-hidden") == "true"
    reader.send(**GIVER, leave_empty="http://spam.example")
    assert reader.answer.status_code == 422
    assert not Charge.objects.exists()
    reader.send(**GIVER, leave_empty="")
    assert Charge.objects.get().state == "waiting"


def test_what_comes_faster_than_anybody_writes_is_sent_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "LEAST_SECONDS", 60)
    reader = Reader().open("/giving/").send(own="5").send(**GIVER)
    assert reader.answer.status_code == 422
    assert "very quick" in reader.text()
    assert reader.page.get_element_by_id("give-email").get("value") == GIVER["email"]
    assert not Charge.objects.exists()
    monkeypatch.setattr(guards, "LEAST_SECONDS", 0)
    reader.send()
    assert Charge.objects.count() == 1


def test_what_is_larger_than_a_form_is_refused_unread() -> None:
    for path in ("/giving/", "/giving/confirm/"):
        answer = Client().post(path, {"own": "5" * (guards.MOST_BYTES + 1)})
        assert answer.status_code == 413


def test_behind_a_web_server_of_this_machine_each_reader_is_one() -> None:
    for number in range(8):
        reader = Reader()
        reader.client.defaults["HTTP_X_FORWARDED_FOR"] = f"10.9.9.9, 192.0.2.{number}"
        reader.open("/giving/").send(own="5").send(**{**GIVER, "email": f"giver-{number}@example.org"})
    assert not Charge.objects.filter(state="held").exists()
