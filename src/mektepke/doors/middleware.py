"""The check that runs before every view. Forgetting to declare a door closes it; it never opens it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from mektepke.doors.declare import Door, door_of
from mektepke.doors.permissions import Permission


class Doors:
    """Refuses an address that declares nothing, a stranger where an account is needed, a person without permission."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            # A shared phone's browser must not show the last teacher's class to the next one.
            response.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """Let the request through (None), send the person to the sign-in page, or refuse."""
        door = door_of(view) or settings.DOORS_OF_OTHERS.get(_name(request))
        if door is None:
            raise ImproperlyConfigured(f"{request.path}: this address declares no door (mektepke.doors.declare)")
        if not door.signed_in:
            return None
        if not request.user.is_authenticated:
            return _sign_in_first(request)
        return _refuse(request) if _lacks(request.user.may, door) else None


class InWords:
    """A button's address that somebody opens like a page answers in words: an empty answer looks like a fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not isinstance(response, HttpResponseNotAllowed) or _is_programme(request):
            return response
        said = render(request, "405.html", status=response.status_code)
        said["Allow"] = response["Allow"]
        return said


def _name(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else ""


def _lacks(may: Callable[[Permission], bool], door: Door) -> bool:
    return bool(door.needs) and not any(may(permission) for permission in door.needs)


def _is_programme(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


def _sign_in_first(request: HttpRequest) -> HttpResponse:
    if _is_programme(request):
        return JsonResponse({"code": "sign_in_first", "message": _("Sign in first.")}, status=401)
    return redirect_to_login(request.get_full_path())


def _refuse(request: HttpRequest) -> HttpResponse:
    if _is_programme(request):
        return JsonResponse({"code": "not_permitted", "message": _("Your role does not permit this.")}, status=403)
    raise PermissionDenied
