"""Settings about money, which two people may have open: nobody saves over what somebody else has saved meanwhile."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Field, Model
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modelcluster.models import get_all_child_relations
from wagtail.admin import messages
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

SEEN = "seen"


class NotOver:
    """A form of a row: it remembers what was kept when it was opened, and saves over nothing else."""

    request: HttpRequest
    produced_error_message: str | None = None
    """What Wagtail says over a form that is wrong; here it is said by us."""

    def get_form(self, *args: Any, **more: Any) -> Any:
        """The form, with the version of the row that is looked at."""
        form = super().get_form(*args, **more)  # type: ignore[misc]  # of the view
        seen = version_of(_kept(form.instance))
        form.fields[SEEN] = forms.CharField(required=False, initial=seen, widget=forms.HiddenInput)
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Save; or, where somebody has saved something else meanwhile, say what, and save nothing."""
        with transaction.atomic():
            kept = _kept(form.instance, lock=True)
            now = version_of(kept)
            theirs = [] if form.cleaned_data.get(SEEN, "") == now else list(_others(form, kept))
            if not theirs:
                answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
                return answer
        said = _("Nothing is saved yet: somebody has saved this while you had it open.")
        more = _("What you typed is below. This is what they have saved; to put yours in its place, save again.")
        rows = format_html_join("", "<li>{}: <bdi>{}</bdi></li>", theirs)
        messages.error(self.request, format_html("{} {}<ul>{}</ul>", said, more, rows))
        form.add_error(None, said)
        form.data = form.data.copy()
        form.data[form.add_prefix(SEEN)] = now
        refused: HttpResponse = self.form_invalid(form)  # type: ignore[attr-defined]
        return refused


def _kept(row: Model, lock: bool = False) -> Model | None:
    """The row as it is kept now."""
    rows = type(row)._default_manager.filter(pk=row.pk)  # noqa: SLF001  # Django's public way to a model's rows
    return (rows.select_for_update() if lock else rows).first()


def version_of(row: Model | None) -> str:
    """A word that is another as soon as anything that can be filled in of a row is; empty where there is none."""
    if row is None:
        return ""
    said = [str(field.value_from_object(row)) for field in _fields(row)]
    children = [[str(field.value_from_object(each)) for field in _fields(each)] for _name, each in _children(row)]
    return sha256(json.dumps([said, children]).encode()).hexdigest()[:32]


def _others(form: Any, kept: Model | None) -> Iterator[tuple[str, str]]:
    """What is kept and is not what somebody has typed: the name of each field, and what is in it."""
    if kept is None:
        return
    for field in _fields(kept):
        if _told(kept, field) != _told(form.instance, field):
            yield capfirst(str(field.verbose_name)), _told(kept, field)
    rows = [each.cleaned_data for many in getattr(form, "formsets", {}).values() for each in many.forms]
    for name, child in _children(kept):
        said = {field.name: field.value_from_object(child) for field in _fields(child)}
        if not any(said.items() <= row.items() for row in rows if not row.get("DELETE")):
            yield name, " · ".join(_told(child, field) for field in _fields(child))


def _fields(row: Model) -> list[Field[Any, Any]]:
    """What can be filled in of a row."""
    found = row._meta.concrete_fields  # noqa: SLF001  # Django's public way to a model's fields
    return [field for field in found if field.editable and not field.primary_key and not field.is_relation]


def _children(row: Model) -> Iterator[tuple[str, Model]]:
    for relation in get_all_child_relations(type(row)):
        for child in getattr(row, relation.get_accessor_name()).all():
            yield capfirst(child._meta.verbose_name), child  # noqa: SLF001


def _told(row: Model, field: Field[Any, Any]) -> str:
    """What is in a field, in words."""
    value = field.value_from_object(row)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    return str(value) if value not in ("", None) else "–"


class NotOverEditView(NotOver, EditView):  # type: ignore[misc]  # Wagtail ships no types
    """A row that is there."""


class MoneyViewSet(SnippetViewSet):  # type: ignore[misc]
    """A list among the settings."""

    add_to_settings_menu = True
    edit_view_class = NotOverEditView
