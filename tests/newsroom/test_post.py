"""Letters in the newsroom: who decides about those that did not leave, and who reads what nobody sends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.utils import timezone
from tests import factories
from tests.contributions.giving import begun
from tests.contributions.mailserver import text_of_pdf

from freesheet.accounts.actions import add_staff
from freesheet.accounts.models import User
from freesheet.contributions.actions import post_letters
from freesheet.contributions.letters.receipt import text_for
from freesheet.contributions.models import Charge, Letter, ReceiptText

LETTERS, MAILBOX = "/newsroom/letters/", "/newsroom/letters/mailbox/"


@pytest.fixture(autouse=True)
def world(db: None) -> None:
    factories.editions("en", "zh-hant", "ur")


def somebody(role: str, language: str = "") -> Client:
    user, _password = add_staff(role, "", role)
    if language:
        from wagtail.users.models import UserProfile

        profile = UserProfile.get_for_user(user)
        profile.preferred_language = language
        profile.save()
    window = Client()
    window.force_login(User.objects.get(pk=user.pk))
    return window


def stuck(state: str, key: str = "key", problem: str = "") -> Letter:
    letter = begun(paid=True, key=key, email=f"{key}@example.org").letters.get()
    Letter.objects.filter(pk=letter.pk).update(state=state, problem=problem)
    letter.refresh_from_db()
    return letter


def said(page: Any) -> str:
    text: str = lxml.html.document_fromstring(page.content.decode()).body.text_content()
    return " ".join(text.split())


def test_who_has_to_do_with_money_sees_what_failed_and_why_and_sends_it_again() -> None:
    letter = stuck("failed", problem="550 Nobody <here>")
    window = somebody("fundraiser")
    page = said(window.get(LETTERS))
    for words in ("Not sent", "Thanks and receipt", "key@example.org", "550 Nobody <here>"):
        assert words in page
    answer = window.post(f"{LETTERS}{letter.pk}/decide/", {"what": "again"}, follow=True)
    assert "on its way again" in said(answer)
    assert "One letter waits to be sent" in said(answer)
    letter.refresh_from_db()
    assert letter.state == "waiting"
    assert "decided about this letter already" in said(
        window.post(f"{LETTERS}{letter.pk}/decide/", {"what": "again"}, follow=True)
    )


def test_what_may_have_been_sent_is_told_as_that_and_set_aside() -> None:
    letter = stuck("unsure")
    window = somebody("publisher")
    assert "it may come twice" in said(window.get(LETTERS))
    window.post(f"{LETTERS}{letter.pk}/decide/", {"what": "aside"})
    letter.refresh_from_db()
    assert letter.state == "set aside"
    assert "Every letter has left" in said(window.get(LETTERS))


@pytest.mark.parametrize("role", ["contributor", "editor", "desk-head"])
def test_others_see_no_givers_and_decide_nothing(role: str) -> None:
    letter = stuck("failed")
    window = somebody(role)
    for answer in (window.get(LETTERS), window.post(f"{LETTERS}{letter.pk}/decide/", {"what": "again"})):
        assert answer.status_code in (302, 403)
        assert "example.org" not in answer.content.decode()
    letter.refresh_from_db()
    assert letter.state == "failed"
    assert "Letters to givers" not in window.get("/newsroom/", follow=True).content.decode()


def test_the_words_of_receipts_are_written_by_who_has_to_do_with_money() -> None:
    window = somebody("fundraiser")
    place = "/newsroom/snippets/contributions/receipttext/"
    form = {"language": "ur", "country": "PK", "issuer": "اخبار", "legal": "قانون"}
    assert "two capital letters" in said(window.post(f"{place}add/", {**form, "country": "pk"}))
    assert window.post(f"{place}add/", form).status_code == 302
    [text] = ReceiptText.objects.all()
    assert text_for("ur", "PK") == text
    assert "PK" in said(window.get(place))
    editor = somebody("editor")
    assert editor.get(f"{place}add/").status_code in (302, 403)
    assert editor.post(f"{place}delete/{text.pk}/").status_code in (302, 403)
    assert ReceiptText.objects.exists()


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """Where mail is written."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    (tmp_path / "mail").mkdir()
    return tmp_path / "mail"


def links(page: Any) -> list[str]:
    tree = lxml.html.document_fromstring(page.content.decode())
    return [str(link) for link in tree.xpath("//main//a/@href")]


