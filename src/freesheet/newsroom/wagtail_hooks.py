"""What the newsroom adds to Wagtail's admin."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.mixins import RevisionsRevertMixin
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import EditView, SnippetViewSet

from freesheet.articles.actions import may_pin
from freesheet.articles.models import ArticlePage, Pin
from freesheet.authors.models import AuthorIndexPage, AuthorPage
from freesheet.editions.models import FrontLayout, FrontPage, InformationPage, Publication
from freesheet.media.models import Recording
from freesheet.newsroom import checking, correcting, pinning
from freesheet.newsroom.article_editor import ArticleViewSet, before_publishing_many
from freesheet.newsroom.desk.panel import DeskPanel
from freesheet.newsroom.digest.wishing import DigestPanel
from freesheet.newsroom.finding import EveryPage
from freesheet.newsroom.front.policy import FrontPolicy
from freesheet.newsroom.front.views import FrontViewSet, buttons_of_the_front
from freesheet.newsroom.money_hooks import addresses_about_money
from freesheet.newsroom.newsletter_hooks import addresses_of_the_newsletter
from freesheet.newsroom.notes import register_notes
from freesheet.newsroom.on_the_site import press_view, state_view, viewset_for
from freesheet.newsroom.people import views as people
from freesheet.newsroom.plan import pieces
from freesheet.newsroom.plan import views as plan
from freesheet.newsroom.recordings import LibraryPolicy, RecordingViewSet
from freesheet.newsroom.rights import ItemForRight
from freesheet.newsroom.together import settle_view
from freesheet.sections.models import SectionPage, SeriesPage, Tag
from freesheet.transparency.actions import may_correct


class KeptPolicy(ModelPermissionPolicy):  # type: ignore[misc]  # Wagtail ships no types
    """One row for each edition, made with it: nobody adds or deletes one, not even an administrator."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in ("change", "view") and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Iterable[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class WholePublicationView(RevisionsRevertMixin, EditView):  # type: ignore[misc]
    """Taking back an earlier state of all of it, which takes the right to all of it."""

    view_name = "revisions_revert"

    def user_has_permission(self, permission: str) -> bool:
        whole = self.request.user.has_perm("editions.change_identity")
        return bool(whole and super().user_has_permission(permission))


class PublicationViewSet(SnippetViewSet):  # type: ignore[misc]  # Wagtail ships no types
    """What the outlet says of itself, in each language."""

    model = Publication
    icon = "cog"
    menu_label = _("Publication")
    menu_order = 150
    add_to_admin_menu = True
    list_display = ("name", "tagline", "locale")
    copy_view_enabled = False
    revisions_revert_view_class = WholePublicationView


class TagViewSet(SnippetViewSet):  # type: ignore[misc]
    """Tags: their names may change, their addresses stay."""

    model = Tag
    icon = "tag"
    menu_label = _("Tags")
    menu_order = 160
    add_to_admin_menu = True
    list_display = ("name", "slug")
    search_fields = ("name",)


EDITED_PAGES = [
    ArticleViewSet(),
    EveryPage(),
    *map(viewset_for, (AuthorIndexPage, AuthorPage, FrontPage, InformationPage, SectionPage, SeriesPage)),
]

register_permission_policy(Publication, KeptPolicy(Publication))
register_permission_policy(FrontLayout, FrontPolicy(FrontLayout))
register_snippet(FrontViewSet)
register_snippet(PublicationViewSet)
register_snippet(TagViewSet)
register_permission_policy(Recording, LibraryPolicy(Recording, owner_field_name="uploaded_by"))
register_snippet(RecordingViewSet)


@hooks.register("insert_global_admin_css")
def in_the_papers_colours() -> str:
    """Ink and paper instead of Wagtail's own colours."""
    sheets = ((static(f"newsroom/{name}.css"),) for name in ("newsroom", "plan", "figures"))
    return format_html_join("", '<link rel="stylesheet" href="{}">', sheets)


@hooks.register("insert_global_admin_js")
def as_high_as_their_words() -> str:
    """Fields are as high as what is in them, however late its letters come."""
    return format_html('<script src="{}" defer></script>', static("newsroom/fields.js"))


@hooks.register("insert_editor_js")
def to_the_comment() -> str:
    """Comments that an address leads to are open."""
    return format_html('<script src="{}" defer></script>', static("newsroom/comment.js"))


@hooks.register("insert_editor_js")
def to_the_last_word() -> str:
    """What was typed right before saving is saved."""
    return format_html('<script src="{}" defer></script>', static("newsroom/last_words.js"))


