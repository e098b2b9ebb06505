"""That lists are read from an index, so that a large paper's pages take no longer than a small one's."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from tests.factories import article, editions, section
from wagtail.models import Page

from freesheet.articles.queries import in_section, public

pytestmark = pytest.mark.django_db


def indexes() -> set[str]:
    with connection.cursor() as cursor:
        return {
            name
            for name, told in connection.introspection.get_constraints(cursor, "wagtailcore_page").items()
            if told["index"] and name.startswith("articles_")
        }


def test_a_migrated_database_has_them_all() -> None:
    names = ("listed", "fresh", "drafts", "ending", "changed", "root")
    assert indexes() == {f"articles_{name}" for name in names}


def test_they_come_back_with_the_next_migration() -> None:
    """Django makes a new table of Wagtail's on SQLite, and leaves out what it does not know of."""
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX articles_listed")
    assert "articles_listed" not in indexes()
    call_command("migrate", verbosity=0, interactive=False)
    assert "articles_listed" in indexes()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="a few rows are read from end to end by PostgreSQL, rightly")
def test_lists_are_read_from_one() -> None:
    [front] = editions("en")
    world = section(front)
    article(world)
    for listed in (public(front.locale)[:20], in_section(world)[:20]):
        assert "USING COVERING INDEX articles_listed" in listed.values_list("pk", flat=True).explain()
    assert "USING INDEX articles_root" in Page.objects.filter(depth=1).explain()
