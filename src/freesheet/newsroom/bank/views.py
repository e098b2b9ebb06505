"""Bank statements: reading one in, what waits for a person, and what each transfer is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from freesheet.accounts.deeds import Deed
from freesheet.accounts.models import User
from freesheet.accounts.people import note
from freesheet.contributions.actions import (
    Giver,
    import_statement,
    look_at,
    make_gift,
    match_by_hand,
    set_aside,
    undo,
    waiting_lines,
)
from freesheet.contributions.errors import StatementProblem
from freesheet.contributions.models import BankAccount, Charge, Match, StatementLine
from freesheet.contributions.providers.bank.suggestions import open_gifts, senders, suggested
from freesheet.newsroom.bank.forms import AsideForm, GiverForm, StatementForm
from freesheet.newsroom.rights import ForRights

RIGHT = "contributions.change_bankaccount"
ON_A_PAGE = 25
SHOWN = 5
"""Lines of a file that is only looked at."""


class OfTheBank(ForRights, WagtailAdminTemplateMixin):  # type: ignore[misc]  # Wagtail ships no types
    """What these screens share: who may see them, and the ways between them."""

    rights = (RIGHT,)
    header_icon = "clipboard-list"
    request: HttpRequest

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        home = {"url": reverse("wagtailadmin_home"), "label": _("Home")}
        lines = {"url": reverse("bank:lines"), "label": _("Bank statements")}
        here = {"url": "", "label": self.get_page_title()}
        return [home, here] if isinstance(self, LinesView) else [home, lines, here]

    @property
    def header_buttons(self) -> list[Any]:
        match = self.request.resolver_match
        here = match.url_name if match else ""
        ways = [
            ("read", reverse("bank:read"), _("Read in a statement"), "upload"),
            ("lines", reverse("bank:lines"), _("What waits"), "time"),
            ("matched", reverse("bank:matched"), _("What is done"), "check"),
            ("accounts", reverse("wagtailsnippets_contributions_bankaccount:list"), _("Bank accounts"), "key"),
        ]
        return [
            HeaderButton(label, url=url, icon_name=icon, priority=place)
            for place, (name, url, label, icon) in enumerate(ways)
            if name != here
        ]


class LinesView(OfTheBank, TemplateView):
    """Transfers that wait for somebody to say which gift they are."""

    template_name = "newsroom/bank/lines.html"
    page_title = gettext_lazy("Bank statements")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = Paginator(waiting_lines(), ON_A_PAGE).get_page(self.request.GET.get("p"))
        found = suggested(list(page))
        rows = [(line, found[line.pk]) for line in page]
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "page_of": page, "rows": rows, "accounts": BankAccount.objects.exists()}


class ReadView(OfTheBank, FormView):  # type: ignore[type-arg]  # Django itself takes none
    """Reading in a statement, or only looking at what would be read."""

    template_name = "newsroom/bank/read.html"
    page_title = gettext_lazy("Read in a statement")
    header_icon = "upload"
    form_class = StatementForm

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "media": context["form"].media, "accounts": BankAccount.objects.exists()}

    def form_valid(self, form: Any) -> HttpResponse:
        file, account = form.cleaned_data["file"], form.cleaned_data["account"]
        data, told = file.read(), {}
        try:
            if "look" in self.request.POST:
                account, reading = look_at(data, account)
                told = {"reading": reading, "account": account, "first": reading.lines[:SHOWN]}
            else:
                told = self._read_in(data, file.name, account)
        except StatementProblem as problem:
            form.add_error("file", str(problem))
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form, **told))
        return answer

    def _read_in(self, data: bytes, name: str, account: BankAccount | None) -> dict[str, Any]:
        by = self.request.user.get_username()
        done = import_statement(data, name, by, account)
        told = f"{done.account}: {done.new} new, {done.known} known, {done.matched} matched, {done.waiting} waiting"
        note(by, Deed.STATEMENT_READ, name, told)
        return {"done": done, "reading": done.reading, "account": done.account}


class LineView(OfTheBank, TemplateView):
    """One transfer, and what it may be."""

    template_name = "newsroom/bank/line.html"
    page_title = gettext_lazy("A transfer")
    header_icon = "help"

    @cached_property
    def line(self) -> StatementLine:
        return get_object_or_404(waiting_lines(), pk=self.kwargs["pk"])

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Search. Names that are looked for do not belong in an address, which logs and histories keep."""
        return self.get(request, *args, **kwargs)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        line, words = self.line, self.request.POST.get("words", "")[:100]
        sender = senders([line]).get(line.pk)
        giver = {"name": sender.name, "email": sender.email} if sender else {"name": line.party}
        told = {"line": line, "words": words, "sender": sender, "found": open_gifts(line, words)}
        told["suggestions"] = suggested([line])[line.pk]
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, **told, "giver": GiverForm(initial=giver), "aside": AsideForm()}


