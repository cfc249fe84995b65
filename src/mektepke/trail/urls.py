"""The trail's address."""

from __future__ import annotations

from django.urls import path

from mektepke.trail import views

urlpatterns = [path("trail/", views.changes, name="trail")]
