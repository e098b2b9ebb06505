"""How editors find pages and pictures: the database's own index, kept up at a price that does not grow.

Databases take whatever stands between two spaces for a word. In Chinese or Thai that is a whole sentence, so each sign
of it, and each two neighbours, are words of the index too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import copy
from itertools import groupby, pairwise
from typing import Any
from unicodedata import category

from django.db import connection
from wagtail.search.backends import database
from wagtail.search.index import AutocompleteField, BaseField, RelatedFields, SearchField
from wagtail.search.query import MatchAll, Not, PlainText

from freesheet.lib.scripts import UNSPACED, script


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  # the name that Wagtail asks for
    """The backend for the database in use."""
    backend = database.SearchBackend(params)
    backend.index_class = _flat(backend.index_class)
    backend.query_compiler_class = _asking(backend.query_compiler_class)
    backend.autocomplete_query_compiler_class = _asking(backend.autocomplete_query_compiler_class)
    if connection.vendor == "sqlite":
        backend.query_compiler_class = _weighing_few(backend.query_compiler_class)
        backend.autocomplete_query_compiler_class = _weighing_few(backend.autocomplete_query_compiler_class)
    return backend


def words_to_index(text: str) -> str:
    """A text, and behind it what it can be found by beside the words that have spaces around them.

    >>> words_to_index("退潮後 at dawn")
    '退潮後 at dawn 退 潮 後 退潮 潮後'
    """
    more = (word for token in text.split() for word in _signs_and_pairs(token))
    return " ".join([text, *dict.fromkeys(more)])


def words_to_find(text: str) -> str:
    """The words of the index that a text must have if it holds what is asked for.

    >>> words_to_find("退潮後 da"), words_to_find("潮"), words_to_find("第3版")
    ('退潮 潮後 da', '潮', '第 3 版')
    """
    return " ".join(word for token in text.split() for word in _pairs(token) or [token])


def _signs_and_pairs(token: str) -> Iterator[str]:
    parts = list(_parts(token))
    for unspaced, part in parts:
        yield from part if unspaced else (part,)
    yield from (first + second for unspaced, part in parts if unspaced for first, second in pairwise(part))


def _pairs(token: str) -> list[str]:
    found: list[str] = []
    for unspaced, part in _parts(token):
        found += [first + second for first, second in pairwise(part)] if unspaced and len(part) > 1 else [part]
    return found


def _parts(token: str) -> Iterator[tuple[bool, str]]:
    """What of a token is written without spaces, and the words between that; nothing where it is a word as it is."""
    kinds = [(_kind(sign), sign) for sign in token]
    if not any(kind in ("unspaced", "symbol") for kind, _sign in kinds):
        return
    for kind, pairs in groupby(kinds, lambda pair: pair[0]):
        part = "".join(sign for _kind, sign in pairs)
        if kind == "symbol":
            # PostgreSQL has no word with an emoji.
            yield from ((False, f"u{ord(sign):x}") for sign in part)
        elif kind:
            yield kind == "unspaced", part


def _kind(sign: str) -> str:
    if script(sign) in UNSPACED:
        return "unspaced"
    if category(sign) in ("So", "Sk"):
        return "symbol"
    return "word" if sign.isalnum() or category(sign).startswith("M") else ""


class _Spelt:
    """A row whose fields read as they are indexed."""

    def __init__(self, row: Any) -> None:
        self.pk = row.pk
        self._row = row

    def get_search_fields(self) -> list[BaseField]:
        return [_spelt(field, lambda _spelt_row: self._row) for field in self._row.get_search_fields()]


def _spelt(field: BaseField, row_of: Callable[[Any], Any]) -> BaseField:
    made, read = copy(field), field.get_value
    if isinstance(field, RelatedFields):
        made.get_value = lambda row: read(row_of(row))
        made.fields = [_spelt(each, lambda row: row) for each in field.fields]
    elif isinstance(field, SearchField | AutocompleteField):
        made.get_value = lambda row: _with_words(read(row_of(row)))
    return made


def _with_words(value: Any) -> Any:
    return words_to_index(value) if isinstance(value, str) else value


def _flat(index: Any) -> Any:
    """An index that leaves every other entry alone when one is saved."""

    class Flat(index):  # type: ignore[misc]  # only known while running
        def add_items(self, model: Any, rows: Sequence[Any]) -> None:
            super().add_items(model, [_Spelt(row) for row in rows])

        def _refresh_title_norms(self, full: bool = False) -> None:
            # Reads every title, and looks through the table twice, to weigh short titles a little higher. Once in a
            # while, at ``update_index``, will do.
            if full:
                super()._refresh_title_norms(full=True)

    return Flat


def _asking(compiler: Any) -> Any:
    """A compiler of questions that asks for the words of the index."""

    class Asking(compiler):  # type: ignore[misc]  # as above
        def build_search_query_content(self, query: Any, *how: Any, **more: Any) -> Any:
            return super().build_search_query_content(_asked(query), *how, **more)

        def build_tsquery_content(self, query: Any, *how: Any, **more: Any) -> Any:
            return super().build_tsquery_content(_asked(query), *how, **more)

    return Asking


def _weighing_few(compiler: Any) -> Any:
    """A compiler that puts what is found in the order of how well it fits only where that is little.

    modelsearch 1.3 looks through all that SQLite finds, once for each page found, to weigh it: 20 seconds for 10,000
    pages. What is found in so many is put in the order of its age, the newest first.
    """

    from modelsearch.backends.database.sqlite.query import MatchExpression, normalize
    from modelsearch.backends.database.sqlite.sqlite import SQLiteFTSIndexEntry
    from modelsearch.utils import get_descendants_content_types_pks

    class WeighingFew(compiler):  # type: ignore[misc]  # as above
        def search(self, config: Any, start: int | None, stop: int | None, *more: Any, **named: Any) -> Any:
            found, one = self._found(config), copy(self)
            if found is not None and len(found) <= MOST_WEIGHED:
                # Named one by one: SQLite would look through all pages for those that the index has.
                one.queryset = self.queryset.filter(pk__in=found)
            elif found is not None and self.order_by_relevance:
                one.order_by_relevance, one.queryset = False, self.queryset.order_by("-pk")
            return super(WeighingFew, one).search(config, start, stop, *more, **named)

        def _found(self, config: Any) -> list[str] | None:
            """The keys of what the index has, one more than may be weighed at most; None where it is not asked."""
            query = normalize(self.query)
            if isinstance(query, MatchAll | Not):
                return None
            words = MatchExpression(self.fields or self.FTS_TABLE_FIELDS, self.build_search_query(query, config=config))
            kinds = get_descendants_content_types_pks(self.queryset.model)
            entries = SQLiteFTSIndexEntry.objects.filter(words, index_entry__content_type__in=kinds)
            return list(entries.values_list("index_entry__object_id", flat=True)[: MOST_WEIGHED + 1])

    return WeighingFew


MOST_WEIGHED = 200


def _asked(query: Any) -> Any:
    if not isinstance(query, PlainText):
        return query
    return PlainText(words_to_find(query.query_string), operator=query.operator)
