"""Choosing the hour of the day's letter, or to have none, beside Wagtail's own notifications."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.admin.widgets import SwitchInput

from freesheet.newsroom import hours
from freesheet.planning.models import DigestWish


def _hours() -> list[tuple[int, str]]:
    return [(hour, f"{hour:02}:00 {hours.place()}") for hour in range(24)]


class DigestForm(forms.ModelForm[DigestWish]):
    """Whether, and when."""

    hour = forms.TypedChoiceField(label=gettext_lazy("At what hour"), choices=_hours, coerce=int)

    class Meta:
        model = DigestWish
        fields = ("wanted", "hour")
        widgets = {"wanted": SwitchInput}


class DigestPanel(BaseSettingsPanel):  # type: ignore[misc]  # Wagtail ships no types
    """On one's account, under Notifications."""

    name = "digest"
    title = gettext_lazy("The day's letter")
    tab = notifications_tab
    order = 50
    form_class = DigestForm

    def get_form(self) -> DigestForm:
        mine = DigestWish.objects.filter(user=self.user).first() or DigestWish(user=self.user)
        said = self.request.POST if self.request.method == "POST" else None
        form = DigestForm(said, instance=mine, prefix=self.name)
        form.fields["wanted"].help_text = _("What needs you, once a day, and only if something does.")
        return form

    def get_context_data(self) -> dict[str, Any]:
        return {"form": self.get_form()}
