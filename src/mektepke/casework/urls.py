"""Addresses of cases."""

from __future__ import annotations

from django.urls import path

from mektepke.casework import views

urlpatterns = [
    path("open/<uuid:child>/", views.open_case, name="open_case"),
    path("<uuid:case>/", views.case, name="case"),
]
