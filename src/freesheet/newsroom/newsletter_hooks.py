"""What the newsroom adds to Wagtail's admin for who writes the newsletter."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from freesheet.newsroom.newsletter import views

NEWSLETTER = [
    path("", views.NewslettersView.as_view(), name="index"),
    path("begin/<slug:code>/", views.begin_view, name="begin"),
    path("<int:pk>/", views.IssueView.as_view(), name="issue"),
    path("<int:pk>/page/", views.page_view, name="page"),
    path("<int:pk>/send/", views.SendView.as_view(), name="send"),
    path("<int:pk>/decide/", views.decide_view, name="decide"),
]
"""Writing the newsletter, and sending it."""


def addresses_of_the_newsletter() -> list[URLPattern | URLResolver]:
    """Its screens."""
    return [path("newsletter/", include((NEWSLETTER, "newsletter")))]


class NewsletterItem(MenuItem):  # type: ignore[misc]
    """The newsletter, in the menu of who may send it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(views.RIGHT))


@hooks.register("register_admin_menu_item")
def newsletter_item() -> MenuItem:
    """Where the newsletter is written."""
    return NewsletterItem(
        _("Newsletter"), reverse_lazy("newsletter:index"), name="newsletter", icon_name="mail", order=155
    )
