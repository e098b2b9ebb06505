"""A correction is made in one step, and readers find it wherever they read the article."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import feedparser
import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from tests import factories
from tests.conftest import Newsstand

from freesheet.articles import queries as article_queries
from freesheet.editions.models import FrontPage
from freesheet.press.models import Change
from freesheet.transparency.actions import correct, may_correct, withdraw
from freesheet.transparency.errors import CorrectionProblem
from freesheet.transparency.models import Correction

Story = Callable[..., Any]
PAGE = "/world/the-tide-table/"
LD = "//script[@type='application/ld+json']/text()"


def position(stand: Newsstand, words: str) -> int:
    return stand.text(PAGE).partition("<body")[2].index(words)


def test_readers_find_it_under_the_article_in_the_list_and_in_the_feed(stand: Newsstand, story: Story) -> None:
    article = story()
    stand.print()
    assert "Nothing has been corrected here yet." in stand.text("/corrections/")
    correct(article, "High water was given as 06:10.", "It was at 16:10.")
    stand.print()
    assert position(stand, "High water was given as 06:10.") > position(stand, "somebody wrote it down")
    assert "It was at 16:10." in stand.text("/corrections/")
    assert f'<a href="{PAGE}">The tide table</a>' in stand.text("/corrections/")
    assert "Nothing has been corrected" in stand.text("/ur/corrections/") or stand.status("/ur/corrections/") == 200
    feed = feedparser.parse(stand.bytes("/corrections.xml"))
    assert not feed.bozo
    assert [entry.title for entry in feed.entries] == ["Correction: The tide table"]
    assert "It was at 16:10." in feed.entries[0].description
    assert "It was at 16:10." in stand.text("/feed.xml")


def test_a_grave_one_stands_over_the_article(stand: Newsstand, story: Story) -> None:
    correct(story(), "Two people died.", "Nobody died.", "grave")
    stand.print()
    assert position(stand, "Nobody died.") < position(stand, "somebody wrote it down")
    assert stand.tree(PAGE).xpath("//section[contains(@class, 'grave')]/h2/text()") == ["Serious correction"]


def test_search_engines_are_told(stand: Newsstand, story: Story) -> None:
    correction = correct(story(), "Two people died.", "Nobody died.", "grave")
    stand.print()
    [source] = stand.tree(PAGE).xpath(LD)
    data = json.loads(source)
    [told] = data["correction"]
    assert told["@type"] == "CorrectionComment"
    assert "Nobody died." in told["text"]
    assert told["datePublished"] == data["dateModified"] == correction.at.isoformat(timespec="seconds")
    assert stand.tree(PAGE).xpath("//meta[@property='article:modified_time']/@content") == [data["dateModified"]]


def test_the_sitemap_has_its_date_and_that_of_its_alias(
    stand: Newsstand, story: Story, fronts: dict[str, FrontPage]
) -> None:
    article = story()
    article.create_alias(parent=factories.section(fronts["en"], "Home"))
    stand.print()
    # In another second than the one in which the article came.
    correction = correct(article, "It was 06:10.", "It was 16:10.", at=timezone.now() + timedelta(minutes=1))
    stand.print()
    at = f"<lastmod>{correction.at.isoformat(timespec='seconds')}</lastmod>"
    for address in (PAGE, "/home/the-tide-table/"):
        assert f"{address}</loc>{at}" in "".join(stand.sitemap())
    assert at in stand.text("/sitemap.xml")
    withdraw(correction, "It was 06:10 after all.")
    stand.print()
    assert f"{PAGE}</loc>{at}" not in "".join(stand.sitemap())


def test_what_nobody_corrected_says_nothing_of_corrections(stand: Newsstand, story: Story) -> None:
    story()
    stand.print()
    assert "correction" not in json.loads(stand.tree(PAGE).xpath(LD)[0])
    assert not stand.tree(PAGE).xpath("//section[contains(@class, 'corrections')]")


def test_a_withdrawn_one_leaves_the_article_and_stays_in_the_list(stand: Newsstand, story: Story) -> None:
    correction = correct(story(), "It was 06:10.", "It was 16:10.")
    stand.print()
    withdraw(correction, "It was 06:10 after all.")
    stand.print()
    assert "It was 16:10." not in stand.text(PAGE)
    assert "It was 16:10." in stand.text("/corrections/")
    assert "This correction was withdrawn on" in stand.text("/corrections/")
    assert "It was 06:10 after all." in stand.text("/corrections.xml")
    with pytest.raises(CorrectionProblem, match="before"):
        withdraw(correction, "Again.")


def test_an_article_that_readers_may_not_see_keeps_its_corrections_to_itself(stand: Newsstand, story: Story) -> None:
    article = story()
    correct(article, "A name stood here.", "It should not have.")
    stand.print()
    article.unpublish()
    stand.print()
    assert "A name stood here." not in stand.text("/corrections/")
    assert "A name stood here." not in stand.text("/corrections.xml")
    article.save_revision().publish()
    stand.print()
    assert "A name stood here." in stand.text("/corrections/")


def test_an_alias_shows_the_corrections_of_its_original(
    stand: Newsstand, story: Story, fronts: dict[str, FrontPage]
) -> None:
    article = story()
    article.create_alias(parent=factories.section(fronts["en"], "Home"))
    correct(article, "It was 06:10.", "It was 16:10.")
    stand.print()
    assert "It was 16:10." in stand.text("/home/the-tide-table/")
    alias = article.aliases.get().specific
    with pytest.raises(CorrectionProblem, match="alias"):
        correct(alias, "One.", "Two.")


def test_older_pages_stay_as_they_are(stand: Newsstand, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_queries, "PAGE_SIZE", 2)
    article = story()
    for number in range(4):
        correct(article, f"Wrong {number}.", f"Right {number}.")
    stand.print()
    assert "Right 0." in stand.text("/corrections/page/1/")
    assert stand.status("/corrections/page/2/") == 302
    before = stand.bytes("/corrections/page/1/")
    correct(article, "Wrong 4.", "Right 4.")
    asked = set(Change.objects.values_list("address", flat=True))
    assert "/corrections/page/1/" not in asked
    correct(article, "Wrong 5.", "Right 5.")
    stand.print()
    assert "Right 2." in stand.text("/corrections/page/2/")
    assert stand.bytes("/corrections/page/1/") == before
    article.delete()
    stand.print()
    assert not [address for address in stand.addresses() if address.startswith("/corrections/page/")]
    assert Correction.objects.count() == 0


@pytest.mark.parametrize(("wrong", "right"), [("", "Right."), ("Wrong.", "  "), ("x" * 1001, "Right.")])
def test_nothing_said_or_too_much_is_refused(story: Story, wrong: str, right: str) -> None:
    with pytest.raises(CorrectionProblem):
        correct(story(), wrong, right)


def test_what_nobody_has_read_cannot_be_corrected(story: Story) -> None:
    draft = story(public=False, first_published_at=None)
    with pytest.raises(CorrectionProblem, match="never published"):
        correct(draft, "Wrong.", "Right.")


def test_nobody_else_may_correct(story: Story) -> None:
    assert not may_correct(AnonymousUser(), story())
