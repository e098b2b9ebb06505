"""What is entered of a quarter."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from freesheet.contributions.actions.quarters import Entered, Line
from freesheet.contributions.models import Quarter, QuarterLine
from freesheet.contributions.models.quarters import LONGEST_NOTE, LONGEST_REASON
from freesheet.contributions.quarters.figures import Figures
from freesheet.contributions.quarters.table import plain
from freesheet.lib.figures import NoFigure, bare, figure, mark_of
from freesheet.lib.money import Money, MoneyProblem, currencies, read, written

BLANK = 2
"""Rows that wait to be filled in."""

MOST_DIGITS, MOST_PLACES = 20, 10

CODES = [(code, code) for code in currencies()]
Kind = QuarterLine.Kind


def _read(text: str, currency: str) -> Money:
    try:
        money = read(text, currency)
    except MoneyProblem as problem:
        raise ValidationError(gettext("Write an amount in figures, such as 1250 or 1250.50.")) from problem
    if money.minor <= 0:
        raise ValidationError(gettext("Write an amount above nothing."))
    return money


class QuarterForm(forms.Form):
    """What holds for the whole quarter, with the rate of each currency that is in it besides the paper's own."""

    currency = forms.ChoiceField(
        label=_("The paper’s own currency"), choices=CODES, help_text=_("Everything is summed up in it.")
    )
    large = forms.CharField(
        label=_("A large gift"),
        max_length=40,
        help_text=_("Whoever gave so much in the quarter, in that currency, gave a large gift."),
    )
    note = forms.CharField(
        label=_("What you say of it"),
        max_length=2000,
        required=False,
        widget=AdminAutoHeightTextInput,
        help_text=_("For readers, above the figures. It is shown as it is in every language."),
    )

    def __init__(self, *args: Any, figures: Figures, **more: Any) -> None:
        super().__init__(*args, **more)
        self.codes = [code for code in sorted({*figures.currencies(), *figures.missing}) if code != figures.currency]
        for code in self.codes:
            self.fields[f"rate_{code}"] = forms.CharField(
                label=gettext("1 %(code)s in %(own)s") % {"code": code, "own": figures.currency},
                max_length=40,
                required=False,
                initial=figures.rates.get(code, ""),
                widget=forms.TextInput(attrs={"inputmode": "decimal", "dir": "ltr"}),
            )

    @property
    def rate_fields(self) -> list[Any]:
        """The fields of rates, for the template."""
        return [self[f"rate_{code}"] for code in self.codes]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if "currency" in given and "large" in given:
            self._say("large", lambda: _read(given["large"], given["currency"]))
        for code in self.codes:
            if given.get(f"rate_{code}"):
                self._say(f"rate_{code}", lambda name=f"rate_{code}": _rate(given[name]))
        return given

    def _say(self, name: str, value: Any) -> None:
        try:
            self.cleaned_data[name] = value()
        except ValidationError as problem:
            self.add_error(name, problem)

    def entered(self, lines: list[Line]) -> Entered:
        """What was said, with lines that were entered beside it."""
        given = self.cleaned_data
        rates = {code: given[f"rate_{code}"] for code in self.codes if given.get(f"rate_{code}")}
        return Entered(given["large"], lines, rates, given["note"])


def _rate(text: str) -> Decimal:
    mark = mark_of(text)
    try:
        value = figure(bare(text), "," if mark == "," else ".")
    except NoFigure as problem:
        raise ValidationError(gettext("Write a rate in figures, such as 32.15.")) from problem
    exponent = int(value.as_tuple().exponent)
    if value <= 0 or -exponent > MOST_PLACES or len(value.as_tuple().digits) > MOST_DIGITS - MOST_PLACES:
        raise ValidationError(gettext("Write a rate above nothing, with ten digits at most."))
    return value


class LineForm(forms.Form):
    """A line of income or spending. A row that says nothing is none."""

    amount = forms.CharField(label=_("Amount"), max_length=40, required=False)
    currency = forms.ChoiceField(label=_("Currency"), choices=CODES)
    note = forms.CharField(label=_("Note"), max_length=LONGEST_NOTE, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        said = [given.get(name) for name in ("amount", "note", "source")]
        if any(said) and "currency" in given:
            try:
                given["money"] = _read(given.get("amount") or "", given["currency"])
            except ValidationError as problem:
                self.add_error("amount", problem)
        return given


class SpendingForm(LineForm):
    """Money that was spent."""

    category = forms.ChoiceField(label=_("For what"), choices=QuarterLine.Category.choices)
    field_order = ("category", "amount", "currency", "note")

    def line(self) -> Line | None:
        """What was entered; None where it is nothing."""
        given = self.cleaned_data
        if "money" not in given:
            return None
        return Line(Kind.SPENDING, given["category"], given["money"], given["note"])


class IncomeForm(LineForm):
    """Money that came and was no gift."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[each for each in Kind.choices if each[0] != Kind.SPENDING])
    source = forms.CharField(label=_("From whom"), max_length=120, required=False)
    field_order = ("kind", "source", "amount", "currency", "note")

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        if "money" in given and not (given.get("source") or "").strip():
            self.add_error("source", gettext("Say who gave it: readers are told."))
        return given

    def line(self) -> Line | None:
        """What was entered; None where it is nothing."""
        given = self.cleaned_data
        return Line(given["kind"], given["source"], given["money"], given["note"]) if "money" in given else None


SpendingSet = forms.formset_factory(SpendingForm, extra=0, max_num=200)
IncomeSet = forms.formset_factory(IncomeForm, extra=0, max_num=200)


class ReasonForm(forms.Form):
    """Why figures are others than readers have."""

    reason = forms.CharField(
        label=_("Why figures changed"),
        max_length=LONGEST_REASON,
        widget=AdminAutoHeightTextInput,
        help_text=_("Readers are told, with the figures before and now."),
    )


def first_values(quarter: Quarter) -> tuple[dict[str, Any], list[dict[str, Any]], list[dict[str, Any]]]:
    """What the three forms begin with: the quarter, spending, income."""
    whole = {
        "currency": quarter.currency,
        "large": plain(quarter.large_minor, quarter.currency),
        "note": quarter.note,
    }
    spending, income = [], []
    for line in quarter.lines.all() if quarter.pk else ():
        said = {"amount": plain(line.minor, line.currency), "currency": line.currency, "note": line.note}
        if line.kind == Kind.SPENDING:
            spending.append({**said, "category": line.category})
        else:
            income.append({**said, "kind": line.kind, "source": line.source})
    blank = [{"currency": quarter.currency}] * BLANK
    return whole, [*spending, *blank], [*income, *blank]


def what_is_kept(quarter: Quarter) -> list[tuple[str, str]]:
    """All that is entered of a quarter now, in words: what, and how much."""
    if not quarter.pk:
        return []
    own, code = quarter.currency, language()
    found = [
        (line.get_category_display() or f"{line.get_kind_display()}, {line.source}", line.money, line.note)
        for line in quarter.lines.all()
    ]
    rows = [(what, f"{written(money, code)} ({note})" if note else written(money, code)) for what, money, note in found]
    for each in quarter.rates.all():
        told = gettext("1 %(code)s in %(own)s") % {"code": each.currency, "own": own}
        rows.append((told, f"{each.shown:f}"))
    rows.append((gettext("A large gift"), written(Money(quarter.large_minor, own), code)))
    return [*rows, (gettext("What you say of it"), quarter.note)] if quarter.note else rows


def language() -> str:
    """Of who looks on."""
    return get_language() or "en"
