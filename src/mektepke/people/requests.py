"""Whose request it is."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from mektepke.people.models import Person


def person_of(request: HttpRequest) -> Person:
    """The person who asks. The door lets in nobody without an account; should it ever, this does not."""
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user
