"""The accounts to which gifts are transferred. Who changes one is noted in the record."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import CreateView

from freesheet.accounts.deeds import Deed
from freesheet.accounts.people import note
from freesheet.contributions.models import BankAccount
from freesheet.newsroom.keeping import MoneyViewSet, NotOverEditView


class AccountPolicy(ModelPermissionPolicy):  # type: ignore[misc]  # Wagtail ships no types
    """Statements stay, and so do their accounts: one is hidden, and nobody deletes one, not even an administrator."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action != "delete" and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class Noted:
    """What the screens that keep an account share: it is noted what was there, and what is."""

    def save_instance(self) -> Any:
        before = BankAccount.objects.filter(pk=self.form.instance.pk).first()  # type: ignore[attr-defined]
        kept = super().save_instance()  # type: ignore[misc]
        told = " → ".join(f"{each}, {each.holder}" for each in (before, kept) if each is not None)
        note(self.request.user.username, Deed.BANK_ACCOUNT_SET, str(kept), told)  # type: ignore[attr-defined]
        return kept


class AccountCreateView(Noted, CreateView):  # type: ignore[misc]
    """A new account."""


class AccountEditView(Noted, NotOverEditView):
    """An account that is there."""


class BankAccountViewSet(MoneyViewSet):
    """The accounts, one for each currency that is shown to readers."""

    model = BankAccount
    icon = "key"
    menu_label = _("Bank accounts")
    menu_order = 160
    copy_view_enabled = False
    add_view_class = AccountCreateView
    edit_view_class = AccountEditView
    list_display = (
        Column("shown_number", label=_("Account")),
        Column("currency", label=_("Currency")),
        Column("holder", label=_("Account holder")),
        BooleanColumn("active", label=_("Shown to readers")),
    )
    panels = [
        FieldRowPanel([FieldPanel("currency"), FieldPanel("active")]),
        FieldPanel("holder"),
        MultiFieldPanel([FieldPanel("iban"), FieldPanel("number"), FieldPanel("bank_code")], heading=_("Number")),
        FieldRowPanel([FieldPanel("bank"), FieldPanel("bic")]),
    ]
