"""The addresses that the page's head names, leading nowhere: the look is tested without the folders above it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import path


def nothing(request: HttpRequest) -> HttpResponse:
    """An empty answer."""
    return HttpResponse()


urlpatterns = [
    path("today/", nothing, name="today"),
    path("sign-out/", nothing, name="account_logout"),
    path("password/", nothing, name="account_change_password"),
    path("language/", nothing, name="language"),
]
