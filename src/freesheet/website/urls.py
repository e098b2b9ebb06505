"""Readers' addresses beside those of the pages themselves."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from freesheet.website import views
from freesheet.website.giving import confirming, mine, moving
from freesheet.website.giving import views as giving
from freesheet.website.letter import views as letter
from freesheet.website.openness import views as openness

Patterns = list[URLPattern | URLResolver]

at_the_root: Patterns = [
    path("robots.txt", views.robots),
    path("sitemap.xml", views.sitemap),
    re_path(r"^sitemap-(?P<number>[1-9][0-9]{0,9})\.xml$", views.sitemap_piece),
    path("icon.svg", views.icon),
    path("favicon.ico", views.icon),
    path("giving/told/<slug:provider>/", giving.told, name="giving-told"),
    re_path(r"^theme/(?P<digest>[0-9a-f]{16})\.css$", views.style),
]

_edition: Patterns = [
    path("404.html", views.not_found),
    path("giving/", giving.ask, name="giving"),
    path("giving/confirm/", giving.confirm, name="giving-confirm"),
    path("giving/yours/<str:token>/", confirming.confirm_gift, name="giving-proof"),
    path("giving/gift/<str:token>/", giving.gift, name="gift"),
    path("giving/gift/<str:token>/pay/", giving.pay, name="gift-pay"),
    path("giving/gift/<str:token>/trial/", giving.trial, name="gift-trial"),
    path("accounts/", openness.accounts, name="accounts"),
    re_path(r"^accounts/(?P<name>[0-9]{4}-q[1-4])/$", openness.quarter, name="quarter"),
    re_path(r"^accounts/(?P<name>[0-9]{4}-q[1-4])\.csv$", openness.table, name="quarter-table"),
    path("giving/gift/<str:token>/card/", giving.card, name="gift-card"),
    path("giving/seen/<int:text>/", giving.counted, {"what": "seen"}, name="giving-seen"),
    path("giving/bothered/<int:text>/", giving.counted, {"what": "bothered"}, name="giving-bothered"),
    path("thanks-to/", giving.thanks, name="thanks"),
    path("giving/kept/", mine.kept, name="kept"),
    path("giving/mine/", mine.link, name="mine-link"),
    path("giving/mine/<str:token>/", mine.show, name="mine"),
    path("giving/mine/<str:token>/about/", mine.about, name="mine-about"),
    path("giving/mine/<str:token>/address/", moving.ask, name="mine-address"),
    path("giving/address/<str:token>/", moving.confirm, name="giving-address"),
    path("giving/mine/<str:token>/data.json", mine.data, name="mine-data"),
    path("giving/mine/<str:token>/forget/", mine.forget_me, name="mine-forget"),
    path("giving/mine/<str:token>/receipt/<int:pk>.pdf", mine.receipt, name="mine-receipt"),
    path("giving/mine/<str:token>/year/<int:number>.pdf", mine.year, name="mine-year"),
    path("giving/mine/<str:token>/plan/<int:pk>/repair/", mine.give_card, name="mine-repair"),
    path("giving/mine/<str:token>/plan/<int:pk>/card/", mine.card, name="mine-card"),
    path("giving/mine/<str:token>/plan/<int:pk>/card/trial/", mine.trial_card, name="mine-card-trial"),
    path("giving/mine/<str:token>/plan/<int:pk>/<slug:what>/", mine.plan, name="mine-plan"),
    path("newsletter/", letter.newsletter, name="letter"),
    path("newsletter/yes/<str:token>/", letter.confirming, name="letter-confirm"),
    path("newsletter/leave/<str:token>/", letter.leaving, name="letter-leave"),
    path("corrections/", views.corrections, name="corrections"),
    path("corrections/page/<int:number>/", views.corrections, name="corrections-page"),
    path("corrections.xml", views.corrections_in_a_feed, name="corrections-feed"),
    re_path(r"^(?:(?P<path>.+)/)?feed\.xml$", views.feed, name="feed"),
    path("tags/<str:slug>/", views.tag, name="tag"),
    path("tags/<str:slug>/page/<int:number>/", views.tag, name="tag-page"),
    path("<path:path>/page/<int:number>/", views.older, name="older"),
]
in_each_edition: Patterns = [path("", include((_edition, "website")))]