@hooks.register("insert_editor_js")
def by_hand() -> str:
    """Files for the tables of charts, and clicks for the points on pictures."""
    told = (_("Choose a CSV file"), _("Set on the picture"), _("Click where the point is."))
    return format_html(
        '<script src="{}" data-picture="{}" data-file="{}" data-point="{}" data-click="{}"></script>',
        static("newsroom/aids.js"), reverse("wagtailimages:preview", args=[0, "max-1000x1000"]), *told,
    )  # fmt: skip


@hooks.register("insert_editor_js")
def who_speaks() -> str:
    """Turns of an interview are given to a speaker who is in the form."""
    told = (_("Choose who speaks"), _("No longer among the speakers"))
    file = static("newsroom/speakers.js")
    return format_html('<script src="{}" data-choose="{}" data-gone="{}"></script>', file, *told)


@hooks.register("insert_editor_js")
def of_the_film() -> str:
    """A film gets a frame of itself for a poster, also where it is uploaded in a chooser."""
    return format_html('<script src="{}"></script>', static("newsroom/frame.js"))


hooks.register("register_rich_text_features", register_notes)


@hooks.register("construct_settings_menu")
def without_what_the_folder_settles(request: HttpRequest, menu_items: list[Any]) -> None:
    """Hosts and languages are set in ``freesheet.toml``: changed here, they would be set back at the next start."""
    menu_items[:] = [item for item in menu_items if item.name not in ("sites", "locales", "users", "groups")]


@hooks.register("construct_help_menu")
def only_the_editors_guide(request: HttpRequest, menu_items: list[Any]) -> None:
    """What is new in Wagtail is no news for a newsroom; neither is that there is a guide."""
    menu_items[:] = [item for item in menu_items if "whats-new" not in item.name]
    _no_news(menu_items)


@hooks.register("construct_main_menu")
def without_news(request: HttpRequest, menu_items: list[Any]) -> None:
    """A number at a menu says that something in it waits for an answer."""
    _no_news(item for item in menu_items if item.name == "help")


def _no_news(items: Iterable[Any]) -> None:
    for item in items:
        item.attrs.pop("data-w-dismissible-id-value", None)


@hooks.register("register_admin_viewset")
def pages_with_their_state() -> list[Any]:
    """The editor of a page tells what readers have of it."""
    return EDITED_PAGES


PLANNED = [
    path("", plan.BoardView.as_view(), name="board"),
    path("move/", plan.move_view, name="move"),
    path("calendar/", plan.CalendarView.as_view(), name="calendar"),
    path("pieces/", pieces.PiecesView.as_view(), name="pieces"),
    path("pieces/add/", pieces.PitchView.as_view(), name="add"),
    path("pieces/<int:pk>/", pieces.PieceView.as_view(), name="piece"),
]
"""The board, the calendar and the pieces."""


@hooks.register("register_admin_urls")
def newsroom_addresses() -> list[URLPattern | URLResolver]:
    """Answers that pieces of the newsroom's pages are fetched from."""
    corrections = [
        path("", correcting.CorrectionsView.as_view(), name="list"),
        path("add/<int:pk>/", correcting.CorrectView.as_view(), name="add"),
        path("reasons/", correcting.ReasonsView.as_view(), name="reasons"),
        path("withdraw/<int:pk>/", correcting.WithdrawView.as_view(), name="withdraw"),
        path("behind/", correcting.BehindView.as_view(), name="behind"),
        path("behind/<int:pk>/", correcting.LeftBehindView.as_view(), name="left-behind"),
    ]
    checks = [
        path("", checking.StrictnessView.as_view(), name="strictness"),
        path("<int:pk>/", checking.checks_view, name="found"),
    ]
    pins = [
        path("", pinning.PinsView.as_view(), name="list"),
        path("<int:pk>/", pinning.PinView.as_view(), name="pin"),
        path("<int:pk>/unpin/", pinning.unpin_view, name="unpin"),
    ]
    here = [
        path("on-the-site/<int:pk>/", state_view, name="on-the-site"),
        path("press/", press_view, name="press"),
    ]
    staff = [
        path("", people.index, name="index"),
        path("invite/", people.invite, name="invite"),
        path("record/", people.record, name="record"),
        path("<int:pk>/", people.person, name="person"),
        path("<int:pk>/do/", people.do, name="do"),
    ]
    return [
        path("site/", include((here, "newsroom"))),
        path("corrections/", include((corrections, "corrections"))),
        path("pins/", include((pins, "pins"))),
        path("checks/", include((checks, "checking"))),
        path("together/<int:pk>/", include(([path("", settle_view, name="settle")], "together"))),
        path("people/", include((staff, "people"))),
        path("plan/", include((PLANNED, "plan"))),
    ]


