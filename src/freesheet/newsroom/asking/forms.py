"""What is filled in about the asking, and held against what the ways to pay can take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from babel.numbers import get_currency_name
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from freesheet.contributions.asking.countries import countries
from freesheet.contributions.models import AppealText, AskingRules
from freesheet.contributions.providers.kinds import offered
from freesheet.lib.money import amounts, currencies, written
from freesheet.lib.numerals import locale_of

Choices = list[tuple[str, str]]


def currency_choices() -> Choices:
    """Every currency that people pay with, by its code, with the name that the reader's language has for it."""
    locale = locale_of(get_language() or "en")
    return [("", "–"), *((each, f"{each} · {get_currency_name(each, locale=locale)}") for each in currencies())]


def country_choices() -> Choices:
    """Every country, and none."""
    return [("", _("Every country")), *countries(get_language() or "en")]


def way_choices() -> Choices:
    """The ways to pay that the settings name."""
    return [(each.name, str(each.label)) for each in offered()]


class LadderForm(WagtailAdminModelForm):  # type: ignore[misc]  # Wagtail ships no types
    """Amounts in a currency: each has to be one that some way to pay takes."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        ways = offered()
        for rhythm in ("once", "month", "year"):
            if not ways or self.errors or not said.get(rhythm):
                continue
            try:
                found = amounts(said[rhythm], said["currency"])
            except ValueError:
                # The model says so, in its own words.
                return said
            refused = [each for each in found if not any(way.takes(each, rhythm) for way in ways)]
            if refused:
                told = ", ".join(written(each, get_language() or "en") for each in refused)
                self.add_error(rhythm, _("None of your ways to pay takes %(amounts)s.") % {"amounts": told})
        return said


class AppealTextForm(WagtailAdminModelForm):  # type: ignore[misc]
    """A text that is compared: those of one language leave at least one reader in a hundred for the first."""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean()
        share, language = said.get("share"), said.get("language")
        if share and language and self.instance.stopped_at is None:
            others = AppealText.objects.filter(language=language, stopped_at=None).exclude(pk=self.instance.pk)
            left = 99 - sum(each.share for each in others)
            if share > left:
                told = _("Other texts of this language have the rest: at most %(left)d is left.")
                self.add_error("share", ValidationError(told % {"left": max(0, left)}))
        return said


class RulesForm(forms.ModelForm[AskingRules]):
    """How often readers are asked, and what an article costs."""

    class Meta:
        model = AskingRules
        fields = ("every", "rest_days", "pause_days", "cost", "cost_currency")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["cost_currency"].widget = forms.Select(choices=currency_choices())


def spaced(found: Iterable[Any]) -> str:
    """Amounts in one line."""
    return " · ".join(written(each, get_language() or "en") for each in found)
