"""The head of a page: which line is the headline, and what the lines around it are."""

from __future__ import annotations

import re

from freesheet.importers.page.folding import bare, fold, is_east_asian, is_prose, key_of
from freesheet.importers.page.names import looks_like_a_name
from freesheet.importers.page.rulings import Desk, Kind
from freesheet.importers.page.vocabulary import whole

_META = {Kind.READING_TIME, Kind.BYLINE, Kind.DATE, Kind.DETAILS}
_HEADLINE_MAX, _STANDFIRST_MAX = 300, 420
_SUFFIX = re.compile(r"\s+[|\-–—·•:»«]\s+|\s*[|｜]\s*")


def settle_head(desk: Desk) -> None:
    """Find the headline and judge every undecided line above the first paragraph of the story."""
    story = _first_of_the_story(desk)
    candidates = [i for i in desk.undecided() if i < story and desk.pieces[i].setting != "outside"]
    if not desk.facts.headline:
        _choose(desk, candidates, story)
    _find_repetitions(desk, story)
    headline = next((i for i in range(len(desk.pieces)) if desk.kind(i) is Kind.HEADLINE), -1)
    for index in [i for i in desk.undecided() if i < story]:
        _judge(desk, index, headline, story)


def without_site(title: str) -> tuple[str, str]:
    """A window title such as “Headline | The Herald” as headline and outlet; the outlet may be missing."""
    parts = _SUFFIX.split(title.strip())
    if len(parts) < 2 or len(parts[-1]) > 40:
        return title.strip(), ""
    cut = title.strip().rfind(parts[-1])
    head = re.sub(r"\s*[|｜\-–—·•:»«]\s*$", "", title.strip()[:cut]).strip()
    return (head, parts[-1].strip()) if len(head) > len(parts[-1]) / 2 and head else (title.strip(), "")


