"""Errors of the API: a stable code, a message in the reader's language, and where. Nothing is half written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from mektepke.attendance.actions import DayNotPossible, NotOnTheRoll, SessionClash
from mektepke.attendance.words import CLOSED

Place = dict[str, str]
Words = str | Promise

# What pydantic found, in words that a person at a school understands; its own sentences speak to programmers.
FAULTS: dict[str, Words] = {
    "missing": gettext_lazy("This is missing."),
    "extra_forbidden": gettext_lazy("This is not known here."),
    "too_long": gettext_lazy("There are too many of these."),
    "enum": gettext_lazy("This is not one of the possible values."),
    "uuid": gettext_lazy("This is not a key."),
    "date": gettext_lazy("This is not a day, such as 2014-11-17."),
    "datetime": gettext_lazy("This is not a time with its time zone, such as 2014-11-17T08:30:00+06:00."),
    "int": gettext_lazy("This is not a whole number."),
    "bool": gettext_lazy("This is neither true nor false."),
    "greater": gettext_lazy("This number is too small."),
    "less": gettext_lazy("This number is too large."),
    "value_error": gettext_lazy("A child stands here twice."),
}


def add_to(api: NinjaAPI) -> None:
    """Every error that an operation may raise, in the one shape."""
    answers: dict[type[Exception], Callable[[HttpRequest, Any], HttpResponse]] = {
        ValidationError: _unclear,
        Http404: _not_found,
        HttpError: _other,
        RequestDataTooBig: _too_big,
        DayNotPossible: _day_not_possible,
        NotOnTheRoll: _not_on_the_roll,
        SessionClash: _session_clash,
    }
    for error, answer in answers.items():
        api.add_exception_handler(error, answer)


def _answer(status: int, code: str, message: Words, where: Iterable[Place] = ()) -> HttpResponse:
    return JsonResponse({"code": code, "message": str(message), "where": list(where)}, status=status)


def _place(at: str, code: str, message: Words) -> Place:
    return {"at": at, "code": code, "message": str(message)}


def _unclear(request: HttpRequest, error: ValidationError) -> HttpResponse:
    message = _("What was sent is not clear. Nothing is stored.")
    return _answer(422, "unclear", message, [_fault(found) for found in error.errors])


def _fault(found: Mapping[str, Any]) -> Place:
    """One fault. Its place is the path in what was sent, such as `marks.0.kind`."""
    kind = str(found["type"])
    words = next((words for start, words in FAULTS.items() if kind.startswith(start)), _("This is not possible here."))
    return _place(".".join(str(step) for step in found["loc"] if step not in _NO_STEPS), kind, words)


# How ninja names the part of a request; the sender knows its own body by its fields.
_NO_STEPS = {"body", "path", "query", "sent"}


def _not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return _answer(404, "not_found", _("There is nothing here, or nothing for you."))


def _other(request: HttpRequest, error: HttpError) -> HttpResponse:
    match error.status_code:
        case 400:
            return _answer(422, "unreadable", _("What was sent cannot be read. Nothing is stored."))
        case 401:
            return _answer(401, "sign_in_first", _("Sign in first."))
        case 403:
            return _answer(403, "token_missing", _("The token against forgery is missing or old. Nothing is stored."))
    return _answer(error.status_code, "refused", _("This is not possible here."))


def _too_big(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    return _answer(413, "too_big", _("What was sent is too large for a register. Nothing is stored."))


def _day_not_possible(request: HttpRequest, error: DayNotPossible) -> HttpResponse:
    words = CLOSED[error.why]
    return _answer(422, "no_school", words, [_place("day", error.why.value, words)])


def _not_on_the_roll(request: HttpRequest, error: NotOnTheRoll) -> HttpResponse:
    words = _("This child is not expected in this class on this day.")
    message = _("A child is not on the list of this class on this day. Nothing is stored.")
    children = sorted(map(str, error.children))
    return _answer(422, "not_on_the_roll", message, [_place(child, "not_on_the_roll", words) for child in children])


def _session_clash(request: HttpRequest, error: SessionClash) -> HttpResponse:
    words = _("The class has a register for the whole day or for parts of it, not for both. Nothing is stored.")
    return _answer(422, "session_clash", words, [_place("session", "session_clash", words)])
