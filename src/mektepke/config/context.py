"""What every page needs: today, whether it is a sample, where the person can go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mektepke.base import clock
from mektepke.doors.permissions import Permission as P


@dataclass(frozen=True, slots=True)
class Way:
    """One entry of the page's head."""

    label: str | Promise
    address: str
    current: bool


# Which address stands in the head for whom; in the order in which it is shown.
WAYS: list[tuple[str | Promise, str, P]] = [
    (_("Today"), "today", P.SEE_TODAY),
]


def house(request: HttpRequest) -> dict[str, Any]:
    """Today's date, whether it is pinned, and the ways this person may go."""
    return {
        "today": clock.today(),
        "sample": clock.pinned(),
        "not_for_real_children": True,
        "navigation": _ways(request),
    }


def _ways(request: HttpRequest) -> list[Way]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    found = [(label, reverse(name)) for label, name, permission in WAYS if user.may(permission)]
    return [Way(label, address, request.path.startswith(address) and address != "/") for label, address in found]
