"""Every address of the program."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.decorators.cache import never_cache
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from freesheet.newsroom.entrance.gate import View, proven_first
from freesheet.newsroom.entrance.urls import urlpatterns as entrance
from freesheet.newsroom.entrance.views import to_the_door
from freesheet.newsroom.transactions import in_one_transaction
from freesheet.newsroom.views import original_picture
from freesheet.website import urls as website_urls


def _kept(view: View) -> View:
    return proven_first(in_one_transaction(view))


urlpatterns = [
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

handler404 = "freesheet.website.views.missing"
handler500 = "freesheet.website.failing.failed"
