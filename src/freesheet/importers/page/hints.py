"""Pieces that the markup itself names furniture: what they tell is kept, and they never reach the body."""

from __future__ import annotations

from freesheet.importers.page.appeals import is_button
from freesheet.importers.page.folding import bare, fold, is_prose
from freesheet.importers.page.people import author_of, take_biography
from freesheet.importers.page.related import is_label, title_in
from freesheet.importers.page.rulings import Desk, Kind
from freesheet.importers.page.vocabulary import whole


def settle_hints(desk: Desk) -> None:
    """Settle every piece that carries a hint."""
    related_box = ""
    for index, piece in enumerate(desk.pieces):
        if piece.hint in {Kind.ADVERT, Kind.OUTSIDE} and piece.setting == "story" and is_label("related", piece.text):
            related_box = piece.hint_why
        if piece.hint is Kind.RELATED or (piece.hint is not None and piece.hint_why == related_box):
            _related(desk, index)
        elif piece.hint is Kind.APPEAL:
            _appeal(desk, index)
        elif piece.hint is Kind.BIOGRAPHY:
            _author_box(desk, index)
        elif piece.hint is Kind.STANDFIRST:
            _standfirst(desk, index)
        elif piece.hint is Kind.TAGS:
            _tags(desk, index)
        elif piece.hint is not None:
            desk.settle(index, piece.hint, piece.hint_why)


def _related(desk: Desk, index: int) -> None:
    piece = desk.pieces[index]
    titles = [line for line in (piece.link_text or piece.text).split("\n") if not is_label("related", line)]
    titles = [title_in(line) or line for line in titles]
    if titles:
        desk.settle(index, Kind.RELATED, piece.hint_why, "\n".join(titles))
    else:
        desk.settle(index, Kind.RELATED_LABEL, piece.hint_why)


def _appeal(desk: Desk, index: int) -> None:
    piece = desk.pieces[index]
    if is_button(piece.text, desk.facts.offered.name) or not is_prose(piece.text):
        desk.settle(index, Kind.SUPPORT_BUTTON, piece.hint_why)
        offered = desk.facts.offered
        offered.support_label = offered.support_label or bare(piece.link_text or piece.text).split("\n")[0]
    else:
        desk.settle(index, Kind.APPEAL, piece.hint_why)
        desk.facts.appeal.append(piece.text)


def _author_box(desk: Desk, index: int) -> None:
    piece = desk.pieces[index]
    plain = bare(fold(piece.text)).rstrip(":")
    name = author_of(piece.text, desk) or (desk.facts.authors[0] if len(desk.facts.authors) == 1 else "")
    if whole("author_heading").fullmatch(plain):
        desk.settle(index, Kind.AUTHOR_HEADING, piece.hint_why)
    elif is_prose(piece.text) and name:
        take_biography(desk, index, name, piece.hint_why)
    else:
        desk.settle(index, Kind.AUTHOR, piece.hint_why)


def _standfirst(desk: Desk, index: int) -> None:
    """Above the story what the markup calls a standfirst is one; below its beginning it is left to the other rules."""
    piece = desk.pieces[index]
    begun = any(p.setting == "story" and p.hint is None and is_prose(p.text) for p in desk.pieces[:index])
    if not begun and piece.setting != "outside" and (len(piece.text.split()) >= 3 or is_prose(piece.text)):
        desk.settle(index, Kind.STANDFIRST, piece.hint_why)
        desk.facts.standfirst = piece.text


def _tags(desk: Desk, index: int) -> None:
    piece = desk.pieces[index]
    desk.settle(index, Kind.TAGS, piece.hint_why)
    known = desk.facts.tags
    known += [tag for tag in map(bare, piece.link_text.split("\n")) if tag and tag not in known]
