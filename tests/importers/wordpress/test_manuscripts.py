"""What a post becomes: dates, people, sections, addresses, and above all whether readers may see it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.importers.wordpress.wxr import attachment, author, category, export, item, term

from freesheet.importers.manuscripts import Manuscript
from freesheet.importers.wordpress.fates import Becomes, Standing, fate_of
from freesheet.importers.wordpress.manuscripts import manuscript_of
from freesheet.importers.wordpress.records import WordpressItem

LOCAL = {"post_date": "2020-01-02 03:04:05"}
DATE = datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC)


def made(folder: Path, *others: str, content: str = "Words.", **more: Any) -> tuple[Manuscript, list[str]]:
    with export(folder, item(7, content, **more), *others) as exported:
        return manuscript_of(next(exported.items()), exported)


FATES = {
    "published": ({}, Becomes.ARTICLE, Standing.PUBLIC),
    "a page": ({"kind": "page"}, Becomes.PAGE, Standing.PUBLIC),
    "scheduled": ({"status": "future"}, Becomes.ARTICLE, Standing.SCHEDULED),
    "a draft": ({"status": "draft"}, Becomes.ARTICLE, Standing.DRAFT),
    "waiting": ({"status": "pending"}, Becomes.ARTICLE, Standing.DRAFT),
    "private": ({"status": "private"}, Becomes.ARTICLE, Standing.DRAFT),
    "a private page": ({"status": "private", "kind": "page"}, Becomes.PAGE, Standing.DRAFT),
    "with a password": ({"password": "x"}, Becomes.ARTICLE, Standing.DRAFT),
    "scheduled with a password": ({"status": "future", "password": "x"}, Becomes.ARTICLE, Standing.DRAFT),
    "a page with a password": ({"password": "x", "kind": "page"}, Becomes.PAGE, Standing.DRAFT),
    "of an unknown status": ({"status": "acme-embargo"}, Becomes.ARTICLE, Standing.DRAFT),
    "of no status": ({"status": ""}, Becomes.ARTICLE, Standing.DRAFT),
    "of no kind": ({"kind": ""}, Becomes.ARTICLE, Standing.DRAFT),
    "of no kind and empty": ({"kind": "", "content": " "}, Becomes.NOTHING, Standing.DRAFT),
    "in the trash": ({"status": "trash"}, Becomes.NOTHING, Standing.DRAFT),
    "never saved": ({"status": "auto-draft"}, Becomes.NOTHING, Standing.DRAFT),
    "an attachment": ({"kind": "attachment", "status": "inherit"}, Becomes.PICTURE, Standing.PUBLIC),
    **{
        f"a {kind}": ({"kind": kind}, Becomes.NOTHING, Standing.DRAFT)
        for kind in ("nav_menu_item", "revision", "wp_block", "wp_template", "custom_css", "product", "guest-author")
    },
}


@pytest.mark.parametrize(("told", "becomes", "standing"), FATES.values(), ids=FATES.keys())
def test_fates(told: dict[str, str], becomes: Becomes, standing: Standing) -> None:
    fate = fate_of(WordpressItem(**{"kind": "post", "status": "publish", "content": "x", **told}))  # type: ignore[arg-type]
    assert (fate.becomes, fate.standing) == (becomes, standing)
    if standing is Standing.DRAFT or becomes is Becomes.NOTHING:
        assert fate.why.endswith(".")


def test_a_published_post(tmp_path: Path) -> None:
    manuscript, said = made(
        tmp_path,
        author("ann", "Ann Ames"),
        title="Cats &amp; <em>dogs</em>",
        excerpt="<p>Short &amp; sweet</p>",
        post_modified_gmt="2020-02-03 00:00:00",
    )
    assert manuscript.headline == "Cats & dogs"
    assert manuscript.standfirst == "Short & sweet"
    assert manuscript.body == [{"type": "paragraph", "value": "<p>Words.</p>"}]
    assert manuscript.slug == "slug-7"
    assert manuscript.first_published_at == DATE
    assert manuscript.last_published_at == datetime(2020, 2, 3, tzinfo=UTC)
    assert manuscript.go_live_at is None
    assert manuscript.original_url == "https://old.example/paper/2020/7/"
    assert [(credit.author.name, credit.author.key) for credit in manuscript.bylines] == [("Ann Ames", "ann")]
    assert manuscript.language == "en"
    assert said == []


@pytest.mark.parametrize(
    "told", [{"status": "private"}, {"post_password": "x"}, {"status": "draft"}, {"status": "weird"}]
)
def test_what_must_not_be_public_has_no_date_that_would_make_it_so(tmp_path: Path, told: dict[str, str]) -> None:
    manuscript, said = made(tmp_path, **told)
    assert (manuscript.first_published_at, manuscript.go_live_at, manuscript.last_published_at) == (None, None, None)
    assert said[0].endswith(".")


def test_a_schedule_is_kept(tmp_path: Path) -> None:
    manuscript, _said = made(tmp_path, status="future", post_date_gmt="2031-01-02 03:04:05")
    assert manuscript.go_live_at == datetime(2031, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert manuscript.first_published_at is None


@pytest.mark.parametrize(
    ("told", "expected", "guessed"),
    [
        ({"post_date_gmt": "0000-00-00 00:00:00", "pubDate": "Thu, 02 Jan 2020 05:04:05 +0200"}, DATE, False),
        (
            {"post_date_gmt": "", "pubDate": "Wed, 30 Nov -0001 00:00:00 +0000", "post_date": "2020-01-02 03:04:05"},
            DATE,
            True,
        ),
        ({"post_date_gmt": "nonsense", "pubDate": "nonsense", "post_date": ""}, None, False),
    ],
)
def test_dates_that_are_not_told_outright(
    tmp_path: Path, told: dict[str, str], expected: object, guessed: bool
) -> None:
    manuscript, said = made(tmp_path, **told)
    assert manuscript.first_published_at == expected
    assert any("local time" in sentence for sentence in said) == guessed
    assert any("gives no date" in sentence for sentence in said) == (expected is None)


def test_old_addresses(tmp_path: Path) -> None:
    manuscript, _said = made(
        tmp_path,
        attachment(21, "https://old.example/paper/wp-content/uploads/a.jpg", post_parent="7"),
        content="a<!--nextpage-->b",
        link="https://old.example/paper/2020/%E5%AD%97/",
        post_name="%E5%AD%97",
        guid="https://old.example/paper/?p=6",
        meta__wp_old_slug=["first", "second", "bad/slug"],
    )
    assert manuscript.slug == "字"
    assert manuscript.old_paths == [
        "/paper/2020/%E5%AD%97/",
        "/paper/2020/first/",
        "/paper/2020/second/",
        "/paper/2020/%E5%AD%97/2/",
        "/paper/?p=7",
        "/paper/?p=6",
        "/paper/a21/",
        "/paper/?attachment_id=21",
    ]


def test_sections_tags_and_what_plug_ins_made(tmp_path: Path) -> None:
    terms = (
        term("category", "uncategorized", "Uncategorized") + term("category", "news", "News")
        + term("category", "eu-news", "News") + term("category", "sport", "Sport &amp; play")
        + term("post_tag", "x", "X") + term("tag", "x", "X") + term("tag", "", "X") + term("series", "s", "A series")
        + term("post_format", "post-format-video", "Video") + term("language", "zh_TW", "中文")
    )  # fmt: skip
    manuscript, said = made(
        tmp_path,
        category("news", "News"),
        category("europe", "Europe"),
        category("eu-news", "News", "europe"),
        category("sport", "Sport & play", number="5"),
        extra=terms,
        meta__yoast_wpseo_primary_category="5",
    )
    assert (manuscript.section, manuscript.further_sections) == ("Sport & play", ["News", "Europe: News"])
    assert manuscript.tags == ["X"]
    assert manuscript.format == "video"
    assert manuscript.language == "zh-hant"
    assert said == ["Terms of “series” were not brought: A series."]


def test_bylines(tmp_path: Path) -> None:
    guest = item(50, title="Guest", post_type="guest-author", meta_cap_x="", post_name="cap-bo")
    guest = guest.replace("cap_x", "cap-user_login").replace(
        "<wp:meta_value></wp:meta_value>", "<wp:meta_value>bo</wp:meta_value>"
    )
    manuscript, _said = made(
        tmp_path,
        author("ann", "ann", "Ann", "Ames"),
        guest,
        extra=term("author", "cap-bo", "bo") + term("author", "cap-ann", "ann") + term("author", "cap-carl", "carl"),
    )
    assert [credit.author.name for credit in manuscript.bylines] == ["Guest", "Ann Ames", "carl"]


def test_a_mail_address_is_never_a_name(tmp_path: Path) -> None:
    manuscript, _said = made(tmp_path, creator="bea@old.example")
    (credit,) = manuscript.bylines
    assert (credit.author.name, credit.author.slug) == ("bea", "")


def test_the_lead_picture(tmp_path: Path) -> None:
    url = "https://old.example/paper/wp-content/uploads/a.jpg"
    manuscript, said = made(tmp_path, attachment(21, url, excerpt="Caption"), meta__thumbnail_id="21")
    assert manuscript.lead_picture is not None
    assert (manuscript.lead_picture.source, manuscript.lead_caption) == (url, "Caption")
    assert said == []
    manuscript, said = made(tmp_path, meta__thumbnail_id="99")
    assert manuscript.lead_picture is None
    assert said == ["Its lead picture is attachment 99, which is not in the file or is no picture."]


def test_what_has_no_title_gets_one(tmp_path: Path) -> None:
    manuscript, said = made(tmp_path, title="", content="One two three four five six seven eight nine.")
    assert manuscript.headline == "One two three four five six seven eight…"
    assert "its headline was made" in said[0]
    assert made(tmp_path, title="", content="")[0].headline == "slug 7"


def test_what_does_not_come_along_is_said(tmp_path: Path) -> None:
    comment = "<wp:comment><wp:comment_type/></wp:comment>" * 2
    _manuscript, said = made(
        tmp_path, content="", is_sticky="1", extra=comment, meta_mood="glad", meta__edit_last="1",
        meta_enclosure="https://x.example/a.mp3\n1\naudio/mpeg",
    )  # fmt: skip
    assert said == [
        "It has no text.",
        "It was pinned to the top of the old front page; here an editor chooses what leads.",
        "2 comments were not brought: Freesheet has no comments.",
        "Custom fields were not brought: mood.",
        "A file was enclosed with it and not brought: https://x.example/a.mp3.",
    ]


def test_a_standfirst_beyond_measure_is_kept_whole_for_an_editor(tmp_path: Path) -> None:
    manuscript, _said = made(tmp_path, excerpt="word " * 400)
    assert len(manuscript.standfirst) <= 1000
    assert manuscript.body[0]["type"] == "leftover"
    assert manuscript.body[0]["value"]["text"].count("word") == 400
