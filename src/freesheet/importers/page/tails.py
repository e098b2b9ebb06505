"""The tail of a page: from the last line upwards, what is no longer the story."""

from __future__ import annotations

from freesheet.importers.page.appeals import Voice, is_button, voice_of
from freesheet.importers.page.folding import bare, fold, is_prose
from freesheet.importers.page.outlet import is_about, is_imprint, take_about, take_imprint
from freesheet.importers.page.people import ENOUGH, author_of, biography_score, continues_biography, take_biography
from freesheet.importers.page.rulings import Desk, Kind
from freesheet.importers.page.vocabulary import whole

_OBJECTS = {"figure", "img", "table", "iframe", "ul", "ol", "blockquote", "pre", "video", "audio"}
_NEUTRAL = {Kind.ORNAMENT, Kind.RELATED, Kind.RELATED_LABEL, Kind.PICTURE_CREDIT, Kind.ADVERT}
_END_MARKS = {Kind.ABOUT, Kind.IMPRINT, Kind.COOKIES, Kind.MOST_READ}


def settle_tail(desk: Desk) -> None:
    """Peel furniture off the end of the page until a paragraph of the story stops it."""
    _settle_outside(desk)
    maybe_appeals: dict[int, Voice] = {}
    short: list[int] = []
    end = -1
    mark = _end_mark(desk)
    for index in reversed(range(len(desk.pieces))):
        if desk.rulings[index] is not None or desk.pieces[index].setting != "story":
            continue
        if _settle_one(desk, index, maybe_appeals):
            continue
        if index > mark >= 0:
            desk.settle(
                index, Kind.OUTSIDE, "It stands after the end of the article: below its comments, imprint or the like."
            )
        elif _is_short(desk, index):
            short.append(index)
        else:
            end = index
            break
    end = _accept_appeals(desk, maybe_appeals, end)
    _settle_short(desk, [i for i in short if i > end], end)


def _settle_one(desk: Desk, index: int, maybe_appeals: dict[int, Voice]) -> bool:
    """Judge one piece near the end; False if nothing tells it from the story."""
    text = desk.text(index)
    if desk.pieces[index].tag in _OBJECTS:
        return False
    if is_imprint(text) and _only_furniture_after(desk, index):
        take_imprint(desk, index)
        return True
    voice = voice_of(text, desk.facts.offered.name)
    if voice.first and voice.likely and _next_kept(desk, index) in maybe_appeals:
        maybe_appeals[index] = voice
        return True
    heading = index > 0 and _heads_about(desk, index - 1)
    if is_about(
        text,
        desk.facts.offered,
        below_heading=heading,
        last=_only_furniture_after(desk, index) and _set_apart(desk, index, maybe_appeals),
    ):
        take_about(desk, index, "It describes the outlet, not an event.")
        return True
    if _heads_about(desk, index) and desk.kind(index + 1) is Kind.ABOUT:
        desk.settle(index, Kind.ABOUT_HEADING, "It heads the outlet's description of itself.")
        return True
    if _settle_person(desk, index, maybe_appeals):
        return True
    if voice.possible and (voice.likely or maybe_appeals):
        maybe_appeals[index] = voice
        return True
    return False


def _heads_about(desk: Desk, index: int) -> bool:
    return whole("about_heading").fullmatch(bare(fold(desk.text(index))).rstrip(":")) is not None


def _settle_person(desk: Desk, index: int, maybe_appeals: dict[int, Voice]) -> bool:
    apart = _set_apart(desk, index, maybe_appeals)
    score, name = biography_score(index, desk, set_apart=apart)
    if score >= ENOUGH:
        take_biography(desk, index, name, f"It says who {name} is, after the end of the story.")
        return True
    above = _previous(desk, index)
    if above >= 0 and continues_biography(desk.text(index), ""):
        score, name = biography_score(above, desk, set_apart=_set_apart(desk, above, maybe_appeals))
        if score >= ENOUGH and above == index - 1:
            take_biography(desk, index, author_of(desk.text(above), desk), f"It goes on with the biography of {name}.")
            return True
    return False


def _next_kept(desk: Desk, index: int) -> int:
    return next((i for i in range(index + 1, len(desk.pieces)) if desk.kind(i) not in _NEUTRAL), -1)


def _previous(desk: Desk, index: int) -> int:
    return next(
        (i for i in range(index - 1, -1, -1) if desk.rulings[i] is None and desk.pieces[i].setting == "story"), -1
    )


def _set_apart(desk: Desk, index: int, maybe_appeals: dict[int, Voice]) -> bool:
    """Whether the piece right above is furniture: an appeal, share buttons, an author's box."""
    for above in range(index - 1, -1, -1):
        kind = desk.kind(above)
        if kind in {Kind.ORNAMENT}:
            return True
        if kind in _NEUTRAL:
            continue
        if kind is not None:
            return kind not in {Kind.READING_TIME, Kind.DATE, Kind.BYLINE, Kind.DETAILS, Kind.HEADLINE, Kind.STANDFIRST}
        voice = voice_of(desk.text(above), desk.facts.offered.name)
        return voice.certain or is_button(desk.text(above), desk.facts.offered.name)
    return False


def _only_furniture_after(desk: Desk, index: int) -> bool:
    return all(
        desk.rulings[i] is not None or desk.pieces[i].setting != "story" or _is_short(desk, i)
        for i in range(index + 1, len(desk.pieces))
    )


