"""What is asked: how much, how often, in which currency."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale

from freesheet.contributions.actions import checked
from freesheet.contributions.conf import ASKED
from freesheet.contributions.errors import GiftProblem
from freesheet.contributions.models import Rhythm
from freesheet.lib.money import Money, MoneyProblem, decimals, read, sign, written
from freesheet.website.contexts.asked import AmountView, Asking, CurrencyView, RhythmView
from freesheet.website.stylesheet import giving_stylesheet_url

AT_HOME = {
    "zh-hant": "TWD", "zh-hans": "CNY", "ja": "JPY", "ur": "PKR", "hi": "INR", "bn": "INR", "ta": "INR", "ms": "MYR",
    "en": "USD", "en-gb": "GBP",
}  # fmt: skip
"""The currency that is offered first, by the edition's language; euros elsewhere."""

LONGEST_PATH = 300


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
    locale: Locale, currency: str = "", rhythm: str = Rhythm.ONCE, origin: str = "", own: str = "", problem: str = ""
) -> Asking:
    """The form, in a currency that is offered; the edition's own where nothing is said."""
    language = locale.language_code
    currency = currency if currency in ASKED else at_home(language)
    action = reverse("website:giving")
    others = (each for each in ASKED if each != currency)
    return Asking(
        action,
        currency,
        sign(currency, language),
        tuple(_rhythm(each, currency, language, chosen=each == rhythm) for each in Rhythm),
        tuple(CurrencyView(f"{each} {sign(each, language)}", f"{action}?currency={each}") for each in others),
        is_trial(),
        giving_stylesheet_url(),
        origin,
        own,
        problem,
        mine_url=reverse("website:mine-link"),
        kept_url=reverse("website:kept"),
    )


def _rhythm(rhythm: Rhythm, currency: str, language: str, chosen: bool) -> RhythmView:
    legends = {
        Rhythm.ONCE: _("How much do you want to give?"),
        Rhythm.MONTH: _("How much do you want to give every month?"),
        Rhythm.YEAR: _("How much do you want to give every year?"),
    }
    amounts = (
        AmountView(plainly(money), written(money, language)) for money in ASKED[currency].ladder(rhythm, currency)
    )
    return RhythmView(rhythm.value, str(rhythm.label), legends[rhythm], tuple(amounts), chosen)


def plainly(money: Money) -> str:
    """As forms send it: ``300`` or ``12.50``."""
    whole = money.value == money.value.to_integral_value()
    return f"{money.value:.{0 if whole else decimals(money.currency)}f}"


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
    checked(money, rhythm, language)
    return money, rhythm
