"""Addresses of accounts."""

from __future__ import annotations

from django.urls import path

from mektepke.people import views

urlpatterns = [
    path("language/", views.language, name="language"),
]
