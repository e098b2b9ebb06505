"""Visual aids as readers get them: on the page, in the feed, and in the language of the page."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from lxml import etree
from tests import factories
from tests.conftest import Newsstand

from freesheet.articles.aids import keeping
from freesheet.articles.aids.registry import all_aids
from freesheet.articles.drawings import delete_unused
from freesheet.media.models import NewsImage

Block = dict[str, Any]


def chart(**more: Any) -> Block:
    return {"type": "chart", "value": {**factories.CHART, **more}}


def shown(**more: Any) -> dict[str, Any]:
    return {"image": factories.picture().pk, "caption": "", "alt": "", **more}


def point(x: float, y: float, title: str) -> dict[str, Any]:
    return {"x": x, "y": y, "title": title, "note": "Look."}


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    keeping._remembered.clear()


def feed(stand: Newsstand) -> Any:
    """The story in the feed, parsed."""
    item = etree.fromstring(stand.text("/world/feed.xml").encode()).find(".//{*}encoded")
    return lxml.html.fragment_fromstring(item.text, create_parent="div")


def test_every_aid_has_its_templates() -> None:
    from django.template.loader import get_template

    for name in all_aids():
        assert get_template(f"broadsheet/parts/{name}.html")
        assert get_template(f"broadsheet/feed/{name}.html")
        assert get_template(f"aids/sketches/{name}.svg")


def test_a_chart_has_its_words_its_drawings_and_its_table(stand: Newsstand, story: Callable[..., Any]) -> None:
    article = story(
        body=[*factories.paragraphs("Text."), chart(notes="Without ferries.", source_url="https://ports.example/")]
    )
    stand.print()
    [figure] = stand.tree(article.url).xpath("//figure[contains(@class, 'chart')]")
    told = " ".join(figure.text_content().split())
    assert told.startswith("Ships in port ships a day")
    assert "Without ferries." in told
    assert "Source: Harbour offices" in told
    assert figure.xpath(".//*[@role='img']/@aria-label") == ["Keelung has more."]
    assert len(figure.xpath(".//svg")) == 2
    rows = [[cell.text_content() for cell in row] for row in figure.xpath(".//table//tr")]
    assert rows == [["Port", "Ships"], ["Keelung", "12"], ["Taichung", "7"]]
    assert figure.xpath(".//th[@scope='row']")


def test_only_a_page_with_an_aid_asks_for_their_style_sheet(stand: Newsstand, story: Callable[..., Any]) -> None:
    plain, drawn = story(), story(body=[chart()])
    stand.print()
    sheets = {page.url: stand.tree(page.url).xpath("//link[@rel='stylesheet']/@href") for page in (plain, drawn)}
    assert [len(found) for found in sheets.values()] == [1, 2]
    assert sheets[drawn.url][1].endswith("broadsheet/aids.css")


def test_a_feed_gets_the_picture_of_a_chart_and_its_table(
    stand: Newsstand, story: Callable[..., Any], settings: Any
) -> None:
    story(body=[chart()])
    stand.print()
    tree = feed(stand)
    [image] = tree.xpath(".//img")
    assert image.get("alt") == "Keelung has more."
    path = image.get("src").removeprefix("http://testserver/media/")
    file = (settings.MEDIA_ROOT / path).read_text("utf-8")
    assert file.startswith("<svg")
    assert "<style>" in file
    assert [cell.text_content() for cell in tree.xpath(".//table//th")] == ["Port", "Ships", "Keelung", "Taichung"]
    assert tree.xpath(".//svg") == []


def test_a_drawing_is_made_once_however_often_it_is_printed(
    stand: Newsstand, story: Callable[..., Any], settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = story(body=[chart()])
    stand.print()
    files = {path.name: path.read_bytes() for path in (settings.MEDIA_ROOT / "drawings").iterdir()}
    before = stand.bytes(article.url)
    keeping._remembered.clear()
    monkeypatch.setattr("freesheet.articles.aids.chart.printed.drawn", lambda spec: pytest.fail("drawn again"))
    from freesheet.press.outbox import wanted

    wanted(article.url)
    stand.print()
    assert stand.bytes(article.url) == before
    assert {path.name: path.read_bytes() for path in (settings.MEDIA_ROOT / "drawings").iterdir()} == files


def test_a_chart_that_cannot_be_drawn_shows_its_table(
    stand: Newsstand, story: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(spec: object) -> str:
        raise ValueError("no drawer")

    monkeypatch.setattr("freesheet.articles.aids.chart.printed.drawn", broken)
    article = story(body=[chart()])
    stand.print()
    [figure] = stand.tree(article.url).xpath("//figure[contains(@class, 'chart')]")
    assert figure.xpath(".//svg") == []
    assert figure.xpath(".//details[@open]//table")


def test_digits_of_a_chart_in_urdu(stand: Newsstand, fronts: Any) -> None:
    urdu = factories.section(fronts["ur"], "دنیا")
    article = factories.article(urdu, "جہاز", body=[chart(table="بندرگاہ\tجہاز\nکراچی\t1234")])
    stand.print()
    [figure] = stand.tree(article.url).xpath("//figure[contains(@class, 'chart')]")
    assert figure.xpath(".//td/text()") == ["۱٬۲۳۴"]
    assert "ماخذ:" in figure.text_content()


def test_a_gallery_shows_each_picture_with_its_words(stand: Newsstand, story: Callable[..., Any]) -> None:
    pictures = [shown(caption="One"), shown(alt="A wall")]
    article = story(body=[{"type": "gallery", "value": {"title": "Two", "layout": "grid", "pictures": pictures}}])
    stand.print()
    [gallery] = stand.tree(article.url).xpath("//section[contains(@class, 'gallery')]")
    assert gallery.xpath(".//img/@alt") == ["A plain colour", "A wall"]
    assert "One" in gallery.text_content()
    assert gallery.text_content().count("Drawing: ours") == 2
    assert len(feed(stand).xpath(".//img")) == 2


def test_a_comparison_shows_both_without_a_script(stand: Newsstand, story: Callable[..., Any]) -> None:
    value = {"title": "", "before": shown(), "before_label": "1998", "after": shown(), "after_label": "2026"}
    article = story(body=[{"type": "comparison", "value": value}, {"type": "comparison", "value": value}])
    stand.print()
    tree = stand.tree(article.url)
    first, second = tree.xpath("//section[contains(@class, 'comparison')]")
    assert len(first.xpath(".//img")) == 2
    assert [label.text_content() for label in first.xpath(".//label")] == ["Both", "1998", "2026"]
    names = [set(each.xpath(".//input/@name")) for each in (first, second)]
    assert [len(name) for name in names] == [1, 1]
    assert names[0] != names[1]
    assert tree.xpath("//script[not(@type='application/ld+json')] | //*[@style]") == []


def test_points_keep_their_place_in_every_language_and_have_a_list(stand: Newsstand, fronts: Any) -> None:
    urdu = factories.section(fronts["ur"], "دنیا")
    value = {"title": "", "picture": shown(), "points": [point(10, 20.25, "بند"), point(90, 80, "نہر")]}
    article = factories.article(urdu, "پانی", body=[{"type": "annotated", "value": value}])
    stand.print()
    [figure] = stand.tree(article.url).xpath("//figure[contains(@class, 'annotated')]")
    assert figure.xpath(".//circle/@cx") == ["10.0%", "90.0%"]
    assert figure.xpath(".//circle/@cy")[0] in ("20.2%", "20.3%")
    assert figure.xpath(".//text/text()") == ["۱", "۲"]
    assert [item.text_content() for item in figure.xpath(".//li")] == ["۱بند Look.", "۲نہر Look."]


def test_a_map_has_numbers_and_a_list_and_fetches_nothing(stand: Newsstand, story: Callable[..., Any]) -> None:
    places = [
        {"name": "Taichung", "at": "24.15, 120.67", "line": "Here."},
        {"name": "Lost", "at": "nowhere", "line": ""},
    ]
    value = {"title": "Where", "places": places, "source": "Ours", "notes": ""}
    article = story(body=[{"type": "places", "value": value}])
    stand.print()
    [figure] = stand.tree(article.url).xpath("//figure[contains(@class, 'places')]")
    assert figure.xpath(".//*[@role='img']/@aria-label") == ["Map: Where"]
    assert [item.text_content() for item in figure.xpath(".//li")] == ["1Taichung Here."]
    assert len(figure.xpath(".//svg")) == 2
    assert figure.xpath(".//image | .//img | .//*[@href]") == []
    assert len(feed(stand).xpath(".//img")) == 1


def test_an_essay_tells_between_its_pictures_and_its_text_counts_as_reading(
    stand: Newsstand, story: Callable[..., Any]
) -> None:
    scenes = [{"picture": shown(caption="c " * 400), "width": "full", "text": f"<p>{'word ' * 952}</p>"}]
    article = story(body=[{"type": "essay", "value": {"scenes": scenes}}])
    stand.print()
    tree = stand.tree(article.url)
    assert tree.xpath("//figure[contains(@class, 'scene full')]//img")
    assert "4 min read" in tree.xpath("//div[@class='byline']")[0].text_content()


def test_an_aid_whose_picture_is_deleted_leaves_no_hole(stand: Newsstand, story: Callable[..., Any]) -> None:
    picture = shown()
    article = story(
        body=[
            *factories.paragraphs("Text."),
            {"type": "annotated", "value": {"title": "T", "picture": picture, "points": [point(1, 1, "x")]}},
        ]
    )
    stand.print()
    assert "annotated" in stand.text(article.url)
    NewsImage.objects.get(pk=picture["image"]).delete()
    stand.print()
    assert "annotated" not in stand.text(article.url)


def drawings(settings: Any) -> set[str]:
    return {path.name for path in (settings.MEDIA_ROOT / "drawings").glob("*")}


def test_a_draft_that_is_looked_at_leaves_no_file(story: Callable[..., Any], settings: Any) -> None:
    from freesheet.website.contexts.body import parts_of

    article = story(body=[chart()], public=False)
    [part] = parts_of(article.body, article.locale)
    assert "<svg" in part.value["panels"][0]["wide"].svg
    assert drawings(settings) == set()


def test_old_drawings_go_when_no_article_shows_them(stand: Newsstand, story: Callable[..., Any], settings: Any) -> None:
    staying, leaving = story(body=[chart()]), story(body=[chart(table="A,B\nx,1")])
    stand.print()
    kept = drawings(settings)
    assert len(kept) == 4
    assert delete_unused() == 0
    for path in (settings.MEDIA_ROOT / "drawings").iterdir():
        os.utime(path, (0, 0))
    assert delete_unused() == 0
    leaving.unpublish()
    assert delete_unused() == 2
    stand.print()
    [url] = [image.get("src") for image in feed(stand).xpath(".//img")]
    assert url.rsplit("/", 1)[1] in drawings(settings)
    assert staying.live
