"""The indexes that lists of articles are read from."""

from __future__ import annotations

from typing import Any

from django.db import connections

_INDEXES = (
    ("articles_listed ON wagtailcore_page (content_type_id, locale_id, first_published_at, id, path, depth, live)"),
    "articles_fresh ON wagtailcore_page (first_published_at)",
    "articles_drafts ON wagtailcore_page (latest_revision_created_at) WHERE last_published_at IS NULL",
    "articles_ending ON wagtailcore_page (expire_at) WHERE expire_at IS NOT NULL",
    # Wagtail asks on each of its screens for the page that all others lie below. One on the depth of all would be taken
    # for lists too, which are slower with it.
    "articles_root ON wagtailcore_page (path) WHERE depth = 1",
    "articles_changed ON wagtailcore_page (id, last_published_at, path, depth, live)",
)


def index_lists(using: str, **_more: Any) -> None:
    """Make sure that the database ``using`` can answer what ``articles.queries`` asks without reading every page.

    To be called after each migration. The table is Wagtail's, so no migration of ours can hold them: on SQLite they
    go unnoticed whenever Wagtail changes the table, for Django then makes a new one.
    """
    with connections[using].cursor() as cursor:
        for index in _INDEXES:
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {index}")
