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


# Which address stands in the head for whom; in the order in which it is shown. Few: a phone's head is narrow.
WAYS: list[tuple[str | Promise, str, frozenset[P]]] = [
    (_("Today"), "today", frozenset({P.SEE_TODAY})),
    (_("Classes"), "classes", frozenset({P.SEE_CLASS})),
    (_("Signals"), "signals", frozenset({P.ANSWER_SIGNALS, P.REGISTER_OUT_OF_SCHOOL})),
    (_("Limits"), "limits", frozenset({P.SET_THRESHOLDS})),
    (_("Trail"), "trail", frozenset({P.READ_TRAIL})),
    (_("Places"), "places", frozenset({P.MANAGE_PLACES})),
    (_("Staff"), "staff", frozenset({P.MANAGE_STAFF})),
]


def house(request: HttpRequest) -> dict[str, Any]:
    """Today's date, whether it is pinned, and the ways this person may go."""
    return {
        "today": clock.today(),
        "sample": clock.pinned(),
        "not_for_real_children": True,
        "navigation": _ways(request),
        "has_no_role": _has_no_role(request),
    }


def _has_no_role(request: HttpRequest) -> bool:
    """Whether somebody is signed in whose last role has ended: every page is closed to them, the first one too."""
    user = getattr(request, "user", None)
    return user is not None and user.is_authenticated and not user.assignments_now


def _ways(request: HttpRequest) -> list[Way]:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    found = [(label, reverse(name)) for label, name, permissions in WAYS if any(map(user.may, permissions))]
    return [Way(label, address, _is_current(request.path, address)) for label, address in found]


def _is_current(path: str, address: str) -> bool:
    return path == address if address == "/" else path.startswith(address)
