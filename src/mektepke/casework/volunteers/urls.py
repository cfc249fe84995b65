"""Addresses of pairs: a class teacher's, and those on the social pedagogue's phone."""

from __future__ import annotations

from django.urls import path

from mektepke.casework.volunteers import teacher_views, views

urlpatterns = [
    path("", views.pairs, name="pairs"),
    path("classes/<uuid:school_class>/", views.pairs_of_class, name="pairs_of_class"),
    path("pairs/<uuid:pair>/", views.pair, name="pair"),
    path("pairs/<uuid:pair>/take-back/", views.take_back_note, name="take_back_note"),
    path("pairs/<uuid:pair>/went/", views.went_to_pair, name="went_to_pair"),
    path("teacher/<uuid:school_class>/", teacher_views.class_pairs, name="class_pairs"),
    path("teacher/<uuid:school_class>/pair/", teacher_views.pair_class, name="pair_class"),
    path("teacher/<uuid:school_class>/slips/", teacher_views.pair_slips, name="pair_slips"),
]
