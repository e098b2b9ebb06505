"""What providers complain of, as the newsroom reads it: in its own language, also what was kept the night before."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.translation import override
from tests.contributions.giving import begun
from tests.newsroom.test_gifts import at_work
from tests.newsroom.test_one_gift import night
from wagtail.users.models import UserProfile

import freesheet
from freesheet.contributions.actions.findings import PROBLEM, finding, told
from freesheet.contributions.errors import ProviderProblem
from freesheet.contributions.models import TrialPayment

pytestmark = pytest.mark.django_db

SAYS = {
    "en": ("Stripe refused (card_declined, request req_1).", "has not so much of gift"),
    "zh-hant": ("Stripe 拒絕了", "試用付款服務沒有捐款"),
    "ur": ("Stripe نے انکار کر دیا", "آزمائشی خدمت کے پاس عطیہ"),
}


def who_reads(language: str) -> Client:
    client = at_work("fundraiser")
    profile = UserProfile.get_for_user(get_user_model().objects.get(username="one-fundraiser"))
    profile.preferred_language = language
    profile.save()
    return client


@pytest.mark.parametrize("language", SAYS)
def test_it_is_told_in_the_language_of_who_reads_it(language: str) -> None:
    client, charge = who_reads(language), begun(paid=True)
    refused = ProviderProblem("Stripe refused (%(why)s, request %(request)s).", why="card_declined", request="req_1")
    # It was kept while nobody read it, and whatever language was active.
    with override("ur"):
        night(1, problems=1, found={"problems": [finding(PROBLEM, where="stripe", problem=refused).kept()]})
    kept, gone = SAYS[language]
    assert kept in client.get("/newsroom/gifts/nights/").content.decode()
    TrialPayment.objects.all().delete()
    form = {"amount": "100", "seen": "0", "go": "1"}
    assert gone in client.post(f"/newsroom/gifts/{charge.pk}/back/", form).content.decode()


def test_a_log_and_a_terminal_read_english_and_what_was_kept_before_is_told_as_it_is() -> None:
    refused = ProviderProblem("Stripe refused (%(why)s, request %(request)s).", why="lock", request="req_1")
    with override("zh-hant"):
        assert str(refused) == "Stripe refused (lock, request req_1)."
        assert finding(PROBLEM, where="stripe", problem=refused) == "stripe: Stripe refused (lock, request req_1)."
        assert told({"says": PROBLEM, "of": {"where": "stripe", "problem": "Away."}}, "zh-hant") == "stripe: Away."


def test_each_is_raised_with_words_that_are_translated() -> None:
    kinds = {"ProviderProblem", "NotThere", "OtherwiseAsked", "CardRefused"}
    raised = 0
    for path in (Path(freesheet.__file__).parent / "contributions").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in kinds:
                [says] = node.args
                assert isinstance(says, ast.Call), f"{path}:{node.lineno}"
                assert isinstance(says.func, ast.Name)
                assert says.func.id in ("_", "gettext_noop"), f"{path}:{node.lineno}"
                raised += 1
    assert raised > 40
