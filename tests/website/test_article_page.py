"""What stands on an article's page."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import lxml.html
import pytest
from tests import factories
from tests.conftest import Newsstand

from freesheet.articles.models import RelatedBan, RelatedPin
from freesheet.editions.models import FrontPage, InformationPage, Publication
from freesheet.press.outbox import wanted
from freesheet.website.sheets import sitemap_addresses

TIDES = (
    "The tide table on the harbour wall has been wrong since the storm, and nobody in the port office will say so. "
    "Fishermen who trusted it ran aground on the bar, the pilots redrew their charts, and the ferry waits. "
    "A tide is the moon's work and the sun's, but a harbour bends it, and a breakwater bends it again. "
)
PARAGRAPH = TIDES * 2
"""About 120 words: half a minute."""


def heading(text: str) -> dict[str, Any]:
    return {"type": "heading", "value": {"text": text, "level": "2"}}


def quotation(text: str, source: str) -> dict[str, Any]:
    return {"type": "quotation", "value": {"text": text, "source": source}}


def image() -> dict[str, Any]:
    return {"type": "image", "value": {"image": factories.picture().pk, "caption": "A wall", "alt": ""}}


@pytest.fixture
def alike(story: Callable[..., Any]) -> list[Any]:
    """Five articles about much the same as ``TIDES``."""
    return [story(f"Tide tables, part {number}", body=factories.paragraphs(TIDES)) for number in range(5)]


def related_on(tree: Any) -> list[Any]:
    return list(tree.xpath("//div[@class='rel']"))


LAYOUTS = {
    "paragraphs alone": "pppppppp",
    "a heading over each paragraph": "hphphphphphphp",
    "quotations in between": "ppqppqppqpp",
    "pictures in between": "pipipippippp",
    "everything": "phppqpiphpppqpphpp",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_three_related_articles_stand_between_paragraphs(
    stand: Newsstand, story: Callable[..., Any], alike: list[Any], layout: str
) -> None:
    made = {
        "p": lambda: factories.paragraphs(PARAGRAPH)[0],
        "h": lambda: heading("Of tides"),
        "q": lambda: quotation("The sea does not read.", "A pilot"),
        "i": image,
    }
    article = story("The wrong tide table", body=[made[kind]() for kind in layout])
    stand.print()
    found = related_on(stand.tree(article.url))
    linked = [box.xpath(".//a/@href")[0] for box in found]

    assert len(found) == 3
    assert len(set(linked)) == 3
    assert set(linked) <= {other.url for other in alike}
    for box in found:
        assert box.getprevious().tag == "p"
        assert box.getnext().tag not in ("div", "figure", None)
        assert box.getprevious().get("class") != "rel"


@pytest.mark.parametrize(("paragraphs", "expected"), [(1, 0), (2, 1), (3, 2), (8, 3)])
def test_a_short_article_has_fewer(
    stand: Newsstand, story: Callable[..., Any], alike: list[Any], paragraphs: int, expected: int
) -> None:
    article = story("The wrong tide table", body=factories.paragraphs(*[PARAGRAPH] * paragraphs))
    stand.print()
    assert len(related_on(stand.tree(article.url))) == expected


def test_what_is_related_is_of_the_same_language(
    stand: Newsstand, story: Callable[..., Any], fronts: dict[str, FrontPage]
) -> None:
    elsewhere = factories.section(fronts["ur"], "دنیا")
    for number in range(3):
        factories.article(elsewhere, f"Tide tables {number}", body=factories.paragraphs(TIDES))
    article = story("The wrong tide table", body=factories.paragraphs(*[PARAGRAPH] * 8))
    stand.print()
    assert related_on(stand.tree(article.url)) == []


def test_an_editor_pins_and_bans(stand: Newsstand, story: Callable[..., Any], alike: list[Any]) -> None:
    odd = story("Of bread", body=factories.paragraphs("Flour, water, salt and a long night."))
    article = story("The wrong tide table", body=factories.paragraphs(*[PARAGRAPH] * 8))
    article.related_pins = [RelatedPin(article=odd)]
    article.related_bans = [RelatedBan(article=alike[0]), RelatedBan(article=alike[4])]
    article.save_revision().publish()
    stand.print()
    linked = {box.xpath(".//a/@href")[0] for box in related_on(stand.tree(article.url))}
    assert odd.url in linked
    assert linked <= {odd.url, alike[1].url, alike[2].url, alike[3].url}


def test_one_that_an_editor_set_in_the_body_is_not_chosen_again(
    stand: Newsstand, story: Callable[..., Any], alike: list[Any]
) -> None:
    body = factories.paragraphs(*[PARAGRAPH] * 8)
    body.insert(2, {"type": "related_article", "value": {"article": alike[2].pk, "title": ""}})
    article = story("The wrong tide table", body=body)
    stand.print()
    linked = [box.xpath(".//a/@href")[0] for box in related_on(stand.tree(article.url))]
    assert alike[2].url in linked
    assert len(linked) == len(set(linked))
    assert article.url not in linked


def test_a_title_that_waits_is_shown_when_an_article_of_that_headline_comes(
    stand: Newsstand, story: Callable[..., Any]
) -> None:
    body = factories.paragraphs("One.", "Two.")
    body.insert(1, {"type": "related_article", "value": {"article": None, "title": "The “Salt”, again"}})
    article = story("An import", body=body)
    stand.print()
    assert related_on(stand.tree(article.url)) == []
    awaited = story("The Salt again")
    stand.print()
    assert [box.xpath(".//a/@href") for box in related_on(stand.tree(article.url))] == [[awaited.url]]


def test_the_reading_time_counts_the_story_and_neither_caption_nor_appeal(
    stand: Newsstand, story: Callable[..., Any], fronts: dict[str, FrontPage]
) -> None:
    Publication.objects.filter(locale=fronts["en"].locale).update(appeal_text="Please give. " * 900)
    captioned = {"type": "image", "value": {"image": factories.picture().pk, "caption": "c " * 240, "alt": "a " * 240}}
    article = story("Four minutes", body=[*factories.paragraphs("word " * 952), captioned])
    chinese = factories.article(
        factories.section(fronts["zh-hant"], "世界"), "四分鐘", body=factories.paragraphs("潮" * 1376)
    )
    stand.print()
    assert "4 min read" in stand.tree(article.url).xpath("//div[@class='byline']")[0].text_content()
    assert "4" in stand.tree(chinese.url).xpath("//div[@class='byline']//b[last()]")[0].text_content()


def test_both_dates_are_there_for_people_and_machines(stand: Newsstand, story: Callable[..., Any]) -> None:
    first = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)
    article = story("Dated", first_published_at=first)
    type(article).objects.filter(pk=article.pk).update(last_published_at=first + timedelta(days=2))
    stand.print()
    times = stand.tree(article.url).xpath("//div[@class='byline']//time")
    # Told in the newsroom's time zone, Taipei, where it was the next morning.
    assert [(time.get("datetime"), time.text_content()) for time in times] == [
        ("2026-03-02T04:30:00+08:00", "2 March 2026"),
        ("2026-03-04T04:30:00+08:00", "4 March 2026"),
    ]


def test_an_article_changed_within_the_hour_does_not_say_so(stand: Newsstand, story: Callable[..., Any]) -> None:
    first = datetime(2026, 3, 1, 20, 30, tzinfo=UTC)
    article = story("Dated", first_published_at=first)
    type(article).objects.filter(pk=article.pk).update(last_published_at=first + timedelta(minutes=20))
    stand.print()
    assert len(stand.tree(article.url).xpath("//div[@class='byline']//time")) == 1


@pytest.fixture
def appealing(fronts: dict[str, FrontPage]) -> InformationPage:
    """The publication asks for support, and there is a page that says how."""
    paper = Publication.objects.get(locale=fronts["en"].locale)
    paper.appeal_heading, paper.appeal_text, paper.support_label = "Keep us going", "Readers pay for this.", "Support"
    paper.save()
    page = InformationPage(title="How to support us", slug="support", role="support", locale=fronts["en"].locale)
    fronts["en"].add_child(instance=page)
    page.save_revision().publish()
    return page


def test_the_appeal_stands_after_the_story_and_leads_to_the_support_page(
    stand: Newsstand, story: Callable[..., Any], appealing: InformationPage
) -> None:
    article = story()
    stand.print()
    tree = stand.tree(article.url)
    [appeal] = tree.xpath("//section[@class='appeal']")
    assert "Readers pay for this." in appeal.text_content()
    assert appeal.xpath(".//a[@class='btn']/@href") == ["/support/"]
    assert tree.xpath("//div[starts-with(@class, 'body')]/following-sibling::div/section[@class='appeal']") == [appeal]


def test_no_appeal_under_a_piece_where_it_would_be_wrong(
    stand: Newsstand, story: Callable[..., Any], appealing: InformationPage
) -> None:
    article = story(appeal_off=True)
    stand.print()
    assert stand.tree(article.url).xpath("//section[@class='appeal']") == []
    assert len(stand.tree("/").xpath("//section[@class='appeal']")) == 1


def test_no_appeal_where_nobody_wrote_one(stand: Newsstand, story: Callable[..., Any]) -> None:
    article = story()
    stand.print()
    assert stand.tree(article.url).xpath("//section[@class='appeal']") == []


def test_authors_stand_over_the_article_with_what_they_did_and_under_it_with_their_biography(
    stand: Newsstand, story: Callable[..., Any], fronts: dict[str, FrontPage]
) -> None:
    writer = factories.author(
        fronts["en"], "Ada Reporter", role_line="Sea correspondent", biography="<p>Has sailed.</p>",
        portrait=factories.picture("ada.png"),
    )  # fmt: skip
    helper = factories.author(fronts["en"], "Bo Helper")
    article = story(authors=(writer, helper))
    first, second = article.bylines.all()
    second.role = "Photographs"
    article.bylines = [first, second]
    article.save_revision().publish()
    stand.print()
    tree = stand.tree(article.url)
    people = [" ".join(person.text_content().split()) for person in tree.xpath("//ul[@class='people plain']/li")]
    assert people == ["Ada ReporterSea correspondent", "BHBo HelperPhotographs"]
    assert len(tree.xpath("//ul[@class='people plain']//img[@class='av']")) == 1
    assert [bio.text_content() for bio in tree.xpath("//div[@class='bio']//div[@class='biography']")] == ["Has sailed."]
    [data] = json_ld(tree)
    assert [author["name"] for author in data["author"]] == ["Ada Reporter"]


def json_ld(tree: Any) -> list[dict[str, Any]]:
    return [json.loads(text) for text in tree.xpath("//script[@type='application/ld+json']/text()")]


def test_more_from_the_section_never_names_the_article_itself(stand: Newsstand, story: Callable[..., Any]) -> None:
    articles = [story() for _number in range(7)]
    stand.print()
    more = stand.tree(articles[6].url).xpath("//section[@class='more']//h3/a/@href")
    assert more == [article.url for article in articles[5:1:-1]]


def test_leftovers_of_an_import_are_not_for_readers(stand: Newsstand, story: Callable[..., Any]) -> None:
    leftover = {"type": "leftover", "value": {"origin": "shortcode", "text": "[gallery ids=1,2]"}}
    article = story(body=[*factories.paragraphs("Text."), leftover])
    stand.print()
    assert "gallery" not in stand.text(article.url)


def test_an_embed_is_a_link_and_loads_nothing(stand: Newsstand, story: Callable[..., Any]) -> None:
    embed = {"type": "embed", "value": {"url": "https://www.video.example/watch?v=1", "caption": "A film"}}
    article = story(body=[embed], format="video")
    stand.print()
    tree = stand.tree(article.url)
    [link] = tree.xpath("//div[@class='embed']//a")
    assert link.get("href") == "https://www.video.example/watch?v=1"
    assert link.text_content() == "Watch on video.example"
    assert tree.xpath("//iframe | //object | //embed") == []


def test_a_copy_of_another_sites_article_sends_search_engines_there(
    stand: Newsstand, story: Callable[..., Any]
) -> None:
    article = story(canonical_url="https://first.example/here")
    stand.print()
    tree = stand.tree(article.url)
    assert tree.xpath("//link[@rel='canonical']/@href") == ["https://first.example/here"]
    assert tree.xpath("//link[@hreflang]") == []
    wanted("/sitemap.xml", *sitemap_addresses())
    stand.print()
    assert article.url not in "".join(stand.sitemap())


HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 “x”"


def test_json_ld_is_valid_and_cannot_end_its_element(
    stand: Newsstand, story: Callable[..., Any], fronts: dict[str, FrontPage]
) -> None:
    writer = factories.author(fronts["en"], HOSTILE)
    article = story(HOSTILE, standfirst=HOSTILE, tags=(HOSTILE,), authors=(writer,), slug="hostile")
    stand.print()
    tree = stand.tree(article.url)
    [data] = json_ld(tree)
    assert len(tree.xpath("//script")) == 1
    assert data["headline"] == data["description"] == data["author"][0]["name"] == HOSTILE
    assert lxml.html.tostring(tree, encoding="unicode").count("<script") == 1


def test_translations_name_each_other(
    stand: Newsstand, story: Callable[..., Any], fronts: dict[str, FrontPage]
) -> None:
    english = story("Tides", slug="tides")
    chinese = factories.article(
        factories.section(fronts["zh-hant"], "世界"), "潮汐", translation_key=english.translation_key
    )
    stand.print()
    expected = {
        "en": "http://testserver/world/tides/",
        "zh-hant": f"http://testserver{chinese.url}",
        "x-default": "http://testserver/world/tides/",
    }
    for page in (english, chinese):
        tree = stand.tree(page.url)
        assert {link.get("hreflang"): link.get("href") for link in tree.xpath("//link[@hreflang]")} == expected
    assert stand.tree(english.url).xpath("//div[@class='byline']//a[@hreflang]/@href") == [chinese.url]


@pytest.mark.parametrize(
    ("code", "direction", "tag"), [("en", "ltr", "en"), ("zh-hant", "ltr", "zh-Hant"), ("ur", "rtl", "ur")]
)
def test_every_page_says_its_language_and_direction(
    stand: Newsstand, fronts: dict[str, FrontPage], code: str, direction: str, tag: str
) -> None:
    section = factories.section(fronts[code], "World")
    writer = factories.author(fronts[code], "Ada Reporter")
    article = factories.article(section, "A Latin headline, “quoted”", authors=(writer,), tags=("tide",))
    stand.print()
    root = "/" if code == "en" else f"/{code}/"
    for address in (root, section.url, article.url, writer.url, f"{root}authors/", f"{root}tags/tide/"):
        html = stand.tree(address)
        assert (html.get("lang"), html.get("dir")) == (tag, direction), address
    # Names and headlines of other scripts keep their own order.
    assert stand.tree(article.url).xpath("//ul[@class='people plain']//bdi/text()") == ["Ada Reporter"]


# Wagtail leaves the file open in which it would have kept the size.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_an_article_whose_picture_was_lost_is_printed_without_it(stand: Any, story: Any) -> None:
    image = factories.picture()
    image.file.storage.delete(image.file.name)
    story("A picture gone", lead_picture=image)
    stand.print()
    assert "A picture gone" in stand.text("/world/a-picture-gone/")
    assert "<img" not in stand.text("/world/a-picture-gone/").partition("<main")[2].partition("</main>")[0]
