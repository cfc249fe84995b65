"""Every page in the reader's own language: the person's, else the cookie's, else Kyrgyz."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation


class OwnLanguage:
    """Activates the language for one request. Nobody asks the browser: its Russian is the phone maker's choice."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with translation.override(_chosen(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
            response.setdefault("Content-Language", translation.get_language() or "ky")
        return response


def _chosen(request: HttpRequest) -> str:
    own = getattr(request.user, "language", None) if request.user.is_authenticated else None
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    known = [code for code, _name in settings.LANGUAGES]
    for code in (own, cookie):
        if code in known:
            return str(code)
    return "ky"
