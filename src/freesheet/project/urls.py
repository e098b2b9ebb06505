"""Every address of the program."""

from http.client import INTERNAL_SERVER_ERROR

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from freesheet.newsroom.entrance.gate import View, proven_first
from freesheet.newsroom.entrance.sessions import followed
from freesheet.newsroom.entrance.urls import urlpatterns as entrance
from freesheet.newsroom.entrance.views import to_the_door
from freesheet.newsroom.people.views import invitation
from freesheet.newsroom.transactions import in_one_transaction
from freesheet.newsroom.views import not_as_meant, nothing_here, original_picture
from freesheet.website import failing
from freesheet.website import urls as website_urls
from freesheet.website import views as website_views


def _kept(view: View) -> View:
    return proven_first(in_one_transaction(followed(view)))


urlpatterns = [
    path("newsroom/invitation/<str:word>/", never_cache(in_one_transaction(invitation)), name="invitation"),
    # Wagtail's own screens about users and groups would be a way around the policy and the record.
    re_path(r"^newsroom/(?:users|groups|bulk/accounts|bulk/auth)/", RedirectView.as_view(pattern_name="people:index")),
    path("newsroom/", include(decorate_urlpatterns(entrance, never_cache))),
    path("newsroom/", include(decorate_urlpatterns(wagtailadmin_urls.urlpatterns, _kept))),
    path("media/original_images/<path:name>", proven_first(original_picture)),
    path("documents/", include(wagtaildocs_urls)),
    *website_urls.at_the_root,
    *i18n_patterns(
        *website_urls.in_each_edition,
        path("_util/login/", to_the_door),
        path("", include(wagtail_urls)),
        prefix_default_language=False,
    ),
]


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """What is not there: editors are led to the desk, readers to what there is."""
    return nothing_here(request) if request.path.startswith("/newsroom/") else website_views.missing(request, exception)


def failed(request: HttpRequest) -> HttpResponse:
    """What went wrong: editors are told in the newsroom's own words, where these can still be said."""
    answer = failing.failed(request)
    if answer.status_code != INTERNAL_SERVER_ERROR or not request.path.startswith("/newsroom/"):
        return answer
    try:
        return not_as_meant(request)
    except Exception:  # whatever is wrong may be wrong here too
        return answer


handler404 = missing
handler500 = failed
