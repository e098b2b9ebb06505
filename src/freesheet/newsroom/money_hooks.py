"""What the newsroom adds to Wagtail's admin for who looks after money."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from freesheet.contributions.models import BankAccount, ReceiptText
from freesheet.newsroom.asking import views as asking
from freesheet.newsroom.asking.snippets import VIEWSETS
from freesheet.newsroom.bank import views as bank
from freesheet.newsroom.bank.accounts import AccountPolicy, BankAccountViewSet
from freesheet.newsroom.figures import views as figures
from freesheet.newsroom.gifts import held, nights, one
from freesheet.newsroom.gifts.views import GiftsView
from freesheet.newsroom.gifts.who import ForgetView, WhoView
from freesheet.newsroom.post import mailbox, undecided
from freesheet.newsroom.post.texts import ReceiptTextViewSet
from freesheet.newsroom.quarters import views as quarters
from freesheet.newsroom.rights import ItemForRight, MoneyPolicy

register_permission_policy(BankAccount, AccountPolicy(BankAccount))
register_snippet(BankAccountViewSet)

for _model, _viewset in ((ReceiptText, ReceiptTextViewSet), *VIEWSETS):
    register_permission_policy(_model, MoneyPolicy(_model))
    register_snippet(_viewset)

ASKING = [
    path("", asking.AskingView.as_view(), name="index"),
    path("rules/", asking.RulesView.as_view(), name="rules"),
    path("texts/<int:pk>/stop/", asking.stop_view, name="stop"),
]
"""How readers are asked."""

POST = [
    path("", undecided.UndecidedView.as_view(), name="undecided"),
    path("year/", undecided.year_view, name="year"),
    path("<int:pk>/decide/", undecided.decide_view, name="decide"),
    path("mailbox/", mailbox.MailboxView.as_view(), name="mailbox"),
    path("mailbox/<str:file>/<int:number>/", mailbox.MailView.as_view(), name="mail"),
    path("mailbox/<str:file>/<int:number>/page/", mailbox.page_view, name="page"),
    path("mailbox/<str:file>/<int:number>/<int:part>/", mailbox.attached_view, name="attached"),
]
"""Letters to givers, and mail that nobody sends."""


BANK = [
    path("", bank.LinesView.as_view(), name="lines"),
    path("read/", bank.ReadView.as_view(), name="read"),
    path("matched/", bank.MatchedView.as_view(), name="matched"),
    path("matched/<int:pk>/undo/", bank.undo_view, name="undo"),
    path("<int:pk>/", bank.LineView.as_view(), name="line"),
    path("<int:pk>/do/", bank.do_view, name="do"),
]
"""What banks say, and which gift each transfer is."""


QUARTERS = [
    path("", quarters.QuartersView.as_view(), name="index"),
    path("<slug:name>/", quarters.QuarterView.as_view(), name="quarter"),
    path("<slug:name>/preview/<slug:code>/", quarters.preview_view, name="preview"),
    path("<slug:name>/publish/", quarters.publish_view, name="publish"),
    path("<slug:name>/back/", quarters.take_back_view, name="take_back"),
]
"""The accounts that readers are shown."""


def addresses_about_money() -> list[URLPattern | URLResolver]:
    """What only those see who look after money."""
    gifts = [
        path("", GiftsView.as_view(), name="index"),
        path("held/", held.HeldView.as_view(), name="held"),
        path("held/<int:pk>/", held.decide_view, name="decide"),
        path("results/", GiftsView.as_view(results_only=True), name="results"),
        path("nights/", nights.NightsView.as_view(), name="nights"),
        path("<int:pk>/", one.GiftView.as_view(), name="gift"),
        path("<int:pk>/back/", one.BackView.as_view(), name="back"),
        path("<int:pk>/lasting/<str:what>/", one.TendView.as_view(), name="tend"),
        path("<int:pk>/month/", one.month_view, name="month"),
        path("<int:pk>/receipt/", one.receipt_view, name="receipt"),
        path("figures/", figures.FiguresView.as_view(), name="figures"),
        path("thanks/", figures.ThanksView.as_view(), name="thanks"),
        path("thanks/done/", figures.ThanksView.as_view(done=True), name="thanked"),
        path("thanks/<int:pk>/", figures.thank_view, name="thank"),
        path("thanks/<int:pk>/back/", figures.unthank_view, name="unthank"),
        path("<int:pk>/who/", WhoView.as_view(), name="who"),
        path("<int:pk>/who/forget/", ForgetView.as_view(http_method_names=["get", "head"]), name="forget"),
    ]
    return [
        path("gifts/", include((gifts, "gifts"))),
        path("asking/", include((ASKING, "asking"))),
        path("letters/", include((POST, "post"))),
        path("bank/", include((BANK, "bank"))),
        path("quarters/", include((QUARTERS, "quarters"))),
    ]


@hooks.register("register_admin_menu_item")
def gifts_item() -> MenuItem:
    """Where who looks after money finds gifts."""
    return ItemForRight(_("Gifts"), reverse_lazy("gifts:index"), name="gifts", icon_name="pick", order=165)


@hooks.register("register_reports_menu_item")
def figures_of_gifts() -> MenuItem:
    """Months, lasting gifts and origins, among the reports."""
    url = reverse("gifts:figures")
    return ItemForRight(_("Figures about gifts"), url, name="gift-figures", icon_name="history", order=312)


@hooks.register("register_reports_menu_item")
def thanks_by_hand() -> MenuItem:
    """Gifts for which somebody should thank, among the reports."""
    return ItemForRight(_("Thanks by hand"), reverse("gifts:thanks"), name="thanks", icon_name="pick", order=314)


@hooks.register("register_admin_menu_item")
def quarters_item() -> MenuItem:
    """Where who looks after money publishes a quarter."""
    label, url = _("Accounts for readers"), reverse_lazy("quarters:index")
    return ItemForRight(label, url, right=quarters.RIGHT, name="quarters", icon_name="table", order=166)


@hooks.register("register_reports_menu_item")
def how_readers_are_asked() -> MenuItem:
    """Texts, goal and amounts, among the reports."""
    url = reverse("asking:index")
    return ItemForRight(_("How readers are asked"), url, name="asking", icon_name="openquote", order=315)


@hooks.register("register_reports_menu_item")
def list_of_held() -> MenuItem:
    """Gifts that somebody has to look at, among the reports."""
    return ItemForRight(_("Gifts that are held"), reverse("gifts:held"), name="held-gifts", icon_name="pick", order=316)


@hooks.register("register_reports_menu_item")
def list_of_letters() -> MenuItem:
    """Letters that somebody has to decide about, among the reports."""
    return ItemForRight(_("Letters to givers"), reverse("post:undecided"), name="letters", icon_name="mail", order=320)


class MailboxItem(MenuItem):  # type: ignore[misc]
    """Mail that nobody sends, for administrators of a paper that has any."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser and mailbox.is_kept())


@hooks.register("register_reports_menu_item")
def list_of_mail() -> MenuItem:
    """What would have been sent, among the reports."""
    url = reverse("post:mailbox")
    return MailboxItem(_("Mail that nobody sends"), url, name="mailbox", icon_name="mail", order=330)


@hooks.register("register_reports_menu_item")
def bank_statements() -> MenuItem:
    """What banks say came, among the reports."""
    label, url, icon = _("Bank statements"), reverse("bank:lines"), "clipboard-list"
    return ItemForRight(label, url, right=bank.RIGHT, name="bank-statements", icon_name=icon, order=320)
