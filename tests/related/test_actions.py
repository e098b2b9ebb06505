"""Keeping up how alike articles are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from freesheet.articles.models import ArticlePage, RelatedBan, RelatedPin
from freesheet.related import actions, queries, rules
from freesheet.related.actions import drop_article, index_article, rebuild
from freesheet.related.models import Likeness, Term

Publish = Callable[..., Any]

NEAREST = 2
"""Few enough for lists to overflow in a small paper."""

SUBJECTS = ["harbour", "orchard", "railway", "glacier", "parliament", "orchestra"]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "NEAREST", NEAREST)
    monkeypatch.setattr(actions, "NEAREST", NEAREST)
    monkeypatch.setattr(queries, "FOLLOWED", 2)


@pytest.fixture
def shelf(publish: Publish) -> list[ArticlePage]:
    """Articles without words, not live."""
    return [publish("…", live=False) for _ in range(9)]


def write(article: ArticlePage, words: list[str]) -> set[int]:
    """Publish ``article`` with a headline of its own."""
    article.title, article.live = " ".join(words), True
    ArticlePage.objects.filter(pk=article.pk).update(title=article.title, live=True)
    return index_article(article)


def take_away(article: ArticlePage) -> set[int]:
    ArticlePage.objects.filter(pk=article.pk).update(live=False)
    return drop_article(article.pk)


def links() -> set[tuple[int, int, int]]:
    return set(Likeness.objects.values_list("later_id", "earlier_id", "score"))


def links_by_definition() -> set[tuple[int, int, int]]:
    """The links that articles should have, straight from the rules."""
    bags = {
        article.pk: rules.terms(rules.Writing(article.title), "en") for article in ArticlePage.objects.filter(live=True)
    }
    found = set()
    for later, bag in bags.items():
        scored = sorted(((rules.likeness(bag, bags[pk]), pk) for pk in bags if pk < later), reverse=True)
        found |= {(later, pk, score) for score, pk in scored[:NEAREST] if score >= queries.LEAST}
    return found


WORDS = st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=4).map(sorted)
STEPS = st.lists(st.tuples(st.integers(0, 8), st.one_of(st.none(), WORDS, WORDS)), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=9, max_size=9), STEPS)
def test_whatever_happened_the_links_are_those_that_the_articles_ask_for(
    few: None, shelf: list[ArticlePage], first: list[list[str]], steps: list[tuple[int, list[str] | None]]
) -> None:
    with transaction.atomic():
        for number, words in [*enumerate(first), *steps]:
            article = shelf[number]
            before = queries.followed(one.pk for one in shelf)
            told = write(article, words) if words else take_away(article)
            after = queries.followed(one.pk for one in shelf)
            assert told == {pk for pk in after if before[pk] != after[pk]}
            assert links() == links_by_definition()
        kept = links()
        assert rebuild() == set()
        assert links() == kept
        Likeness.objects.all().delete()
        Term.objects.all().delete()
        rebuild()
        assert links() == kept
        transaction.set_rollback(True)


def test_a_new_article_touches_few_others_however_many_are_like_it(few: None, publish: Publish) -> None:
    for _ in range(12):
        index_article(publish("The same headline of harbour and orchard"))
    newest = publish("The same headline of harbour and orchard")
    touched = index_article(newest)
    assert newest.pk in touched
    assert len(touched) <= NEAREST + 1


def test_publishing_unchanged_words_tells_nobody(publish: Publish) -> None:
    one, other = publish("Harbour and orchard"), publish("Harbour and railway")
    index_article(one)
    assert index_article(other) == {one.pk, other.pk}
    assert index_article(other) == set()


def test_who_pinned_an_article_is_told_when_it_comes_and_goes(publish: Publish) -> None:
    one, other = publish("Harbour"), publish("Glacier")
    index_article(one)
    RelatedPin.objects.create(page=one, article=other, sort_order=0)
    assert index_article(other) == {one.pk}
    assert drop_article(other.pk) == {one.pk}


def test_a_ban_brings_up_the_next(few: None, publish: Publish) -> None:
    stories = [publish("Harbour and orchard") for _ in range(4)]
    for story in stories:
        index_article(story)
    first = stories[-1]
    RelatedBan.objects.create(page=first, article=stories[-2], sort_order=0)
    assert queries.followed([first.pk])[first.pk] == [stories[1].pk]


def test_rebuilding_says_how_far_it_is_and_who_shows_others_now(publish: Publish) -> None:
    one, other = publish("Harbour and orchard"), publish("Harbour and railway")
    told: list[tuple[int, int]] = []
    assert rebuild(lambda done, steps: told.append((done, steps))) == {one.pk, other.pk}
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_rebuilding_forgets_what_is_no_longer_public(publish: Publish) -> None:
    one, other = publish("Harbour and orchard"), publish("Harbour and railway")
    rebuild()
    ArticlePage.objects.filter(pk=other.pk).update(live=False)
    assert rebuild() == {one.pk}
    assert not Term.objects.filter(article=other.pk).exists()


def test_an_alias_is_not_offered_beside_its_original(publish: Publish) -> None:
    one = publish("Harbour and orchard")
    index_article(one)
    alias: Any = one.create_alias(update_slug="the-alias")
    assert index_article(ArticlePage.objects.get(pk=alias.pk)) == set()
    assert not Likeness.objects.exists()


def test_the_work_for_a_new_article_is_a_handful_of_queries(
    publish: Publish, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        index_article(publish(f"Harbour and orchard {SUBJECTS[number % 6]}"))
    newest = publish("Harbour and orchard")
    with django_assert_max_num_queries(30):
        index_article(newest)


def test_an_article_is_compared_with_those_in_reach_alone_and_making_everything_again_agrees(
    few: None, shelf: list[ArticlePage], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, near, far = shelf[0], shelf[2], shelf[5]
    monkeypatch.setattr(queries, "REACH", near.pk - first.pk)
    for article in (far, first, near):
        write(article, ["harbour", "pilots"])
    assert {(later, earlier) for later, earlier, _score in links()} == {(near.pk, first.pk)}
    write(first, ["harbour", "pilots", "again"])
    kept = links()
    assert rebuild() == set()
    assert links() == kept