hooks.register("register_admin_urls", addresses_about_money)
hooks.register("register_admin_urls", addresses_of_the_newsletter)
hooks.register("before_bulk_action", before_publishing_many)
hooks.register("construct_snippet_action_menu", buttons_of_the_front)


@hooks.register("register_log_actions")
def what_is_noted(actions: Any) -> None:
    """What the history of a page says besides Wagtail's own."""
    actions.register_action("freesheet.pin", _("Pin"), _("Pinned to the top"))
    actions.register_action("freesheet.unpin", _("Unpin"), _("No longer pinned"))


@hooks.register("register_page_header_buttons")
def pin_it(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the article to the top of its section."""
    article = issubclass(page.specific_class or Page, ArticlePage) and page.live and not page.alias_of_id
    if article and may_pin(user, page):
        pinned = Pin.objects.filter(article_id=page.pk).exists()
        label = _("Pinned…") if pinned else _("Pin…")
        yield Button(label, reverse("pins:pin", args=[page.pk]), icon_name="thumbtack", priority=13)


@hooks.register("register_page_header_buttons")
def correct_it(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From the article to its correction in one step."""
    article = issubclass(page.specific_class or Page, ArticlePage) and page.live and not page.alias_of_id
    if article and may_correct(user, page):
        yield Button(_("Correct…"), reverse("corrections:add", args=[page.pk]), icon_name="warning", priority=12)


@hooks.register("register_account_settings_panel")
def the_days_letter(request: HttpRequest, user: Any, profile: Any) -> DigestPanel:
    """At what hour somebody gets the day's letter, on their account."""
    return DigestPanel(request, user, profile)


@hooks.register("register_settings_menu_item")
def how_strict_we_are() -> MenuItem:
    """Which checks block and which warn, among the settings."""
    url = reverse("checking:strictness")
    label, right = _("Checks before publishing"), checking.MAY_SET
    return ItemForRight(label, url, right=right, name="checks", icon_name="glasses", order=150)


@hooks.register("register_reports_menu_item")
def list_of_corrections() -> MenuItem:
    """What the paper has corrected, among the reports."""
    return MenuItem(_("Corrections"), reverse("corrections:list"), name="corrections", icon_name="warning", order=300)


@hooks.register("register_reports_menu_item")
def list_of_reasons() -> MenuItem:
    """Why published articles changed, among the reports."""
    url = reverse("corrections:reasons")
    return MenuItem(_("Changes after publication"), url, name="reasons", icon_name="history", order=305)


@hooks.register("register_reports_menu_item")
def list_of_pins() -> MenuItem:
    """What stands at the top, and until when, among the reports."""
    return MenuItem(_("Pinned articles"), reverse("pins:list"), name="pins", icon_name="thumbtack", order=290)


@hooks.register("register_reports_menu_item")
def list_of_translations_behind() -> MenuItem:
    """What translators have to look at, among the reports."""
    url = reverse("corrections:behind")
    return MenuItem(_("Translations behind"), url, name="translations-behind", icon_name="globe", order=310)


class PeopleItem(MenuItem):  # type: ignore[misc]
    """People, in the menu of administrators."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_active and request.user.is_superuser)


@hooks.register("register_admin_menu_item")
def people_item() -> MenuItem:
    """Where administrators find people."""
    return PeopleItem(_("People"), reverse_lazy("people:index"), name="people", icon_name="group", order=170)


@hooks.register("register_admin_menu_item")
def desk_item() -> MenuItem:
    """The way back to the first screen."""
    return MenuItem(_("Desk"), reverse_lazy("wagtailadmin_home"), name="desk", icon_name="home", order=10)


@hooks.register("register_admin_menu_item")
def board_item() -> MenuItem:
    """Where every piece stands."""
    return MenuItem(_("Board"), reverse_lazy("plan:board"), name="board", icon_name="list-ul", order=20)


@hooks.register("register_admin_menu_item")
def calendar_item() -> MenuItem:
    """What is due, and what goes out when."""
    return MenuItem(_("Calendar"), reverse_lazy("plan:calendar"), name="calendar", icon_name="calendar-alt", order=30)


TOLD_BY_THE_DESK = ("user_objects_in_workflow_moderation", "workflow_objects_to_moderate")


@hooks.register("construct_homepage_panels")
def the_desk(request: HttpRequest, panels: list[Any]) -> None:
    """The first screen is the desk; what it tells, Wagtail need not tell again."""
    panels[:] = [DeskPanel(), *(panel for panel in panels if panel.name not in TOLD_BY_THE_DESK)]
