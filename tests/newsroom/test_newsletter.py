"""Writing the newsletter in the newsroom, looking at it, proving it, and sending it once; and who may."""

from __future__ import annotations

import re
from typing import Any

import lxml.html
import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.newsroom.test_gifts import at_work

from freesheet.accounts.models import Entry, User
from freesheet.editions.models import FrontPage
from freesheet.newsletters.actions import post_copies
from freesheet.newsletters.models import Copy, Issue, Subscriber

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fronts")]
NEWSLETTER = "/newsroom/newsletter/"


def words(answer: Any) -> str:
    return re.sub(r"\s+", " ", lxml.html.fromstring(answer.content).text_content())


def subscribe(*emails: str) -> None:
    for email in emails:
        Subscriber.objects.create(email=email, language="en", confirmed_at=timezone.now())


def begun(client: Client) -> str:
    """The address of the draft, as the list leads there."""
    return str(client.post(f"{NEWSLETTER}begin/en/")["Location"])


def filled(client: Client, draft: str) -> dict[str, Any]:
    """The form of a draft, as a browser sends it."""
    form = next(
        each for each in lxml.html.fromstring(client.get(draft).content).forms if "newsletter" in each.get("class", "")
    )
    ticked = [box.get("value") for box in form.xpath(".//input[@name='article'][@checked]")]
    fields = {name: form.fields[name] or "" for name in form.fields if name and name != "article"}
    return {**fields, "article": ticked}


def two_stories(story: Any) -> tuple[Any, Any]:
    now = timezone.now()
    return story("A bridge opens", first_published_at=now), story("Bread is cheap", first_published_at=now)


def test_a_draft_has_what_is_new_and_is_worded_ordered_looked_at_and_sent_once(story: Any) -> None:
    bridge, bread = two_stories(story)
    third = story("Rain again", first_published_at=timezone.now())
    subscribe("ada@example.org", "bea@example.org")
    client = at_work("publisher")
    assert "None yet." in words(client.get(NEWSLETTER))
    draft = begun(client)
    assert begun(client) == draft, "there is one draft"
    form = filled(client, draft)
    assert set(form["article"]) == {str(each.pk) for each in (bridge, bread, third)}
    # One is unticked, and the other two change places.
    chosen = {"article": [str(bread.pk), str(bridge.pk)], f"place-{bridge.pk}": "1", f"place-{bread.pk}": "2"}
    kept = client.post(draft, {**form, **chosen, "greeting": "Good day.\n\n<b>Bold</b>"}, follow=True)
    assert "The draft is kept." in words(kept)
    preview = client.get(f"{draft}page/")
    assert "sandbox" in preview["Content-Security-Policy"]
    shown = lxml.html.fromstring(preview.content).find("body").text_content()
    assert "Rain again" not in shown
    assert shown.index("<b>Bold</b>") < shown.index("A bridge opens") < shown.index("Bread is cheap")
    assert Issue.objects.get().articles == [bridge.pk, bread.pk]
    asked = client.get(f"{draft}send/")
    assert "It goes to 2 readers." in words(asked)
    assert not Copy.objects.exists()
    assert "on its way to 2 readers" in words(client.post(f"{draft}send/", follow=True))
    assert "It goes to nobody twice." in words(client.post(f"{draft}send/", follow=True))
    assert post_copies() == 2
    assert [each.to for each in mail.outbox] == [["ada@example.org"], ["bea@example.org"]]
    told = words(client.get(NEWSLETTER))
    assert "A bridge opens" in told
    assert "2 of 2" in told
    assert list(Entry.objects.filter(what="sent a newsletter").values_list("who", flat=True)) == ["one-publisher"]
    late = client.post(draft, {**form, "greeting": "Too late"}, follow=True)
    assert "This letter has been sent." in words(late)


def test_a_proof_goes_to_who_works_at_it_and_to_nobody_else(story: Any) -> None:
    two_stories(story)
    subscribe("ada@example.org")
    client = at_work("publisher")
    draft = begun(client)
    form = filled(client, draft)
    assert "Your account has no e-mail address." in words(client.post(draft, {**form, "proof": "1"}, follow=True))
    User.objects.update(email="noor@example.org")
    client.post(draft, {**form, "subject": "This week", "proof": "1"})
    [proof] = mail.outbox
    assert (proof.to, proof.subject) == (["noor@example.org"], "Proof: This week")
    assert "List-Unsubscribe" not in proof.message()
    assert not Copy.objects.exists()
    assert Issue.objects.get().sent_at is None


def test_what_cannot_be_sent_is_told(story: Any) -> None:
    client = at_work("desk-head")
    draft = begun(client)
    assert "Nothing has been published in this language" in words(client.get(draft))
    assert "there is nobody to send it to" in words(client.get(f"{draft}send/"))
    assert "Nothing is in this letter yet" in words(client.post(f"{draft}send/", follow=True))
    assert Issue.objects.get().sent_at is None
    long = client.post(draft, {**filled(client, draft), "greeting": "x" * 3001})
    assert "It is not kept yet" in words(long)
    assert Issue.objects.get().greeting == ""


def test_copies_that_did_not_arrive_are_decided_about(story: Any) -> None:
    two_stories(story)
    subscribe("ada@example.org", "bea@example.org")
    client = at_work("publisher")
    draft = begun(client)
    client.post(f"{draft}send/")
    post_copies()
    Copy.objects.filter(subscriber__email="bea@example.org").update(state="unsure")
    assert "one to decide about" in words(client.get(NEWSLETTER))
    assert "One copy did not arrive, or may not have." in words(client.get(draft))
    client.post(f"{draft}decide/", {"what": "again"})
    assert post_copies() == 1
    Copy.objects.filter(subscriber__email="bea@example.org").update(state="failed")
    client.post(f"{draft}decide/", {"what": "aside"})
    assert post_copies() == 0
    assert "decide about" not in words(client.get(NEWSLETTER))


@pytest.mark.parametrize("role", ["editor", "fundraiser"])
def test_who_may_not_send_it_sees_none_of_it(role: str, fronts: dict[str, FrontPage]) -> None:
    draft = Issue.objects.create(language="en")
    client = at_work(role)
    places = (NEWSLETTER, *(f"{NEWSLETTER}{draft.pk}/{each}" for each in ("", "page/", "send/")))
    for place in places:
        assert client.get(place)["Location"] == "/newsroom/", place
    for place in (f"{NEWSLETTER}begin/ur/", f"{NEWSLETTER}{draft.pk}/send/", f"{NEWSLETTER}{draft.pk}/decide/"):
        assert client.post(place)["Location"] == "/newsroom/", place
    assert Issue.objects.count() == 1
