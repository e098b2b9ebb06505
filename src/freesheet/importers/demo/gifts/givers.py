"""Those who give, one gift after the other: what each meant to do, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import unquote, urlsplit

from freesheet.articles.models import ArticlePage
from freesheet.contributions.actions import (
    Wish,
    approve,
    begin,
    change,
    forget,
    give_back,
    guard,
    offer,
    pause,
    settle,
    stop,
    thank,
    try_again,
)
from freesheet.contributions.actions.reminding import expected
from freesheet.contributions.asking.texts import campaign
from freesheet.contributions.models import AppealText, Charge, Plan, TrialPayment
from freesheet.contributions.providers.provider import Ways
from freesheet.contributions.providers.trial.provider import let_a_month_pass
from freesheet.contributions.rules import CARD_AGAIN
from freesheet.importers.demo.gifts.past import Past
from freesheet.lib.money import Money, read

PAID, REFUSED = TrialPayment.State.PAID, TrialPayment.State.REFUSED
WHO_THANKS = "wen-shu-fen"
WAYS = Ways("", "")
Said = dict[str, Any]


def money_of(said: str) -> Money:
    """Such as ``300 TWD``."""
    amount, currency = said.split()
    return read(amount, currency)


def paths() -> dict[str, str]:
    """Where each article is for its readers, by the last part of its address."""
    return {page.slug: unquote(urlsplit(page.full_url or "").path) for page in ArticlePage.objects.live()}


class Givers:
    """Tells the past of who gives."""

    def __init__(self, past: Past, thanks: dict[str, str]) -> None:
        self.past, self.thanks, self.paths = past, thanks, paths()

    def tell(self, number: int, said: Said) -> None:
        """One gift, with all that came of it."""
        moment = self.past.ago(said["ago"], number)
        self.past.at(moment, self._begin, said)
        self._later(moment, said)
        if said.get("provider") == "bank":
            return
        paying = moment + timedelta(minutes=2)
        if not said.get("unpaid"):
            self.past.at(paying, self._pay, said, bool(said.get("refused")))
        if said.get("mended"):
            self.past.at(paying + timedelta(minutes=3), self._pay, said)
        if said.get("rhythm", "once") != "once":
            self._months(paying, said)

    def _later(self, moment: datetime, said: Said) -> None:
        if "thanked" in said:
            self.past.at(moment + timedelta(days=said.get("thanked_after", 1), hours=3), self._thank, said)
        if "back_after" in said:
            self.past.at(moment + timedelta(days=said["back_after"], hours=3), self._back, said)
        if "forgotten_after" in said:
            self.past.at(moment + timedelta(days=said["forgotten_after"], hours=3), self._forget, said)

    def _thank(self, said: Said) -> None:
        thank(_first(said), WHO_THANKS, self.thanks[said["language"]] if said["thanked"] == "letter" else "")

    def _forget(self, said: Said) -> None:
        forget(_first(said).supporter)

    def _back(self, said: Said) -> None:
        charge = _first(said)
        give_back(charge, money_of(said["back"]) if "back" in said else charge.money, WHO_THANKS)

    def _begin(self, said: Said) -> bool:
        """Whether it can be paid now: a held one cannot."""
        charge = begin(
            Wish(
                f"demonstration:{said['mail']}",
                money_of(said["money"]),
                said.get("rhythm", "once"),
                said["mail"],
                said["name"],
                said["language"],
                said.get("provider", "trial"),
                page=self.paths.get(said.get("page", ""), ""),
                campaign=_campaign(said.get("campaign", "")),
                country=said["country"],
                word=said.get("word", ""),
                shows_name=said.get("shows_name", False),
                covers_fee=said.get("covers_fee", False),
                dedication=said.get("dedication", ""),
                dedicated_to=said.get("dedicated_to", ""),
            )
        )
        if said.get("network") and guard(charge, said["network"]):
            return False
        offer(charge, WAYS)
        return True

    def _pay(self, said: Said, refused: bool = False) -> None:
        """What somebody does on the trial provider's own page, about the last gift that there is of theirs."""
        charge = Charge.objects.filter(supporter__email=said["mail"]).latest("pk")
        TrialPayment.objects.filter(reference=charge.reference).update(state=REFUSED if refused else PAID)
        settle(charge)

    def _months(self, first: datetime, said: Said) -> None:
        """The later gifts of a lasting one, until it is stopped, paused, or its card is refused for good."""
        moment, month = expected(first, said["rhythm"]), 1
        ends = [said[name] for name in ("stopped_after", "paused_after") if name in said]
        while moment < self.past.now and month <= min(ends, default=month):
            refused = said.get("refused_after") == month
            self.past.at(moment, self._month, said, refused)
            if refused:
                self._refused(moment, said)
                if "mended_after" not in said:
                    return
            if said.get("changed_after") == month:
                self.past.at(moment + timedelta(days=9), self._change, said)
            moment, month = expected(moment, said["rhythm"]), month + 1
        leaving = moment - timedelta(days=12)
        for name, does in (("stopped_after", stop), ("paused_after", pause)):
            if name in said:
                self.past.at(leaving, self._to_the_plan, said, does)

    def _to_the_plan(self, said: Said, does: Callable[[Plan], bool]) -> None:
        does(_plan(said))

    def _change(self, said: Said) -> None:
        change(_plan(said), money_of(said["changed_to"]), said["language"])

    def _month(self, said: Said, refused: bool) -> None:
        settle(let_a_month_pass(_plan(said), refused))

    def _refused(self, moment: datetime, said: Said) -> None:
        for again in CARD_AGAIN:
            self.past.at(moment + timedelta(days=again.day, minutes=1), try_again)
        if "mended_after" in said:
            self.past.at(moment + timedelta(days=said["mended_after"]), self._pay, said)

    def crowd(self, crowd: Said) -> None:
        """Many from one room within a few minutes: some of it is held, and one of those is let through."""
        shared = {name: crowd[name] for name in ("country", "language", "money", "page", "network")}
        moment = self.past.now - timedelta(minutes=crowd["minutes_ago"])
        for place, who in enumerate(crowd["people"]):
            name, mail = who.rstrip(">").split(" <")
            said = {**shared, "name": name, "mail": mail}
            self.past.at(moment + timedelta(minutes=3 * place), self._one_of_many, said)
        after = moment + timedelta(minutes=3 * len(crowd["people"]) + 20)
        self.past.at(after, self._let_through, {"mail": crowd["let_through"]})

    def _one_of_many(self, said: Said) -> None:
        if self._begin(said):
            self._pay(said)

    def _let_through(self, said: Said) -> None:
        charge = _first(said)
        approve(charge)
        charge.refresh_from_db()
        offer(charge, WAYS)
        self._pay(said)


def _first(said: Said) -> Charge:
    return Charge.objects.select_related("supporter", "plan").get(key=f"demonstration:{said['mail']}")


def _plan(said: Said) -> Plan:
    return Plan.objects.get(supporter__email=said["mail"])


def _campaign(said: str) -> str:
    """What a gift is marked with: that it came of the one text of the appeal, or of the other."""
    other = AppealText.objects.first()
    texts = {"first": 0, "other": other.pk if other else 0}
    return campaign("en", texts[said]) if said in texts else said
