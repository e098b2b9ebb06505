"""Notes, boxes, pulled words, quoted faces and opinion as readers get them: on the page and in the feed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import lxml.html
import pytest
from django.template.loader import get_template
from lxml import etree
from tests import factories
from tests.conftest import Newsstand

from freesheet.articles.kinds import all_insets
from freesheet.articles.spoken import all_said, spoken
from freesheet.website.contexts.article import article_context

Block = dict[str, Any]
Story = Callable[..., Any]

NOTED = "<p>It rose<footnote>By a third.</footnote> that year<sourcenote>Harbour offices</sourcenote>.</p>"


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def paragraph(html: str) -> Block:
    return {"type": "paragraph", "value": html}


def pull(words: str) -> Block:
    return {"type": "pull", "value": {"words": words}}


def box(*inside: Block, heading: str = "What is a levy?") -> Block:
    return {"type": "box", "value": {"heading": heading, "inside": list(inside)}}


def act(*steps: str, heading: str = "") -> Block:
    return {"type": "act", "value": {"heading": heading, "steps": [f"<p>{step}</p>" for step in steps]}}


def quotation(portrait: int | None, source: str = "Hung Yi-chen") -> Block:
    return {"type": "quotation", "value": {"text": "It is sand.", "source": source, "portrait": portrait}}


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def feed(stand: Newsstand) -> Any:
    """The newest story in the feed, parsed."""
    item = etree.fromstring(stand.text("/world/feed.xml").encode()).find(".//{*}encoded")
    return lxml.html.fragment_fromstring(item.text, create_parent="div")


def test_every_inset_has_its_templates() -> None:
    for name in all_insets():
        assert get_template(f"broadsheet/parts/{name}.html")
        # Pulled words are in the text already.
        assert name == "pull" or get_template(f"broadsheet/feed/{name}.html")


# --- notes


def test_notes_stand_beside_their_paragraph_and_lead_there_and_back(stand: Newsstand, story: Story) -> None:
    page = story(body=[paragraph("<p>First.</p>"), paragraph(NOTED), paragraph("<p>And<footnote>Third</footnote></p>")])
    stand.print()
    tree = stand.tree(page.url)
    first, second = tree.xpath("//div[contains(@class, 'noted')]")
    assert said(first.xpath("./p")[0]) == "It rose1 that year2."
    assert [said(note) for note in first.xpath(".//aside[@role='doc-footnote']")] == [
        "1 By a third. ↩\ufe0e",
        "2 Source: Harbour offices ↩\ufe0e",
    ]
    assert said(second.xpath("./p")[0]) == "And3"
    for sign in tree.xpath("//a[@role='doc-noteref']"):
        [note] = tree.xpath(f"//*[@id='{sign.get('href')[1:]}']")
        [back] = note.xpath(".//a[@role='doc-backlink']")
        assert back.get("href") == f"#{sign.get('id')}"
        assert back.get("aria-label") == f"Back to the text at note {said(sign)}"
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_notes_are_numbered_in_the_digits_of_the_language(
    stand: Newsstand, story: Story, fronts: dict[str, Any]
) -> None:
    page = story(
        section=factories.section(fronts["ur"], "Dunya"), body=[paragraph("<p>نمک<footnote>سمندر کا</footnote></p>")]
    )
    stand.print()
    assert [said(sign) for sign in stand.tree(page.url).xpath("//sup")] == ["۱"]


def test_turns_and_lists_have_notes_too(stand: Newsstand, story: Story) -> None:
    listed = {"type": "list", "value": "<ul><li>One<footnote>Of two</footnote></li><li>Two</li></ul>"}
    turn = {"type": "turn", "value": {"speaker": "", "text": "<p>Well<footnote>She laughs.</footnote></p>"}}
    page = story(body=[listed, turn], format="interview")
    stand.print()
    notes = stand.tree(page.url).xpath("//aside[@role='doc-footnote']")
    assert [said(note).rstrip("\ufe0e↩ ") for note in notes] == ["1 Of two", "2 She laughs."]


def test_feeds_get_notes_at_the_end_and_no_anchors(stand: Newsstand, story: Story) -> None:
    story(body=[paragraph(NOTED), paragraph("<p>The end.</p>")])
    stand.print()
    tree = feed(stand)
    assert said(tree).startswith("It rose[1] that year[2].The end.")
    assert [said(note) for note in tree.xpath(".//ol/li")] == ["By a third.", "Source: Harbour offices"]
    assert tree.xpath(".//@id | .//@class | .//@role | .//a") == []


def test_a_note_is_no_door_for_what_is_cleaned_elsewhere(stand: Newsstand, story: Story) -> None:
    hostile = '<p>A<footnote onclick="x()"><img src=x onerror=x()><a href="javascript:x()">b</a></footnote></p>'
    page = story(
        body=[paragraph(hostile), paragraph('<p><sup class="ref"><a id="from-note-9" href="#x">9</a></sup></p>')]
    )
    stand.print()
    text = stand.text(page.url)
    assert not re.search(r"onerror|onclick|javascript:", text)
    assert len(stand.tree(page.url).xpath("//a[@role='doc-noteref']")) == 1


def test_notes_are_not_read_to_have_read_the_article_but_are_part_of_what_it_says(story: Story) -> None:
    page = story(body=[paragraph(NOTED)])
    assert spoken(page.body) == ["It rose that year."]
    assert "By a third." in all_said(page.body)[0]


def test_a_note_in_a_body_prints_no_other_sheet_than_its_own_page_needs(stand: Newsstand, story: Story) -> None:
    plain, noted = story(), story(body=[paragraph(NOTED)])
    stand.print()
    sheets = {page.url: stand.tree(page.url).xpath("//link[@rel='stylesheet']/@href") for page in (plain, noted)}
    assert [len(found) for found in sheets.values()] == [1, 2]
    assert sheets[noted.url][1].endswith("broadsheet/insets.css")


# --- pulled words


def test_pulled_words_are_seen_and_not_heard_twice(stand: Newsstand, story: Story) -> None:
    page = story(body=[*factories.paragraphs("If it is sand, it is sand."), pull("it is sand")])
    stand.print()
    [pulled] = stand.tree(page.url).xpath("//aside[@class='pull']")
    assert said(pulled) == "it is sand"
    assert pulled.get("aria-hidden") == "true"
    assert "data-nosnippet" in pulled.attrib
    assert pulled.xpath(".//a") == []
    assert said(feed(stand)) == "If it is sand, it is sand."
    assert spoken(page.body) == [text.strip() for text in all_said(page.body)] == ["If it is sand, it is sand."]


# --- boxes


def test_a_box_has_its_heading_its_text_and_its_picture(stand: Newsstand, story: Story) -> None:
    image = factories.picture()
    page = story(
        body=[
            *factories.paragraphs("Text."),
            box(
                {"type": "text", "value": "<p>A tax.</p><ul><li>Old</li></ul>"},
                {"type": "picture", "value": {"image": image.pk, "caption": "A quay", "alt": ""}},
            ),
        ]
    )
    stand.print()
    [shown] = stand.tree(page.url).xpath("//section[@class='box']")
    assert shown.get("aria-label") == "What is a levy?"
    assert [said(each) for each in shown.xpath("./p | ./ul | ./figure")] == [
        "What is a levy?", "A tax.", "Old", "A quay Drawing: ours",
    ]  # fmt: skip
    assert shown.xpath(".//img/@alt") == ["A plain colour"]
    assert "A tax." in said(feed(stand))
    assert "A tax." in spoken(page.body)[1]
    image.description = "A quay at noon"
    image.save()
    stand.print()
    assert stand.tree(page.url).xpath("//section[@class='box']//img/@alt") == ["A quay at noon"]


def test_what_readers_can_do_is_a_list_in_their_language(
    stand: Newsstand, story: Story, fronts: dict[str, Any]
) -> None:
    step = 'Write to <a href="https://example.org/">the council</a>.'
    english = story(body=[act(step, "Ask.")])
    chinese = story(section=factories.section(fronts["zh-hant"], "世界"), body=[act(step)])
    own = story(body=[act("Come.", heading="Where to go")])
    stand.print()
    tree = stand.tree(english.url)
    assert [said(each) for each in tree.xpath("//section[contains(@class, 'act')]//li")] == [
        "Write to the council.",
        "Ask.",
    ]
    assert tree.xpath("//section/@aria-label")[0] == "What you can do"
    assert stand.tree(chinese.url).xpath("//section/@aria-label")[0] == "你可以做的事"
    assert stand.tree(own.url).xpath("//section/@aria-label")[0] == "Where to go"


def test_boxes_that_are_empty_or_half_filled_are_not_there(stand: Newsstand, story: Story) -> None:
    page = story(body=[*factories.paragraphs("Text."), box(), act(), pull("  "), box({"type": "text", "value": ""})])
    assert [part.kind for part in article_context(page).body] == ["paragraph"]


# --- who is quoted


def test_a_quotation_has_the_face_and_the_name_of_who_said_it(stand: Newsstand, story: Story) -> None:
    image = factories.picture()
    page = story(body=[quotation(image.pk), quotation(None)])
    stand.print()
    faced, plain = stand.tree(page.url).xpath("//figure[starts-with(@class, 'q')]")
    [face] = faced.xpath(".//figcaption/img")
    assert (face.get("alt"), face.get("width")) == ("", "192")
    assert said(faced.xpath(".//figcaption")[0]) == "Hung Yi-chen Drawing: ours"
    assert plain.xpath(".//img") == []
    image.delete()
    stand.print()
    assert stand.tree(page.url).xpath("//figure[starts-with(@class, 'q')]//img") == []


# --- opinion


def kicker(stand: Newsstand, url: str) -> list[str]:
    return [each.text_content() for each in stand.tree(url).xpath("//article[@class='story']//p[@class='kicker']/b")]


def kinds(stand: Newsstand, url: str) -> str:
    [told] = stand.tree(url).xpath("//script[@type='application/ld+json']")
    return str(json.loads(told.text)["@type"])


def test_a_column_says_that_it_is_opinion_on_its_page_and_on_cards(
    stand: Newsstand, story: Story, fronts: dict[str, Any]
) -> None:
    face = factories.picture()
    ada = factories.author(fronts["en"], "Ada Reporter", portrait=face)
    page, plain = story("Mine", opinion="yes", authors=(ada,)), story("Plain", authors=(ada,))
    stand.print()
    assert kicker(stand, page.url) == ["Opinion"]
    assert kinds(stand, page.url) == "OpinionNewsArticle"
    header = stand.tree(page.url).xpath("//header[@class='signed']")[0]
    assert len(header.xpath(".//img[contains(@class, 'av')]")) == 1
    assert header.xpath("./img[contains(@class, 'big')]")
    assert (kicker(stand, plain.url), kinds(stand, plain.url)) == ([], "AnalysisNewsArticle")
    assert stand.tree("/world/").xpath("//p[@class='kicker']/b/text()") == ["Opinion"]


def test_a_section_of_opinion_labels_its_columns_but_for_those_that_say_otherwise(
    stand: Newsstand, story: Story, world: Any
) -> None:
    page, other, talk = story("Mine"), story("News", opinion="no"), story("Talk", format="interview")
    stand.print()
    assert kicker(stand, page.url) == []
    world.opinion = True
    world.save_revision().publish()
    stand.print()
    assert kicker(stand, page.url) == ["Opinion"]
    assert kicker(stand, other.url) == []
    assert kicker(stand, talk.url) == ["Interview"]
    assert "Opinion" in stand.tree("/").xpath("//p[@class='kicker']/b/text()")
    world.opinion = False
    world.save_revision().publish()
    stand.print()
    assert kicker(stand, page.url) == []
    assert "Opinion" not in stand.tree("/").xpath("//p[@class='kicker']/b/text()")


def test_a_section_that_only_gets_another_line_prints_no_article(stand: Newsstand, story: Story, world: Any) -> None:
    page = story("Mine")
    stand.print()
    before = stand.press.store.get(page.url)
    world.description = "Another line."
    world.save_revision().publish()
    run = stand.print()
    assert stand.press.store.get(page.url) == before
    assert run.failed == []
