"""What articles are compared by."""

from __future__ import annotations

import json
import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from freesheet.related import rules
from freesheet.related.rules import KEPT_TERMS, LENGTH, Writing, likeness, number_of, terms
from freesheet.related.stopwords import STOPWORDS

Bag = dict[str, float]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Harbour’s new cranes were said to be idle", {"harbour", "cranes", "idle"}),
        ("en", "What the UN said of AI", {"UN", "AI"}),
        ("en", "in 2026 about 12,500 cranes", {"cranes"}),
        ("fr", "L’usine d’Angers n’est plus à vendre", {"usine", "angers", "vendre"}),
        ("id", "Pemerintah mengumumkan bahwa pelabuhan itu akan ditutup", {"mengumumkan", "pelabuhan", "ditutup"}),
        ("ms", "Kerajaan berkata pelabuhan itu akan ditutup", {"pelabuhan", "ditutup"}),
        ("hi", "सरकार ने कहा कि बंदरगाह बंद है", {"बंदरगाह", "बंद"}),
        ("ur", "حکومت نے کہا کہ بندرگاہ بند ہے", {"بندرگاہ", "بند"}),
        ("ar", "قال إن الميناء في المدينة", {"میناء", "مدینه"}),
        ("zh-hant", "我們的港口，與城市", {"港口", "城市"}),
        ("zh-hans", "我们的港口，和城市", {"港口", "城市"}),
        ("ja", "港のクレーンと新幹線", {"クレーン", "新幹", "幹線"}),
        ("ko", "부산항의 크레인", {"부산", "산항", "항의", "크레", "레인"}),
        ("vi", "cảng biển sạch", {"cảng biển", "biển sạch"}),
        ("th", "ท่าเรือ", {"ท่าเ", "่าเร", "าเรื", "เรือ"}),
        ("xx", "a of harbour", {"harbour"}),
        ("en", "", set()),
    ],
)
def test_terms_of_a_language(language: str, text: str, expected: set[str]) -> None:
    found = set(terms(Writing(text), language))
    assert {rules.plain(word) for word in expected} == found


def test_urdu_typed_on_an_arabic_keyboard_has_the_same_terms() -> None:
    assert terms(Writing("پاکستاني كرنسي"), "ur") == terms(Writing("پاکستانی کرنسی"), "ur")


def test_headline_and_tags_weigh_more_than_the_body() -> None:
    bag = terms(Writing("harbour", "orchard", ("railway glacier",), tags=("Tea",)), "en")
    assert bag["harbour"] > bag["orchard"] > bag["railway"]
    assert bag["#tea"] > bag["railway"]


def test_a_shouted_headline_is_no_row_of_acronyms() -> None:
    assert set(terms(Writing("THE NEW HARBOUR"), "en")) == {"harbour"}


def test_languages_share_no_terms() -> None:
    assert number_of("restaurant", "en") != number_of("restaurant", "fr")
    assert -(2**63) <= number_of("restaurant", "en") < 2**63


WORDS = st.lists(st.sampled_from(["harbour", "orchard", "railway", "AI", "港口", "城市", "बंदरगाह"]), max_size=30)


@given(WORDS, WORDS)
def test_likeness_is_a_cosine(one: list[str], other: list[str]) -> None:
    first, second = terms(Writing("", body=(" ".join(one),)), "en"), terms(Writing(" ".join(other)), "en")
    assert likeness(first, second) == likeness(second, first)
    assert 0 <= likeness(first, second) <= LENGTH**2 * 1.02
    assert bool(likeness(first, second)) == bool(first.keys() & second.keys())
    if first:
        assert likeness(first, first) == pytest.approx(LENGTH**2, rel=0.02)


@given(st.text(max_size=400), st.sampled_from(["en", "zh-hant", "ur", "th", "vi", "ja", ""]))
def test_any_text_makes_a_small_bag_of_whole_weights(text: str, language: str) -> None:
    bag = terms(Writing(text, text, (text,), (text,)), language)
    assert len(bag) <= KEPT_TERMS
    assert all(isinstance(weight, int) and 0 < weight <= LENGTH for weight in bag.values())
    assert bag == terms(Writing(text, text, (text,), (text,)), language)


def test_a_long_body_is_looked_at_only_so_far() -> None:
    bag = terms(Writing("", body=("harbour " * 20_000, "orchard")), "en")
    assert set(bag) == {"harbour"}


def test_stop_words_stand_in_the_list_of_their_language_once_and_as_they_are_compared() -> None:
    assert {"en", "fr", "id", "ms", "hi", "ur", "ar", "es", "pt", "de", "it"} == STOPWORDS.keys()
    assert all(word == word.casefold() for words in STOPWORDS.values() for word in words)


def precision(bags: list[tuple[int, Bag]]) -> float:
    """Of the three nearest of each text, how many belong to the same article, from 0 to 1."""
    hits = 0
    for one, (article, bag) in enumerate(bags):
        scored = sorted(
            (sum(weight * other.get(term, 0) for term, weight in bag.items()), another)
            for another, (_article, other) in enumerate(bags)
            if another != one
        )
        hits += sum(bags[another][0] == article for _score, another in scored[-3:])
    return hits / (3 * len(bags))


def by_document_frequency(texts: list[tuple[int, str]], language: str) -> list[tuple[int, Bag]]:
    """The same terms, weighed by inverse document frequency instead of ``rules.rarity``."""
    counts = [(article, Counter(rules._terms_of(text, language))) for article, text in texts]
    holders = Counter(term for _article, found in counts for term in found)
    bags = []
    for article, found in counts:
        bag = {term: (1 + math.log(times)) * math.log(len(texts) / holders[term]) for term, times in found.items()}
        best = dict(sorted(bag.items(), key=lambda item: (-item[1], item[0]))[:KEPT_TERMS])
        length = math.sqrt(sum(weight**2 for weight in best.values()))
        bags.append((article, {term: weight / length for term, weight in best.items()}))
    return bags


@pytest.mark.parametrize(("language", "least"), [("en", 0.78), ("ar", 0.70), ("hi", 0.69), ("zh", 0.74)])
def test_paragraphs_of_one_article_find_each_other(shared_fixtures: Path, language: str, least: float) -> None:
    path = shared_fixtures / "i18n-text" / "xquad-articles" / f"{language}.json"
    articles = json.loads(path.read_text(encoding="utf-8"))
    texts = [(number, text) for number, article in enumerate(articles) for text in article["paragraphs"]]
    bags: list[tuple[int, Bag]] = [(number, dict(terms(Writing("", body=(text,)), language))) for number, text in texts]
    assert precision(bags) >= max(least, precision(by_document_frequency(texts, language)))
