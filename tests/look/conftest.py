"""Pages of the look alone: its templates, no other folder's addresses, context or tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from pytest_django.fixtures import Settings

MONDAY = date(2014, 11, 17)
KINDS = {
    "+": "present", "-": "absent", "e": "excused", "l": "late", "w": "left_early", "?": "unmarked", "_": "no_school",
}  # fmt: skip

Render = Callable[..., str]


def days(letters: str, *, first: date = MONDAY) -> list[SimpleNamespace]:
    """One day a letter, one after the other: `+` present, `-` absent, `_` no school, as in `KINDS`."""
    return [
        SimpleNamespace(date=first + timedelta(days=place), kind=KINDS[letter]) for place, letter in enumerate(letters)
    ]


@pytest.fixture(autouse=True)
def only_the_look(settings: Settings) -> None:
    """Other folders' addresses and context processors stay out; static files need no collecting."""
    settings.ROOT_URLCONF = "tests.look.addresses"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]


@pytest.fixture
def render() -> Render:
    """Renders a template's text: `render(source, language="ru", path="/x/", **context)`."""

    def rendered(source: str, *, language: str = "en", path: str = "/children/?page=2", **context: Any) -> str:
        request = RequestFactory().get(path)
        given = {"request": request, "user": AnonymousUser(), "messages": [], **context}
        with translation.override(language):
            return engines["django"].from_string(source).render(given, request)

    return rendered
