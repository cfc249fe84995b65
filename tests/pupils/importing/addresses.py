"""The house's addresses with those of loading lists among them."""

from __future__ import annotations

from django.urls import include, path

from mektepke.config.urls import urlpatterns as house

urlpatterns = [path("pupils/import/", include("mektepke.pupils.importing.urls")), *house]
