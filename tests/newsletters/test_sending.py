"""What a letter says, with the appeal at its end; and that each reader gets it once, whoever dies meanwhile."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.utils import timezone
from tests import factories
from tests.conftest import ROOT
from tests.contributions.mailserver import MailServer
from tests.newsletters.postman import READERS
from tests.website.test_giving import asked
from wagtail.models import Locale

from freesheet.contributions.models import ShownFigures
from freesheet.editions.models import FrontPage, InformationPage, Publication
from freesheet.newsletters.actions import begin, forget_address, post_copies, send, word
from freesheet.newsletters.errors import NewsletterProblem
from freesheet.newsletters.models import Copy, Issue, Subscriber
from freesheet.project.publication import lay_out

pytestmark = pytest.mark.django_db
__all__ = ["asked"]


def reader(email: str = "ada@example.org", language: str = "en") -> Subscriber:
    return Subscriber.objects.create(email=email, language=language, confirmed_at=timezone.now())


def asking(language: str = "en", **words: str) -> None:
    """The publication's appeal."""
    plain = {"appeal_heading": "We are small.", "appeal_text": "{supporters} people keep us. You can help."}
    Publication.objects.update_or_create(
        locale=Locale.objects.get(language_code=language),
        defaults={"name": "The Test Sheet", "imprint": "1 Ink Lane", **plain, **words},
    )


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def page_of(mail: EmailMessage) -> Any:
    body = mail.get_body(("html",))
    assert body is not None
    return lxml.html.fromstring(body.get_content())


def sent(server: MailServer, language: str = "en") -> EmailMessage:
    """The draft of a language as its one reader gets it."""
    reader(language=language)
    send(begin(language), "noor")
    assert post_copies() == 1
    return server.mails[-1]


def test_a_letter_has_what_was_published_since_the_last_one_and_the_appeal_with_real_figures(
    fronts: dict[str, FrontPage], server: MailServer, story: Any
) -> None:
    story("Long before")
    byline = (factories.author(fronts["en"], "Ada Reporter"),)
    story("A bridge opens", standfirst="After nine years.", authors=byline, first_published_at=timezone.now())
    asking()
    ShownFigures.objects.create(pk=1, supporters=1200)
    mail = sent(server)
    assert (mail["Subject"], mail["To"]) == ("A bridge opens", "ada@example.org")
    assert str(mail["From"]).startswith("The Test Sheet <")
    said, shown = text_of(mail), page_of(mail).text_content()
    for words in (said, shown):
        for told in ("After nine years.", "Ada Reporter", "We are small.", "1,200 people keep us.", "You can help."):
            assert told in words, told
        assert "Long before" not in words
    assert "http://testserver/world/a-bridge-opens/" in said
    assert "http://testserver/giving/?from=/newsletter/" in said
    assert said.index("You can help.") > said.index("After nine years."), "the appeal is at the end"
    # Nothing that tells us who opens it, or what they read.
    assert not page_of(mail).xpath("//img|//script|//link|//*[contains(@style, 'url(')]")
    assert {url.split("?")[0] for url in page_of(mail).xpath("//@href") if "/leave/" not in url} <= {
        f"http://testserver/{place}" for place in ("", "world/a-bridge-opens/", "giving/", "giving/kept/")
    }
    assert begin("en").articles == [], "the next letter has only what is new"


def test_a_sentence_without_its_figure_is_left_out_of_a_letter(
    fronts: dict[str, FrontPage], server: MailServer, story: Any
) -> None:
    story("A bridge opens", first_published_at=timezone.now())
    asking()
    said = text_of(sent(server))
    assert "You can help." in said
    assert "people keep us" not in said
    assert "{" not in said


@pytest.mark.parametrize("why", ["takes no gifts", "sensitive", "no words"])
def test_a_letter_has_no_appeal_where_there_is_none_to_be_made(
    why: str, fronts: dict[str, FrontPage], server: MailServer, story: Any
) -> None:
    if why == "takes no gifts":
        object.__setattr__(settings.PUBLICATION, "payments", ())
    story("A bridge falls", appeal_off=why == "sensitive", first_published_at=timezone.now())
    asking(**{"appeal_heading": "", "appeal_text": ""} if why == "no words" else {})
    said = text_of(sent(server))
    assert "A bridge falls" in said
    assert "help" not in said
    assert "/giving/?" not in said


def test_one_piece_that_is_not_sensitive_is_enough_and_the_support_page_is_where_it_leads(
    fronts: dict[str, FrontPage], server: MailServer, story: Any
) -> None:
    page = InformationPage(title="Support", slug="support", role="support", locale=fronts["en"].locale)
    fronts["en"].add_child(instance=page)
    story("A bridge falls", appeal_off=True, first_published_at=timezone.now())
    story("Bread is cheap", first_published_at=timezone.now())
    asking()
    assert "http://testserver/support/" in text_of(sent(server))


