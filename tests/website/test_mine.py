"""My support, as who gives sees it: by a link, without a log-in, a cookie or a script."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

import lxml.html
import pytest
from django.core import mail, signing
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.utils import timezone
from tests.contributions.banking import account, camt, promised, transfer
from tests.contributions.giving import WAYS, begun, refuse
from tests.website.test_giving import Reader, asked

from freesheet.contributions.actions import finish_forgetting, import_statement, offer, post_letters, settle
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.kept import KEPT
from freesheet.contributions.letters.receipt import pdf_of
from freesheet.contributions.models import Charge, Letter, Plan, Supporter
from freesheet.contributions.providers.trial.provider import Trial
from freesheet.website.giving.mine import support_at
from freesheet.website.giving.tokens import gift_token, support_token

pytestmark = pytest.mark.django_db
__all__ = ["asked"]


def link(supporter: Supporter | None = None) -> str:
    return support_at(supporter or Supporter.objects.get()).removeprefix("http://testserver")


@pytest.mark.parametrize(("language", "title"), [("en", "My support"), ("zh-hant", "我的支持"), ("ur", "میرا تعاون")])
def test_the_link_shows_what_one_gives_in_ones_own_language(language: str, title: str) -> None:
    begun(paid=True, language=language)
    begun(paid=True, key="other", email="other@example.org", name="Zenobia")
    reader = Reader().open(link(Supporter.objects.get(email="ada@example.org")))
    assert title in reader.text()
    assert ("NT$۳۰۰" if language == "ur" else "NT$300") in reader.text()
    assert "2026-00001" in reader.text()
    assert "2026-00002" not in reader.text()
    assert "Zenobia" not in reader.text()


def test_the_page_is_kept_by_nobody_and_told_to_nobody() -> None:
    begun(paid=True)
    answer = Client().get(link())
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies
    assert not answer.storable  # type: ignore[attr-defined]


def made_ago(supporter: Supporter, days: float) -> str:
    """The token of a link that was mailed so long ago."""
    at = signing.b62_encode(int(time.time() - days * 86_400))
    return signing.Signer(salt="freesheet.giving.support", sep=".").sign(f"{supporter.pk}.{at}")


def test_a_link_works_for_thirty_days_and_for_nobody_else() -> None:
    charge = begun(paid=True)
    number, stamp, signature = support_token(charge.supporter).split(".")
    old, older = made_ago(charge.supporter, 29.9), made_ago(charge.supporter, 30.1)
    assert Client().get(f"/giving/mine/{old}/").status_code == 200
    guesses = (
        f"{int(number) + 1}.{stamp}.{signature}",
        f"{number}.{stamp}",
        gift_token(charge.supporter.charges.get()),
    )
    for guess in (*guesses, older, "x", "1.x.x"):
        answer = Client().get(f"/giving/mine/{guess}/")
        assert answer.status_code == 404, guess
        assert "NT$300" not in answer.content.decode()


# --- asking for the link


def ask_for(email: str, client: Client | None = None, **more: Any) -> Any:
    return (client or Client(enforce_csrf_checks=True)).post("/giving/mine/", {"email": email}, **more)


@pytest.fixture(autouse=True)
def nobody_has_asked() -> None:
    caches["door"].clear()


def test_who_asks_gets_a_letter_with_a_link_that_works_and_others_are_told_the_same() -> None:
    begun(paid=True)
    post_letters()
    mail.outbox.clear()
    known, unknown = ask_for(" Ada@Example.org"), ask_for("nobody@example.org")
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content)
    post_letters()
    [letter] = mail.outbox
    assert letter.to == ["ada@example.org"]
    [way] = re.findall(r"http://testserver(/giving/mine/\S+)", str(letter.body))
    assert "NT$300" in Reader().open(way).text()
    post_letters()
    assert len(mail.outbox) == 1


def test_one_address_gets_one_letter_in_ten_minutes_and_one_place_may_ask_ten_times_an_hour() -> None:
    begun(paid=True)
    Letter.objects.all().delete()
    for _again in range(3):
        assert ask_for("ada@example.org", REMOTE_ADDR="192.0.2.7").status_code == 200
        Letter.objects.update(state="sent")
    assert Letter.objects.filter(kind="link").count() == 1
    answers = [ask_for(f"{each}@example.org", REMOTE_ADDR="192.0.2.7").status_code for each in range(8)]
    assert answers == [200] * 7 + [429]
    assert ask_for("x@example.org", REMOTE_ADDR="192.0.2.8").status_code == 200
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_try")
        kept = str(cursor.fetchall())
    assert "freesheet.link" in kept
    assert "example.org" not in kept
    assert "192.0.2" not in kept


def test_what_is_no_address_is_said() -> None:
    answer = ask_for("ada@")
    assert answer.status_code == 422
    assert "no e-mail address" in answer.content.decode()
    assert 'value="ada@"' in answer.content.decode()


# --- lasting gifts


def act(reader: Reader, url_ends: str, **written: str) -> Reader:
    """Press the button of the form whose address ends so."""
    [form] = [each for each in reader.page.forms if each.action and each.action.endswith(url_ends)]
    reader.answer = reader.client.post(form.action, {**dict(form.form_values()), **written})
    reader.answer = reader._followed()
    assert "no-store" in reader.answer["Cache-Control"]
    assert reader.answer["Referrer-Policy"] == "no-referrer"
    return reader


def monthly(**more: Any) -> Reader:
    begun(paid=True, rhythm="month", **more)
    return Reader().open(link())


def test_the_amount_is_changed_within_what_is_taken_and_a_letter_says_so() -> None:
    reader = monthly()
    assert "The next gift is taken on 28 December 2026." in reader.text()
    act(reader, "/change/", own="450")
    assert "NT$450 · Every month" in reader.text()
    assert "The amount is changed" in reader.text()
    assert Plan.objects.get().minor == 45_000
    assert Letter.objects.filter(kind="changed").count() == 1
    for own, says in (
        ("5", "The smallest gift"),
        ("9999999", "write to us"),
        ("ten", "in figures"),
        ("", "in figures"),
    ):
        act(reader, "/change/", own=own)
        assert reader.answer.status_code == 422
        assert says in reader.page.xpath("//*[@role='alert']")[0].text_content()
    assert Plan.objects.get().minor == 45_000


def test_it_is_paused_and_goes_on() -> None:
    reader = act(monthly(), "/pause/")
    assert "is paused" in reader.text()
    assert Plan.objects.get().state == "paused"
    assert not [form for form in reader.page.forms if (form.action or "").endswith("/pause/")]
    assert "goes on" in act(reader, "/resume/").text()
    assert Plan.objects.get().state == "active"


def test_it_is_stopped_in_two_clicks_from_the_page_of_the_link_and_confirmed_by_mail() -> None:
    reader = monthly()
    [stop] = reader.page.xpath("//a[contains(@href, '/stop/')]/@href")
    reader.open(stop)
    assert Plan.objects.get().state == "active", "to look at it stops nothing"
    assert "You need give no reason" in reader.text()
    [button] = [form for form in reader.page.forms if form.method == "POST"]
    act(reader, "/stop/", **dict(button.form_values()))
    assert "is stopped" in reader.text()
    assert Plan.objects.get().state == "cancelled"
    act(reader.open(stop), "/stop/")
    assert Letter.objects.filter(kind="stopped").count() == 1


def test_a_refused_card_is_repaired_on_the_providers_page() -> None:
    reader = monthly()
    plan = Plan.objects.get()
    again = begun(key="again")
    Charge.objects.filter(pk=again.pk).update(plan=plan)
    offer(again, WAYS)
    refuse(again)
    settle(again)
    reader.open(link())
    assert "the bank or the card refused it" in reader.text()
    act(reader, "/repair/")
    assert "No money moves" in reader.text() or "no money moves" in reader.text()
    reader.send("pay")
    assert "The new card is taken from now on." in reader.text()
    assert Plan.objects.get().state == "active"
    assert Charge.objects.filter(state="received").count() == 2


def test_who_moves_the_money_and_does_not_answer_is_told_as_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_any: object) -> None:
        raise ProviderProblem("away")

    reader = monthly()
    for verb in ("stop", "pause", "change"):
        monkeypatch.setattr(Trial, verb, away)
    for what in ("/pause/", "/change/"):
        act(reader, what, own="500")
        assert reader.answer.status_code == 503
        assert "does not answer just now" in reader.text()
    reader.open(reader.page.xpath("//a[contains(@href, '/forget/')]/@href")[0])
    act(reader, "/forget/")
    assert reader.answer.status_code == 503
    assert "nothing is forgotten yet" in reader.text()
    assert Supporter.objects.get().name == "Ada"
    assert Plan.objects.get().state == "active"


def test_the_page_stands_also_where_the_provider_is_not_there_any_more() -> None:
    monthly()
    Plan.objects.update(provider="gone")
    Charge.objects.update(provider="gone")
    reader = Reader().open(link())
    assert "It runs." in reader.text()
    assert act(reader, "/change/", own="500").answer.status_code == 503


def test_who_sends_it_by_themselves_is_told_to_tell_their_bank() -> None:
    account()
    charge = promised("bank", rhythm="month")
    import_statement(camt(transfer(charge.reference)), "statement.xml", "noor")
    reader = Reader().open(link())
    assert "change with your bank too" in reader.text()
    assert not [form for form in reader.page.forms if (form.action or "").endswith(("/pause/", "/repair/"))]
    reader.open(reader.page.xpath("//a[contains(@href, '/stop/')]/@href")[0])
    assert "standing order" in reader.text()


def test_nobody_does_anything_with_what_is_not_theirs_and_no_link_of_a_mail_changes_anything() -> None:
    other = begun(paid=True, key="other", email="other@example.org", rhythm="month")
    mine = begun(paid=True, rhythm="month")
    own = link(mine.supporter)
    client = Client(enforce_csrf_checks=True)
    assert other.plan is not None
    assert mine.plan is not None
    for what in ("change", "pause", "resume", "stop", "repair", "card/trial"):
        assert client.post(f"{own}plan/{other.plan.pk}/{what}/", {"own": "500"}).status_code == 404, what
        assert client.get(f"{own}plan/{mine.plan.pk}/{what}/").status_code in (200, 303, 405), what
    for page in (f"receipt/{other.pk}.pdf", "year/2025.pdf", "year/9999.pdf", f"plan/{mine.plan.pk}/burn/"):
        assert client.get(own + page).status_code == 404, page
    for page in ("forget/", "data.json"):
        assert client.get(own + page).status_code == 200
    assert client.get(f"{own}about/").status_code == 405
    assert [plan.state for plan in Plan.objects.all()] == ["active", "active"]
    assert not Supporter.objects.exclude(forgets_at=None).exists()


# --- who one is


def test_name_and_language_are_corrected_and_receipts_that_were_made_stay() -> None:
    charge = begun(paid=True)
    before = pdf_of(charge.receipt)
    reader = act(Reader().open(link()), "/about/", name="Ada  Lovelace", language="ur", shows_name="on")
    supporter = Supporter.objects.get()
    assert (supporter.name, supporter.language) == ("Ada Lovelace", "ur")
    assert Charge.objects.get().shows_name
    assert pdf_of(charge.receipt) == before
    form = next(each for each in reader.page.forms if (each.action or "").endswith("/about/"))
    assert dict(form.form_values()) == {"name": "Ada Lovelace", "language": "ur", "shows_name": "on"}
    for wrong in ({"name": "n" * 200}, {"language": "tlh"}):
        act(reader, "/about/", **wrong)
        assert reader.answer.status_code == 422
    assert Supporter.objects.get().name == "Ada Lovelace"


def test_receipts_the_sheet_of_the_year_and_all_data_are_taken_along() -> None:
    begun(paid=True, word="Keep going.")
    begun(paid=True, key="other", email="other@example.org", name="Zenobia")
    client = Client()
    page = lxml.html.fromstring(client.get(link(Supporter.objects.get(name="Ada"))).content)
    files = {url: client.get(url) for url in page.xpath("//a[@download]/@href")}
    kinds = sorted(answer["Content-Type"] for answer in files.values())
    assert kinds == ["application/json", "application/pdf", "application/pdf"]
    for answer in files.values():
        assert answer["Content-Disposition"].startswith("attachment")
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
    told = next(answer.json() for answer in files.values() if answer["Content-Type"] == "application/json")
    assert told["Supporter"][0]["email"] == "ada@example.org"
    assert told["Charge"][0]["word"] == "Keep going."
    assert told["Receipt"][0]["number"] == 1
    assert "Zenobia" not in str(told)


def test_who_asks_to_be_forgotten_is_asked_once_and_an_old_link_says_so_kindly() -> None:
    reader = monthly()
    old = link()
    reader.open(reader.page.xpath("//a[contains(@href, '/forget/')]/@href")[0])
    assert "Your lasting gifts are stopped first." in reader.text()
    assert Supporter.objects.get().name == "Ada"
    act(reader, "/forget/")
    assert "We have forgotten you" in reader.text()
    for url in (old, f"{old}data.json", f"{old}forget/"):
        answer = Client().get(url)
        assert answer.status_code == 410
        assert "We have forgotten you" in answer.content.decode()
    finish_forgetting(timezone.now() + timedelta(days=2))
    assert Client().get(old).status_code == 410
    assert Client().post(f"{old}about/", {"name": "Ada", "language": "en"}).status_code == 410
    assert Supporter.objects.get().name == ""


# --- what is kept


@pytest.mark.parametrize(("prefix", "word"), [("", "books"), ("/zh-hant", "帳冊"), ("/ur", "کھاتے")])
def test_what_is_kept_is_told_to_everybody_in_their_language(prefix: str, word: str) -> None:
    reader = Reader().open(f"{prefix}/giving/kept/")
    assert len(reader.page.xpath("(//dl)[1]/div")) == len(KEPT)
    assert word in reader.text()
    for page in ("/giving/", "/giving/mine/"):
        assert f"{prefix}/giving/kept/" in Reader().open(f"{prefix}{page}").page.xpath("//main//a/@href")


def test_where_a_gift_began_is_never_the_secret_address_of_another_page() -> None:
    begun(paid=True)
    reader = Reader().open("/giving/", headers={"referer": f"http://testserver{link()}"})
    reader.send(own="5").send(email="b@example.org")
    assert Charge.objects.order_by("-pk")[0].page == ""
