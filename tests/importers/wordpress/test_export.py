"""What an export says: the site, people, terms, and items that each have a name of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.importers.wordpress.wxr import SITE, author, category, export, item, term, written

from freesheet.importers.wordpress.export import read_export
from freesheet.importers.wordpress.people import public_name
from freesheet.importers.wordpress.records import Author


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_every_version(tmp_path: Path, version: str) -> None:
    exported = export(tmp_path, author("ann", "Ann"), category("news", "News"), item(), version=version)
    assert (exported.site.title, exported.site.language, exported.site.version) == ("Old Paper", "en-GB", version)
    assert exported.site.address == "https://old.example/paper"
    assert [each.title for each in exported.items()] == ["Title 7"]
    assert [each.name for each in exported.terms("category")] == ["News"]
    assert exported.oddities == []


def test_what_is_odd_and_was_dealt_with_is_said(tmp_path: Path) -> None:
    unnamed = SITE.replace("<wp:wxr_version>{v}</wp:wxr_version>", "")
    assert export(tmp_path, item(), site=unnamed).oddities == [
        "The file does not name its version; by its namespace it is read as 1.2."
    ]
    newer = SITE.replace("<wp:wxr_version>{v}</wp:wxr_version>", "<wp:wxr_version>2.7</wp:wxr_version>")
    assert export(tmp_path, item(), site=newer).oddities == [
        "The file is of version 2.7, which is not known; it is read like 1.2."
    ]
    foreign = '<x:author xmlns:x="http://example.org/"><x:author_login>eve</x:author_login></x:author>'
    exported = export(tmp_path, foreign, item())
    assert [each.login for each in exported.authors] == ["ann"]
    assert exported.oddities == [
        "An element named author is in a namespace that is not WordPress's and was passed over (1 times)."
    ]


def test_a_namespace_taken_by_another_is_not_believed(tmp_path: Path) -> None:
    hijacked = item(8).replace("<item>", '<item xmlns:wp="http://example.org/">')
    first, second = export(tmp_path, item(7), hijacked).items()
    assert (first.number, first.kind, first.status) == ("7", "post", "publish")
    assert (second.number, second.kind, second.status, second.content) == ("", "", "", "Words.")


def test_of_a_thing_said_twice_the_first_counts(tmp_path: Path) -> None:
    (read,) = export(tmp_path, item(7, extra="<wp:post_id>8</wp:post_id><wp:status>private</wp:status>")).items()
    assert (read.number, read.status) == ("7", "publish")


def test_keys_are_unique_and_the_same_each_time(tmp_path: Path) -> None:
    guid = "https://old.example/?p=1"
    items = [item(7), item(7), item(""), item("", guid=guid), item("", guid=guid), item(7, link=""), item("7.2")]
    path = written(tmp_path, *items)
    keys = [each.key for each in read_export(path).items()]
    assert len(set(keys)) == len(items)
    assert keys[:2] == ["7", "7.2"]
    assert [each.key for each in read_export(path).items()] == keys


def test_people_declared_and_mentioned(tmp_path: Path) -> None:
    exported = export(tmp_path, author("ann", "Ann Ames"), item(creator="ann"), item(8, creator="bo"), author("bo"))
    assert [(each.login, each.declared) for each in exported.authors] == [("ann", True), ("bo", True)]
    exported = export(tmp_path, item(creator=">bo"))
    assert [(each.login, each.declared) for each in exported.authors] == [(">bo", False)]
    alias = author("ann", "Ann Ames").replace("wp:author>", "wp:wp_author>")
    assert export(tmp_path, alias, item()).authors[0].name == "Ann Ames"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        (Author("ann", "Ann A."), "Ann A."),
        (Author("ann", "ann", first_name="Ann", last_name="Ames"), "Ann Ames"),
        (Author("ann", "ANN"), "ANN"),
        (Author("ann"), "ann"),
        (Author("ann@x.example", "ann@x.example"), "ann"),
        (Author("ann@x.example", "ann@x.example", first_name="Ann"), "Ann"),
        (Author("@"), "?"),
    ],
)
def test_the_name_that_is_printed(told: Author, name: str) -> None:
    assert public_name(told) == name


def test_old_exports_say_every_term_twice(tmp_path: Path) -> None:
    copies = '<category>News</category><category domain="tag">x &amp; y</category><category>Loose</category>'
    (read,) = export(
        tmp_path, item(extra=copies + term("category", "news", "News") + term("tag", "x-y", "x & y"))
    ).items()
    assert [(each.taxonomy, each.slug, each.name) for each in read.terms] == [
        ("category", "", "Loose"),
        ("category", "news", "News"),
        ("post_tag", "x-y", "x & y"),
    ]
