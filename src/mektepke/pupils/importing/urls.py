"""Addresses of loading lists."""

from __future__ import annotations

from django.urls import path

from mektepke.pupils.importing import views

urlpatterns = [
    path("", views.choose, name="import_list"),
    path("<uuid:key>/", views.preview, name="import_preview"),
    path("<uuid:key>/columns/", views.columns, name="import_columns"),
    path("<uuid:key>/confirm/", views.confirm, name="import_confirm"),
    path("<uuid:key>/progress/", views.progress, name="import_progress"),
    path("<uuid:key>/rows/", views.rows, name="import_rows"),
    path("<uuid:key>/discard/", views.discard, name="import_discard"),
]
