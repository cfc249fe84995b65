"""A form that is sent twice does its work once: it carries a key that was made when it was shown."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from mektepke.base.identity import new_key


def once_key(request: HttpRequest) -> UUID:
    """The key that the form carries; a new one where the form is only now shown, or carries none."""
    try:
        return UUID(request.POST.get("once", ""))
    except ValueError:
        return new_key()
