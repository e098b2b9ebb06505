"""The appeal: its texts with real figures, the goal, and what browsers need to ask seldom."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import quote, unquote, urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale

from freesheet.contributions.asking.goals import shown_goal
from freesheet.contributions.asking.texts import FIRST, compared, rules
from freesheet.contributions.asking.told import told
from freesheet.contributions.letters.languages import apart
from freesheet.editions import keys as edition_keys
from freesheet.editions.queries import publication
from freesheet.lib.dates import long_date
from freesheet.lib.money import written
from freesheet.lib.numerals import digits
from freesheet.press.recording import depends_on, once
from freesheet.website.contexts.asked import Appeal, AppealTextView, GoalView
from freesheet.website.contexts.shapes import Furniture, Link
from freesheet.website.stylesheet import asking_script_url


def appeal(furniture: Furniture, locale: Locale, under: str = "") -> Appeal | None:
    """The appeal, where the publication has written one; ``under`` the page at this address, which its links name."""
    depends_on(edition_keys.appeal(locale.pk))
    paper, language = publication(locale), locale.language_code
    heading, text, note = _told(language, paper.appeal_heading, paper.appeal_text, paper.appeal_note)
    if not (heading or text):
        return None
    asked = once("asking rules", rules)
    whole = bool(asked.every)
    others = once(f"appeal texts:{language}", lambda: compared(language)) if whole else []
    support = furniture.support
    counted = bool(others)
    first = (FIRST, 100 - sum(each.share for each in others), heading, text, note)
    more = ((each.pk, each.share, *_told(language, each.heading, each.text, each.note)) for each in others)
    return Appeal(
        heading,
        text,
        note,
        _way(support, under),
        tuple(_text(*each, _way(support, under, each[0] if counted else None), counted) for each in (first, *more))
        if whole
        else (),
        asked.every,
        asked.rest_days,
        bool(under),
        goal_view(language, in_appeal=True),
        asking_script_url() if whole else "",
    )


def _text(
    number_of: int, share: int, heading: str, text: str, note: str, support: Link | None, counted: bool
) -> AppealTextView:
    seen = reverse("website:giving-seen", args=[number_of]) if counted else ""
    bothered = reverse("website:giving-bothered", args=[number_of])
    return AppealTextView(number_of, share, heading, text, note, support, seen, bothered)


def _way(support: Link | None, under: str, text: int | None = None) -> Link | None:
    """The link to the page of support, which names where a reader began, and the text that they read."""
    if support is None or not settings.PUBLICATION.payments:
        return support
    told = {"from": unquote(under)} if under else {}
    if text is not None:
        told["v"] = str(text)
    return replace(support, url=f"{support.url}?{urlencode(told, safe='/', quote_via=quote)}") if told else support


def _told(language: str, heading: str, text: str, note: str) -> tuple[str, str, str]:
    return told(heading, language), told(text, language), told(note, language)


def goal_view(language: str, in_appeal: bool = False) -> GoalView | None:
    """The goal as readers of a language are shown it; None where there is none, or it has no words in theirs."""
    goal = once("goal shown", shown_goal)
    if goal is None or (in_appeal and not goal.in_appeal):
        return None
    text = next((each.text for each in goal.texts.all() if each.language == language), "")
    if not text:
        return None
    amount, percent = apart(written(goal.money, language), language), goal.shown_percent or 0
    if percent >= 100:
        told = _("The goal is reached. Thank you.")
    elif percent:
        told = _("At least %(percent)s %% of %(amount)s has come in.") % {
            "percent": digits(str(percent), language), "amount": amount,
        }  # fmt: skip
    else:
        told = _("The goal is %(amount)s.") % {"amount": amount}
    return GoalView(text, amount, percent, told, _("Until %(day)s") % {"day": long_date(goal.ends, language)})
