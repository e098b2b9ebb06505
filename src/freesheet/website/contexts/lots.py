"""What a lot of pages that are printed one after the other show, loaded for all of them at once."""

from __future__ import annotations

from dataclasses import dataclass, field

from wagtail.models import Page

from freesheet.articles.models import ArticlePage
from freesheet.editions.visibility import visible
from freesheet.press.recording import depends_on, recall, remember
from freesheet.related.queries import best_of
from freesheet.transparency import keys
from freesheet.transparency.models import Correction
from freesheet.transparency.queries import corrected_as, standing

_LOT = "lot"


@dataclass(frozen=True)
class Lot:
    """Articles by their decoded address, and by their id what belongs to them."""

    articles: dict[str, ArticlePage] = field(default_factory=dict)
    twins: dict[int, list[Page]] = field(default_factory=dict)
    """The same article in other languages, where every reader may see it."""
    related: dict[int, list[int]] = field(default_factory=dict)
    corrections: dict[int, list[Correction]] = field(default_factory=dict)
    """By the id of the article that was corrected; an empty list where none stands."""


def take_in_hand(lot: Lot) -> None:
    """Let the pages that are printed next find what they show in this lot. It takes the place of the one before."""
    remember(_LOT, lot)


def in_hand() -> Lot:
    """The lot that is being printed; an empty one where nothing is."""
    lot: Lot | None = recall(_LOT)
    return lot or Lot()


def twins_of(page: Page) -> list[Page]:
    """The same page in other languages, where every reader may see it."""
    known = in_hand().twins.get(page.pk)
    return list(visible(page.get_translations())) if known is None else known


def related_of(article: ArticlePage) -> list[int]:
    """The ids of the articles that belong beside one, best first."""
    known = in_hand().related.get(article.pk)
    return best_of([article])[article.pk] if known is None else known


def corrections_of(article: ArticlePage) -> list[Correction]:
    """The corrections that stand on an article, the oldest first."""
    pk = corrected_as(article)
    depends_on(keys.of_article(pk))
    known = in_hand().corrections.get(pk)
    return standing([pk]).get(pk, []) if known is None else known
