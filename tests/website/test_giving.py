"""Giving, as a reader does it: without a script, a cookie or an account, in every language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import lxml.html
import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from freesheet.contributions.models import Charge, Letter, Plan, Supporter
from freesheet.contributions.providers.kinds import named
from freesheet.contributions.providers.provider import Offer
from freesheet.contributions.providers.trial.provider import Trial
from freesheet.editions.models import FrontPage, InformationPage

pytestmark = pytest.mark.django_db
GIVER = {"email": "ada@example.org", "name": "Ada", "word": "Keep going."}


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch, fronts: dict[str, FrontPage]) -> Iterator[None]:
    """The outlet takes gifts, by the trial provider."""
    before = settings.PUBLICATION.payments
    object.__setattr__(settings.PUBLICATION, "payments", ("trial",))
    yield
    object.__setattr__(settings.PUBLICATION, "payments", before)
    named.cache_clear()


class Reader:
    """Fills in what is on a page and sends it, as a browser without scripts does."""

    def __init__(self) -> None:
        # As it is in the world: a form of ours without a cookie is no forgery.
        self.client = Client(enforce_csrf_checks=True)
        self.answer: Any = None

    def open(self, url: str, **more: Any) -> Reader:
        self.answer = self.client.get(url, **more)
        self.answer = self._followed()
        return self

    def _followed(self) -> Any:
        answer = self.answer
        while answer.status_code == 303:
            answer = self.client.get(answer["Location"].removeprefix("http://testserver"))
        return answer

    @property
    def page(self) -> Any:
        return lxml.html.fromstring(self.answer.content)

    def text(self) -> str:
        return re.sub(r"\s+", " ", self.page.get_element_by_id("main").text_content()).strip()

    def send(self, button: str = "", **written: str) -> Reader:
        form = next(each for each in self.page.forms if each.method == "POST")
        fields = {name: value for name, value in form.form_values() if name}
        place = form.action or self.answer.wsgi_request.path
        self.answer = self.client.post(place, {**fields, **written, **({"outcome": button} if button else {})})
        assert self.answer.status_code != 403
        self.answer = self._followed()
        assert not self.answer.cookies
        assert "no-store" in self.answer["Cache-Control"]
        return self


def support_page(front: FrontPage) -> InformationPage:
    page = InformationPage(title="Support us", slug="support", role="support", locale=front.locale)
    front.add_child(instance=page)
    page.save_revision().publish()
    return page


def give(reader: Reader, prefix: str = "", **form: str) -> Reader:
    reader.open(f"{prefix}/giving/")
    return reader.send(**(form or {"amount-once": "15"})).send(**GIVER)


@pytest.mark.parametrize(
    ("prefix", "amount", "thanks"),
    [("", "US$15", "Thank you."), ("/zh-hant", "NT$300", "謝謝您。"), ("/ur", "Rs ۵۰۰", "شکریہ۔")],
)
def test_a_reader_gives_once_and_is_thanked_in_their_language(prefix: str, amount: str, thanks: str) -> None:
    reader = Reader()
    plain = {"": "15", "/zh-hant": "300", "/ur": "500"}[prefix]
    give(reader, prefix, **{"amount-once": plain})
    assert amount in reader.text()
    reader.send("pay")
    assert thanks in reader.text()
    assert amount in reader.text()
    assert Charge.objects.get().receipt.number == 1
    assert "2026-00001" in reader.text()
    assert Supporter.objects.get().language == (prefix.strip("/") or "en")
    assert [letter.kind for letter in Letter.objects.all()] == ["receipt"]


def test_every_month_is_asked_for_by_its_own_ladder_and_becomes_a_plan() -> None:
    reader = Reader()
    give(reader, **{"rhythm": "month", "amount-month": "7", "amount-once": "100"}).send("pay")
    plan = Plan.objects.get()
    assert (plan.minor, plan.currency, plan.rhythm, plan.state) == (700, "USD", "month", "active")


def test_a_refused_payment_says_so_takes_nothing_and_may_be_tried_again() -> None:
    reader = Reader()
    give(reader).send("refuse")
    assert "did not work" in reader.text()
    assert "Nothing was taken" in reader.text()
    assert not Letter.objects.exists()
    reader.send()
    pay = next(link for link in reader.page.get_element_by_id("main").iter("a") if "Pay now" in link.text_content())
    reader.open(pay.get("href").removeprefix("http://testserver")).send("pay")
    assert "Thank you." in reader.text()
    assert Charge.objects.count() == 1


def test_the_second_form_sent_twice_is_one_gift() -> None:
    reader = Reader()
    reader.open("/giving/").send(**{"amount-once": "15"})
    second = reader.answer
    for _twice in range(2):
        reader.answer = second
        reader.send(**GIVER)
    assert Charge.objects.count() == 1


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({}, "choose an amount"), ({"own": "ten"}, "in figures, like 250"), ({"own": "0.10"}, "The smallest gift"),
        ({"own": "1000000"}, "write to us"), ({"own": "5", "currency": "XAU"}, "in figures"),
        ({"own": "5", "currency": "CHF"}, "CHF yet"), ({"own": "5", "rhythm": "hourly"}, "how often"),
        ({"own": "9" * 500}, "in figures"), ({"own": "-5"}, "The smallest gift"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_amount_is_said_and_what_was_written_stays(form: dict[str, str], says: str) -> None:
    reader = Reader()
    reader.open("/giving/").send(**form)
    assert reader.answer.status_code == 422
    problem = reader.page.get_element_by_id("give-problem")
    assert problem.get("role") == "alert"
    assert says in problem.text_content()
    assert reader.page.get_element_by_id("give-own").get("value") == form.get("own", "")[:40]
    assert not Charge.objects.exists()


@pytest.mark.parametrize("wrong", [{"email": "nobody"}, {"email": ""}, {"name": "n" * 500}, {"word": "w" * 5000}])
def test_what_is_wrong_with_who_gives_is_said_and_what_was_written_stays(wrong: dict[str, str]) -> None:
    reader = Reader()
    reader.open("/giving/").send(own="12.50").send(**{**GIVER, **wrong, "shows_name": "on"})
    assert reader.answer.status_code == 422
    assert "US$12.50" in reader.text()
    assert reader.page.get_element_by_id("give-email").get("value") == wrong.get("email", GIVER["email"])
    assert reader.page.forms[0].fields["shows_name"] == "on"
    assert not Charge.objects.exists()
    reader.send(**GIVER).send("pay")
    assert Charge.objects.get().word == "Keep going."
    assert Charge.objects.get().shows_name


@pytest.mark.parametrize("token", ["", "x", "eyJrIjoiYSJ9:1abc:def", "t" * 9000])
def test_a_form_that_is_not_ours_begins_again_and_takes_nothing(token: str) -> None:
    answer = Client(enforce_csrf_checks=True).post("/giving/confirm/", {"token": token, **GIVER})
    assert answer.status_code == 422
    assert "nothing has been taken" in answer.content.decode()
    assert not Charge.objects.exists()


def test_the_amount_cannot_be_changed_between_the_steps() -> None:
    reader = Reader()
    reader.open("/giving/").send(own="5").send(**GIVER, own="5000", minor="1", currency="JPY")
    assert (Charge.objects.get().minor, Charge.objects.get().currency) == (500, "USD")


def test_nobody_sees_a_gift_whose_address_they_do_not_know() -> None:
    reader = Reader()
    give(reader).send("pay")
    token = reader.answer.wsgi_request.path.split("/")[-2]
    number, signature = token.split(".")
    other = signature[:-1] + ("A" if signature[-1] != "A" else "E")
    for guess in (number, f"{int(number) + 1}.{signature}", f"{number}.{other}", "x", "0.x"):
        assert Client().get(f"/giving/gift/{guess}/").status_code == 404
        assert Client().post(f"/giving/gift/{guess}/trial/", {"outcome": "pay"}).status_code == 404


def test_where_a_gift_began_is_remembered_by_page_and_never_by_person(fronts: dict[str, FrontPage]) -> None:
    reader = Reader()
    referer = "http://testserver/support/?from=/economy/tea-prices/"
    reader.open("/giving/", headers={"referer": referer}).send(own="5").send(**GIVER)
    assert Charge.objects.get().page == "/economy/tea-prices/"
    assert not {"ip", "user_agent", "address"} & {field.name for field in Charge._meta.get_fields()}
    Reader().open("/giving/", headers={"referer": "http://evil.example/?from=/x/"}).send(own="6").send(**GIVER)
    assert Charge.objects.order_by("-pk")[0].page == ""


def test_the_page_of_support_has_the_form_and_can_be_stored(fronts: dict[str, FrontPage]) -> None:
    for code, front in fronts.items():
        page = support_page(front)
        answer = Client().get(page.url)
        assert answer.storable  # type: ignore[attr-defined]
        assert not answer.cookies
        assert "script" not in answer["Content-Security-Policy"]
        tree = lxml.html.fromstring(answer.content)
        form = next(each for each in tree.forms if each.method == "POST")
        with override(code):
            assert form.action == f"{front.url}giving/"
        assert form.fields["currency"] == {"en": "USD", "zh-hant": "TWD", "ur": "PKR"}[code]
        assert not tree.xpath("//form//script | //*[@style] | //*[@onclick]")
        assert [box.get("name") for box in tree.xpath("//input[@checked]")] == ["rhythm"]


def test_nobody_is_asked_where_the_outlet_takes_no_gifts(fronts: dict[str, FrontPage]) -> None:
    object.__setattr__(settings.PUBLICATION, "payments", ())
    assert Client().get("/giving/").status_code == 404
    assert Client().post("/giving/confirm/", {}).status_code == 404
    assert b'class="give"' not in Client().get(support_page(fronts["en"]).url).content


def test_in_each_currency_the_form_is_the_same(fronts: dict[str, FrontPage]) -> None:
    reader = Reader().open("/giving/")
    links = reader.page.xpath("//details//a/@href")
    assert len(links) == 9
    for link in links:
        reader.open(link)
        assert reader.page.forms[0].fields["currency"] == link.rpartition("=")[2]
        reader.send(**{"amount-once": reader.page.xpath("//input[@name='amount-once']/@value")[0]})
        assert reader.answer.status_code == 200


class _Elsewhere(Trial):
    """A provider with pages of its own."""

    origin = "https://pay.example"

    def offer(self, charge: Charge, ways: Any) -> Offer:
        return Offer(super().offer(charge, ways).reference, f"{self.origin}/{charge.key}")


def test_a_form_leads_to_the_providers_page_and_browsers_are_told_that_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("freesheet.contributions.providers.trial.provider.made", _Elsewhere)
    named.cache_clear()
    reader = Reader().open("/giving/").send(own="5")
    assert "form-action 'self' https://pay.example;" in reader.answer["Content-Security-Policy"]
    form = reader.page.forms[0]
    answer = reader.client.post(form.action, {**dict(form.form_values()), **GIVER})
    assert answer["Location"].startswith("https://pay.example/")


def test_what_a_provider_tells_is_taken_without_a_cookie_and_refused_with_400() -> None:
    client = Client(enforce_csrf_checks=True)
    for provider in ("trial", "nobody"):
        assert client.post(f"/giving/told/{provider}/", b"{}", content_type="application/json").status_code == 400
    assert client.get("/giving/told/trial/").status_code == 405
