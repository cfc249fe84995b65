"""Language choice. Sign-in itself is django-allauth's."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from mektepke.doors.declare import answers_get, open_to_all
from mektepke.people.models import Person


@open_to_all
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the chosen language: with the person if signed in, in a cookie for everybody."""
    chosen = request.POST.get("language", "")
    response = HttpResponseRedirect(_after(request))
    if chosen not in dict(settings.LANGUAGES):
        return response
    if isinstance(request.user, Person):
        Person.objects.filter(pk=request.user.pk).update(language=chosen)
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=365 * 24 * 3600,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _after(request: HttpRequest) -> str:
    """Where one was; the first page where that was the answer to a button and cannot be opened again."""
    after = request.POST.get("next", "/")
    is_ours = url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()})
    return after if is_ours and _can_be_opened(urlsplit(after).path) else "/"


def _can_be_opened(path: str) -> bool:
    try:
        return answers_get(resolve(path).func)
    except Resolver404:
        # "There is no such page" is a page too, and stands there in the other language.
        return True
