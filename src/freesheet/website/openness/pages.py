"""What the pages of the public accounts say."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _

from freesheet.contributions.quarters import words
from freesheet.contributions.quarters.figures import Shown
from freesheet.editions import keys as edition_keys
from freesheet.editions.models import FrontPage
from freesheet.press.recording import depends_on
from freesheet.website.contexts.cards import moment
from freesheet.website.contexts.furniture import ACCOUNTS, edition_url, furniture
from freesheet.website.contexts.head import json_ld, organisation, page_head
from freesheet.website.contexts.openness import AccountChange, AccountsContext, QuarterContext
from freesheet.website.contexts.shapes import Link
from freesheet.website.openness.charts import charts_of, over_quarters
from freesheet.website.openness.tables import countries_table, quarters_table, sums_table
from freesheet.website.stylesheet import accounts_stylesheet_url, aids_stylesheet_url


def accounts_page(front: FrontPage, shown: tuple[Shown, ...]) -> AccountsContext:
    """All quarters that are published."""
    depends_on(edition_keys.page(front.pk))
    code, title, url = front.locale.language_code, _("Accounts"), edition_url(front, ACCOUNTS)
    around = furniture(front, front)
    outlet = {"@context": "https://schema.org", **organisation(around)}
    head = page_head(around, front, title, _description(), ACCOUNTS, json_ld=json_ld(outlet))
    says = words.facts(shown[0].figures, code)
    table, chart = quarters_table(shown, code, url), over_quarters(shown, code)
    return AccountsContext(
        around, head, title, says, table, chart, aids_stylesheet_url() if chart else "", accounts_stylesheet_url()
    )


def quarter_page(front: FrontPage, shown: Shown, others: tuple[Shown, ...], preview: bool = False) -> QuarterContext:
    """The accounts of a quarter; in a preview, as they would be."""
    depends_on(edition_keys.page(front.pk))
    code, url, figures = front.locale.language_code, edition_url(front, ACCOUNTS), shown.figures
    title = words.title_of(figures, code)
    around = furniture(front, front)
    whole = _("%(quarter)s: accounts") % {"quarter": title}
    head = page_head(around, front, whole, _description(), f"{ACCOUNTS}{figures.name}/")
    if preview:
        head = replace(head, canonical="", robots="noindex")
    return QuarterContext(
        around,
        head,
        title,
        words.facts(figures, code),
        words.largest(figures, code),
        figures.note,
        None if preview else moment(shown.at, code),
        _changes(shown, code, preview),
        sums_table(figures, code),
        charts_of(figures, code),
        countries_table(figures, code),
        tuple(words.rate(each, value, figures.currency, code) for each, value in figures.rates.items()),
        tuple(words.rules(figures, code)),
        "" if preview else f"{url}{figures.name}.csv",
        url if others else "",
        tuple(
            Link(words.title_of(each.figures, code), f"{url}{each.figures.name}/")
            for each in others
            if each.figures.name != figures.name
        ),
        preview,
        ", ".join(figures.missing),
        aids_stylesheet_url(),
        accounts_stylesheet_url(),
    )


def _description() -> str:
    return _("What came in, where it came from, and what it was spent on.")


def _changes(shown: Shown, code: str, preview: bool) -> tuple[AccountChange, ...]:
    """The newest first. What would change is not dated yet."""
    own = shown.figures.currency
    return tuple(
        AccountChange(
            moment(change.at, code) if change.reason or not preview else None,
            change.reason,
            (
                *(words.different(each, code) for each in change.what),
                *(words.other_rate(each, before, after, own, code) for each, before, after in change.rates),
            ),
        )
        for change in shown.changes
    )
