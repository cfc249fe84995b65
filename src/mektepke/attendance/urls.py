"""Addresses of registers."""

from __future__ import annotations

from django.urls import path, register_converter

from mektepke.attendance import views
from mektepke.attendance.addresses import DayInAddress

register_converter(DayInAddress, "day")

urlpatterns = [
    path("<uuid:school_class>/<day:day>/", views.register, name="register"),
]
