"""What a reader finds beside an article."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import PageViewRestriction

from freesheet.press.recording import recording
from freesheet.related.actions import drop_article, index_article
from freesheet.related.queries import related_to

Publish = Callable[..., Any]

TEA = "Growers of highland oolong tea fear that warmer winters ruin the harvest of their terraces."
TEA_AGAIN = "Warmer winters on the terraces: the oolong harvest of highland growers shrank by a third."
CABLE = "A repair ship lifted the broken submarine cable from the seabed and spliced its glass fibres."
CABLE_AGAIN = "Where a submarine cable breaks, a ship fishes it from the seabed; splicing fibres takes a night."


def titles(article: Any, limit: int = 3) -> list[str]:
    return [other.title for other in related_to(article, limit)]


@pytest.fixture
def paper(publish: Publish) -> dict[str, Any]:
    """Two pairs of articles that are about the same, and one that is about neither."""
    stories = {
        "Tea": publish("Tea", TEA),
        "Tea again": publish("Tea again", TEA_AGAIN),
        "Cable": publish("Cable", CABLE),
        "Cable again": publish("Cable again", CABLE_AGAIN),
        "Chess": publish("Chess", "Grandmasters drew every game of the championship match."),
    }
    for story in stories.values():
        index_article(story)
    return stories


def test_articles_about_the_same_stand_beside_each_other(paper: dict[str, Any]) -> None:
    assert titles(paper["Tea"])[0] == "Tea again"
    assert titles(paper["Tea again"])[0] == "Tea"
    assert titles(paper["Cable"])[0] == "Cable again"
    assert titles(paper["Chess"]) == []


def test_languages_are_kept_apart(publish: Publish) -> None:
    english = publish("Tea", TEA)
    chinese = publish("茶", "高山烏龍茶的茶農擔心暖冬毀了梯田的收成。", "zh-hant")
    again = publish("又是茶", "暖冬之後，高山烏龍茶的收成少了三分之一，茶農說。", "zh-hant")
    same_words = publish("Tea", TEA, "ur")
    for article in (english, chinese, again, same_words):
        index_article(article)
    assert titles(chinese) == ["又是茶"]
    assert titles(english) == titles(same_words) == []


@pytest.mark.parametrize(
    ("language", "one", "other", "stranger"),
    [
        ("ur", "سمندر کے نیچے کیبل ٹوٹ گئی", "ٹوٹی ہوئی کیبل سمندر سے نکالی گئی", "شطرنج کا مقابلہ برابر رہا"),
        ("zh-hant", "海底電纜斷裂三天才修復", "修復海底電纜的人", "西洋棋冠軍賽全部和局"),
    ],
)
def test_a_common_subject_is_found_in_every_script(
    publish: Publish, language: str, one: str, other: str, stranger: str
) -> None:
    first, second, third = (publish(headline, "", language) for headline in (one, other, stranger))
    for article in (first, second, third):
        index_article(article)
    assert titles(first) == [other]
    assert titles(third) == []


def test_a_tag_in_common_is_enough(publish: Publish) -> None:
    one = publish("Lighthouse", "The lamp was lit by hand.", tags=["AI"])
    other = publish("Sourdough", "Bakers keep their starters alive.", tags=["AI"])
    index_article(one)
    index_article(other)
    assert titles(one) == ["Sourdough"]


def test_pins_come_first_in_their_order_and_none_twice(paper: dict[str, Any]) -> None:
    tea = paper["Tea"]
    for order, name in enumerate(["Chess", "Tea again", "Cable"]):
        tea.related_pins.create(article=paper[name], sort_order=order)
    assert titles(tea) == ["Chess", "Tea again", "Cable"]
    assert titles(tea, 1) == ["Chess"]


def test_a_banned_article_never_shows_even_if_it_is_pinned(paper: dict[str, Any]) -> None:
    tea = paper["Tea"]
    tea.related_pins.create(article=paper["Tea again"], sort_order=0)
    tea.related_bans.create(article=paper["Tea again"], sort_order=0)
    assert "Tea again" not in titles(tea)


def test_an_article_is_never_beside_itself(paper: dict[str, Any]) -> None:
    tea = paper["Tea"]
    tea.related_pins.create(article=tea, sort_order=0)
    assert titles(tea)[0] == "Tea again"


def test_what_is_unpublished_or_private_does_not_show(paper: dict[str, Any]) -> None:
    tea, again, cable = paper["Tea"], paper["Tea again"], paper["Cable again"]
    tea.related_pins.create(article=cable, sort_order=0)
    again.unpublish()
    PageViewRestriction.objects.create(page=cable, restriction_type=PageViewRestriction.LOGIN)
    assert titles(tea) == []


def test_a_private_article_leaves_when_it_is_indexed(paper: dict[str, Any]) -> None:
    # In bulk, for then no signal does it before.
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=paper["Tea again"], restriction_type=PageViewRestriction.LOGIN)]
    )
    assert index_article(paper["Tea again"]) == {paper["Tea"].pk, paper["Tea again"].pk}


def test_an_article_that_is_gone_no_longer_counts(paper: dict[str, Any]) -> None:
    again = paper["Tea again"]
    drop_article(again.pk)
    again.delete()
    assert titles(paper["Tea"]) == []


def test_asking_names_the_key(paper: dict[str, Any]) -> None:
    with recording() as keys:
        related_to(paper["Tea"])
    assert f"related:{paper['Tea'].pk}" in keys


def test_a_draft_that_was_never_saved_can_be_previewed(publish: Publish) -> None:
    from freesheet.articles.models import ArticlePage

    assert related_to(ArticlePage(title="New")) == []
