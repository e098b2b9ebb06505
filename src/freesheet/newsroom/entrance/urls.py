"""The addresses of the door, below ``/newsroom/``."""

from allauth.account.views import logout, reauthenticate
from allauth.usersessions.views import list_usersessions
from django.urls import include, path

from freesheet.newsroom.entrance.views import Entrance

urlpatterns = [
    path("login/", Entrance.as_view(), name="account_login"),
    path("sign-out/", logout, name="account_logout"),
    path("reauthenticate/", reauthenticate, name="account_reauthenticate"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/", list_usersessions, name="usersessions_list"),
]
