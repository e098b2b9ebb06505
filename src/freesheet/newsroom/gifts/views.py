"""The list of gifts, with what the books say above it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from freesheet.contributions.models import Charge, Rhythm
from freesheet.contributions.queries import each_month, sums, supporters
from freesheet.contributions.rules import ChargeState
from freesheet.lib.money import written
from freesheet.newsroom.gifts.states import STATES

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
    created_at = django_filters.DateFromToRangeFilter(label=gettext_lazy("Begun"), widget=DateRangePickerWidget)

    class Meta:
        model = Charge
        fields = ["state", "currency", "created_at"]

    def given_so_often(self, found: QuerySet[Charge], name: str, value: str) -> QuerySet[Charge]:
        return found.filter(plan=None) if value == Rhythm.ONCE else found.filter(plan__rhythm=value)


class GiftsView(ReportView):  # type: ignore[misc]
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
        "pk", "created_at", "received_at", "currency", "value", "returned_value", "state", "rhythm", "provider",
        "receipt_number", "language", "page", "campaign",
    ]  # fmt: skip
    """No names and addresses: who gives is nobody's table."""

    export_headings = {"pk": gettext_lazy("Gift"), "page": gettext_lazy("Began on")}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm("accounts.see_money"):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_queryset(self) -> QuerySet[Charge]:
        return Charge.objects.select_related("plan", "receipt__series", "supporter").order_by("-created_at", "-pk")

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
        Column("word", label=gettext_lazy("Word to the newsroom"), accessor=lambda charge: charge.word[:200]),
        Column("page", label=gettext_lazy("Began on"), accessor="page"),
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
