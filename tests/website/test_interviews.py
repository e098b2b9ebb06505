"""Interviews as readers get them: who speaks, what was asked, how it came about; on the page and in feeds."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import lxml.html
import pytest
from lxml import etree
from tests import factories
from tests.conftest import Newsstand

from freesheet.articles.models import ArticlePage
from freesheet.articles.spoken import spoken
from freesheet.website.contexts.article import article_context

ASKS, ANSWERS = "6d0e8f0a-0000-4000-8000-000000000001", "6d0e8f0a-0000-4000-8000-000000000002"
Block = dict[str, Any]
Story = Callable[..., Any]


def speaker(pk: str, name: str, part: str = "answers", **more: Any) -> Block:
    value = {"name": name, "part": part, "label": "", "description": "", "author": None, "portrait": None, **more}
    return {"type": "speaker", "value": value, "id": pk}


def turn(pk: str, text: str) -> Block:
    return {"type": "turn", "value": {"speaker": pk, "text": text}}


TWO = [speaker(ASKS, "The Test Sheet", "asks"), speaker(ANSWERS, "Hung Yi-chen", label="Hung", description="Diver")]
TALK = [turn(ASKS, "<p>How does one count coral?</p>"), turn(ANSWERS, "<p>Point by point.</p><p>Slowly.</p>")]


def interview(story: Story, **more: Any) -> Any:
    given = {"format": "interview", "speakers": TWO, "body": TALK, **more}
    return story("A talk", **given)


def said(element: Any) -> str:
    return " ".join(element.text_content().split())


def data(stand: Newsstand, url: str) -> Any:
    [found] = stand.tree(url).xpath("//script[@type='application/ld+json']")
    return json.loads(found.text)


def feed(stand: Newsstand) -> Any:
    item = etree.fromstring(stand.text("/world/feed.xml").encode()).find(".//{*}encoded")
    return lxml.html.fragment_fromstring(item.text, create_parent="div")


def test_questions_and_answers_are_told_apart_by_markup(stand: Newsstand, story: Story) -> None:
    page = interview(story)
    stand.print()
    asked, answered = stand.tree(page.url).xpath("//div[contains(@class, 'speech')]")
    assert said(asked) == "The Test Sheet: How does one count coral?"
    assert [said(bold) for bold in asked.xpath("./p/b")] == ["The Test Sheet:", "How does one count coral?"]
    assert [said(paragraph) for paragraph in answered.xpath("./p")] == ["Hung: Point by point.", "Slowly."]
    assert [said(bold) for bold in answered.xpath(".//b")] == ["Hung:"]


def test_readers_are_told_who_speaks_and_how_it_came_about(stand: Newsstand, story: Story) -> None:
    page = interview(
        story, held_how="video", held_place="Hengchun", held_on=date(2026, 10, 14), held_language="Hokkien",
        interpreter="Lin Wei", edited=True, exclusive=True, consent="She read her answers.\nHer surname was changed.",
    )  # fmt: skip
    stand.print()
    tree = stand.tree(page.url)
    [about] = tree.xpath("//section[@class='interview']")
    told = said(about)
    assert [said(person) for person in about.xpath(".//li/p")] == ["The Test SheetInterviewer", "Hung Yi-chenDiver"]
    assert [said(fact) for fact in about.xpath(".//dd")] == [
        "By video call, Hengchun, 14 October 2026", "Hokkien", "Lin Wei",
    ]  # fmt: skip
    assert "edited for length and clarity" in told
    assert told.endswith("She read her answers.Her surname was changed.")
    assert tree.xpath("//p[@class='kicker']/b/text()") == ["Exclusive interview"]


def test_what_nobody_wrote_is_not_said(stand: Newsstand, story: Story) -> None:
    page = story("Old", format="interview", body=factories.paragraphs("<b>What?</b>", "That."))
    stand.print()
    tree = stand.tree(page.url)
    assert tree.xpath("//section[@class='interview']") == []
    assert [link for link in tree.xpath("//link/@href") if "insets" in link] == []
    assert [said(p) for p in tree.xpath("//div[contains(@class, 'body')]/p")] == ["What?", "That."]


def test_a_column_says_nothing_of_an_interview_that_it_was(stand: Newsstand, story: Story) -> None:
    page = interview(story, format="column", exclusive=True, edited=True)
    stand.print()
    tree = stand.tree(page.url)
    assert tree.xpath("//section[@class='interview']") == []
    assert "Exclusive" not in tree.text_content()


def test_a_turn_of_nobody_has_its_words(stand: Newsstand, story: Story) -> None:
    page = interview(story, body=[turn("gone", "<p>Hello?</p>"), turn(ANSWERS, "<ul><li>One</li></ul>")])
    stand.print()
    lost, listed = stand.tree(page.url).xpath("//div[contains(@class, 'speech')]")
    assert said(lost) == "Hello?"
    assert said(listed) == "Hung: One"
    assert listed.xpath("./ul/li")


@pytest.mark.parametrize(
    ("code", "asks", "shown"),
    [("zh-hant", "本報", "本報：鹽怎麼曬？"), ("ur", "اخبار", "اخبار: نمک کیسے بنتا ہے؟")],
)
def test_the_name_is_parted_from_the_words_as_the_language_does(
    stand: Newsstand, story: Story, fronts: dict[str, Any], code: str, asks: str, shown: str
) -> None:
    section = factories.section(fronts[code], "Section")
    words = shown.split("：")[-1].split(": ")[-1]
    page = interview(
        story, section=section, speakers=[speaker(ASKS, asks, "asks")], body=[turn(ASKS, f"<p>{words}</p>")]
    )
    stand.print()
    [asked] = stand.tree(page.url).xpath("//div[contains(@class, 'speech')]")
    assert said(asked) == shown


def test_a_speaker_who_writes_for_the_paper_is_led_to(stand: Newsstand, story: Story, fronts: dict[str, Any]) -> None:
    ada = factories.author(fronts["en"], "Ada Reporter", role_line="Correspondent")
    page = interview(story, speakers=[speaker(ANSWERS, "", author=ada.pk)])
    stand.print()
    [person] = stand.tree(page.url).xpath("//section[@class='interview']//li")
    assert person.xpath(".//a/@href") == [ada.url]
    assert "Correspondent" in said(person)
    ada.title = "Ada Editor"
    ada.save_revision().publish()
    stand.print()
    tree = stand.tree(page.url)
    assert "Ada Editor: Point by point." in said(tree.xpath("//div[contains(@class, 'speech')]")[1])
    ada.unpublish()
    stand.print()
    assert stand.tree(page.url).xpath("//section[@class='interview']//li//a") == []


def test_who_asks_and_wrote_it_is_presented_once(stand: Newsstand, story: Story, fronts: dict[str, Any]) -> None:
    ada = factories.author(fronts["en"], "Ada Reporter")
    speakers = [speaker(ASKS, "", "asks", author=ada.pk), TWO[1]]
    page = interview(story, authors=(ada,), speakers=speakers)
    stand.print()
    tree = stand.tree(page.url)
    assert [said(name) for name in tree.xpath("//section[@class='interview']//li//bdi")] == ["Hung Yi-chen"]
    assert said(tree.xpath("//div[contains(@class, 'speech')]")[0]).startswith("Ada Reporter: How")


def test_a_name_that_is_put_right_is_right_in_every_turn(stand: Newsstand, story: Story) -> None:
    page = interview(story)
    stand.print()
    page.speakers = page.speakers.stream_block.to_python([TWO[0], speaker(ANSWERS, "Hung Yi-chun")])
    page.save_revision().publish()
    printed = stand.print()
    assert "Hung Yi-chun: Point" in said(stand.tree(page.url).xpath("//div[contains(@class, 'speech')]")[1])
    assert printed.failed == []


def test_a_feed_has_the_talk_and_how_it_was_held(stand: Newsstand, story: Story) -> None:
    interview(story, held_how="phone", edited=True)
    stand.print()
    told = said(feed(stand))
    assert "Hung Yi-chen, Diver" in told
    assert "By telephone" in told
    assert "The Test Sheet: How does one count coral?" in told
    assert told.endswith("Hung: Point by point.Slowly.")
    assert not feed(stand).xpath(".//@class")


def test_machines_are_told_who_spoke_and_no_more_than_is_so(stand: Newsstand, story: Story) -> None:
    page = interview(story, held_place="Hengchun")
    stand.print()
    told = data(stand, page.url)
    assert told["@type"] == "NewsArticle"
    assert told["genre"] == "Interview"
    assert told["contributor"][1] == {"@type": "Person", "name": "Hung Yi-chen", "description": "Diver"}
    assert told["locationCreated"] == {"@type": "Place", "name": "Hengchun"}
    plain = story("Plain")
    stand.print()
    assert {"genre", "contributor"} & set(data(stand, plain.url)) == set()


def test_the_recording_of_it_is_heard_read_and_told_to_machines(
    stand: Newsstand, story: Story, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"
    sound = factories.recording("sound.mp3", title="The talk")
    factories.captions(sound)
    page = interview(story, body=[{"type": "recording", "value": {"recording": sound.pk, "caption": ""}}, *TALK])
    stand.print()
    tree = stand.tree(page.url)
    assert tree.xpath("//audio/@src")
    assert tree.xpath("//details[@class='transcript']")
    told = data(stand, page.url)["audio"]
    assert told["@type"] == "AudioObject"
    assert told["contentUrl"].startswith("http://testserver/media/")
    assert "He writes one word." in told["transcript"]


def test_turns_count_for_the_reading_time_and_their_speakers_do_not(story: Story) -> None:
    words = "word " * 900
    page = interview(story, body=[turn(ASKS, "<p>Why?</p>"), turn(ANSWERS, f"<p>{words}</p>")])
    assert page.reading_minutes == 4
    assert spoken(page.body)[0] == "Why?"
    assert ASKS not in " ".join(spoken(page.body))


def test_related_articles_stand_between_turns_and_never_part_an_answer_from_its_question(
    stand: Newsstand, story: Story
) -> None:
    text = "coral reef tape slate diver counts " * 25
    body = [block for _number in range(4) for block in (turn(ASKS, "<p>How?</p>"), turn(ANSWERS, f"<p>{text}.</p>"))]
    for number in range(4):
        story(f"Coral reef tape {number}", body=factories.paragraphs(text))
    page = interview(story, body=body)
    kinds = [
        ("asks" if part.value["asks"] else "answers") if part.kind == "turn" else part.kind
        for part in article_context(page).body
    ]
    assert kinds.count("related") >= 2
    for before, kind, after in zip(kinds, kinds[1:], kinds[2:], strict=False):
        if kind == "related":
            assert (before, after) == ("answers", "asks")


def test_an_article_without_an_id_for_a_speaker_keeps_it_through_its_revisions(story: Story) -> None:
    page = interview(story)
    again = ArticlePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert [str(block.id) for block in again.speakers] == [ASKS, ANSWERS]
    assert again.body[1].value["speaker"] == ANSWERS
