"""Letters as who gives gets them: by a real mail server, in their language, with the receipt on paper."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any

import lxml.html
import pytest
from tests.contributions.giving import begun, send_back
from tests.contributions.mailserver import MailServer, receipt_of, text_of_pdf

from freesheet.contributions.actions import pause, plan_happened, post_letters, resume, settle, write_of_the_year
from freesheet.contributions.letters import places
from freesheet.contributions.letters.receipt import pdf_of
from freesheet.contributions.models import Charge, Letter, Receipt, ReceiptText, Supporter
from freesheet.lib.money import Money
from freesheet.website.giving.tokens import supporter_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("paper")]

EVENING = datetime(2026, 11, 28, 20, tzinfo=UTC)
"""The 29th, in Taipei."""

GIVERS: dict[str, dict[str, Any]] = {
    "en": {"name": "Ada", "money": Money(30_000, "TWD"), "country": "TW"},
    "zh-hant": {"name": "王小明", "money": Money(30_000, "TWD"), "country": "TW"},
    "ur": {"name": "علی احمد", "money": Money(50_000, "PKR"), "country": "PK"},
}
THANKS = {
    "en": ("The Test Sheet: thank you. Your receipt 2026-00001", "Good day, Ada.", "NT$300", "29 November 2026"),
    "zh-hant": ("測試日報：謝謝您。收據 2026-00001", "王小明，您好。", "NT$300", "2026年11月29日"),
    "ur": ("روزنامہ آزمائش: شکریہ۔ آپ کی رسید 2026-00001", "علی احمد، سلام۔", "Rs ۵۰۰", "۲۹ نومبر ۲۰۲۶"),
}
ISOLATES = re.compile("[\u2066-\u2069]")


def plain(text: str) -> str:
    """Without what only sets words apart, and with one kind of space."""
    return ISOLATES.sub("", text).replace("\u202f", " ").replace("\xa0", " ")


def given(edition: str, **more: Any) -> Charge:
    charge = begun(paid=True, **{"language": edition, **GIVERS[edition], **more})
    Charge.objects.filter(pk=charge.pk).update(received_at=EVENING)
    charge.refresh_from_db()
    return charge


def sent(server: MailServer) -> list[EmailMessage]:
    post_letters()
    return server.mails


def body(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("language", GIVERS)
def test_who_gave_is_thanked_in_their_language_with_a_receipt(language: str, server: MailServer) -> None:
    given(language)
    [mail] = sent(server)
    subject, greeting, amount, day = THANKS[language]
    assert plain(mail["Subject"]).strip() == subject
    assert mail["To"].addresses[0].addr_spec == "ada@example.org"
    [sender] = mail["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (subject.split(":")[0].split("：")[0], "desk@paper.example")
    text = plain(body(mail, "plain"))
    assert text.startswith(greeting + "\n")
    for words in (amount, day, "2026-00001"):
        assert words in text
    page = body(mail, "html")
    tree = lxml.html.document_fromstring(page)
    assert tree.get("lang") == language
    # Mail readers of the web keep what is in the body and drop the body itself, with its direction, and drop bdi.
    [whole] = tree.body
    assert {tree.get("dir"), whole.get("dir")} == {"rtl" if language == "ur" else "ltr"}
    assert (whole.tag, whole.get("lang"), tree.findall(".//bdi")) == ("div", language, [])
    for paragraph in text.split("\n\n")[:4]:
        assert paragraph in plain(tree.text_content())
    assert receipt_of(mail).startswith(b"%PDF")


@pytest.mark.parametrize("language", GIVERS)
def test_a_letter_asks_nothing_of_who_reads_it(language: str, server: MailServer) -> None:
    given(language)
    [mail] = sent(server)
    page = body(mail, "html")
    assert not re.search(r"<(img|script|link|iframe|form)|url\(|src=", page)
    assert 'content="light dark"' in page
    assert not re.search(r"(?<!-)color: ?#|background", page)
    assert mail["List-Unsubscribe"] is None
    assert mail["Auto-Submitted"] == "auto-generated"
    assert len(mail.as_bytes()) < 100_000


@pytest.mark.parametrize("language", GIVERS)
def test_the_receipt_says_who_gave_how_much_and_when(language: str, server: MailServer) -> None:
    given(language)
    [mail] = sent(server)
    said = plain(text_of_pdf(receipt_of(mail)))
    _subject, _greeting, amount, day = THANKS[language]
    for words in (GIVERS[language]["name"], day):
        assert words in said
    # Who copies from a page that runs from right to left gets the currency's sign after the digits.
    assert amount in said or "".join(reversed(amount.split())) in said.replace(" ", "")
    assert "2026-00001" in said
    assert "Taipei" in said


def test_in_urdu_letters_are_joined_and_the_page_runs_from_right_to_left(server: MailServer) -> None:
    import pypdfium2

    given("ur")
    [mail] = sent(server)
    document = pypdfium2.PdfDocument(receipt_of(mail))
    text = document[0].get_textpage()
    whole = text.get_text_range()
    label, name = (whole.index(word) for word in ("عطیہ دہندہ", "علی احمد"))
    assert text.get_charbox(label)[0] > text.get_charbox(name)[0], "labels stand at the right"
    assert text.get_charbox(name)[0] > text.get_charbox(name + len("علی احمد") - 1)[0]
    # The number keeps its order: the year stands at its left.
    at = whole.index("2026-00001")
    assert text.get_charbox(at)[0] < text.get_charbox(at + 9)[0]


@pytest.mark.parametrize("language", GIVERS)
def test_a_receipt_made_again_is_the_same_whatever_has_changed(language: str, server: MailServer) -> None:
    charge = given(language)
    [mail] = sent(server)
    first = receipt_of(mail)
    Supporter.objects.update(name="Somebody Else")
    ReceiptText.objects.create(language=language, legal="Of another law.")
    assert pdf_of(Receipt.objects.get(charge=charge)) == first


def test_the_outlets_words_are_those_for_the_language_and_country_of_who_gave(server: MailServer) -> None:
    ReceiptText.objects.create(language="en", country="", legal="Everywhere.", issuer="Test Ltd, Taipei")
    ReceiptText.objects.create(language="en", country="TW", legal="In Taiwan.\nBy law.", issuer="Test Ltd, Taiwan")
    given("en", key="a")
    given("en", key="b", country="DE")
    given("zh-hant", key="c")
    given("ur", key="d")
    said = [text_of_pdf(receipt_of(mail)) for mail in sent(server)]
    assert "In Taiwan.\nBy law.\nTest Ltd, Taiwan" in said[0]
    assert "Everywhere." in said[1]
    assert "In Taiwan." in said[2], "the paper's own language, where this one has no text"
    assert "Everywhere." in said[3]


def test_a_receipt_of_whom_no_name_is_known_has_their_address(server: MailServer) -> None:
    given("en", name="")
    [mail] = sent(server)
    assert body(mail, "plain").startswith("Good day.\n")
    assert "ada@example.org" in text_of_pdf(receipt_of(mail))


def test_what_somebody_writes_for_a_name_stays_a_name(server: MailServer) -> None:
    name = '<b>#eval("1")</b> $x$ {{ 7 }}'
    given("en", name=name)
    [mail] = sent(server)
    assert name in body(mail, "plain")
    assert "<b>" not in body(mail, "html")
    assert name in text_of_pdf(receipt_of(mail))


def test_letters_no_font_here_has_do_not_keep_the_receipt_back(server: MailServer, caplog: Any) -> None:
    given("en", name="Ada \ue000")
    [mail] = sent(server)
    assert "Ada" in text_of_pdf(receipt_of(mail))
    assert "Debian" in caplog.text
    assert "Ada" not in caplog.text


BACK = {
    "en": ("NT$100 is on its way back to you", "NT$200 of your gift stays", "Nothing of that gift stays"),
    "zh-hant": ("NT$100 正退還給您", "仍有 NT$200", "已全數退還"),
    "ur": ("Rs ۱۰۰ آپ کو واپس", "Rs ۴۰۰ ہمارے پاس", "کچھ نہیں رہا"),
}


@pytest.mark.parametrize("language", GIVERS)
def test_who_gets_something_back_is_told_how_much_each_time(language: str, server: MailServer) -> None:
    charge = given(language)
    send_back(charge, 10_000)
    settle(charge)
    _thanks, part = sent(server)
    assert BACK[language][0] in plain(part["Subject"])
    assert BACK[language][1] in plain(body(part, "plain"))
    assert not list(part.iter_attachments())
    send_back(charge, 100_000)
    settle(charge)
    rest = sent(server)[2]
    assert BACK[language][2] in plain(body(rest, "plain"))


LASTING = {
    "en": (
        "could not be collected",
        "This month your gift of NT$300",
        "has ended",
        "You have given once, on 29 November",
    ),
    "zh-hant": ("未能扣款", "您本月的捐款 NT$300", "已停止", "自 2026年11月29日 起，您共捐助了 1 次"),
    "ur": ("وصول نہ ہو سکا", "اس مہینے آپ کا Rs ۵۰۰", "بند ہو گیا", "آپ نے ایک بار دیا، ۲۹ نومبر ۲۰۲۶ کو"),
}


@pytest.mark.parametrize("language", GIVERS)
def test_a_lasting_gift_that_fails_or_ends_is_told_of_with_a_way_on(language: str, server: MailServer) -> None:
    charge = given(language, rhythm="month")
    assert charge.plan is not None
    plan_happened(charge.plan, "refused", cause="card")
    plan_happened(charge.plan, "stopped", cause="by hand")
    _thanks, failure, stopped = sent(server)
    told = LASTING[language]
    for mail, subject, words in ((failure, *told[:2]), (stopped, *told[2:])):
        assert subject in plain(mail["Subject"])
        assert words in plain(body(mail, "plain"))
        assert "http://testserver/" in body(mail, "plain")
        assert 'href="http://testserver/' in body(mail, "html")


PAUSED = {
    "en": ("your gift is paused", "Your lasting gift of NT$300 is paused", "your gift goes on", "NT$300 every month"),
    "zh-hant": ("已暫停", "您的定期捐款 NT$300 已暫停", "繼續", "NT$300"),
    "ur": ("وقفہ", "Rs ۵۰۰ کا مستقل عطیہ", "جاری", "Rs ۵۰۰"),
}


@pytest.mark.parametrize("language", GIVERS)
def test_a_pause_and_its_end_are_confirmed_once_each_time(language: str, server: MailServer) -> None:
    plan = given(language, rhythm="month").plan
    assert plan is not None
    plan.refresh_from_db()
    for _time in range(2):
        for verb in (pause, resume):
            assert verb(plan)
            # Pressed twice, or told by the provider besides.
            assert not verb(plan)
            assert not plan_happened(plan, f"{verb.__name__}d", cause="sub_1")
            plan.refresh_from_db()
    _thanks, *mails = sent(server)
    assert len(mails) == 4
    told = PAUSED[language]
    for mail, subject, words in ((mails[0], *told[:2]), (mails[1], *told[2:])):
        assert subject in plain(mail["Subject"])
        assert words in plain(body(mail, "plain"))
        assert "http://testserver/" in body(mail, "plain")


def test_who_reads_another_language_gets_all_of_it_in_english(server: MailServer) -> None:
    given("en", language="th")
    [mail] = sent(server)
    assert "29 November 2026" in body(mail, "plain")
    assert mail["Content-Language"] == "en"


def test_a_letter_nobody_has_words_for_is_told_to_the_newsroom(server: MailServer) -> None:
    supporter = given("en").supporter
    Letter.objects.all().delete()
    Letter.objects.create(key="x", kind="poem", supporter=supporter)
    assert sent(server) == []
    letter = Letter.objects.get()
    assert (letter.state, letter.tries) == ("failed", 1)
    assert "no words" in letter.problem


YEAR = {
    "en": ("your gifts in 2026", "Gifts of the year 2026", "Stayed with us in 2026", "NT$500"),
    "zh-hant": ("您在 2026 年的捐款", "2026 年捐款明細", "2026 年合計", "NT$500"),
    "ur": ("میں آپ کے عطیات", "کے عطیات", "میں کل", "۹۰۰"),
}


@pytest.mark.parametrize("language", GIVERS)
def test_who_gave_in_a_year_gets_all_of_it_on_one_sheet_once(language: str, server: MailServer) -> None:
    first, _second = given(language, key="a"), given(language, key="b")
    send_back(first, 10_000)
    settle(first)
    last_year = given(language, key="c")
    Charge.objects.filter(pk=last_year.pk).update(received_at=datetime(2025, 12, 31, 15, tzinfo=UTC))
    Letter.objects.all().delete()
    assert (write_of_the_year(2026), write_of_the_year(2026)) == (1, 0)
    [mail] = sent(server)
    subject, *words = YEAR[language]
    assert subject in plain(mail["Subject"])
    said = plain(text_of_pdf(receipt_of(mail)))
    for word in (*words, "2026-00001", "2026-00002", GIVERS[language]["name"]):
        assert word in said, word
    assert "2026-00003" not in said
    assert write_of_the_year(2024) == 0


def test_letters_lead_to_the_pages_that_are_shown(server: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_shown", list(places._shown))
    places.shown_at(
        lambda charge: f"https://x.example/gift/{charge.pk}/", lambda language: f"https://x.example/{language}/"
    )
    charge = given("en", rhythm="month")
    assert charge.plan is not None
    plan_happened(charge.plan, "refused", cause="card")
    thanks, failure = sent(server)
    assert f"Your gift:\nhttps://x.example/gift/{charge.pk}/" in body(thanks, "plain")
    assert "Give with another card:\nhttps://x.example/en/" in body(failure, "plain")


def test_every_letter_leads_to_all_that_its_reader_gives_by_a_link_of_their_own(server: MailServer) -> None:
    charge = given("en", rhythm="month")
    assert charge.plan is not None
    send_back(charge, 10_000)
    settle(charge)
    plan_happened(charge.plan, "refused", cause="card")
    plan_happened(charge.plan, "stopped", cause="by hand")
    write_of_the_year(2026)
    mails = sent(server)
    assert len(mails) == 5
    for mail in mails:
        [token] = re.findall(r"http://testserver/giving/mine/([^/]+)/\n", body(mail, "plain"))
        assert supporter_of(token) == charge.supporter
        assert f'href="http://testserver/giving/mine/{token}/"' in body(mail, "html")
        assert "http://testserver/giving/kept/" in body(mail, "plain")
