"""Addresses: The way of protection: without the family, the head, volunteers and the group."""

from __future__ import annotations

from django.urls import path

from mektepke.casework.protection import from_village, reading, views

urlpatterns = [
    path("", views.protection, name="protection"),
    path("open/<uuid:child>/", views.open_case, name="open_protection"),
    path("from-concern/<uuid:concern>/", from_village.open_case, name="protection_from_concern"),
    path("sent/<uuid:school>/", views.sent, name="protection_sent"),
    path("given/", reading.given, name="given_to_read"),
    path("readers/<uuid:reader>/end/", reading.end_reading, name="end_reading"),
    path("<uuid:case>/", views.case, name="protection_case"),
    path("<uuid:case>/report/", views.report, name="protection_report"),
    path("<uuid:case>/named/", views.named, name="protection_named"),
    path("<uuid:case>/readers/", reading.readers, name="case_readers"),
]
