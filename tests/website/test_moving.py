"""Another mail address: nothing changes before the new one has said so, then everything does."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import caches
from django.test import Client
from django.utils import timezone
from tests.contributions.giving import begun
from tests.website.test_giving import Reader, asked
from tests.website.test_mine import act

from freesheet.contributions.actions import forget, forget_addresses, post_letters
from freesheet.contributions.models import Charge, Letter, Plan, Supporter
from freesheet.website.giving.mine import support_at

pytestmark = pytest.mark.django_db

__all__ = ["asked"]

OLD, NEW = "ada@example.org", "new@example.org"


@pytest.fixture(autouse=True)
def nobody_has_asked() -> None:
    caches["door"].clear()


def link(supporter: Supporter | None = None) -> str:
    return support_at(supporter or Supporter.objects.get(email=OLD)).removeprefix("http://testserver")


def ask(email: str = NEW, way: str = "", **more: Any) -> Any:
    return Client(enforce_csrf_checks=True).post(f"{way or link()}address/", {"email": email}, **more)


def mailed() -> dict[str, str]:
    """What is mailed now: the letter to each address."""
    mail.outbox.clear()
    post_letters()
    return {letter.to[0]: f"{letter.subject}\n{letter.body}" for letter in mail.outbox}


def letter_to_the_new_one(**more: Any) -> str:
    """Somebody has asked for the new address; where its letter leads."""
    begun(paid=True, **more)
    mailed()
    assert ask().status_code == 303
    [way] = re.findall(r"http://testserver(/giving/address/\S+)", mailed()[NEW])
    return str(way)


@pytest.mark.parametrize(
    ("language", "words"), [("en", "is this your new address?"), ("zh-hant", "新的電子郵件"), ("ur", "نیا پتا")]
)
def test_the_new_address_is_asked_in_the_language_of_who_gives_and_not_told_who_that_is(
    language: str, words: str
) -> None:
    begun(paid=True, language=language)
    mailed()
    ask()
    [(to, says)] = mailed().items()
    assert to == NEW
    assert words in says
    assert "Ada" not in says
    assert "/giving/mine/" not in says, "whoever reads there may not get at the gifts"


def test_nothing_changes_before_it_is_confirmed_and_then_everything_does() -> None:
    way = letter_to_the_new_one(rhythm="month")
    old = link()
    assert Client().get(way).status_code == 200
    assert Supporter.objects.get().email == OLD, "programs that look through mail follow links"
    assert Client().get(old).status_code == 200
    reader = Reader().open(way)
    assert NEW in reader.text()
    act(reader, way)
    assert "Our letters come to this address" in reader.text()
    assert "NT$300" in reader.text()
    [supporter] = Supporter.objects.all()
    assert (supporter.email, supporter.name) == (NEW, "Ada")
    assert Plan.objects.get().supporter == Charge.objects.get().supporter == supporter
    assert Client().get(old).status_code == 404
    assert Client().get(way).status_code == 404, "once"
    told = mailed()
    assert list(told) == [OLD]
    assert NEW not in told[OLD]
    assert "/giving/mine/" not in told[OLD]
    # What comes from now on goes to the new one.
    begun(paid=True, key="later", email=NEW)
    assert list(mailed()) == [NEW]


def test_who_gives_there_already_finds_all_in_one_place() -> None:
    begun(paid=True, key="there", email=NEW, name="Ada L.")
    theirs = link(Supporter.objects.get(email=NEW))
    way = letter_to_the_new_one()
    Client().post(way)
    [supporter] = Supporter.objects.all()
    assert (supporter.email, supporter.name) == (NEW, "Ada L.")
    assert supporter.charges.count() == 2
    assert Client().get(theirs).content.decode().count("NT$300") >= 2


def test_it_is_not_told_whether_anybody_gives_from_there() -> None:
    begun(paid=True, key="there", email=NEW)
    begun(paid=True)
    known, unknown = ask(NEW), ask("nobody@example.org")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    assert known["Location"].rpartition("?")[2] == unknown["Location"].rpartition("?")[2] == "done=address"


def test_only_the_last_address_that_was_asked_for_is_confirmed_and_for_three_days() -> None:
    first = letter_to_the_new_one()
    caches["door"].clear()
    ask("other@example.org")
    assert Client().post(first).status_code == 404
    [way] = re.findall(r"http://testserver(/giving/address/\S+)", mailed()["other@example.org"])
    assert Client().post(way.replace(".", ".x")).status_code == 404
    Letter.objects.filter(kind="address").update(created_at=timezone.now() - timedelta(days=3, minutes=1))
    assert Client().post(way).status_code == 404
    assert Supporter.objects.get().email == OLD


def test_what_is_no_address_or_the_same_one_is_said_and_asking_has_an_end() -> None:
    begun(paid=True)
    for wrong, says in (("new@", "no e-mail address"), (OLD.upper(), "already"), ("n" * 250 + "@a.org", "no e-mail")):
        answer = ask(wrong)
        assert answer.status_code == 422
        assert says in answer.content.decode()
    mailed()
    assert [ask(f"{each}@example.org").status_code for each in range(4)] == [303, 303, 303, 429]
    assert Letter.objects.filter(kind="address").count() == 3
    caches["door"].clear()
    ask("0@example.org")
    ask("0@example.org")
    assert Letter.objects.filter(kind="address").count() == 4, "one address gets one letter in ten minutes"


def test_addresses_that_are_nobodys_row_are_forgotten() -> None:
    way = letter_to_the_new_one()
    forget(Supporter.objects.get())
    assert not Letter.objects.exclude(to="").exists()
    assert Client().post(way).status_code == 404
    begun(paid=True, key="again", email="eve@example.org")
    ask(way=link(Supporter.objects.get(email="eve@example.org")), email="x@example.org")
    assert forget_addresses(timezone.now() + timedelta(days=6)) == 0
    assert forget_addresses(timezone.now() + timedelta(days=8)) == 1
    assert "x@example.org" not in mailed()
