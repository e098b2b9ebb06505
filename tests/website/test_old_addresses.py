"""Addresses of an old site lead to the article for ever, those that were queries too."""

from __future__ import annotations

import pytest
from django.test import Client
from tests import factories
from wagtail.contrib.redirects.models import Redirect

from freesheet.importers.filing import Filing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("old", ["/?p=15", "/2019/05/a-story/", "/舊/文章/", "/archive.php?id=7&lang=en"])
def test_an_old_address_leads_to_the_article(old: str) -> None:
    [front] = factories.editions()
    article = factories.article(factories.section(front), "A story")
    Filing(front).redirect(old, article)
    answer = Client().get(old)
    assert answer.status_code == 301
    assert answer["Location"].endswith("/world/a-story/")


def test_a_query_that_means_nothing_shows_the_front_page() -> None:
    factories.editions()
    assert Redirect.objects.count() == 0
    assert Client().get("/?p=99").status_code == 200
