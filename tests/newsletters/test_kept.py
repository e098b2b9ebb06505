"""What is kept of who gets the newsletter: readers are told all of it, and who asks to be forgotten is."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from tests.contributions.giving import begun
from tests.website.test_mine import link

from freesheet.newsletters.kept import KEPT
from freesheet.newsletters.models import Copy, Subscriber

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fronts")]


def test_every_field_stands_in_one_row_that_readers_are_shown() -> None:
    told = [field for row in KEPT for field in row.fields]
    there = [f"{model.__name__}.{f.name}" for model in (Subscriber, Copy) for f in model._meta.fields if f.name != "id"]
    assert sorted(told) == sorted(there)
    page = Client().get("/giving/kept/").content.decode()
    assert all(str(row.what) in page and str(row.until) in page for row in KEPT)
    assert "اگر آپ کو ہمارا خبرنامہ ملتا ہے" in Client().get("/ur/giving/kept/").content.decode()


def test_who_gives_and_asks_to_be_forgotten_gets_no_newsletter_either_and_can_take_its_data_along() -> None:
    begun(paid=True)
    for language in ("en", "ur"):
        Subscriber.objects.create(email="ada@example.org", language=language, confirmed_at=timezone.now())
    Subscriber.objects.create(email="bea@example.org", language="en", confirmed_at=timezone.now())
    mine = link()
    told = Client().get(f"{mine}data.json").json()["Newsletter"]
    assert [each["language"] for each in told] == ["en", "ur"]
    assert "You get no newsletter any more, either." in Client().get(f"{mine}forget/").content.decode()
    Client().post(f"{mine}forget/")
    assert [each.email for each in Subscriber.objects.all()] == ["bea@example.org"]


def test_the_foot_of_every_page_leads_there_where_the_paper_sends_mail() -> None:
    way = 'href="/ur/newsletter/"'
    assert way not in Client().get("/ur/").content.decode()
    object.__setattr__(settings.PUBLICATION, "mail_server", "smtp://mail.example")
    try:
        assert way in Client().get("/ur/").content.decode()
    finally:
        object.__setattr__(settings.PUBLICATION, "mail_server", "")
