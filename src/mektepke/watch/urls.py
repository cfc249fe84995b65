"""Addresses of signals and of the limits."""

from __future__ import annotations

from django.urls import path

from mektepke.watch import views

urlpatterns = [
    path("", views.signals, name="signals"),
    path("limits/", views.limits, name="limits"),
    path("calls/<uuid:child>/", views.absence_called, name="absence_called"),
    path("<uuid:key>/", views.signal, name="signal"),
    path("<uuid:key>/called/", views.called, name="signal_called"),
    path("<uuid:key>/talked/", views.talked, name="signal_talked"),
    path("<uuid:key>/not-a-problem/", views.not_a_problem, name="signal_not_a_problem"),
    path("<uuid:key>/what-happened/", views.what_happened, name="signal_what_happened"),
]
