"""All addresses of the house, folder by folder."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path

from mektepke.config import api

urlpatterns = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("password/", account.password_change, name="account_change_password"),
    path("sign-in/again/", account.reauthenticate, name="account_reauthenticate"),
    path("", include("mektepke.people.urls")),
    path("places/", include("mektepke.places.urls")),
    path("", include("mektepke.desk.urls")),
    path("pupils/", include("mektepke.pupils.urls")),
    path("attendance/", include("mektepke.attendance.urls")),
    path("watch/concerns/", include("mektepke.watch.concerns.urls")),
    path("watch/", include("mektepke.watch.urls")),
    path("concern/", include("mektepke.watch.concerns.public_urls")),
    path("pupils/import/", include("mektepke.pupils.importing.urls")),
    path("casework/", include("mektepke.casework.urls")),
    path("", include("mektepke.trail.urls")),
    path("api/", api.addresses()),
]
