"""Rows straight into the tables: a hundred thousand pages in a minute, where saving each would take an hour."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from wagtail.models import Page

BATCH = 1_000


def row_of(model: type[models.Model], instance: models.Model) -> dict[str, Any]:
    """What ``instance`` is in the table of ``model``, one of its parents or its own: values by column."""
    return {
        str(field.column): field.get_db_prep_save(getattr(instance, field.attname), connection)
        for field in model._meta.local_concrete_fields
    }


def prepared(model: type[models.Model], name: str, value: Any) -> Any:
    """A value as the column of a field holds it."""
    return model._meta.get_field(name).get_db_prep_save(value, connection)  # type: ignore[union-attr]


def insert(model: type[models.Model], rows: Sequence[dict[str, Any]]) -> None:
    """Put rows, all with the same columns, into the table of ``model``."""
    if not rows:
        return
    quote = connection.ops.quote_name
    columns = list(rows[0])
    statement = (
        f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))})"
        f" VALUES ({', '.join(['%s'] * len(columns))})"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [[row[column] for column in columns] for row in rows])


class Pages:
    """Pages of one model, each the next child of its parent. Their ids are given here, from the first free one."""

    def __init__(self, model: type[Page]) -> None:
        self.model = model
        newest = Page.objects.order_by("-pk").values_list("pk", flat=True).first()
        self.next_id: int = (newest or 0) + 1
        self._page_rows: list[dict[str, Any]] = []
        self._rows: list[dict[str, Any]] = []
        self._patterns: dict[int, tuple[dict[str, Any], dict[str, Any]]] = {}
        self._parents: dict[int, Page] = {}

    def add(self, parent: Page, title: str, slug: str, published: Any, **own: Any) -> int:
        """Note one live page; its id. ``own`` are columns of the model's own table, as the database holds them."""
        page_row, own_row = self._pattern(parent)
        parent = self._parents[parent.pk]
        parent.numchild += 1
        pk, self.next_id = self.next_id, self.next_id + 1
        self._page_rows.append(
            page_row
            | {
                "id": pk,
                "path": Page._get_path(parent.path, parent.depth + 1, parent.numchild),
                "title": title,
                "draft_title": title,
                "slug": slug,
                "url_path": f"{parent.url_path}{slug}/",
                "first_published_at": published,
                "last_published_at": published,
                "translation_key": prepared(Page, "translation_key", uuid.UUID(int=pk)),
            }
        )
        self._rows.append(own_row | {self.model._meta.pk.column: pk} | own)
        return pk

    def _pattern(self, parent: Page) -> tuple[dict[str, Any], dict[str, Any]]:
        if parent.pk not in self._patterns:
            self._parents[parent.pk] = parent
            one = self.model(title="", locale=parent.locale, depth=parent.depth + 1, live=True)
            self._patterns[parent.pk] = row_of(Page, one), row_of(self.model, one)
        return self._patterns[parent.pk]

    def write(self) -> None:
        """Put what was noted into the database, and tell the parents how many children they have now."""
        insert(Page, self._page_rows)
        insert(self.model, self._rows)
        self._page_rows, self._rows = [], []
        for parent in self._parents.values():
            Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)
