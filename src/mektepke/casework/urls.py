"""Addresses of cases, calls and visits."""

from __future__ import annotations

from django.urls import path

from mektepke.casework import contact_views, views

urlpatterns = [
    path("", views.cases, name="cases"),
    path("open/<uuid:child>/", views.open_case, name="open_case"),
    path("call/<uuid:child>/", contact_views.call, name="call"),
    path("visit/<uuid:child>/", contact_views.visit, name="visit"),
    path("actions/<uuid:action>/done/", views.finish_action, name="finish_action"),
    path("capacity/", contact_views.capacity, name="capacity"),
    path("capacity/<int:hours>/remove/", contact_views.remove_capacity, name="remove_capacity"),
    path("<uuid:case>/", views.case, name="case"),
    path("<uuid:case>/causes/", views.add_cause, name="add_cause"),
    path("<uuid:case>/actions/", views.add_action, name="add_action"),
    path("<uuid:case>/close/", views.close_case, name="close_case"),
]
