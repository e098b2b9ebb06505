"""My support, as who gives sees it: by a link, without a log-in, a cookie or a script."""

from __future__ import annotations

import time

import pytest
from django.core import signing
from django.test import Client
from tests.contributions.giving import begun
from tests.website.test_giving import Reader, asked

from freesheet.contributions.models import Supporter
from freesheet.website.giving.mine import support_at
from freesheet.website.giving.tokens import gift_token, support_token

pytestmark = pytest.mark.django_db
__all__ = ["asked"]


def link(supporter: Supporter | None = None) -> str:
    return support_at(supporter or Supporter.objects.get()).removeprefix("http://testserver")


@pytest.mark.parametrize(("language", "title"), [("en", "My support"), ("zh-hant", "我的支持"), ("ur", "میرا تعاون")])
def test_the_link_shows_what_one_gives_in_ones_own_language(language: str, title: str) -> None:
    begun(paid=True, language=language)
    begun(paid=True, key="other", email="other@example.org", name="Zenobia")
    reader = Reader().open(link(Supporter.objects.get(email="ada@example.org")))
    assert title in reader.text()
    assert ("NT$۳۰۰" if language == "ur" else "NT$300") in reader.text()
    assert "2026-00001" in reader.text()
    assert "2026-00002" not in reader.text()
    assert "Zenobia" not in reader.text()


def test_the_page_is_kept_by_nobody_and_told_to_nobody() -> None:
    begun(paid=True)
    answer = Client().get(link())
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies
    assert not answer.storable  # type: ignore[attr-defined]


def made_ago(supporter: Supporter, days: float) -> str:
    """The token of a link that was mailed so long ago."""
    at = signing.b62_encode(int(time.time() - days * 86_400))
    return signing.Signer(salt="freesheet.giving.support", sep=".").sign(f"{supporter.pk}.{at}")


def test_a_link_works_for_thirty_days_and_for_nobody_else() -> None:
    charge = begun(paid=True)
    number, stamp, signature = support_token(charge.supporter).split(".")
    old, older = made_ago(charge.supporter, 29.9), made_ago(charge.supporter, 30.1)
    assert Client().get(f"/giving/mine/{old}/").status_code == 200
    guesses = (
        f"{int(number) + 1}.{stamp}.{signature}",
        f"{number}.{stamp}",
        gift_token(charge.supporter.charges.get()),
    )
    for guess in (*guesses, older, "x", "1.x.x"):
        answer = Client().get(f"/giving/mine/{guess}/")
        assert answer.status_code == 404, guess
        assert "NT$300" not in answer.content.decode()
