"""Finding an article by its headline, and the words of a body that count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import factories

from freesheet.articles.keys import titled
from freesheet.articles.queries import of_headline
from freesheet.articles.rules import plain_headline
from freesheet.articles.spoken import spoken
from freesheet.lib.reading_time import minutes


@given(st.text(max_size=60))
def test_case_spacing_and_punctuation_make_no_other_headline(headline: str) -> None:
    plain = plain_headline(headline)
    assert plain_headline(f"  “{headline}”! ") == plain
    assert plain_headline(headline.replace(" ", "  ")) == plain
    assert titled(f"{headline}…", 1) == titled(headline, 1)
    assert titled(headline, 1) != titled(headline, 2)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("published", "asked"),
    [
        ("The box that came back", "The box that came back"),
        ("The box that came back", "  the BOX that came back "),
        ("“Box” is a word", "Box is a word"),
        ("Box is a word", "“Box” is a word"),
        ("Économie: le retour", "économie, le retour"),
        ("économie: le retour", "ÉCONOMIE: LE RETOUR"),
        ("「海」不讀書", "海不讀書"),
        ("¿Qué pasa?", "Qué pasa"),
        ("…and the rest", "And the rest"),
        ("Ｆｕｌｌ width", "Full width"),
    ],
)
def test_an_article_is_found_however_its_headline_is_written(published: str, asked: str) -> None:
    [front] = factories.editions()
    section = factories.section(front)
    article = factories.article(section, published)
    factories.article(section, "Something else")
    assert of_headline(asked, front.locale) == article


@pytest.mark.django_db
def test_the_newest_of_two_namesakes_is_found_and_never_a_draft_or_one_in_another_language() -> None:
    english, urdu = factories.editions("en", "ur")
    section = factories.section(english)
    factories.article(section, "Tides")
    newer = factories.article(section, "Tides")
    factories.article(section, "Tides", public=False)
    factories.article(factories.section(urdu), "Tides")
    assert of_headline("tides", english.locale) == newer
    assert of_headline("Tides of", english.locale) is None
    assert of_headline("!?", english.locale) is None


@pytest.mark.django_db
def test_what_a_reader_reads_is_counted_and_nothing_else() -> None:
    [front] = factories.editions()
    table = {
        "caption": "not read",
        "columns": [{"type": "text", "heading": "Place"}, {"type": "number", "heading": "Metres"}],
        "rows": [{"values": ["<p>Penghu</p>", "42"]}],
    }
    body = [
        {"type": "paragraph", "value": "<p>One <b>two</b></p><p>three</p>"},
        {"type": "heading", "value": {"text": "Four", "level": "2"}},
        {"type": "quotation", "value": {"text": "five", "source": "not read"}},
        {"type": "list", "value": "<ul><li>six</li><li>seven</li></ul>"},
        {"type": "table", "value": table},
        {"type": "image", "value": {"image": factories.picture().pk, "caption": "not read", "alt": "not read"}},
        {"type": "embed", "value": {"url": "https://video.example/", "caption": "not read"}},
        {"type": "related_article", "value": {"article": None, "title": "not read"}},
        {"type": "leftover", "value": {"origin": "html", "text": "not read"}},
    ]
    article = factories.article(factories.section(front), "Counted", body=body)
    words = " ".join(spoken(article.body)).split()
    assert words == ["One", "two", "three", "Four", "five", "six", "seven", "Penghu", "42"]


@pytest.mark.django_db
@pytest.mark.parametrize("words", [0, 1, 119, 357, 1190])
def test_the_reading_time_is_kept_for_drafts_too(words: int) -> None:
    [front] = factories.editions()
    text = "word " * words
    draft = factories.article(factories.section(front), "Timed", public=False, body=factories.paragraphs(text))
    assert draft.get_latest_revision_as_object().reading_minutes == minutes([text], "en")
