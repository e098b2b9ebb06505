"""The list of gifts, with what the books say above it."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from freesheet.contributions.asking.countries import country_name
from freesheet.contributions.models import Charge, Rhythm
from freesheet.contributions.queries import each_month, sums, supporters
from freesheet.contributions.rules import ChargeState
from freesheet.lib.cells import harmless
from freesheet.lib.money import written
from freesheet.newsroom.gifts.said import began_on, said_with
from freesheet.newsroom.gifts.states import STATES
from freesheet.newsroom.rights import ForRights

NOWHERE = "-"
"""Where who gives did not say."""

MOST_CAMPAIGNS = 200


def _countries() -> list[tuple[str, str]]:
    """The countries that there are among gifts, by their names."""
    language = get_language() or "en"
    codes = Charge.objects.exclude(country="").order_by().values_list("country", flat=True).distinct()
    named = sorted(((code, country_name(code, language)) for code in codes), key=lambda each: each[1].casefold())
    return [*named, (NOWHERE, _("Not said"))]


def _campaigns() -> list[tuple[str, str]]:
    """The campaigns that there are among gifts, the newest first."""
    found = Charge.objects.exclude(campaign="").values_list("campaign").annotate(last=Max("pk")).order_by("-last")
    return [(name, name) for name, _last in found[:MOST_CAMPAIGNS]]


MOST_SUMS = 8
"""Lines of what the books say; of more, those of the year are folded."""


class GiftFilter(WagtailFilterSet):  # type: ignore[misc]  # Wagtail ships no types
    """What one looks for among gifts."""

    state = django_filters.ChoiceFilter(
        label=gettext_lazy("State"), choices=[(key.value, STATES[key]) for key in STATES]
    )
    rhythm = django_filters.ChoiceFilter(
        label=gettext_lazy("How often"), choices=Rhythm.choices, method="given_so_often"
    )
    country = django_filters.ChoiceFilter(
        label=gettext_lazy("Country"), choices=lambda: _countries(), method="given_from"
    )
    campaign = django_filters.ChoiceFilter(label=gettext_lazy("Campaign"), choices=lambda: _campaigns())
    page = django_filters.CharFilter(
        label=gettext_lazy("Began on"), lookup_expr="icontains", widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    created_at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Begun"), widget=DateRangePickerWidget)

    class Meta:
        model = Charge
        fields = ["state", "currency", "country", "campaign", "page", "created_at"]

    def given_from(self, found: QuerySet[Charge], name: str, value: str) -> QuerySet[Charge]:
        return found.filter(country="" if value == NOWHERE else value)

    def given_so_often(self, found: QuerySet[Charge], name: str, value: str) -> QuerySet[Charge]:
        return found.filter(plan=None) if value == Rhythm.ONCE else found.filter(plan__rhythm=value)


class GiftsView(ForRights, ReportView):  # type: ignore[misc]
    """Every gift, the newest first; as a spreadsheet too."""

    page_title = gettext_lazy("Gifts")
    header_icon = "pick"
    template_name = "newsroom/gifts/index.html"
    index_url_name = "gifts:index"
    index_results_url_name = "gifts:results"
    filterset_class = GiftFilter
    default_ordering = "-created_at"
    export_filename = "gifts"
    list_export = [
        "pk", "created_at", "received_at", "currency", "value", "returned_value", "covers_fee", "cover_value", "state",
        "rhythm", "provider", "receipt_number", "language", "country", "dedicated", "page", "campaign",
    ]  # fmt: skip
    """No names and addresses: who gives, and for whom, is nobody's table."""

    export_headings = {
        "pk": gettext_lazy("Gift"), "page": gettext_lazy("Began on"), "covers_fee": gettext_lazy("Fee covered"),
        "cover_value": gettext_lazy("Of it for the fee"), "country": gettext_lazy("Country"),
        "dedicated": gettext_lazy("For whom"),
    }  # fmt: skip
    # Somebody outside chose the page and the campaign that they say they came by.
    custom_value_preprocess = {**ReportView.custom_value_preprocess, str: {ReportView.FORMAT_CSV: harmless}}

    def get_queryset(self) -> QuerySet[Charge]:
        beside = ("plan", "receipt__series", "supporter", "dedication")
        return Charge.objects.select_related(*beside).order_by("-created_at", "-pk")

    columns = [
        TitleColumn(
            "amount",
            label=gettext_lazy("Amount"),
            accessor=lambda charge: _amount(charge),
            classname="gifts__amount",
            get_url=lambda charge: reverse("gifts:gift", args=[charge.pk]),
        ),
        DateColumn("created_at", label=gettext_lazy("Begun")),
        Column("rhythm", label=gettext_lazy("How often"), accessor=lambda charge: _rhythm(charge)),
        Column("state", label=gettext_lazy("State"), accessor=lambda charge: STATES[ChargeState(charge.state)]),
        Column(
            "receipt",
            label=gettext_lazy("Receipt"),
            accessor=lambda charge: getattr(charge, "receipt", ""),
            classname="gifts__amount",
        ),
        TitleColumn(
            "who",
            label=gettext_lazy("From"),
            accessor=lambda charge: charge.supporter.name or _("No name"),
            get_url=lambda charge: reverse("gifts:who", args=[charge.pk]),
        ),
        Column(
            "country",
            label=gettext_lazy("Country"),
            accessor=lambda charge: country_name(charge.country, get_language() or "en"),
        ),
        # More columns than these leave none of them room for a name; the rest is on the page of the gift.
        Column("word", label=gettext_lazy("Word to the newsroom"), accessor=lambda charge: said_with(charge)),
        Column("page", label=gettext_lazy("Began on"), accessor=lambda charge: began_on(charge)),
    ]

    @property
    def header_more_buttons(self) -> list[Any]:
        nights = HeaderButton(_("Compared each night"), url=reverse("gifts:nights"), icon_name="history", priority=5)
        return [*super().header_more_buttons, nights]

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        language, now = get_language() or "en", timezone.localtime()
        month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
        tables = [
            [
                {"what": told, "received": written(each.received, language), "fees": written(each.fees, language),
                 "returned": written(each.returned, language), "left": written(each.left, language)}
                for each in sums(since).values()
            ]
            for told, since in ((_("This month"), month), (_("This year"), month.replace(month=1)))
        ]  # fmt: skip
        rows = [row for table in tables for row in table]
        lasting = [written(money, language) for money in each_month().values()]
        held = Charge.objects.filter(state=ChargeState.HELD).count()
        return {
            **super().get_context_data(**more),
            "rows": rows,
            # Many currencies would push the gifts themselves out of sight.
            "tables": tables if len(rows) > MOST_SUMS else [rows],
            "lasting": lasting,
            "supporters": supporters(),
            "held": held,
        }


def _amount(charge: Charge) -> str:
    return written(charge.money, get_language() or "en")


def _rhythm(charge: Charge) -> str:
    return str(Rhythm(charge.plan.rhythm if charge.plan else Rhythm.ONCE).label)