@pytest.mark.parametrize(("language", "direction"), [("zh-hant", "ltr"), ("ur", "rtl")])
def test_a_letter_is_in_the_language_and_the_direction_of_its_edition(
    language: str, direction: str, fronts: dict[str, FrontPage], server: MailServer
) -> None:
    there = factories.section(fronts[language], "World")
    factories.article(there, "一座橋", first_published_at=timezone.now())
    mail = sent(server, language)
    assert mail["Content-Language"] == language
    page = page_of(mail)
    assert (page.get("lang"), page.get("dir")) == (language, direction)
    # Mail readers of the web drop the body with its direction, and bdi.
    assert page.xpath("//body/*/@dir") == [direction]
    assert not page.xpath("//bdi")
    assert ("請不要再寄" if language == "zh-hant" else "اب خط نہ بھیجیں") in page.text_content()
    assert f"http://testserver/{language}/newsletter/leave/" in str(mail["List-Unsubscribe"]).strip()


def test_what_readers_may_not_see_is_in_no_letter(fronts: dict[str, FrontPage], server: MailServer, story: Any) -> None:
    gone = story("A secret", first_published_at=timezone.now())
    story("A bridge opens", first_published_at=timezone.now())
    begin("en")
    gone.unpublish()
    assert "A secret" not in str(sent(server))


def test_pressed_twice_is_sent_once_and_to_who_has_confirmed(
    fronts: dict[str, FrontPage], server: MailServer, story: Any
) -> None:
    story("A bridge opens", first_published_at=timezone.now())
    draft = begin("en")
    with pytest.raises(NewsletterProblem, match="Nobody has asked"):
        send(draft, "noor")
    reader()
    reader("zia@example.org", "ur")
    Subscriber.objects.create(email="asked@example.org", language="en")
    assert send(draft, "noor") == 1
    for late in (lambda: send(draft, "noor"), lambda: word(draft, "Another", "", [])):
        with pytest.raises(NewsletterProblem, match="has been sent"):
            late()
    assert post_copies() == 1
    assert post_copies() == 0
    assert [mail["To"] for mail in server.mails] == ["ada@example.org"]


def test_an_empty_letter_goes_to_nobody(fronts: dict[str, FrontPage]) -> None:
    reader()
    with pytest.raises(NewsletterProblem, match="Nothing is in this letter"):
        send(begin("en"), "noor")
    assert not Copy.objects.exists()


def test_who_leaves_before_it_has_left_gets_none_and_what_is_refused_tells_no_address(
    fronts: dict[str, FrontPage], server: MailServer, story: Any, caplog: Any
) -> None:
    story("A bridge opens", first_published_at=timezone.now())
    for each in ("ada", "bea", "gone"):
        reader(f"{each}@example.org")
    send(begin("en"), "noor")
    assert forget_address("Gone@example.org") == 1
    server.refuses["bea"] = "550 No such user: <bea@example.org>"
    assert post_copies() == 1
    assert dict(Copy.objects.values_list("state", "problem")) == {
        "sent": "", "failed": "550 No such user: …", "set aside": "",
    }  # fmt: skip
    assert "example.org" not in caplog.text
    assert Issue.objects.get().sent_to == 3


def test_who_is_killed_in_between_leaves_one_copy_unsure_and_the_others_arrive_once(
    tmp_path: Path, server: MailServer, request: pytest.FixtureRequest
) -> None:
    folder = tmp_path / "paper"
    lay_out(folder, {"address": "http://testserver", "languages": ["en"], "timezone": "Asia/Taipei"})
    if kept := list(request.config.cache.mkdir("migrated").glob("*.sqlite3")):
        # Migrations take long.
        shutil.copy(kept[0], folder / "freesheet.sqlite3")
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("FREESHEET_", "DJANGO_"))}
    environment["FREESHEET_DIR"] = str(folder)

    def process(what: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "tests.newsletters.postman", what, str(server.port)]
        return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)

    killed = process("send")
    server.on_letter = lambda number: os.kill(killed.pid, signal.SIGKILL) if number == 2 else None
    killed.communicate(timeout=300)
    assert killed.returncode == -signal.SIGKILL
    again = process("later")
    told, _errors = again.communicate(timeout=300)
    assert again.returncode == 0
    assert json.loads(told) == {"sent": READERS - 1, "unsure": 1}
    assert set(server.ids().values()) == {1}
    assert len(server.ids()) == READERS
