"""What is asked: how much, how often, in which currency."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale

from freesheet.contributions.actions import checked
from freesheet.contributions.asking.countries import country_name
from freesheet.contributions.asking.ladders import Offered, offers
from freesheet.contributions.asking.naming import names
from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.models import Rhythm
from freesheet.lib.money import Money, MoneyProblem, plainly, read, sign, written
from freesheet.press.recording import once
from freesheet.website.contexts.appeals import goal_view
from freesheet.website.contexts.asked import AmountView, Asking, CurrencyView, RhythmView
from freesheet.website.contexts.elements import Link
from freesheet.website.stylesheet import giving_stylesheet_url

AT_HOME = {
    "zh-hant": "TWD", "zh-hans": "CNY", "ja": "JPY", "ur": "PKR", "hi": "INR", "bn": "INR", "ta": "INR", "ms": "MYR",
    "en": "USD", "en-gb": "GBP",
}  # fmt: skip
"""The currency that is offered first, by the edition's language; euros elsewhere."""

LONGEST_PATH = 300

THANKS = "thanks-to/"
"""Where the names lie of those who want to be named, below the front page of an edition."""


def is_asked() -> bool:
    """Whether the outlet has a way to take gifts."""
    return bool(settings.PUBLICATION.payments)


def is_trial() -> bool:
    """Whether none of its ways moves money."""
    return settings.PUBLICATION.payments == ("trial",)


def at_home(language: str) -> str:
    """The currency that readers of a language are asked in first."""
    return AT_HOME.get(language) or AT_HOME.get(language.split("-")[0]) or "EUR"


def asking(
    locale: Locale, currency: str = "", rhythm: str = Rhythm.ONCE, origin: str = "", own: str = "", problem: str = "",
    country: str = "", campaign: str = "",
) -> Asking:  # fmt: skip
    """The form, in a currency that is offered; the edition's own where nothing is said."""
    language = locale.language_code
    asked = _chosen(currency or at_home(language), country)
    action = reverse("website:giving")
    others = (each for each in offers().values() if each != asked)
    return Asking(
        action,
        asked.currency,
        sign(asked.currency, language),
        tuple(_rhythm(each, asked, language, chosen=each == rhythm) for each in Rhythm),
        tuple(_other(each, action, language) for each in others),
        is_trial(),
        giving_stylesheet_url(),
        origin,
        own,
        problem,
        mine_url=reverse("website:mine-link"),
        kept_url=reverse("website:kept"),
        country=asked.country,
        campaign=campaign,
        goal=goal_view(language),
        thanks=Link(_("Those who support us"), reverse("website:thanks")) if once("names shown", names) else None,
    )


def _chosen(currency: str, country: str) -> Offered:
    """What is asked in a currency and a country; where it is not offered, the first that is."""
    found = offers()
    return found.get((currency, country)) or found.get((currency, "")) or next(iter(found.values()))


def _other(offered: Offered, action: str, language: str) -> CurrencyView:
    told = [f"{offered.currency} {sign(offered.currency, language)}"]
    told += [country_name(offered.country, language)] if offered.country else []
    query = f"?currency={offered.currency}" + (f"&country={offered.country}" if offered.country else "")
    return CurrencyView(" · ".join(told), f"{action}{query}")


def _rhythm(rhythm: Rhythm, asked: Offered, language: str, chosen: bool) -> RhythmView:
    legends = {
        Rhythm.ONCE: _("How much do you want to give?"),
        Rhythm.MONTH: _("How much do you want to give every month?"),
        Rhythm.YEAR: _("How much do you want to give every year?"),
    }
    amounts = (AmountView(plainly(money), written(money, language)) for money in asked.ladder(rhythm))
    return RhythmView(rhythm.value, str(rhythm.label), legends[rhythm], tuple(amounts), chosen)


def answered(form: Mapping[str, str], language: str) -> tuple[Money, str]:
    """The amount and the rhythm that a form has.

    Raises:
        GiftProblem: none is chosen, it cannot be read, or it is not taken.
    """
    currency, rhythm = form.get("currency", ""), form.get("rhythm", Rhythm.ONCE)
    own = form.get("own", "").strip()
    chosen = own or form.get(f"amount-{rhythm}", "")
    if not chosen:
        raise GiftProblem(_("Please choose an amount, or write one."))
    try:
        money = read(chosen, currency)
    except MoneyProblem as problem:
        raise GiftProblem(_("We could not read that amount. Please write it in figures, like 250.")) from problem
    checked(money, rhythm, language, form.get("country", ""))
    return money, rhythm
