"""What an administrator fills in about people, and what somebody does who was invited."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from freesheet.accounts.roles import NAMES
from freesheet.editions.models import FrontPage
from freesheet.sections.models import SectionPage


def _roles() -> list[tuple[str, str]]:
    return [("", "–"), *((role, gettext(name)) for role, name in NAMES.items())]


class PlaceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django itself takes none
    """A section, or a whole edition."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.locale})"


class RoleForm(forms.Form):
    """One role, and where it holds."""

    role = forms.ChoiceField(label=_("Role"), choices=_roles, required=False)
    place = PlaceField(label=_("Where"), queryset=Page.objects.none(), required=False, empty_label=_("The whole paper"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = Page.objects.type(FrontPage, SectionPage).select_related("locale").order_by("path")
        self.fields["place"].queryset = places  # type: ignore[attr-defined]


RoleFormSet = forms.formset_factory(RoleForm, extra=2, max_num=20, absolute_max=20)


class InviteForm(forms.Form):
    """Whom to invite."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)


class ComeInForm(forms.Form):
    """What somebody is called, and the password that they choose."""

    username = forms.CharField(label=_("A name to log in with"), max_length=150)
    password = forms.CharField(label=_("A password of at least 12 characters"), widget=forms.PasswordInput, strip=False)
