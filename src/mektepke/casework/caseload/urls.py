"""Addresses: who carries how much, giving a case to another worker, how care is going, the list of causes."""

from __future__ import annotations

from django.urls import path

from mektepke.casework.caseload import views

urlpatterns = [
    path("", views.caseload, name="caseload"),
    path("<uuid:child>/give/", views.give, name="give_case"),
    path("figures/", views.figures, name="care_figures"),
    path("figures/<uuid:place>/", views.municipality, name="care_figures_of"),
    path("causes/", views.own_causes, name="own_causes"),
    path("causes/<slug:own_cause>/end/", views.end_own_cause, name="end_own_cause"),
]
