"""Answers to readers who want to see the accounts."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation

from freesheet.contributions.quarters.figures import Shown
from freesheet.contributions.quarters.shown import published
from freesheet.contributions.quarters.table import csv_of
from freesheet.editions.queries import front_pages
from freesheet.website.openness.pages import accounts_page, quarter_page
from freesheet.website.views import printed, reply, this_front


def accounts(request: HttpRequest) -> HttpResponse:
    """All quarters that are published."""
    front, shown = this_front(request), published()
    if not shown:
        raise Http404
    return printed("accounts/all", accounts_page(front, shown))


def quarter(request: HttpRequest, name: str) -> HttpResponse:
    """The accounts of one quarter."""
    front = this_front(request)
    return printed("accounts/quarter", quarter_page(front, _shown(name), published()))


def table(request: HttpRequest, name: str) -> HttpResponse:
    """The same for machines."""
    front = this_front(request)
    # Programs for spreadsheets take a file without this mark for one of their own country's letters.
    return reply("\ufeff" + csv_of(_shown(name).figures, front.locale.language_code), "text/csv")


def preview(shown: Shown, language: str) -> HttpResponse:
    """The page of a quarter as readers would get it in a language; for the newsroom."""
    front = next((each for each in front_pages() if each.locale.language_code == language), None)
    if front is None:
        raise Http404
    with translation.override(language):
        return printed("accounts/quarter", quarter_page(front, shown, published(), preview=True), storable=False)


def _shown(name: str) -> Shown:
    found = next((each for each in published() if each.figures.name == name), None)
    if found is None:
        raise Http404
    return found
