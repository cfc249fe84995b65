"""The pages without an account: which village, what was noticed, what happens next. They show nothing about anybody."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation

from mektepke.doors.declare import open_to_all
from mektepke.look.words import language as house_language
from mektepke.places.models import Place
from mektepke.watch.concerns import actions, places
from mektepke.watch.concerns.forms import Written
from mektepke.watch.concerns.rules import LANGUAGES, SHORTEST_TIME, Limited, Reader, in_address, letter_of, told_by
from mektepke.watch.concerns.senders import sender_of
from mektepke.watch.concerns.sentences import NAMES_IN, in_every_language, said
from mektepke.watch.concerns.tokens import Token, token_of


@open_to_all
def start(request: HttpRequest) -> HttpResponse:
    """The short address that people tell each other: which language?"""
    return _page(request, "start", house_language()[:2], tables=in_every_language())


@open_to_all
def districts(request: HttpRequest, language: str) -> HttpResponse:
    """In which district? Where the house has only one, its villages at once."""
    groups = places.districts()
    own = [district for _oblast, found in groups for district in found]
    if len(own) == 1:
        return _villages(request, language, own[0])
    return _page(request, "districts", language, groups=groups)


@open_to_all
def villages(request: HttpRequest, language: str, district: UUID) -> HttpResponse:
    """In which village?"""
    return _villages(request, language, places.district_for(district))


@open_to_all
def about(request: HttpRequest, language: str, village: UUID) -> HttpResponse:
    """What was noticed in this village."""
    return _about(request, language, places.village_for(village))


@open_to_all
def named(request: HttpRequest, language: str, name: str) -> HttpResponse:
    """The same by the village's name, as it stands on its board; where several have it, which one."""
    found = places.villages_named(name)
    if len(found) == 1:
        return _about(request, language, found[0])
    return _page(request, "same_name", language, villages=found)


@open_to_all
def sent(request: HttpRequest, language: str, village: UUID) -> HttpResponse:
    """Thanks: what happens next, by whom, and whom to call."""
    place, say = places.village_for(village), said(language)
    reader, urgent = told_by(request.GET.get("to", ""))
    at_school = say.next_school_urgent if urgent else say.next_school
    happens = {Reader.OFFICER: say.next_officer, Reader.WORKER: say.next_worker}.get(reader, at_school)
    return _page(request, "sent", language, village=place, urgent=urgent, happens=happens)


@open_to_all
def notice(request: HttpRequest, language: str, village: UUID) -> HttpResponse:
    """A page for the village's board, with the address to write to and the numbers to call."""
    place = places.village_for(village)
    tables = dict(in_every_language())
    others = [(code, table, _on_the_board(code, place)) for code, table in tables.items() if code != language]
    path = _on_the_board(language, place)
    return _page(request, "notice", language, village=place, host=request.get_host(), path=path, others=others)


def _villages(request: HttpRequest, language: str, district: Place) -> HttpResponse:
    return _page(request, "villages", language, district=district, groups=places.villages_in(district))


def _about(request: HttpRequest, language: str, village: Place) -> HttpResponse:
    readers = places.readers_of(village)
    if not readers.is_anybody:
        return _page(request, "nobody", language, village=village)
    token = token_of(request.POST.get("shown", ""), shortest=SHORTEST_TIME)
    form = Written(request.POST or None, say=said(language), has_officer=readers.officer)
    if request.method == "POST" and form.is_valid():
        stored = _receive(request, form, token, village=village, readers=readers, language=language)
        if stored is not None:
            return stored
    return _page(request, "about", language, village=village, readers=readers, form=form, shown=token.text)


def _receive(
    request: HttpRequest, form: Written, token: Token, *, village: Place, readers: places.Readers, language: str
) -> HttpResponse | None:
    """Keep it and say thanks; None where the form has to be shown again, with what was typed and why."""
    if token.is_too_fresh:
        form.add_error(None, form.say.read_again)
        return None
    said_so, sender = form.cleaned_data, sender_of(request)
    try:
        stored = actions.receive(
            id=token.key, village=village, readers=readers, sender=sender, language=language, **said_so
        )  # fmt: skip
    except actions.TooMany as refused:
        by_address = refused.whose is Limited.ADDRESS
        form.add_error(None, form.say.many_from_here if by_address else form.say.many_about_village)
        return None
    # Chromium shows a page that it was told not to keep once more, words and all, unless a cookie has changed.
    rotate_token(request)
    reader = actions.reader_of(readers, about_school_worker=stored.about_school_worker)
    thanks = reverse("concern_sent", args=[language, village.pk])
    return redirect(f"{thanks}?to={letter_of(reader, urgent=stored.urgent)}")


def _on_the_board(language: str, village: Place) -> str:
    """The address as somebody types it from a board after the house's name: with the village's own."""
    name = in_address(village.name_ky)
    return reverse("concern_named", args=[language, name]) if name else reverse("concern_start")


def _page(request: HttpRequest, template: str, language: str, **shown: Any) -> HttpResponse:
    """A page in this language. No browser keeps it: in many houses everybody uses the one phone."""
    context = {
        "say": said(language),
        "language": language,
        "languages": [(code, said(code).name, _same_page(request, code)) for code in LANGUAGES],
        "helpline": settings.CHILD_HELPLINE,
        "police": settings.POLICE,
        **shown,
    }
    with translation.override(NAMES_IN.get(language, language)):
        response = render(request, f"watch/concern/{template}.html", context)
    response["Content-Language"] = language
    response["Cache-Control"] = "private, no-store"
    return response


def _same_page(request: HttpRequest, language: str) -> str:
    match = request.resolver_match
    assert match is not None  # noqa: S101 - a view runs only where an address was found
    path = reverse(match.view_name, kwargs={**match.kwargs, "language": language} if match.kwargs else {})
    question = request.GET.urlencode()
    return f"{path}?{question}" if question else path