@pytest.mark.parametrize(("language", "thanks"), [("en", "Thank you"), ("zh-hant", "謝謝您"), ("ur", "شکریہ")])
def test_who_tries_the_paper_reads_the_letter_and_its_receipt(folder: Path, language: str, thanks: str) -> None:
    begun(paid=True, language=language, name="Ada")
    assert post_letters() == 1
    window = somebody("administrator")
    inbox = window.get(MAILBOX)
    assert "ada@example.org" in said(inbox)
    [address] = [link for link in links(inbox) if "/mailbox/2" in link]
    mail = window.get(address)
    assert thanks in said(mail)
    assert "receipt-2026-00001.pdf" in said(mail)
    tree = lxml.html.document_fromstring(mail.content.decode())
    [frame] = tree.iter("iframe")
    assert frame.get("sandbox") == ""
    shown = window.get(frame.get("src"))
    assert thanks in shown.content.decode()
    assert "sandbox" in shown["Content-Security-Policy"]
    [attached] = [link for link in links(mail) if link.endswith("/0/") and link != address]
    receipt = window.get(attached)
    assert receipt["Content-Disposition"].endswith('filename="receipt-2026-00001.pdf"')
    assert "Ada" in text_of_pdf(receipt.content)


def test_hostile_mail_runs_nothing_and_is_shown_as_it_is(folder: Path) -> None:
    text = f"one\n{'-' * 79}\nstill one <script>alert(1)</script>"
    mail = EmailMultiAlternatives("<script>alert(2)</script>", text, to=["x@example.org"])
    mail.attach_alternative("<script>alert(3)</script>", "text/html")
    mail.attach('../"evil.html', b"<script>", "text/html")
    mail.send()
    EmailMultiAlternatives("Second", "in a file of its own", to=["y@example.org"]).send()
    window = somebody("administrator")
    inbox = window.get(MAILBOX)
    assert "<script>alert(2)" not in inbox.content.decode()
    assert {"Second", "<script>alert(2)</script>"} <= {
        " ".join(a.text_content().split()) for a in lxml.html.document_fromstring(inbox.content.decode()).iter("a")
    }
    name = next(file.name for file in folder.iterdir() if b"alert" in file.read_bytes())
    page = window.get(f"{MAILBOX}{name}/0/")
    assert "still one" in said(page)
    assert "<script>alert(" not in page.content.decode()
    attached = window.get(f"{MAILBOX}{name}/0/0/")
    assert attached["Content-Type"] == "application/octet-stream"
    assert attached["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", ["none.log/0/", "..%2Fkeys.log/0/", "{name}/7/", "{name}/0/3/", "{name}.txt/0/"])
def test_what_is_not_there_is_not_there(folder: Path, address: str) -> None:
    EmailMultiAlternatives("Here", "I am", to=["x@example.org"]).send()
    (folder.parent / "keys.log").write_text("Subject: secret\n\nsecret\n")
    [file] = folder.iterdir()
    answer = somebody("administrator").get(MAILBOX + address.format(name=file.name))
    assert answer.status_code == 404


def test_only_administrators_read_mail_and_only_where_nobody_sends_it(folder: Path, settings: Any) -> None:
    EmailMultiAlternatives("Way in", "secret", to=["x@example.org"]).send()
    [file] = folder.iterdir()
    publisher, administrator = somebody("publisher"), somebody("administrator")
    for address in (MAILBOX, f"{MAILBOX}{file.name}/0/", f"{MAILBOX}{file.name}/0/page/"):
        assert publisher.get(address).status_code in (302, 403)
        assert administrator.get(address).status_code == 200
    settings.PUBLICATION = replace(settings.PUBLICATION, mail_server="smtp://mail.example")
    assert administrator.get(MAILBOX).status_code == 404


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hant", ("可能已寄出", "再寄一次")), ("ur", ("شاید بھیجا جا چکا ہے", "دوبارہ بھیجیں"))]
)
def test_the_newsroom_reads_it_in_its_language(language: str, words: tuple[str, ...]) -> None:
    stuck("unsure")
    page = said(somebody("publisher", language).get(LETTERS))
    assert all(word in page for word in words)


def test_many_letters_are_told_on_many_pages() -> None:
    supporter = stuck("failed").supporter
    Letter.objects.bulk_create(
        Letter(key=f"k{n}", kind="stopped", supporter=supporter, state="failed", created_at=timezone.now())
        for n in range(60)
    )
    window = somebody("publisher")
    page = window.get(LETTERS)
    assert page.content.decode().count("End of a lasting gift</strong>") == 50


def test_last_years_sheets_are_written_once_by_who_has_to_do_with_money() -> None:
    charge = begun(paid=True)
    last_year = timezone.now().replace(month=6, day=1) - timedelta(days=366)
    Charge.objects.filter(pk=charge.pk).update(received_at=last_year)
    window = somebody("fundraiser")
    assert "One letter is written" in said(window.post(f"{LETTERS}year/", follow=True))
    assert "0 letters are written" in said(window.post(f"{LETTERS}year/", follow=True))
    assert Letter.objects.filter(kind="year").count() == 1
    assert somebody("editor").post(f"{LETTERS}year/").status_code in (302, 403)