def _first_of_the_story(desk: Desk) -> int:
    """The index of the first paragraph: the first prose after which no byline, date or reading time stands."""
    open_prose = [
        i
        for i in desk.undecided("story")
        if is_prose(desk.text(i)) or desk.pieces[i].tag in {"figure", "img", "table", "blockquote", "iframe"}
    ]
    if not open_prose:
        return len(desk.pieces)
    meta = [i for i in range(len(desk.pieces)) if desk.kind(i) in _META and desk.pieces[i].setting != "outside"]
    long = next(
        (i for i in open_prose if len(desk.text(i)) > _STANDFIRST_MAX // (3 if is_east_asian(desk.text(i)) else 1)),
        open_prose[-1],
    )
    above = [i for i in meta if i < long]
    first = next((i for i in open_prose if i > max(above, default=-1)), long)
    if above and sum(i < above[-1] for i in open_prose) > 2:
        first = open_prose[0]
    if (
        first == open_prose[0] == desk.undecided()[0]
        and len(open_prose) > 1
        and not desk.facts.headline
        and _can_be_headline(desk.text(first))
    ):
        return open_prose[1]
    return first


def _can_be_headline(text: str) -> bool:
    return len(text) <= (_HEADLINE_MAX // 4 if is_east_asian(text) else _HEADLINE_MAX * 2 // 3) and text.rstrip()[
        -1:
    ] not in {"。", "۔", ":", "：", ";", ",", "，"}


def _choose(desk: Desk, candidates: list[int], story: int) -> None:
    scored = [
        (_headline_score(desk, i, story) - rank * 0.2, -i)
        for rank, i in enumerate(candidates)
        if len(desk.text(i)) <= _HEADLINE_MAX
    ]
    if scored and max(scored)[0] > -2:
        index = -max(scored)[1]
        text = re.sub(r"^#{1,2}\s+", "", desk.text(index))
        headline, site = without_site(text)
        if site and not any(key_of(desk.text(i)) == key_of(headline) for i in candidates if i != index):
            headline = text
        desk.facts.headline = headline
        desk.settle(index, Kind.HEADLINE, "It is the line above the story that reads most like a headline.", headline)


def _headline_score(desk: Desk, index: int, story: int) -> float:
    text, tag = fold(desk.text(index)).strip(), desk.pieces[index].tag
    size = len(bare(text)) if is_east_asian(text) else len(text.split()) * 2
    score = 3.0 if size >= 8 else 1.0 if size >= 5 else -0.5
    score += {"h1": 6, "h2": 4, "p": -1}.get(tag, 0)
    score += 6 if text.startswith("# ") else 2 if text.startswith("## ") else 0
    score -= 2 if text[-1:] in ".,;:。、;" or len(text) > 200 else 0
    score += 1 if desk.kind(index + 1) in _META or index + 1 == story else 0
    score += 3 if _is_repeated(desk, index) else 0
    plain = bare(text).rstrip(":")
    name = desk.facts.offered.name
    if (
        whole("sections").fullmatch(plain)
        or whole("kickers").fullmatch(plain)
        or (name and key_of(text) == key_of(name))
    ):
        score -= 6
    return score - (2 if looks_like_a_name(text) and not is_east_asian(text) and tag[:1] != "h" else 0)


def _is_repeated(desk: Desk, index: int) -> bool:
    key = key_of(desk.text(index))
    others = (piece.text for i, piece in enumerate(desk.pieces) if i != index and len(piece.text) < _HEADLINE_MAX)
    return bool(key) and any(key == key_of(without_site(text)[0]) for text in others)


def _find_repetitions(desk: Desk, story: int) -> None:
    """Settle each line that says the headline again, with or without the outlet's name behind it."""
    headline = key_of(desk.facts.headline)
    if not headline:
        return
    found = any(desk.kind(i) is Kind.HEADLINE for i in range(len(desk.pieces)))
    for index in desk.undecided():
        text = desk.text(index)
        if len(text) > _HEADLINE_MAX + 60 or key_of(text)[: len(headline)] != headline:
            continue
        body, site = without_site(text)
        if key_of(text) == headline or (site and key_of(body) == headline):
            if desk.pieces[index].tag in {"p", "li"} and index > story and found:
                continue
            desk.settle(
                index,
                Kind.HEADLINE,
                "It repeats the headline." if found else "It is the headline that the page's metadata names.",
                body,
            )
            desk.facts.offered.name = desk.facts.offered.name or (site if found else "")
            found = True


def _judge(desk: Desk, index: int, headline: int, story: int) -> None:
    text, facts = desk.text(index), desk.facts
    plain = bare(fold(text)).rstrip(":")
    piece = desk.pieces[index]
    if facts.offered.name and key_of(text) == key_of(facts.offered.name):
        desk.settle(index, Kind.OUTLET_NAME, "It is the outlet's name.")
    elif whole("kickers").fullmatch(plain):
        facts.kicker = facts.kicker or bare(text)
        desk.settle(index, Kind.KICKER, "It says what kind of article this is.")
    elif whole("sections").fullmatch(plain):
        facts.section = facts.section or bare(text)
        desk.settle(index, Kind.SECTION, "It is the name of a section, above the story.")
    elif _is_section_link(desk, index, headline):
        facts.section = facts.section or bare(text)
        desk.settle(index, Kind.SECTION, "A link of one or two words right above the headline.")
    elif piece.setting == "outside" or index < headline or headline < 0:
        if piece.setting != "story" or not is_prose(text):
            desk.settle(index, Kind.NAVIGATION, "It stands above the headline and is no sentence.")
    elif facts.standfirst and key_of(text) == key_of(facts.standfirst):
        desk.settle(index, Kind.STANDFIRST, "The page's metadata gives it as the summary.")
    elif looks_like_a_name(text) and any(desk.kind(i) in _META for i in (index - 1, index + 1)):
        facts.authors += [] if bare(text) in facts.authors else [bare(text)]
        desk.settle(index, Kind.AUTHOR, "A name beside the date or the reading time.")
    elif not facts.standfirst and _is_standfirst(desk, index, story):
        facts.standfirst = text
        desk.settle(index, Kind.STANDFIRST, "It stands between the headline and the byline, date or reading time.")
    elif piece.setting == "around" or (not is_prose(text) and not piece.tag):
        desk.settle(index, Kind.NAVIGATION, "It stands above the story and is no sentence.")


def _is_section_link(desk: Desk, index: int, headline: int) -> bool:
    piece = desk.pieces[index]
    return (
        index == headline - 1
        and piece.setting != "outside"
        and bool(piece.link_text)
        and piece.link_text == piece.text
        and "\n" not in piece.text
        and len(piece.text) <= 40
        and len(piece.text.split()) <= 3
    )


def _is_standfirst(desk: Desk, index: int, story: int) -> bool:
    text = desk.text(index)
    if (
        len(text) > _STANDFIRST_MAX
        or desk.pieces[index].tag in {"figure", "img", "ul", "ol", "table", "blockquote", "iframe"}
        or looks_like_a_name(text)
    ):
        return False
    long_enough = len(text) >= 14 if is_east_asian(text) else len(text.split()) >= 6
    return (
        long_enough
        and (is_prose(text) or not desk.pieces[index].tag)
        and any(desk.kind(i) in _META for i in range(index + 1, story))
    ) or (long_enough and not is_prose(text) and not desk.pieces[index].tag)
