"""Pages about accounts: language, one-time codes, the staff of a school, their roles, loading a list."""

from __future__ import annotations

from django.http import HttpRequest

from mektepke.people.models import Person


def me(request: HttpRequest) -> Person:
    """Who is signed in. The doors have let in nobody else."""
    assert isinstance(request.user, Person)  # noqa: S101 - holds behind every door that needs a permission
    return request.user
