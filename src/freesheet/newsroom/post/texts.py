"""The words of receipts, for who has to do with money."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from freesheet.contributions.models import ReceiptText
from freesheet.contributions.models.receipts import languages
from freesheet.newsroom.keeping import MoneyViewSet


class ReceiptTextViewSet(MoneyViewSet):
    """A text for each language, and for each country where the law wants one."""

    model = ReceiptText
    icon = "doc-full"
    menu_label = _("Texts of receipts")
    menu_name = "receipt-texts"
    menu_order = 160
    copy_view_enabled = False
    list_display = ("language", "country", "issuer")
    panels = [
        FieldRowPanel([FieldPanel("language", widget=forms.Select(choices=languages())), FieldPanel("country")]),
        FieldPanel("issuer"),
        FieldPanel("legal"),
    ]
