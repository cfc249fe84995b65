"""Addresses of the desk."""

from __future__ import annotations

from django.urls import path

from mektepke.desk import figure_views, views

urlpatterns = [
    path("", views.today, name="today"),
    path("today/municipalities/<uuid:place>/", figure_views.municipality, name="municipality_figures"),
    path("today/schools/<uuid:school>/", figure_views.school, name="school_figures"),
    path("children/<uuid:child>/", views.child, name="child"),
]
