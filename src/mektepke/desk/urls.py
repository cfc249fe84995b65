"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from mektepke.desk import views

urlpatterns = [
    path("", views.today, name="today"),
    path("children/<uuid:child>/", views.child, name="child"),
]
