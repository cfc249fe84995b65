"""Addresses of places, school years and calendars."""

from __future__ import annotations

from django.urls import path

from mektepke.places.views import calendar, tree, years

urlpatterns = [
    path("", tree.places, name="places"),
    path("<uuid:place>/", tree.place, name="place"),
    path("<uuid:place>/add/", tree.place_add, name="place_add"),
    path("<uuid:place>/correct/", tree.place_correct, name="place_correct"),
    path("<uuid:place>/schools/add/", tree.school_add, name="school_add"),
    path("schools/<uuid:school>/", tree.school, name="school"),
    path("schools/<uuid:school>/correct/", tree.school_correct, name="school_correct"),
    path("schools/<uuid:school>/years/<slug:year>/", years.school_year, name="school_year"),
    path("classes/<uuid:school_class>/correct/", tree.class_correct, name="class_correct"),
    path("classes/<uuid:school_class>/remove/", tree.class_remove, name="class_remove"),
    path("years/", years.years, name="years"),
    path("years/add/", years.year_add, name="year_add"),
    path("years/<slug:year>/", years.year_correct, name="year_correct"),
    path("years/<slug:year>/holidays/add/", years.holiday_add, name="holiday_add"),
    path("calendar/", calendar.calendars, name="calendars"),
    path("calendar/days/<uuid:change>/remove/", calendar.day_change_remove, name="day_change_remove"),
    path("schools/<uuid:school>/calendar/", calendar.school_calendar, name="school_calendar"),
    path("schools/<uuid:school>/calendar/add/", calendar.day_change_add, name="day_change_add"),
]
