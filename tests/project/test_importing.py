"""What the import commands leave behind: in the database, in the folder and on the screen."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from tests.project.conftest import freesheet
from tests.project.outcomes import Ledger, accepted, refused

STORY = "\n\n".join(
    f"The lighthouse was painted {colour} in the spring, and the keeper wrote down how many tins it took, "
    "who had carried them up the stairs, and what the gulls had thought of it."
    for colour in ("red", "white", "blue")
)
PAGE = f"""The lighthouse that changed its mind

By Ada Reporter

3 min read

{STORY}

Ada Reporter is a correspondent in Tainan. She has written about harbours since 2014.

The Quay is a small newspaper that covers harbours in columns and interviews.
© 2026 Quay Media
"""
EXPORT = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Quay</title><link>https://quay.example</link><language>en</language>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>https://quay.example</wp:base_site_url>
<wp:base_blog_url>https://quay.example</wp:base_blog_url>
<item><title>The pilot</title><link>https://quay.example/2020/pilot/</link><dc:creator>ada</dc:creator>
<content:encoded><![CDATA[She knew every rock. [weather town="Tainan"] <script>alert(1)</script>]]></content:encoded>
<wp:post_id>1</wp:post_id><wp:post_date_gmt>2020-01-01 08:00:00</wp:post_date_gmt><wp:post_name>pilot</wp:post_name>
<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:post_password></wp:post_password></item>
<item><title>The password</title><link>https://quay.example/2020/password/</link><dc:creator>ada</dc:creator>
<content:encoded><![CDATA[Only for friends.]]></content:encoded><wp:post_id>2</wp:post_id>
<wp:post_date_gmt>2020-01-02 08:00:00</wp:post_date_gmt><wp:status>publish</wp:status>
<wp:post_type>post</wp:post_type><wp:post_password>friend</wp:post_password></item>
<item><title>Menu</title><link>https://quay.example/menu/</link><dc:creator>ada</dc:creator>
<content:encoded></content:encoded><wp:post_id>3</wp:post_id><wp:post_date_gmt>2020-01-03 08:00:00</wp:post_date_gmt>
<wp:status>publish</wp:status><wp:post_type>nav_menu_item</wp:post_type><wp:post_password></wp:post_password></item>
</channel></rss>
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "lighthouse.txt"
    file.write_text(PAGE, "utf-8")
    return file


@pytest.fixture
def export(tmp_path: Path) -> Path:
    file = tmp_path / "quay.xml"
    file.write_text(EXPORT, "utf-8")
    return file


def test_a_dry_run_changes_not_one_row_and_tells_what_each_line_is(page: Path, paper: Path) -> None:
    before = Ledger(paper).everything()
    said = accepted(freesheet("import", "page", page, "--to", paper, "--dry-run", "--accept", "--publish"))
    assert "Headline: The lighthouse that changed its mind" in re.sub(" +", " ", said)
    assert re.search(r"By: +Ada Reporter", said)
    assert "3 paragraphs" in said
    assert "(the page said 3)" in said
    assert Ledger(paper).everything() == before


def test_a_page_is_published_only_when_that_is_asked(page: Path, paper: Path) -> None:
    said = accepted(freesheet("import", "page", page, "--to", paper, "--publish"))
    assert "is now published" in said
    assert Ledger(paper).articles() == {"The lighthouse that changed its mind": True}
    [address] = re.findall(r"/newsroom/pages/(\d+)/edit/", said)
    assert Ledger(paper).rows(f"SELECT live FROM wagtailcore_page WHERE id = {address}") == [(1,)]


def test_a_page_that_came_before_changes_not_one_row(page: Path, paper: Path) -> None:
    accepted(freesheet("import", "page", page, "--to", paper))
    before = Ledger(paper).everything()
    again = page.with_name("the same under another name.txt")
    again.write_bytes(page.read_bytes())
    said = accepted(freesheet("import", "page", again, page, "--to", paper, "--publish"))
    assert said.count("came before; nothing was changed") == 2
    assert Ledger(paper).everything() == before


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 400, "picture.txt"),
        ("short.txt", b"A headline alone", "No story was found in short.txt"),
        ("large.txt", b"words " * 1_000_000, "large.txt"),
        ("gone.txt", None, "gone.txt"),
    ],
)
def test_a_file_that_is_no_page_keeps_all_others_from_coming(
    name: str, data: bytes | None, sentence: str, page: Path, paper: Path
) -> None:
    before = Ledger(paper).everything()
    bad = page.with_name(name)
    if data is not None:
        bad.write_bytes(data)
    refused(freesheet("import", "page", page, bad, "--to", paper, "--publish"), sentence)
    assert Ledger(paper).everything() == before


def test_accepting_leaves_settings_alone_that_say_something(page: Path, paper: Path) -> None:
    ours = "from freesheet.editions.models import Publication as P; P.objects.update(copyright_line='© Us')"
    accepted(freesheet("manage", paper, "shell", "-c", ours))
    accepted(freesheet("import", "page", page, "--to", paper, "--accept"))
    assert set(Ledger(paper).rows("SELECT copyright_line FROM editions_publication")) == {("© Us",)}


def test_an_edition_that_is_not_there_is_told_of_with_those_that_are(page: Path, paper: Path) -> None:
    run = freesheet("import", "page", page, "--to", paper, "--language", "fr")
    refused(run, "There is no edition in “fr”. There are: en, ur.")
    assert Ledger(paper).articles() == {}


def test_wordpress_is_reported_line_by_line_on_the_screen_and_in_a_file(export: Path, paper: Path) -> None:
    said = accepted(freesheet("import", "wordpress", export, "--to", paper, "--publish"))
    assert Ledger(paper).articles() == {"The pilot": True, "The password": False}
    [written] = (paper / "imports").iterdir()
    assert str(written) in said
    with written.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    happened = {line["title"]: line["happened"] for line in lines if line["kind"] in ("post", "nav_menu_item")}
    assert happened == {"The pilot": "came", "The password": "came as draft", "Menu": "left out"}
    assert all(line["why"] for line in lines if line["happened"] in ("left out", "failed", "noted"))
    assert "left out: nav_menu_item" in said
    [(body,)] = Ledger(paper).rows(
        "SELECT body FROM articles_articlepage JOIN wagtailcore_page ON id = page_ptr_id WHERE live"
    )
    assert "[weather town=" in body.replace('\\"', '"')
    assert "<script" not in body


def test_wordpress_a_second_time_changes_not_one_row(export: Path, paper: Path) -> None:
    accepted(freesheet("import", "wordpress", export, "--to", paper, "--publish"))
    before = Ledger(paper).everything()
    said = accepted(freesheet("import", "wordpress", export, "--to", paper, "--publish"))
    assert "2  post: unchanged" in said
    assert Ledger(paper).everything() == before


def line_of(text: str) -> int:
    """The line, counted from 1, on which ``text`` begins in the export."""
    return EXPORT[: EXPORT.index(text)].count("\n") + 1


@pytest.mark.parametrize(
    ("broken", "line"),
    [
        (EXPORT.replace("</channel>", "</chanel>"), line_of("</channel>")),
        (EXPORT[: EXPORT.index("<title>Menu")], line_of("<title>Menu")),
        (EXPORT.replace("every rock", "every\x0brock"), line_of("every rock")),
    ],
    ids=["a tag that closes nothing", "cut off", "a character that XML forbids"],
)
def test_wordpress_that_is_not_well_formed_changes_not_one_row(
    broken: str, line: int, export: Path, paper: Path
) -> None:
    before = Ledger(paper).everything()
    export.write_text(broken, "utf-8")
    said = refused(freesheet("import", "wordpress", export, "--to", paper, "--publish"), "Nothing was imported.")
    [(told, column)] = re.findall(r"line (\d+), column (\d+)", said)
    assert int(told) == line
    assert int(column) > 0
    assert Ledger(paper).everything() == before
    assert not (paper / "imports").exists()


def test_a_folder_of_pictures_that_is_not_there_is_told_of(export: Path, paper: Path) -> None:
    gone = export.with_name("uploads")
    run = freesheet("import", "wordpress", export, "--to", paper, "--media-from", gone)
    refused(run, f"{gone} is not a folder")
    assert Ledger(paper).articles() == {}