def _is_short(desk: Desk, index: int) -> bool:
    return desk.pieces[index].tag not in _OBJECTS and not is_prose(desk.text(index))


def _end_mark(desk: Desk) -> int:
    """The first comment heading, imprint or the like below three quarters of the page's prose; -1 if none."""
    sizes = [
        len(desk.text(i))
        if desk.rulings[i] is None and desk.pieces[i].setting == "story" and is_prose(desk.text(i))
        else 0
        for i in range(len(desk.pieces))
    ]
    total, above = sum(sizes), 0
    for index, size in enumerate(sizes):
        above += size
        kind = desk.kind(index)
        imprint = desk.rulings[index] is None and is_imprint(desk.text(index))
        comments = kind is Kind.COMMENTS and _heads_comments(desk.text(index))
        imprint = imprint or kind in _END_MARKS
        # In markup a button “Leave a comment” may stand between paragraphs; a heading or a bare line does not.
        fifths = 2 if desk.pieces[index].tag[:1] in {"", "h"} else 3
        if total and ((comments and above * 5 >= total * fifths) or (imprint and above * 4 >= total * 3)):
            return index
    return -1


def _heads_comments(text: str) -> bool:
    return whole("comments_heading").fullmatch(bare(fold(text)).rstrip(":")) is not None


def _accept_appeals(desk: Desk, maybe: dict[int, Voice], end: int) -> int:
    """Take the paragraphs for an appeal if one of them asks in so many words; return where the story ends."""
    certain = [i for i, voice in maybe.items() if voice.certain]
    if not certain:
        return max([end, *maybe])
    first = min(i for i in maybe if maybe[i].likely)
    if first not in certain:
        first = min(i for i in maybe if i >= first and (maybe[i].certain or maybe[i].values >= 2 or maybe[i].outlet))
    last = max(certain)
    for index, voice in sorted(maybe.items()):
        if index < first or (index > last and not voice.likely):
            end = max(end, index) if index < first else end
            if index > last:
                desk.settle(index, Kind.OUTSIDE, "It speaks for the outlet, after the end of the story.")
            continue
        take_appeal(desk, index, voice)
    return end


def take_appeal(desk: Desk, index: int, voice: Voice) -> None:
    """Settle a paragraph or a button of an appeal, with what gave it away."""
    text = desk.text(index)
    if voice.button:
        desk.settle(index, Kind.SUPPORT_BUTTON, "It is a button or a heading that asks for support.")
        desk.facts.offered.support_label = desk.facts.offered.support_label or bare(text)
        return
    reasons = [
        name
        for name, there in (
            ("asks the reader for support", voice.own or voice.request),
            ("praises the outlet's independence", voice.values),
            ("speaks for the outlet", voice.speaks_for_the_outlet),
        )
        if there
    ]
    desk.settle(
        index,
        Kind.APPEAL,
        "It " + " and ".join(reasons or ["stands between paragraphs of an appeal"]) + ", and reports nothing.",
    )
    desk.facts.appeal.append(text)


def settle_inner_appeals(desk: Desk) -> None:
    """Appeals set between paragraphs of the story: only where nothing else can be meant."""
    for index in desk.undecided("story"):
        voice = voice_of(desk.text(index), desk.facts.offered.name)
        if (
            desk.pieces[index].tag not in _OBJECTS
            and voice.beyond_doubt
            and not (voice.button and desk.pieces[index].tag.startswith("h") and not _beside_appeal(desk, index))
        ):
            take_appeal(desk, index, voice)


def _beside_appeal(desk: Desk, index: int) -> bool:
    return any(desk.kind(i) in {Kind.APPEAL, Kind.SUPPORT_BUTTON} for i in (index - 1, index + 1))


def _settle_short(desk: Desk, short: list[int], end: int) -> None:
    """Short lines below the story: labels of the site if furniture stands with them."""
    for index in sorted(short):
        piece = desk.pieces[index]
        above = [desk.kind(i) for i in range(end + 1, index)]
        beyond = any(kind is not None and kind not in _NEUTRAL for kind in above)
        below = any(
            desk.rulings[i] is not None and desk.kind(i) not in _NEUTRAL for i in range(index + 1, len(desk.pieces))
        )
        if end >= 0 and (beyond or (below and not piece.tag)):
            desk.settle(index, Kind.NAVIGATION, "A short line below the story, among the site's furniture.")


def _settle_outside(desk: Desk) -> None:
    """Outside the article's own element nothing is story; but the outlet may describe itself there."""
    for index in desk.undecided():
        piece = desk.pieces[index]
        if piece.setting == "story":
            continue
        text = piece.text
        heading = index > 0 and _heads_about(desk, index - 1)
        score, name = biography_score(index, desk, set_apart=True)
        voice = voice_of(text, desk.facts.offered.name)
        if is_imprint(text):
            take_imprint(desk, index)
        elif score >= ENOUGH + 3 and piece.setting == "around":
            take_biography(desk, index, name, f"It says who {name} is, beside the story.")
        elif is_about(text, desk.facts.offered, below_heading=heading and is_prose(text), last=True):
            take_about(desk, index, "It describes the outlet, outside the article.")
        elif voice.certain:
            take_appeal(desk, index, voice)
        else:
            desk.settle(index, Kind.OUTSIDE, "It stands outside the element that holds the story.")
