"""Films and sounds on readers' pages: ours, and those that lie elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from tests import factories
from tests.conftest import Newsstand

from freesheet.articles.spoken import heard, spoken
from freesheet.editions.models import FrontPage
from freesheet.media.models import NewsDocument, Recording, Transcript
from freesheet.press.stand import Stand

YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
Write = Callable[..., Any]


@pytest.fixture
def film(db: None) -> Recording:
    """A film with captions in two languages."""
    made = factories.recording(
        caption="The last stroke", credit="Film: ours", poster=factories.picture("poster.png", size=(320, 180))
    )
    factories.captions(made)
    factories.captions(made, "zh-hant", "subtitles", "00:00.000 --> 00:01.000\n他寫一個字\n")
    return made


def json_ld(tree: Any) -> dict[str, Any]:
    [script] = tree.xpath("//script[@type='application/ld+json']")
    return dict(json.loads(script.text))


def test_a_film_of_ours_stands_at_the_head_with_its_captions_and_words(
    stand: Newsstand, story: Write, film: Recording
) -> None:
    article = story("The brush", format="video", film=film, lead_picture=factories.picture(size=(320, 180)))
    stand.print()
    tree = stand.tree(article.url)
    [video] = tree.xpath("//figure[@class='hero']/video")
    assert video.get("controls") is not None
    assert video.get("playsinline") is not None
    assert (video.get("width"), video.get("height"), video.get("preload")) == ("64", "36", "none")
    assert video.get("poster").startswith("/media/images/pos")
    assert video.xpath("source/@src") == [film.file.url]
    tracks = [(t.get("kind"), t.get("srclang"), t.get("label"), t.get("default")) for t in video.xpath(".//track")]
    assert tracks == [("captions", "en", "English", None), ("subtitles", "zh-Hant", "繁體中文", None)]
    caption = tree.xpath("string(//figure[@class='hero']/figcaption)")
    assert "The last stroke" in caption
    assert "Film: ours" in caption
    [words] = tree.xpath("//details[@class='transcript']")
    assert "He wets the brush. He writes one word." in words.text_content()
    assert tree.xpath("//figure[@class='hero']//img") == []
    assert "0:01" in tree.xpath("string(//p[@class='kicker'])")


def test_a_page_in_the_language_of_the_subtitles_shows_them_unasked(
    stand: Newsstand, fronts: dict[str, FrontPage], film: Recording
) -> None:
    section = factories.section(fronts["zh-hant"], "文化")
    article = factories.article(section, "筆", format="video", film=film)
    stand.print()
    tree = stand.tree(article.url)
    first = tree.xpath("//video//track")[0]
    assert (first.get("srclang"), first.get("default")) == ("zh-Hant", "")
    assert "他寫一個字" in tree.xpath("string(//details[@class='transcript'])")


def test_what_is_written_as_a_transcript_goes_before_what_captions_say(
    stand: Newsstand, story: Write, film: Recording
) -> None:
    article = story(format="video", film=film)
    stand.print()
    Transcript.objects.create(recording=film, language="en", text="<p>In <b>full</b>.</p>")
    stand.print()
    tree = stand.tree(article.url)
    assert "In full." in tree.xpath("string(//details[@class='transcript'])")


def test_search_engines_and_other_sites_are_told_of_it(stand: Newsstand, story: Write, film: Recording) -> None:
    article = story("The brush", format="video", film=film, standfirst="A word.")
    stand.print()
    tree = stand.tree(article.url)
    told = json_ld(tree)["video"]
    assert told["@type"] == "VideoObject"
    assert told["duration"] == "PT1S"
    assert told["contentUrl"] == f"http://testserver{film.file.url}"
    assert told["thumbnailUrl"].startswith("http://testserver/media/images/pos")
    assert told["transcript"] == "He wets the brush. He writes one word."
    assert {each["inLanguage"] for each in told["caption"]} == {"en", "zh-Hant"}
    assert told["uploadDate"] == json_ld(tree)["datePublished"]
    [video] = tree.xpath("//meta[@property='og:video']/@content")
    assert video == told["contentUrl"]
    feed = feedparser.parse(stand.bytes("/feed.xml"))
    [enclosure] = feed.entries[0].enclosures
    assert (enclosure.href, enclosure.type) == (told["contentUrl"], "video/mp4")
    assert int(enclosure.length) == film.file_size


def test_cards_say_how_long_it_is(stand: Newsstand, story: Write, film: Recording) -> None:
    Recording.objects.filter(pk=film.pk).update(seconds=725)
    story("The brush", format="video", film=film)
    stand.print()
    front = stand.tree("/")
    assert "Video, 12 min" in front.xpath("string(//article//*[@class='mark'])")


def test_an_article_is_found_by_what_is_said_in_it(story: Write, film: Recording) -> None:
    article = story("The brush", film=film)
    assert heard(article) == ["He wets the brush. He writes one word."]
    assert "wets" not in " ".join(spoken(article.body))


def test_a_new_caption_prints_the_pages_that_show_the_film_and_no_others(
    stand: Newsstand, story: Write, film: Recording
) -> None:
    article, other = story(format="video", film=film), story()
    stand.print()
    before = stand.bytes(other.url)
    factories.captions(film, "ur", "subtitles", "00:00.000 --> 00:01.000\nلفظ\n")
    stand.print()
    assert stand.tree(article.url).xpath("//track/@srclang") == ["en", "zh-Hant", "ur"]
    assert stand.bytes(other.url) == before
    film.title = "Another title"
    film.save()
    stand.print()
    assert "Another title" in stand.text(article.url)


def test_a_film_that_is_deleted_leaves_the_page(stand: Newsstand, story: Write, film: Recording) -> None:
    article = story("The brush", format="video", film=film)
    stand.print()
    film.delete()
    stand.print()
    assert stand.tree(article.url).xpath("//video") == []


def test_a_film_elsewhere_is_behind_a_click_and_only_its_page_may_frame_it(stand: Newsstand, story: Write) -> None:
    picture = factories.picture("lead.png", size=(320, 180))
    article, other = story("Far", format="video", film_url=YOUTUBE, film_length="12:30", lead_picture=picture), story()
    stand.print()
    tree = stand.tree(article.url)
    [frame] = tree.xpath("//iframe")
    assert frame.get("src") is None
    assert "allow-top-navigation" not in frame.get("sandbox")
    inside = lxml.html.document_fromstring(frame.get("srcdoc"))
    [link] = inside.xpath("//a")
    assert link.get("href") == "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1"
    assert "YouTube" in link.text_content()
    assert inside.xpath("//img/@src")[0].startswith("/media/images/lea")
    told = tree.xpath("string(//p[@class='fine meta'])")
    assert "YouTube (Google)" in told
    assert "internet address" in told
    assert tree.xpath("//p[@class='fine meta']/a/@href") == [YOUTUBE]
    policy = dict(stand.press.store.get(article.url).headers)["content-security-policy"]
    assert policy.endswith("; frame-src https://www.youtube-nocookie.com")
    assert "frame-src" not in dict(stand.press.store.get(other.url).headers)["content-security-policy"]
    video = json_ld(tree)["video"]
    assert (video["embedUrl"], video["duration"]) == (link.get("href"), "PT12M30S")


def test_hostile_words_do_not_leave_the_frame(stand: Newsstand, story: Write) -> None:
    article = story('"><script>alert(1)</script>', format="video", film_url=YOUTUBE)
    stand.print()
    tree = stand.tree(article.url)
    assert [script.get("type") for script in tree.xpath("//script")] == ["application/ld+json"]
    inside = lxml.html.document_fromstring(tree.xpath("//iframe")[0].get("srcdoc"))
    assert inside.xpath("//script") == []
    assert inside.xpath("string(//title)") == '"><script>alert(1)</script>'


def test_an_article_has_one_film_and_it_is_one(story: Write, film: Recording) -> None:
    article = story()
    for wrong in (
        {"film": film, "film_url": YOUTUBE},
        {"film": factories.recording("sound.mp3"), "film_url": ""},
        {"film": None, "film_url": "https://films.example/w/abc"},
        {"film": None, "film_url": YOUTUBE, "film_length": "an hour"},
    ):
        for name, value in wrong.items():
            setattr(article, name, value)
        with pytest.raises(ValidationError):
            article.full_clean()


def test_sounds_documents_and_players_stand_in_the_text(stand: Newsstand, story: Write) -> None:
    sound = factories.recording("sound.mp3", title="A hum", chapters="")
    Transcript.objects.create(recording=sound, language="en", text="<p>Mmm.</p>")
    ruling = NewsDocument.objects.create(title="The ruling", file=ContentFile(b"x" * 2048, "ruling.pdf"))
    body = [
        {"type": "recording", "value": {"recording": sound.pk, "caption": "Heard at noon"}},
        {"type": "document", "value": {"document": ruling.pk, "title": ""}},
        {"type": "embed", "value": {"url": "https://soundcloud.com/someone/a-tune", "caption": "A tune"}},
        {"type": "embed", "value": {"url": "https://elsewhere.example/x", "caption": ""}},
    ]
    article = story(body=body)
    stand.print()
    tree = stand.tree(article.url)
    [audio] = tree.xpath("//audio")
    assert (audio.get("src"), audio.get("preload")) == (sound.file.url, "none")
    figure = tree.xpath("string(//div[@class='recording'])")
    assert all(words in figure for words in ("A hum", "0:01", "Heard at noon", "Mmm."))
    [link] = tree.xpath("//a[@download]")
    assert link.get("href") == ruling.url
    assert "PDF" in link.getparent().text_content()
    assert "2.0\xa0KB" in link.getparent().text_content()
    assert len(tree.xpath("//iframe")) == 1
    assert tree.xpath("//a[@rel='external noopener']/@href")[-1] == "https://elsewhere.example/x"
    policy = dict(stand.press.store.get(article.url).headers)["content-security-policy"]
    assert policy.endswith("; frame-src https://w.soundcloud.com")
    [entry] = [e for e in feedparser.parse(stand.bytes("/feed.xml")).entries if e.link.endswith(article.url)]
    assert entry.enclosures[0].href == f"http://testserver{sound.file.url}"
    assert sound.file.url in entry.content[0].value


def test_a_sound_that_was_deleted_leaves_no_gap(stand: Newsstand, story: Write) -> None:
    sound = factories.recording("sound.mp3")
    article = story(
        body=[{"type": "recording", "value": {"recording": sound.pk, "caption": ""}}, *factories.paragraphs("Text")]
    )
    stand.print()
    sound.delete()
    stand.print()
    tree = stand.tree(article.url)
    assert tree.xpath("//audio") == []
    assert "Text" in tree.xpath("string(//div[contains(@class,'body')])")


def test_readers_can_begin_in_the_middle_and_get_captions_as_such(film: Recording, settings: Any) -> None:
    folder = Path(settings.MEDIA_ROOT).parent
    desk = Stand(folder)
    asked = {"range": "bytes=100-199"}.get
    part = desk.answer("GET", film.file.url, "", lambda name: asked(name))
    assert part.status == 206
    words = film.captions.first()
    whole = desk.answer("GET", words.file.url, "", lambda name: None)
    assert dict(whole.headers)["content-type"] == "text/vtt; charset=utf-8"
