"""What is filled in about statements and their lines."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from freesheet.contributions.actions.matching import LONGEST_REASON
from freesheet.contributions.conf import LONGEST_NAME
from freesheet.contributions.models import BankAccount
from freesheet.contributions.providers.bank.reading import MOST_BYTES


class StatementForm(forms.Form):
    """A file from the bank."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("camt.053 (XML) or CSV, 10 MB at most. The same one twice adds nothing."),
        widget=forms.FileInput(attrs={"accept": ".xml,.csv,.txt,.tsv,text/csv,application/xml"}),
    )
    account = forms.ModelChoiceField(
        label=_("Account"),
        queryset=BankAccount.objects.all(),
        required=False,
        empty_label=_("The one that the file names"),
        help_text=_("XML names it. For CSV choose it, where you have several."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(gettext("A statement may have 10 MB at most. Ask the bank for shorter spans."))
        return file


class GiverForm(forms.Form):
    """Who gave."""

    name = forms.CharField(label=_("Name of who gave"), max_length=LONGEST_NAME, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        required=False,
        help_text=_("If you know it: then they get a receipt."),
    )


class AsideForm(forms.Form):
    """Why a transfer is no gift."""

    reason = forms.CharField(
        label=_("Why it is no gift"), max_length=LONGEST_REASON, help_text=_("Such as: rent, a subsidy, a mistake.")
    )
