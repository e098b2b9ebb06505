"""What the figures of a quarter are called, in the language that is active."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from babel.core import Locale
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from freesheet.contributions.models import QuarterLine
from freesheet.contributions.quarters.figures import (
    ELSEWHERE,
    EXCHANGE,
    FEES,
    INCOME,
    RETURNED,
    SPENDING,
    UNTOLD,
    Different,
    Figures,
)
from freesheet.contributions.rounding import FEWEST
from freesheet.lib.figures import written as figure
from freesheet.lib.money import Money, written
from freesheet.lib.numerals import digits, locale_of, number

QUARTERS = (
    gettext_lazy("first quarter of %(year)s"),
    gettext_lazy("second quarter of %(year)s"),
    gettext_lazy("third quarter of %(year)s"),
    gettext_lazy("fourth quarter of %(year)s"),
)

SECTIONS = {
    INCOME: gettext_lazy("Income"),
    RETURNED: gettext_lazy("Went back to givers"),
    FEES: gettext_lazy("Fees of who moves the money"),
    SPENDING: gettext_lazy("Spending"),
    EXCHANGE: gettext_lazy("Exchanged into other currencies"),
}

ITEMS = {
    "small": gettext_lazy("Small gifts"),
    "large": gettext_lazy("Large gifts"),
    "gifts": gettext_lazy("Gifts"),
    "grant": gettext_lazy("Grants"),
    "other": gettext_lazy("Other income"),
    **{key: SECTIONS[section] for key, section in (("returned", RETURNED), ("fees", FEES), ("exchange", EXCHANGE))},
}


def quarter_name(year: int, quarter: int, language: str) -> str:
    """As it stands in a sentence: third quarter of 2026."""
    return str(QUARTERS[quarter - 1]) % {"year": digits(str(year), language)}


def title_of(figures: Figures, language: str) -> str:
    """The same as a title."""
    name = quarter_name(figures.year, figures.number, language)
    return name[:1].upper() + name[1:]


def item_name(section: str, item: str) -> str:
    """What a row is called."""
    return str(QuarterLine.Category(item).label) if section == SPENDING else str(ITEMS[item])


def country_name(country: str, language: str) -> str:
    """What readers call a country, by its two letters."""
    if country == ELSEWHERE:
        return _("Elsewhere")
    if country == UNTOLD:
        return _("Country not known")
    locale: Locale = locale_of(language)
    return str(locale.territories.get(country, country))


def facts(figures: Figures, language: str) -> str:
    """Two facts in one sentence: how many gave, and how much hangs on the largest source. Empty where neither is told.

    Counts are rounded down, as everywhere where readers are told of givers.
    """
    told: dict[str, str] = {"quarter": quarter_name(figures.year, figures.number, language)}
    if figures.people:
        told["people"] = number(figures.people, language)
    if figures.largest is not None:
        told["share"] = _share(figures.largest, language)
    if "people" in told and "share" in told:
        return (
            _("In the %(quarter)s, at least %(people)s people gave; the largest single source was %(share)s of income.")
            % told
        )
    if "people" in told:
        return _("In the %(quarter)s, at least %(people)s people gave.") % told
    if "share" in told:
        return _("In the %(quarter)s, the largest single source was %(share)s of income.") % told
    return ""


def _share(percent: int, language: str) -> str:
    if percent < 1:
        return _("less than one percent")
    return _("%(number)s %%") % {"number": number(percent, language)}


def largest(figures: Figures, language: str) -> str:
    """Who the largest source was; a person stays unnamed."""
    if figures.largest is None:
        return ""
    told = {"share": _share(figures.largest, language), "source": figures.largest_source}
    if figures.largest_source:
        return _("The largest single source was %(source)s, with %(share)s of income.") % told
    return (
        _("The largest single source was a person, with %(share)s of income. All gifts of a person count as one.")
        % told
    )


def rate(currency: str, value: str, own: str, language: str) -> str:
    """What one unit of a currency was counted as."""
    places = max(2, -int(Decimal(value).as_tuple().exponent))
    worth = f"{figure(Decimal(value), language, places)} {own}"
    return f"{digits('1', language)} {currency} = {worth}"


def rules(figures: Figures, language: str) -> Iterator[str]:
    """How it was counted, a sentence or two each."""
    yield _(
        "The quarter begins and ends at midnight in the time zone %(zone)s. Gifts and fees are from the books,"
        " and none is left out."
    ) % {"zone": settings.PUBLICATION.timezone}
    large = written(Money(figures.large_minor, figures.currency), language)
    if any(row.item in ("small", "large") for row in figures.rows):
        yield _("A gift is large where one person gave %(amount)s or more in the quarter.") % {"amount": large}
    elif any(row.item == "gifts" for row in figures.rows):
        yield _("Gifts are not parted into small and large ones, for too few people gave.")
    yield _(
        "A country is named where at least %(few)s people gave; the others are counted together as “elsewhere”, where"
        " there are as many at least. People are counted down to a round number."
    ) % {"few": number(FEWEST, language)}
    yield _("Money that went back is counted in the quarter in which it went.")
    if any(currency != figures.currency for currency in figures.currencies()):
        yield _(
            "Every currency adds up by itself. The sum in %(currency)s is made with the rates told here, and adds up to"
            " the last unit."
        ) % {"currency": figures.currency}


def different(change: Different, language: str) -> str:
    """A figure that was another one."""
    name = item_name(change.section, change.item)
    return _("%(what)s: %(before)s before, %(after)s now.") % {
        "what": f"{name} ({change.source})" if change.source else name,
        "before": written(Money(abs(change.before), change.currency), language),
        "after": written(Money(abs(change.after), change.currency), language),
    }


def other_rate(currency: str, before: str, after: str, own: str, language: str) -> str:
    """A rate that was another one."""
    none = _("none")
    return _("Rate: %(before)s before, %(after)s now.") % {
        "before": rate(currency, before, own, language) if before else none,
        "after": rate(currency, after, own, language) if after else none,
    }