class MatchedView(OfTheBank, TemplateView):
    """Which gift each transfer is, and who says so."""

    template_name = "newsroom/bank/matched.html"
    page_title = gettext_lazy("Transfers that are matched")
    header_icon = "check"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        matches = Match.objects.select_related("line", "charge__supporter").order_by("-pk")
        page = Paginator(matches, ON_A_PAGE).get_page(self.request.GET.get("p"))
        context: dict[str, Any] = super().get_context_data(**more)
        return {**context, "page_of": page}


def _do(request: HttpRequest, line: StatementLine, by: str) -> str:
    """Say what a line is; what was done, in a sentence.

    Raises:
        StatementProblem: it cannot be that, or something is missing.
    """
    what, said = request.POST.get("what", ""), request.POST
    if what == "match":
        number = said.get("gift", "")
        if not (number.isascii() and number.isdecimal() and len(number) < 12):
            raise StatementProblem(_("Choose a gift."))
        match = match_by_hand(line, get_object_or_404(Charge, pk=int(number)), by)
        note(by, Deed.LINE_MATCHED, str(match.charge), f"{line}, {line.money}")
        return _("The transfer is matched with its gift.")
    form: GiverForm | AsideForm = GiverForm(said) if what == "make" else AsideForm(said)
    if not form.is_valid():
        raise StatementProblem(" ".join(str(error) for errors in form.errors.values() for error in errors))
    if what == "make":
        match = make_gift(line, Giver(form.cleaned_data["name"], form.cleaned_data["email"]), by)
        note(by, Deed.GIFT_MADE, str(match.charge), f"{line}, {line.money}")
        return _("A gift is made of the transfer, and has its receipt.")
    set_aside(line, form.cleaned_data["reason"], by)
    note(by, Deed.LINE_SET_ASIDE, str(line), f"{line.money}: {form.cleaned_data['reason']}")
    return _("The transfer is set aside.")


def _answered(request: HttpRequest, done: Callable[[], str], problem_at: str, done_at: str) -> HttpResponse:
    try:
        with transaction.atomic():
            messages.success(request, done())
    except StatementProblem as problem:
        messages.error(request, str(problem))
        return redirect(problem_at)
    return redirect(done_at)


@require_POST
@permission_required(RIGHT, login_url="wagtailadmin_login", raise_exception=True)
def do_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which gift a transfer is, make one of it, or set it aside."""
    line, by = get_object_or_404(StatementLine, pk=pk), request.user
    assert isinstance(by, User)  # whoever has the right has logged in
    lines = reverse("bank:lines")
    waits = waiting_lines().filter(pk=pk).exists()
    return _answered(
        request, lambda: _do(request, line, by.username), reverse("bank:line", args=[pk]) if waits else lines, lines
    )


@require_POST
@permission_required(RIGHT, login_url="wagtailadmin_login", raise_exception=True)
def undo_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what somebody said of a transfer."""
    match, by = get_object_or_404(Match, pk=pk), request.user
    assert isinstance(by, User)  # whoever has the right has logged in

    def done() -> str:
        undo(match, by.username)
        note(by.username, Deed.MATCH_UNDONE, str(match.charge or match.line), f"{match.line}, {match.line.money}")
        return _("That is taken back, and the transfer waits again.")

    return _answered(request, done, reverse("bank:matched"), reverse("bank:matched"))
