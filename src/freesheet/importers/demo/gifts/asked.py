"""How the demonstration asks: a text of its appeal that was compared for a while, a goal, and words on its receipts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from freesheet.contributions.asking.texts import FIRST, stop
from freesheet.contributions.models import AppealCount, AppealText, AskingRules, Goal, GoalText, ReceiptText
from freesheet.importers.demo.gifts.givers import money_of
from freesheet.importers.demo.gifts.past import Past
from freesheet.importers.demo.languages import LANGUAGES
from freesheet.lib.money import Money, plainly

SEEN_A_DAY, WEEKEND = 64, (5, 6)


def tell_of_asking(past: Past, told: dict[str, Any]) -> None:
    """The text that was compared, and what came of it; what is asked for now."""
    appeal = dict(told["appeal"])
    began, stopped = past.ago(appeal.pop("ago")), past.ago(appeal.pop("stopped_ago"))
    past.at(began, _begun, appeal)
    past.at(stopped, _stopped, began.date(), stopped.date())
    past.at(began, _word, told["receipts"])
    past.at(began, _reckon, money_of(told["cost"]["money"]))
    goal = told["goal"]
    past.at(past.ago(goal["began_ago"]), _set, goal)


def _begun(appeal: dict[str, Any]) -> None:
    AppealText.objects.create(**appeal)


def _word(receipts: dict[str, str]) -> None:
    ReceiptText.objects.bulk_create(ReceiptText(language=code, legal=receipts[code]) for code in LANGUAGES)


def _reckon(cost: Money) -> None:
    AskingRules.objects.create(pk=1, cost=plainly(cost), cost_currency=cost.currency)


def _stopped(first: date, last: date) -> None:
    """Both texts were seen by about as many each day, by fewer at the end of a week; a few were bothered."""
    text = AppealText.objects.get()
    days = [first + timedelta(days=each) for each in range((last - first).days)]
    AppealCount.objects.bulk_create(
        AppealCount(
            language=text.language,
            text=number,
            day=day,
            seen=(SEEN_A_DAY + day.toordinal() * (5 + place) % 23) // (2 if day.weekday() in WEEKEND else 1),
            bothered=(day.toordinal() * 7 + place) % (19 - 8 * place) // (18 - 8 * place),
        )
        for day in days
        for place, number in enumerate((FIRST, text.pk))
    )
    stop(text)


def _set(said: dict[str, Any]) -> None:
    money, today = money_of(said["money"]), timezone.localdate()
    ends = today + timedelta(days=said["began_ago"] + said["ends_in"])
    goal = Goal.objects.create(currency=money.currency, amount=plainly(money), begins=today, ends=ends, in_appeal=True)
    GoalText.objects.bulk_create(GoalText(goal=goal, language=code, text=said[code]) for code in LANGUAGES)
