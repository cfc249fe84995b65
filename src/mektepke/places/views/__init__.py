"""Pages about places, school years and calendars, each within the reach of whoever opens it."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from mektepke.doors.permissions import Permission
from mektepke.places.queries import Keeper, Reach


def keeper_of(request: HttpRequest) -> Keeper:
    """Who asks. The doors have let in nobody without an account."""
    return cast(Keeper, request.user)


def reach_of(request: HttpRequest, permission: Permission) -> Reach:
    """How far the permission reaches for whoever asks."""
    return keeper_of(request).reach(permission)
