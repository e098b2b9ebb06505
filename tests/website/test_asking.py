"""What readers are asked, where, and what their browsers are told of it: from stored pages, and without a cookie."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.conftest import Newsstand
from tests.contributions.giving import begun
from tests.website.test_giving import GIVER, Reader, asked, support_page

from freesheet.contributions.actions import begin_quarter, enter_quarter, publish_quarter, show_figures
from freesheet.contributions.actions.quarters import Entered, Line
from freesheet.contributions.asking import texts
from freesheet.contributions.asking.goals import show_goals
from freesheet.contributions.asking.naming import show_names
from freesheet.contributions.models import (
    AppealCount,
    AppealText,
    AskingRules,
    Charge,
    Goal,
    GoalText,
    Ladder,
    Supporter,
)
from freesheet.editions.models import FrontPage, Publication
from freesheet.lib.money import exactly
from freesheet.website.year import this_year

__all__ = ["asked"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def appeal(fronts: dict[str, FrontPage]) -> str:
    """The appeal of the English edition, and its page of support, at this address."""
    paper = Publication.objects.get(locale=fronts["en"].locale)
    paper.appeal_heading = "Keep it open"
    paper.appeal_text = "We have no owner. {articles} articles this year. One costs {cost}. Will you?"
    paper.save()
    return str(support_page(fronts["en"]).url)


def save(row: Any) -> Any:
    row.full_clean()
    row.save()
    return row


def test_pages_with_the_appeal_come_from_the_store_without_a_cookie_and_need_no_script(
    stand: Newsstand, story: Callable[..., Any], appeal: str
) -> None:
    url, silent = story("The tide").url, story("A death", appeal_off=True).url
    stand.print()
    for address in (url, "/"):
        answer = Client().get(address)
        assert answer.storable  # type: ignore[attr-defined]
        assert not answer.cookies
        policy = answer["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "connect-src 'self'" in policy
        tree = stand.tree(address)
        assert tree.xpath("//script[@src]/@src") == ["/static/broadsheet/asking.js"]
        assert tree.xpath("//section[@class='appeal']/@hidden") == [""]
        [quiet] = tree.xpath("//aside[@class='appeal-quiet']")
        assert "Keep it open" in quiet.text_content()
        assert quiet.xpath(".//a/@href")[0].startswith(appeal)
        assert tree.xpath("//*[@style] | //*[starts-with(name(@*), 'on')] | //input[@checked]") == []
    # Under the story and its corrections, never before them.
    body, box = stand.tree(url).xpath("//div[starts-with(@class, 'body')] | //div[@class='appeals']")
    assert "body" in body.get("class")
    assert box.get("data-article") is not None
    assert not stand.tree(silent).xpath("//*[@class='appeals'] | //script[@src]")
    save(AskingRules(pk=1, every=0))
    stand.print()
    assert not stand.tree(url).xpath("//section[@class='appeal'] | //script[@src]")
    assert stand.tree(url).xpath("//aside[@class='appeal-quiet']")


def test_this_years_articles_and_what_one_costs_are_told_where_they_are_known(
    stand: Newsstand, story: Callable[..., Any], appeal: str
) -> None:
    url, last = story("The tide").url, story("The ebb")
    stand.print()
    assert "We have no owner. Will you?" in stand.text(url)
    assert this_year() == {"en": 2, "zh-hant": 0, "ur": 0}
    assert show_figures({"en": 19})
    save(AskingRules(pk=1, cost="180", cost_currency="USD"))
    stand.print()
    assert "We have no owner. 10 articles this year. One costs US$180. Will you?" in stand.text(url)
    last.first_published_at = timezone.now() - timedelta(days=400)
    last.save()
    assert this_year()["en"] == 1
    assert not show_figures({"en": 11})


def spent(year: int, number: int, units: int, currency: str = "TWD", reason: str = "") -> None:
    """The accounts of a quarter, published with so much spending."""
    lines = [Line("spending", "people", exactly(Decimal(units), currency))] if units else []
    lines.append(Line("grant", "A Fund", exactly(Decimal(1), currency)))
    quarter = begin_quarter(year, number, currency)
    publish_quarter(enter_quarter(quarter, Entered(exactly(Decimal(1), currency), lines)), "lin", reason)


def test_what_an_article_costs_is_told_by_the_accounts_that_are_published(
    stand: Newsstand, story: Callable[..., Any], appeal: str
) -> None:
    pages = [story(f"The tide {number}") for number in range(3)]
    for page, month in zip(pages, (4, 7, 9), strict=True):
        page.first_published_at = datetime(2026, month, 2, tzinfo=UTC)
        page.save()
    url = pages[0].url

    def told() -> str:
        stand.print()
        return stand.text(url)

    assert "One costs" not in told()
    # No article appeared in it.
    spent(2026, 1, 900)
    assert "One costs" not in told()
    spent(2026, 3, 29_799)
    assert "One costs NT$15,300." in told()
    # It tells of no spending, and says nothing of what an article costs.
    spent(2026, 2, 0)
    assert "One costs NT$15,300." in told()
    spent(2026, 2, 1_000, reason="Forgotten.")
    assert "One costs NT$10,500." in told()
    assert stand.print().changed == []
    save(AskingRules(pk=1, cost="180", cost_currency="USD"))
    assert "One costs US$180." in told()


def test_texts_are_compared_in_the_browser_and_a_gift_says_of_which_it_came(
    stand: Newsstand, story: Callable[..., Any], appeal: str
) -> None:
    url = story("The tide").url
    short = save(AppealText(name="Short", language="en", heading="Short", text="Will you?", share=30))
    stand.print()
    boxes = stand.tree(url).xpath("//section[@class='appeal']")
    assert [(each.get("data-text"), each.get("data-share")) for each in boxes] == [("0", "70"), (str(short.pk), "30")]
    way = boxes[1].xpath(".//a[@class='btn']/@href")[0]
    assert way == f"{appeal}?from={url}&v={short.pk}"
    answer = Client(enforce_csrf_checks=True).post(boxes[1].get("data-seen"))
    assert (answer.status_code, dict(answer.cookies)) == (204, {})
    assert Client().post("/giving/seen/987/").status_code == 404
    assert Client().get("/giving/seen/0/").status_code == 405
    assert Client().post(boxes[0].get("data-bothered")).status_code == 204
    texts.counts.keep()
    assert {(row.text, row.seen, row.bothered) for row in AppealCount.objects.all()} == {(short.pk, 1, 0), (0, 0, 1)}
    fields = {field.name for field in AppealCount._meta.get_fields()}
    assert fields == {"id", "language", "text", "day", "seen", "bothered"}
    reader = Reader().open("/giving/", headers={"referer": f"http://testserver{way}"})
    reader.send(own="5").send(**GIVER)
    assert (Charge.objects.get().campaign, Charge.objects.get().page) == (f"appeal:en:{short.pk}", url)
    texts.stop(short)
    stand.print()
    [alone] = stand.tree(url).xpath("//section[@class='appeal']")
    assert (alone.get("data-share"), alone.get("data-seen")) == ("100", None)


def test_a_link_of_the_outlets_own_names_its_campaign() -> None:
    for said, kept in (("Spring 2026", "spring-2026"), ("<b>", "b"), ("", "")):
        reader = Reader().open("/giving/", headers={"referer": f"http://testserver/support/?campaign={said}"})
        reader.send(own="5").send(**GIVER)
        assert Charge.objects.latest("pk").campaign == kept


def test_the_goal_stands_on_the_page_of_support_and_follows_the_books(
    stand: Newsstand, story: Callable[..., Any], appeal: str, fronts: dict[str, FrontPage]
) -> None:
    url, today = story("The tide").url, timezone.localdate()
    goal = save(Goal(currency="TWD", amount="10,000", begins=today, ends=today + timedelta(days=30)))
    save(GoalText(goal=goal, language="en", text="Two reporters on the coast"))
    assert show_goals()
    stand.print()
    assert "The goal is NT$10,000." in stand.text(appeal)
    for number in range(12):
        begun(key=f"g{number}", email=f"{number}@example.org", paid=True)
    show_goals()
    assert appeal in stand.print().changed
    [bar] = stand.tree(appeal).xpath("//meter")
    assert (bar.get("value"), bar.get("aria-label")) == ("35", "At least 35 % of NT$10,000 has come in.")
    assert not stand.tree(url).xpath("//meter")
    goal.in_appeal = True
    save(goal)
    show_goals()
    stand.print()
    assert stand.tree(url).xpath("//section[@class='appeal']//meter")
    urdu = support_page(fronts["ur"]).url
    stand.print()
    assert not stand.tree(urdu).xpath("//meter")
    save(GoalText(goal=goal, language="ur", text="ساحل پر دو رپورٹر"))
    show_goals()
    stand.print()
    # Set apart, or the sentence would run as its first letters do, which are the currency's.
    assert "<bdi>\u2068NT$۱۰,۰۰۰\u2069 میں سے" in stand.text(urdu)
    Goal.objects.update(ends=today - timedelta(days=1), begins=today - timedelta(days=9))
    show_goals()
    stand.print()
    assert not stand.tree(appeal).xpath("//meter | //*[@class='goal']")


def test_amounts_that_the_outlet_sets_are_on_the_stored_form_at_once(
    stand: Newsstand, appeal: str, fronts: dict[str, FrontPage]
) -> None:
    stand.print()
    plain = {"once": "9 18", "month": "4", "year": "40", "least": "2", "most": "100"}
    save(Ladder(currency="USD", **plain))
    save(Ladder(currency="BHD", **plain))
    save(Ladder(currency="EUR", country="PT", **plain))
    stand.print()
    tree = stand.tree(appeal)
    assert tree.xpath("//input[@name='amount-once']/@value") == ["9", "18"]
    labels = [each.strip() for each in tree.xpath("//details//a//text()")]
    assert len(labels) == 11
    assert "EUR € · Portugal" in labels
    reader = Reader().open("/giving/?currency=EUR&country=PT")
    reader.send(own="200")
    assert "more than €100" in reader.text()
    reader.send(own="50")
    assert reader.page.forms[0].fields["country"] == "PT"
    assert "country=PT" in reader.page.xpath("//p[@class='standfirst']//a/@href")[0]


def test_the_country_is_asked_and_only_what_is_sure_is_chosen_before() -> None:
    for currency, chosen in (("TWD", "TW"), ("EUR", ""), ("USD", "")):
        reader = Reader().open(f"/giving/?currency={currency}").send(own="100")
        assert reader.page.forms[0].fields["country"] == chosen
    reader.send(**GIVER, country="GB")
    Reader().open("/giving/").send(own="100").send(**GIVER, country="XX")
    assert list(Charge.objects.order_by("pk").values_list("country", flat=True)) == ["GB", ""]


def test_the_fee_is_an_amount_that_one_sees_before_and_never_ticked_already() -> None:
    reader = Reader().open("/giving/").send(own="15")
    assert not reader.page.xpath("//input[@type='checkbox'][@checked]")
    assert "US$15.45 in all, of which US$0.45 is the fee" in reader.text()
    second = reader.answer
    reader.send(**GIVER, covers_fee="on").send("pay")
    assert "US$15.45" in reader.text()
    covered = Charge.objects.get()
    assert (covered.minor, covered.covers_fee, covered.cover_minor) == (1545, True, 45)
    fee = covered.postings.get(debit="fees").minor
    assert covered.minor - fee >= 1500
    reader.answer = second
    reader.open("/giving/").send(own="15").send(**GIVER)
    assert (Charge.objects.latest("pk").minor, Charge.objects.latest("pk").covers_fee) == (1500, False)


def test_a_present_has_a_card_that_names_no_amount_and_nobody_is_written_to() -> None:
    reader = Reader().open("/giving/").send(own="15")
    assert "We write to nobody." in reader.text()
    reader.send(**GIVER, dedication="present", dedicated_to="")
    assert reader.answer.status_code == 422
    reader.send(**GIVER, dedication="present", dedicated_to="Grace <b>")
    token = Charge.objects.get()
    reader.send("pay")
    [way] = reader.page.xpath("//a[contains(@href, '/card/')]/@href")
    answer = Client().get(way)
    card = answer.content.decode()
    assert "Grace &lt;b&gt;" in card
    assert "US$15" not in card
    assert "no-store" in answer["Cache-Control"]
    assert token.supporter.letters.count() == 1
    Charge.objects.update(state="returned")
    assert Client().get(way).status_code == 404


def test_who_asked_is_named_on_a_stored_page_until_they_are_forgotten(
    stand: Newsstand, appeal: str, fronts: dict[str, FrontPage]
) -> None:
    stand.print()
    assert "Nobody has asked to be named yet." in stand.text("/thanks-to/")
    assert not stand.tree(appeal).xpath("//a[@href='/thanks-to/']")
    begun(key="a", name="Ada", shows_name=True, paid=True)
    begun(key="b", name="Bashir", email="b@example.org", paid=True)
    show_names()
    stand.print()
    assert stand.tree("/thanks-to/").xpath("//ul[@class='give-names']/li//text()") == ["Ada"]
    assert "noindex" in stand.text("/thanks-to/")
    assert stand.tree(appeal).xpath("//a[@href='/thanks-to/']")
    Supporter.objects.filter(name="Ada").update(email=None, name="", erased_at=timezone.now())
    show_names()
    stand.print()
    assert "Ada" not in stand.text("/thanks-to/")


@pytest.mark.parametrize(("rhythm", "days"), [("once", "30"), ("month", "365"), ("year", "365")])
def test_the_page_of_a_gift_lets_the_browser_rest(rhythm: str, days: str) -> None:
    reader = Reader().open("/giving/").send(rhythm=rhythm, own="50").send(**GIVER)
    assert "data-asked-pause" not in reader.answer.content.decode()
    reader.send("pay")
    assert reader.page.xpath("//@data-asked-pause") == [days]
    assert reader.page.xpath("//script[@src]/@src") == ["/static/broadsheet/asking.js"]
    assert "script-src 'self'" in reader.answer["Content-Security-Policy"]
    assert not json.loads(reader.client.cookies.output() or "[]")
