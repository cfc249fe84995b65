"""Addresses of those who answer concerns."""

from __future__ import annotations

from django.urls import path

from mektepke.watch.concerns import views

urlpatterns = [
    path("", views.concerns, name="concerns"),
    path("<uuid:concern>/", views.concern, name="concern"),
    path("<uuid:concern>/match/", views.match, name="concern_match"),
    path("<uuid:concern>/nothing-needed/", views.nothing_needed, name="concern_nothing_needed"),
    path("<uuid:concern>/hand-over/", views.hand_over, name="concern_hand_over"),
]
