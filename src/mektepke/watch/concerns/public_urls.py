"""Addresses without an account. They are short, because they hang on boards and are told by word of mouth."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from mektepke.watch.concerns import public
from mektepke.watch.concerns.rules import LANGUAGES


class Tongue(StringConverter):
    """One of the languages that the page for everybody speaks."""

    regex = "|".join(LANGUAGES)


register_converter(Tongue, "tongue")

urlpatterns = [
    path("", public.start, name="concern_start"),
    path("<tongue:language>/", public.districts, name="concern_districts"),
    path("<tongue:language>/in/<uuid:district>/", public.villages, name="concern_villages"),
    path("<tongue:language>/<uuid:village>/", public.about, name="concern_about"),
    path("<tongue:language>/<uuid:village>/sent/", public.sent, name="concern_sent"),
    path("<tongue:language>/<uuid:village>/notice/", public.notice, name="concern_notice"),
    path("<tongue:language>/<slug:name>/", public.named, name="concern_named"),
]
