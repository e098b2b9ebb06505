"""The lists that keep amounts, fees, goals and texts of the appeal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.choices import CallableChoiceIterator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.snippets.views.snippets import CreateView

from freesheet.contributions.asking.ladders import offered
from freesheet.contributions.models import AppealText, FeeRate, Goal, Ladder
from freesheet.lib.money import plainly
from freesheet.newsroom.asking.forms import (
    AppealTextForm,
    LadderForm,
    country_choices,
    currency_choices,
    way_choices,
)
from freesheet.newsroom.keeping import MoneyViewSet


def _currency() -> FieldPanel:
    return FieldPanel("currency", widget=forms.Select(choices=CallableChoiceIterator(currency_choices)))


class LadderCreateView(CreateView):  # type: ignore[misc]  # Wagtail ships no types
    """New amounts, beginning with what is asked now in the currency that the address names."""

    def get_initial_form_instance(self) -> Ladder | None:
        asked = offered(self.request.GET.get("currency", ""))
        if asked is None or asked.country:
            return None
        ladders = {each: " ".join(plainly(money) for money in asked.ladder(each)) for each in ("once", "month", "year")}
        return Ladder(
            currency=asked.currency, least=plainly(asked.least), most=plainly(asked.most), offered=True, **ladders
        )


class LadderViewSet(MoneyViewSet):
    """Amounts in each currency."""

    model = Ladder
    icon = "order"
    menu_label = _("Amounts of gifts")
    menu_name = "gift-amounts"
    menu_order = 161
    add_view_class = LadderCreateView
    list_display = ("currency", "country", "once", "month", "year", BooleanColumn("offered", label=_("Offered")))
    edit_handler = ObjectList(
        [
            FieldRowPanel(
                [
                    _currency(),
                    FieldPanel("country", widget=forms.Select(choices=CallableChoiceIterator(country_choices))),
                ]
            ),
            FieldPanel("offered"),
            MultiFieldPanel(
                [FieldPanel("once"), FieldPanel("month"), FieldPanel("year")],
                heading=_("Amounts, in whole units, with spaces between them"),
            ),
            FieldRowPanel([FieldPanel("least"), FieldPanel("most")]),
        ],
        base_form_class=LadderForm,
    )


class FeeRateViewSet(MoneyViewSet):
    """What providers keep."""

    model = FeeRate
    icon = "minus"
    menu_label = _("Fees of providers")
    menu_name = "gift-fees"
    menu_order = 162
    list_display = ("provider", "currency", "percent", "fixed", "source")
    panels = [
        FieldRowPanel(
            [FieldPanel("provider", widget=forms.Select(choices=CallableChoiceIterator(way_choices))), _currency()]
        ),
        FieldRowPanel([FieldPanel("percent"), FieldPanel("fixed")]),
        FieldPanel("source"),
    ]


class GoalViewSet(MoneyViewSet):
    """Goals."""

    model = Goal
    icon = "crosshairs"
    menu_label = _("Goals of gifts")
    menu_name = "gift-goals"
    menu_order = 163
    copy_view_enabled = False
    list_display = ("__str__", "begins", "ends")
    panels = [
        FieldRowPanel([_currency(), FieldPanel("amount")]),
        FieldRowPanel([FieldPanel("begins"), FieldPanel("ends")]),
        FieldPanel("in_appeal"),
        InlinePanel("texts", label=_("text"), heading=_("What it is for, in each language"), min_num=1),
    ]


class AppealTextViewSet(MoneyViewSet):
    """Texts of the appeal that are compared."""

    model = AppealText
    icon = "openquote"
    menu_label = _("Texts of the appeal")
    menu_name = "appeal-texts"
    menu_order = 164
    copy_view_enabled = False
    list_display = ("name", "language", "share", "stopped_at")
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name"), FieldPanel("language")]),
            FieldPanel("heading"),
            FieldPanel("text"),
            FieldPanel("note"),
            FieldPanel("share"),
        ],
        base_form_class=AppealTextForm,
    )


VIEWSETS: tuple[tuple[Any, type[MoneyViewSet]], ...] = (
    (Ladder, LadderViewSet), (FeeRate, FeeRateViewSet), (Goal, GoalViewSet), (AppealText, AppealTextViewSet),
)  # fmt: skip
"""Each with the model that it keeps."""
