"""Each rule has cases that it catches, and cases that it must let pass."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import assume, given
from hypothesis import strategies as st
from tests import factories
from tests.preflight.conftest import Block, Write, found, places, quoted, shown
from wagtail.contrib.redirects.models import Redirect

from freesheet.articles.models import ArticlePage
from freesheet.editions.models import FrontPage
from freesheet.media.models import NewsImage, Recording, Transcript
from freesheet.preflight.queries import all_rules
from freesheet.preflight.rules.dates import exists, impossible
from freesheet.preflight.rules.headline_length import columns
from freesheet.preflight.rules.note_to_self import NOTES
from freesheet.preflight.spelling import _OPENERS, mistaken_for, two_ways
from freesheet.sections.models import SeriesPage


def test_every_file_in_the_folder_is_a_rule() -> None:
    assert [rule.slug for rule in all_rules()] == [
        "alternative_text", "chart_source", "credit", "dates", "dead_links", "embargo", "film_captions",
        "headline_length", "licence", "live_ahead", "names", "note_to_self", "picture_size", "poster", "pulled_words",
        "quotation_source", "recording_credit", "recording_licence", "series", "standfirst", "transcript",
        "unnamed_speaker",
    ]  # fmt: skip


def picture(**more: Any) -> NewsImage:
    image = factories.picture(size=more.pop("size", (1300, 900)))
    NewsImage.objects.filter(pk=image.pk).update(**more)
    image.refresh_from_db()
    return image


# --- pictures


def test_a_picture_needs_a_description(write: Any) -> None:
    mute = picture(description="", title="Quay")
    article = write("Text.", shown(mute), lead_picture=mute)
    assert (
        found("alternative_text", article)
        == ["The picture “Quay” has no description for readers who cannot see it."] * 2
    )
    assert places("alternative_text", article) == ["lead_picture", str(article.body[1].id)]


def test_one_with_a_description_of_its_own_or_of_its_place_passes(write: Any) -> None:
    article = write(shown(picture(description=""), alt="碼頭"), lead_picture=picture(description="بندرگاہ"))
    assert found("alternative_text", article) == []


@pytest.mark.parametrize("rule", ["credit", "licence"])
def test_a_picture_says_who_made_it_and_by_what_right_it_is_shown(write: Any, rule: str) -> None:
    assert len(found(rule, write(lead_picture=picture(credit=" ", licence="")))) == 1
    assert found(rule, write(lead_picture=picture(credit="攝影：溫淑芬", licence="CC BY 4.0"))) == []
    assert found(rule, write("No picture at all.")) == []


@pytest.mark.parametrize("rule", ["credit", "licence"])
def test_a_films_own_poster_says_so_too(write: Any, rule: str) -> None:
    bare, film = picture(credit="", licence="", title="The brush, a frame"), factories.recording()
    Recording.objects.filter(pk=film.pk).update(poster=bare)
    film.refresh_from_db()
    article = write(heard(film), format="video", film=film)
    assert ["The brush, a frame" in sentence for sentence in found(rule, article)] == [True, True]
    assert places(rule, article) == ["film", str(article.body[0].id)]
    # As the lead picture, it is named there.
    assert places(rule, write(format="video", film=film, lead_picture=bare)) == ["lead_picture"]


def test_a_picture_has_as_many_pixels_as_its_place(write: Any) -> None:
    small, large = picture(size=(799, 600)), picture(size=(1200, 800))
    assert "799 pixels" in found("picture_size", write(shown(small)))[0]
    assert "1200" in found("picture_size", write(lead_picture=picture(size=(1199, 600))))[0]
    assert found("picture_size", write(shown(picture(size=(800, 600))), lead_picture=large)) == []


# --- visual aids


def chart(**more: Any) -> dict[str, Any]:
    return {"type": "chart", "value": {**factories.CHART, **more}}


def test_a_chart_needs_a_description_and_a_source(write: Any) -> None:
    article = write(chart(alt=" ", source="", title="Ships"))
    assert found("alternative_text", article) == ["The chart “Ships” has no description for readers who cannot see it."]
    assert found("chart_source", article) == ["The chart “Ships” does not say where its figures come from."]
    assert places("chart_source", article) == [str(article.body[0].id)]


def test_a_chart_with_both_passes(write: Any) -> None:
    article = write(chart(alt="基隆較多", source="港務局"))
    assert found("alternative_text", article) == found("chart_source", article) == []


def test_pictures_words_and_links_inside_visual_aids_are_looked_at(write: Any) -> None:
    mute = picture(description="", title="Quay", size=(700, 500))
    held = {"image": mute.pk, "alt": "", "caption": "TK: who took it"}
    scene = {"picture": held, "width": "full", "text": '<p><a linktype="page" id="99999">There</a></p>'}
    article = write({"type": "essay", "value": {"scenes": [scene]}})
    assert len(found("alternative_text", article)) == 1
    assert len(found("picture_size", article)) == 1
    assert len(found("note_to_self", article)) == 1
    assert found("dead_links", article) == ["A link leads to a page that is gone."]
    described = write(
        {"type": "gallery", "value": {"title": "", "layout": "row", "pictures": [{**held, "alt": "碼頭"}] * 2}}
    )
    assert found("alternative_text", described) == []


# --- words around


def test_a_standfirst_is_missed(write: Any) -> None:
    assert places("standfirst", write("Text.", standfirst="  ")) == ["standfirst"]
    assert found("standfirst", write("Text.", standfirst="潮水會來。")) == []


@pytest.mark.parametrize("headline", ["x" * 71, "潮" * 36, "جوار بھاٹا " * 8])
def test_a_headline_that_is_cut_off(write: Any, headline: str) -> None:
    assert "letters wide" in found("headline_length", write("Text.", title=headline))[0]


@pytest.mark.parametrize("headline", ["x" * 70, "潮" * 35, "潮\u200b" * 35, "مَدّ و جَزْر کی کہانی"])
def test_a_headline_that_fits(write: Any, headline: str) -> None:
    assert found("headline_length", write("Text.", title=headline)) == []


def test_a_long_title_for_search_engines_alone(write: Any) -> None:
    assert "search engines" in found("headline_length", write("Text.", seo_title="y" * 111))[0]
    assert len(found("headline_length", write("Text.", title="z" * 120, seo_title="Short"))) == 1


@given(st.text(max_size=60), st.text(max_size=60))
def test_widths_add_up(one: str, other: str) -> None:
    assert columns(one + other) == columns(one) + columns(other)
    assert columns("潮" * len(one)) == 2 * len(one)


def test_a_quotation_says_whose_words_these_are(write: Any) -> None:
    assert "「潮" not in found("quotation_source", write(quoted("潮水不等人。")))[0]
    assert "潮水不等人。" in found("quotation_source", write(quoted("潮水不等人。")))[0]
    assert found("quotation_source", write(quoted("پانی کسی کا نہیں", "میہر سندھو"), "He said “nothing”.")) == []


# --- links


def link(href: str) -> str:
    return f'See <a href="{href}">this</a>.'


def page_link(pk: object) -> str:
    return f'See <a linktype="page" id="{pk}">this</a>.'


def test_links_to_what_is_gone_or_hidden(write: Any) -> None:
    draft = write("Not yet.", title="A draft")
    assert found("dead_links", write(page_link(99999))) == ["A link leads to a page that is gone."]
    assert found("dead_links", write(page_link(draft.pk))) == ["A link leads to “A draft”, which readers cannot see."]
    gone = 'Take <a linktype="document" id="99">it</a>.'
    assert found("dead_links", write(gone)) == ["A link leads to a document that is gone."]


@pytest.mark.parametrize(
    "href",
    [
        "/world/nothing/",
        "http://testserver/ur/world/کچھ-نہیں/",
        "/tags/nobody/",
        "https://",
        "htp:/x",
        "world/x",
        "http://[x",
    ],
)
def test_addresses_at_which_there_is_nothing(write: Any, href: str) -> None:
    assert len(found("dead_links", write(link(href)))) == 1


def test_links_that_lead_somewhere(write: Any) -> None:
    public = write("Text.", title="Tides", tags=("harbours",))
    public.save_revision().publish()
    Redirect.add_redirect("/old/tides.html", public)
    scheduled = write("Later.", title="Later", go_live_at=timezone.now() + timezone.timedelta(days=1))
    scheduled.save_revision().publish()
    hrefs = (
        "/world/tides/", "http://testserver/world/tides/?a=1#b", "/zh-hant/world/", "/", "/world/feed.xml",
        "/corrections/", "/world/page/1/", "/tags/harbours/", "/old/tides.html", "/media/x.pdf", "https://elsewhere.example/gone",
        "mailto:a@b.example", "tel:+886", "#here", "/corrections.xml",
    )  # fmt: skip
    ids = (page_link(public.pk), page_link(ArticlePage.objects.get(pk=scheduled.pk).pk))
    assert found("dead_links", write(*(link(href) for href in hrefs), *ids)) == []


# --- dates

NEVER = [
    "on 31 June 2026", "on June 31", "30 February", "the 31st of April", "29 February 2025", "on Feb. 30, 2026",
    "2026-02-30", "2月30日", "二月三十日", "2025年2月29日", "二〇二五年二月二十九日", "１３月１日", "6月31號",
    "۳۱ جون", "31 جون ۲۰۲۶", "۳۰ فروری", "۲۹ فروری ۲۰۲۵ء",
]  # fmt: skip
SOME_DAY = [
    "on 30 June 2026", "June 30th", "29 February", "29 February 2024", "may 32 people", "March 4", "2026-02-28",
    "2月29日", "2024年2月29日", "二月二十九日", "十二月三十一日", "12月31日", "30 جون", "۲۹ فروری ۲۰۲۴ء",
    "version 31.6", "a budget of April 31,000", "from 1931 June was cold", "三十個月又二日", "June 1931", "31 Jungles",
]  # fmt: skip


@pytest.mark.parametrize("text", NEVER)
def test_a_day_that_no_calendar_has(write: Any, text: str) -> None:
    assert len(found("dates", write(f"It happened {text}."))) == 1


@pytest.mark.parametrize("text", SOME_DAY)
def test_a_day_that_there_is(text: str) -> None:
    assert list(impossible(text)) == []


@given(st.dates())
def test_every_day_of_the_calendar_passes(day: Any) -> None:
    english = f"{day.day} {day:%B} {day.year:04}"
    chinese = f"{day.year:04}年{day.month}月{day.day}日"
    assert list(impossible(f"{english}, {day.isoformat()}, {chinese}")) == []
    assert exists(day.year, day.month, day.day)


# --- notes

NOTES_LEFT = [
    "The price is TK.", "TKTK", "[check with Ada]", "[?]", "TODO: ask the mayor", "He is XXX years old", "XXXXX",
    "Lorem ipsum dolor", "【待查】", "（待確認）", "船長說[待補：名字]", "待查：日期", "[چیک کریں]", "(تصدیق باقی)",
    "[source?]", "FIXME", "(citation needed)",
]  # fmt: skip
NO_NOTES = [
    "TK Maxx opened", "flight TK 1971", "Super Bowl XXX", "Pope XXX", "todo el mundo", "He checked it [as he said].",
    "起火原因待查。", "有待查證", "待續", "تصدیق کی گئی", "Check the tide", "a source (in Karachi) said", "atk", "Why?",
    "He wrote “[sic]”.", "the list to do", "〔註〕", "名字（王小明）",
    "the man [who] came", "“[checking] the doors”", "(source)", "[تصدیق شدہ]", "About Lorem Ipsum", "(تاریخ)",
    "（日期）", "(check your ticket)", "born in 1403 (?)",
]  # fmt: skip


@pytest.mark.parametrize("text", NOTES_LEFT)
def test_a_note_that_was_left(write: Any, text: str) -> None:
    assert len(found("note_to_self", write(f"Before. {text}"))) == 1


@pytest.mark.parametrize("text", NO_NOTES)
def test_what_only_looks_like_a_note(text: str) -> None:
    assert not [note.pattern for note in NOTES if note.search(text)]


def test_notes_are_found_wherever_readers_would_read_them(write: Any) -> None:
    article = write(
        quoted("Yes.", "TK"), standfirst="TKTK", title="The TK story", lead_caption="[check]", kicker="TODO: x"
    )
    assert places("note_to_self", article) == ["kicker", "title", "standfirst", "lead_caption", str(article.body[0].id)]


# --- names

ONE_NAME = "“I taste,” says Nadeem Qureshi. Qureshi sits. When Nadeem Qureshi stands, Mr Qureshi’s tea is cold."
TWO_PEOPLE = (
    "Ada Lovelace met Mary Somerville. Lovelace wrote to Somerville. The Indian Ocean and India’s coast;"
    " Malay and Malaya; North America, North Americans. In New York, New Yorkers said so. Tom Hanks; Tim Burton."
    " The World Bank, World Banks."
)


@pytest.mark.parametrize(
    ("text", "other"),
    [
        (ONE_NAME + " Nadeem Quereshi left.", "Nadeem Quereshi"),
        (ONE_NAME + " Then Quershi left.", "Quershi"),
        (ONE_NAME + " On 3 June Nadeem Quereshi left.", "Nadeem Quereshi"),
        ("Ioanna Papadopoulou spoke. So did Ioanna Papadopolou.", "Ioanna Papadopolou"),
        ("Анна Каренина пришла, но Анна Коренина ушла. Анна Каренина.", "Анна Коренина"),
    ],
)
def test_a_name_spelled_two_ways(write: Any, text: str, other: str) -> None:
    sentences = found("names", write(text))
    assert len(sentences) == 1
    assert f"“{other}”" in sentences[0]


@pytest.mark.parametrize("text", [ONE_NAME, TWO_PEOPLE, "", "潮水來了。溫先生走了。"])
def test_names_that_are_spelled_as_they_should_be(write: Any, text: str) -> None:
    assert found("names", write(text or "x")) == []


def test_the_papers_own_authors_in_every_script(write: Any) -> None:
    chinese, urdu = write("記者溫淑芳報導。", code="zh-hant"), write("رپورٹ: میہر سندھر", code="ur")
    factories.author(chinese.get_parent().get_parent().specific, "溫淑芬")
    factories.author(urdu.get_parent().get_parent().specific, "میہر سندھو")
    assert "溫淑芳" in found("names", chinese)[0]
    assert "میہر سندھر" in found("names", urdu)[0]
    assert found("names", write("記者溫淑芬報導，溫淑女士說。", code="zh-hant")) == []
    assert found("names", write("رپورٹ: میہر سندھو، لاہور", code="ur")) == []


NAME = st.text("abcdefghijklmnopqrstuvwxyz", min_size=5, max_size=9).map(str.title)


@given(NAME, NAME, st.integers(1, 6))
def test_one_spelling_is_never_two(first: str, last: str, times: int) -> None:
    text = " ".join(f"then {first} {last} spoke, and {last} sat." for _time in range(times))
    assert list(two_ways(text)) == []


@given(st.text("abcdefghijklmnopqrstuvwxyz ,.", max_size=200))
def test_small_letters_hold_no_names(text: str) -> None:
    assert list(two_ways(text)) == []


@given(NAME, NAME, st.data())
def test_a_changed_letter_inside_a_full_name_is_found(first: str, last: str, data: Any) -> None:
    # A sentence's first word is no name.
    assume(first.lower() not in _OPENERS)
    place = data.draw(st.integers(1, len(last) - 2))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz").filter(lambda mark: mark != last[place]))
    mistyped = last[:place] + letter + last[place + 1 :]
    text = f"then {first} {last} spoke, {first} {last} sat, and {first} {mistyped} left."
    pairs = list(two_ways(text))
    assert (f"{first} {last}", f"{first} {mistyped}") in pairs


@given(st.text("溫淑芬王小明", min_size=3, max_size=3))
def test_a_chinese_name_is_not_mistaken_for_itself(name: str) -> None:
    assert list(mistaken_for([name], f"「{name}」說")) == []


YOUTUBE = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def heard(recording: Any) -> Block:
    """A recording in a body."""
    return {"type": "recording", "value": {"recording": recording.pk, "caption": ""}}


def test_a_film_without_captions_and_a_recording_without_words_are_found(write: Write) -> None:
    film, sound = factories.recording(), factories.recording("sound.mp3", title="A hum")
    article = write(heard(sound), format="video", film=film)
    assert found("film_captions", article) == ["The film “The brush” has no captions for readers who do not hear it."]
    assert places("film_captions", article) == ["film"]
    assert [sentence[:12] for sentence in found("transcript", article)] == ["“The brush” ", "“A hum” has "]
    factories.captions(film, kind="descriptions")
    assert len(found("film_captions", article)) == 1
    factories.captions(film, "ur", "subtitles")
    assert found("film_captions", article) == []
    assert [sentence[:12] for sentence in found("transcript", article)] == ["“A hum” has "]
    Transcript.objects.create(recording=sound, language="en", text="<p>Mmm.</p>")
    assert found("transcript", article) == []


def test_a_film_of_which_nothing_is_to_be_seen_is_found(write: Write) -> None:
    picture, film = factories.picture(size=(32, 18)), factories.recording()
    assert places("poster", write(format="video", film_url=YOUTUBE)) == ["film_url"]
    assert places("poster", write(format="video", film=film)) == ["film"]
    assert found("poster", write(format="video", film_url=YOUTUBE, lead_picture=picture)) == []
    film.poster = picture
    film.save()
    assert found("poster", write(format="video", film=film)) == []
    picture.description = " "
    picture.save()
    told = "The film’s poster “picture.png” has no description for readers who cannot see it."
    assert found("poster", write(format="video", film=film)) == [told]
    assert found("poster", write(format="video", film=film, lead_picture=picture)) == []
    assert found("poster", write("No film at all")) == []


@pytest.mark.parametrize(
    ("rule", "field", "told"),
    [
        ("recording_credit", "credit", "“A hum” does not say who made it."),
        ("recording_licence", "licence", "“A hum” does not say under which licence it is shown."),
    ],
)
def test_a_film_or_a_sound_says_who_made_it_and_by_what_right_it_is_shown(
    write: Write, rule: str, field: str, told: str
) -> None:
    film, sound = factories.recording(credit=" "), factories.recording("sound.mp3", title="A hum", licence=" ")
    article = write(heard(sound), format="video", film=film)
    assert found(rule, article) == [told.replace("A hum", "The brush"), told]
    assert places(rule, article) == ["film", str(article.body[0].id)]
    Recording.objects.filter(pk=film.pk).update(**{field: "影片：溫淑芬"})
    assert found(rule, ArticlePage.objects.get(pk=article.pk)) == [told]
    Recording.objects.update(**{field: "影片：溫淑芬"})
    assert found(rule, ArticlePage.objects.get(pk=article.pk)) == []


@pytest.mark.parametrize("rule", ["recording_credit", "recording_licence"])
def test_a_film_on_another_site_needs_neither(write: Write, rule: str) -> None:
    elsewhere = {"type": "embed", "value": {"url": YOUTUBE, "caption": ""}}
    assert found(rule, write(elsewhere, format="video", film_url=YOUTUBE)) == []


# --- embargo


def test_what_is_under_embargo_waits_for_its_end(write: Any) -> None:
    end = timezone.now() + timedelta(hours=2)
    [said] = found("embargo", write("Text.", embargo_until=end))
    assert said.startswith("Under embargo until 20")
    assert found("embargo", write("Text.", embargo_until=end, go_live_at=end - timedelta(minutes=1))) == [said]
    assert places("embargo", write("Text.", embargo_until=end)) == ["embargo_until"]
    assert found("embargo", write("Text.", embargo_until=end, go_live_at=end)) == []
    assert found("embargo", write("Text.", embargo_until=timezone.now())) == []
    assert found("embargo", write("Text.")) == []


# --- interviews, notes and what stands beside the text


def a_speaker(pk: str, name: str, **more: Any) -> Block:
    value = {"name": name, "part": "answers", "label": "", "description": "", "author": None, "portrait": None, **more}
    return {"type": "speaker", "value": value, "id": pk}


def a_turn(pk: str, text: str) -> Block:
    return {"type": "turn", "value": {"speaker": pk, "text": f"<p>{text}</p>"}}


def test_a_turn_says_who_speaks(write: Write) -> None:
    known = "6d0e8f0a-0000-4000-8000-000000000001"
    article = write(
        a_turn(known, "Yes."), a_turn("", "No."), a_turn("gone", "What?"), speakers=[a_speaker(known, "Lin")]
    )
    assert found("unnamed_speaker", article) == ["A turn of the interview does not say who speaks."] * 2
    assert places("unnamed_speaker", article) == [str(article.body[1].id), str(article.body[2].id)]
    assert found("quotation_source", article) == []


@pytest.mark.parametrize(
    "words", ["If it’s sand, it’s sand", "“if it's sand…it's SAND.”", "If it’s [only] sand", "The weight goes"]
)
def test_pulled_words_that_the_article_says_pass(write: Write, words: str) -> None:
    article = write(
        "The weight goes where it goes. If it’s sand, it’s sand.", {"type": "pull", "value": {"words": words}}
    )
    assert found("pulled_words", article) == []


def test_pulled_words_that_it_does_not_say_are_noticed(write: Write) -> None:
    article = write("鹽要做兩個禮拜。", {"type": "pull", "value": {"words": "鹽要做三個禮拜"}}, code="zh-hant")
    assert found("pulled_words", article) == ["“鹽要做三個禮拜” is set large, and the article does not say it."]


def test_turns_notes_boxes_and_speakers_are_read(write: Write) -> None:
    article = write(
        a_turn("x", "Salt rose<footnote>TKTK</footnote>."),
        {
            "type": "box",
            "value": {"heading": "TKTK", "inside": [{"type": "text", "value": '<p><a href="/no/">x</a></p>'}]},
        },
        {"type": "act", "value": {"heading": "", "steps": ["<p>[check with Ada]</p>"]}},
        speakers=[a_speaker("x", "Nadeem Qureshi", description="Nadeem Quershi, baker")],
    )
    assert len(found("note_to_self", article)) == 3
    assert len(found("dead_links", article)) == 1
    assert found("names", article) == ["“Nadeem Qureshi” and “Nadeem Quershi”: is this one name, spelled two ways?"]


def test_the_words_of_a_note_do_not_run_into_a_name(write: Write) -> None:
    article = write("He met Nadeem Qureshi<footnote>By post.</footnote> and Nadeem Qureshi left.")
    assert found("names", article) == []


def test_a_face_needs_no_description_but_a_credit(write: Write) -> None:
    mute = picture(description="", credit="", title="Face")
    quotation = {"type": "quotation", "value": {"text": "Yes.", "source": "Lin", "portrait": mute.pk}}
    article = write(quotation, speakers=[a_speaker("x", "Lin", portrait=mute.pk)])
    assert found("alternative_text", article) == []
    assert places("credit", article) == ["speakers", str(article.body[0].id)]


# --- series


def serial(title: str = "The long winter", code: str = "en", public: bool = True, **more: Any) -> SeriesPage:
    front = FrontPage.objects.get(locale__language_code=code)
    page = SeriesPage(title=title, locale=front.locale, live=False, **more)
    front.add_child(instance=page)
    revision = page.save_revision()
    if public:
        revision.publish()
        page.refresh_from_db()
    return page


def test_a_part_of_a_series_can_be_found_as_one(write: Write) -> None:
    winter, hidden = serial(), serial("Hidden", public=False)
    assert found("series", write("Ice.", series=winter)) == []
    assert found("series", write("Ice.")) == []
    [said] = found("series", write("Ice.", series=hidden))
    assert "“Hidden” is not public" in said
    translated = write("冰。", code="zh-hant", series=winter)
    assert "is not there in this language" in found("series", translated)[0]
    assert places("series", translated) == ["series"]
    serial("長冬", "zh-hant", translation_key=winter.translation_key)
    assert found("series", translated) == []


def test_a_number_belongs_to_one_part(write: Write) -> None:
    winter = serial()
    first = write("Ice.", series=winter, part_number=2)
    assert found("series", first) == []
    first.save_revision().publish()
    assert found("series", ArticlePage.objects.get(pk=first.pk)) == []
    second = write("Coal.", series=winter, part_number=2)
    assert found("series", second) == [
        "Part 2 of “The long winter” is another article already. Please choose another number, or none."
    ]
    assert places("series", second) == ["part_number"]
    assert found("series", write("Thaw.", series=winter)) == []


# --- live entries


def entry(at: datetime) -> dict[str, Any]:
    shown = {"image": None, "caption": "", "alt": ""}
    return {
        "type": "live",
        "value": {"at": at.isoformat(), "heading": "", "text": "<p>The port closes.</p>", "picture": shown},
    }


def test_a_live_entry_is_not_from_the_future(write: Write) -> None:
    now = timezone.now()
    assert (
        found("live_ahead", write(entry(now), entry(now - timedelta(days=1)), entry(now + timedelta(minutes=1)))) == []
    )
    article = write(entry(now), entry(now + timedelta(hours=2)))
    [said] = found("live_ahead", article)
    assert "is still to come" in said
    assert places("live_ahead", article) == [str(article.body[1].id)]
    # When it goes to readers, its time will have come.
    assert found("live_ahead", write(entry(now + timedelta(hours=2)), go_live_at=now + timedelta(hours=3))) == []
