"""The board: every piece on its way, once, in the column where it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from freesheet.articles.models import Byline
from freesheet.planning.models import Assignment
from freesheet.planning.queries import standings
from freesheet.planning.queries.standings import Waiting
from freesheet.planning.rights import Rights
from freesheet.planning.rules import Column, column_of_article, column_of_piece, is_late
from freesheet.sections.models import SectionPage


@dataclass(frozen=True)
class Wish:
    """What somebody wants to see of the board: ids, or nothing for all."""

    section: int | None = None
    person: int | None = None
    locale: int | None = None


@dataclass
class Card:
    """A piece as it stands on the board."""

    title: str
    column: Column
    section: SectionPage
    format: str
    people: list[str]
    person_ids: frozenset[int]
    due: datetime | None = None
    late: bool = False
    target: date | None = None
    embargo: datetime | None = None
    goes_live: datetime | None = None
    since: datetime | None = None
    piece: Assignment | None = None
    article: int | None = None
    waiting: Waiting | None = None

    @property
    def key(self) -> str:
        """What the card is called in a form."""
        return f"piece-{self.piece.pk}" if self.piece else f"article-{self.article}"

    @property
    def open_to_all(self) -> bool:
        return self.column == Column.PITCH and not self.people

    @property
    def begun(self) -> bool:
        return self.article is not None


@dataclass
class Board:
    """Columns, each with its cards, and what may be chosen to see less."""

    columns: dict[Column, list[Card]]
    sections: list[SectionPage] = field(default_factory=list)

    @property
    def cards(self) -> list[Card]:
        return [card for cards in self.columns.values() for card in cards]


def sections() -> dict[str, SectionPage]:
    """All sections by their path in the tree; there are few."""
    # Sorted here: asked to sort them, a database walks down the tree, past every article.
    found = sorted(SectionPage.objects.select_related("locale").order_by(), key=lambda section: section.path)
    return {section.path: section for section in found}


def open_pieces() -> list[Assignment]:
    """What is planned and was not dropped, with who makes it. What its article says of it is not asked here."""
    found = Assignment.objects.exclude(state=Assignment.State.DROPPED)
    # What was published long ago has had its time on the board.
    gone = Q(article__live=True, article__first_published_at__lt=standings.lately())
    found = found.exclude(Q(article__isnull=False) & gone)
    return list(found.select_related("section__locale", "editor").prefetch_related("reporters").order_by("pk"))


def board(rights: Rights, wish: Wish | None = None) -> Board:
    """The board as one person may see it. The number of queries does not grow with the number of articles."""
    wish, now = wish or Wish(), timezone.now()
    pieces = {piece.article_id or -piece.pk: piece for piece in open_pieces()}
    waits, goes = standings.waiting(), standings.scheduled()
    asked = {pk for pk in pieces if pk > 0} | waits.keys() | goes.keys() | set(standings.drafts())
    asked |= set(standings.published_since(standings.lately()))
    rows, by_path = standings.rows(asked), sections()
    signed = _signed(rows)
    cards = [
        card
        for pk, row in rows.items()
        if (card := _of_article(row, by_path, pieces.get(pk), waits.get(pk), goes.get(pk), signed, now))
    ]
    cards += [card for piece in pieces.values() if not piece.article_id and (card := _of_piece(piece, now))]
    seen = [card for card in cards if rights.sees(card.section.path) and _wished(card, wish)]
    columns = {column: _sorted(column, (card for card in seen if card.column == column)) for column in Column}
    return Board(columns, [each for each in by_path.values() if rights.sees(each.path)])


def _wished(card: Card, wish: Wish) -> bool:
    return (
        wish.section in (None, card.section.pk)
        and wish.locale in (None, card.section.locale_id)
        and (wish.person is None or wish.person in card.person_ids)
    )


def _sorted(column: Column, cards: Iterable[Card]) -> list[Card]:
    """What is due first; on the right, what goes first, and what came last."""
    never = datetime.max.replace(tzinfo=timezone.get_default_timezone(), year=9000)
    if column == Column.SCHEDULED:
        return sorted(cards, key=lambda card: (card.goes_live or never, card.title))
    if column == Column.PUBLISHED:
        return sorted(cards, key=lambda card: card.since or never, reverse=True)
    return sorted(cards, key=lambda card: (card.due or never, card.target or date.max, card.since or never))


def _of_piece(piece: Assignment, now: datetime) -> Card | None:
    column = column_of_piece(piece.state, None, has_article=False)
    if column is None:
        return None
    people = list(piece.reporters.all())
    return Card(
        title=piece.title,
        column=column,
        section=piece.section,
        format=piece.format,
        people=[str(person) for person in people],
        person_ids=_ids(piece, *(person.pk for person in people)),
        due=piece.due_at,
        late=is_late(piece.due_at, column, now),
        target=piece.target_date,
        piece=piece,
    )


def _of_article(
    row: dict[str, Any],
    by_path: dict[str, SectionPage],
    piece: Assignment | None,
    waits: Waiting | None,
    goes_live: datetime | None,
    signed: dict[int, list[tuple[str, int | None]]],
    now: datetime,
) -> Card | None:
    column = column_of_article(standings.standing(row, waits, goes_live), now)
    section = by_path.get(row["path"][:-4])
    if column is None or section is None:
        return None
    names = signed.get(row["pk"], [])
    people = [str(person) for person in piece.reporters.all()] if piece else []
    people = people or [name for name, _account in names] or [row["owner__username"] or ""]
    accounts = [account for _name, account in names if account]
    reporters = [person.pk for person in piece.reporters.all()] if piece else []
    return Card(
        title=row["draft_title"],
        column=column,
        section=section,
        format=row["format"],
        people=[name for name in people if name],
        person_ids=_ids(piece, *accounts, *reporters, row["owner_id"]),
        due=piece.due_at if piece else None,
        late=is_late(piece.due_at if piece else None, column, now),
        target=piece.target_date if piece else None,
        embargo=row["embargo_until"] if row["embargo_until"] and row["embargo_until"] > now else None,
        goes_live=goes_live,
        since=waits.since if waits else row["first_published_at" if row["live"] else "latest_revision_created_at"],
        piece=piece,
        article=row["pk"],
        waiting=waits,
    )


def _ids(piece: Assignment | None, *people: int | None) -> frozenset[int]:
    """Whoever has to do with a piece, by their accounts."""
    editor = piece.editor_id if piece else None
    return frozenset(person for person in (*people, editor) if person)


def _signed(articles: Iterable[int]) -> dict[int, list[tuple[str, int | None]]]:
    """The names over articles that readers have or have had in a draft's row, with their accounts."""
    found: dict[int, list[tuple[str, int | None]]] = {}
    asked = Byline.objects.filter(page__in=list(articles), role="").order_by("page_id", "sort_order")
    for page, name, account in asked.values_list("page_id", "author__title", "author__account_id"):
        found.setdefault(page, []).append((name, account))
    return found
