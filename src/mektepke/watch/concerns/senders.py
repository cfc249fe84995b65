"""From where a concern comes, as a number that says nothing: only that the same address has come before today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from mektepke.base import clock

# One household's phones share the first half of an address of the new kind.
HOUSEHOLD = 64


def sender_of(request: HttpRequest) -> str:
    """The sender's number of today. Tomorrow the same address has another one, and nobody can tell that it is the same;
    without the house's secret key nobody can tell the address from it today either."""
    came_from = str(request.META.get("REMOTE_ADDR", ""))
    said = str(request.META.get("HTTP_X_FORWARDED_FOR", ""))
    return numbered(address_of(came_from, said, proxies=settings.PROXIES), clock.today())


def address_of(came_from: str, forwarded: str, *, proxies: Sequence[str]) -> str:
    """The address itself; behind our own web servers the last one that is not theirs. Whatever stands before that one
    the sender has written, and may have made up."""
    steps = [*[step.strip() for step in forwarded.split(",") if step.strip()], came_from]
    while len(steps) > 1 and steps[-1] in proxies:
        steps.pop()
    return _household(steps[-1])


def numbered(address: str, day: date) -> str:
    """The number of this address on this day."""
    return salted_hmac(f"concern {day}", address, algorithm="sha256").hexdigest()


def _household(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return str(known)
    return str(known.ipv4_mapped or ip_network((known, HOUSEHOLD), strict=False))
