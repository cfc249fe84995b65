"""The social pedagogue's pages for a phone: a class, a pair by its number, one of three buttons."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.casework.models import Pair, PairNote
from mektepke.casework.volunteers import actions, queries
from mektepke.casework.volunteers.forms import ToldForm
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.actions import DoneBefore
from mektepke.people.requests import person_of
from mektepke.pupils.queries import class_for


@needs(Permission.WORK_ON_CASES)
def pairs(request: HttpRequest) -> HttpResponse:
    """The paired classes of the person's schools."""
    found = queries.classes_with_pairs(person_of(request), today=clock.today())
    return render(request, "casework/volunteers/pairs.html", {"classes": found})


@needs(Permission.WORK_ON_CASES)
def pairs_of_class(request: HttpRequest, school_class: UUID) -> HttpResponse:
    """The pairs of a class by number; what was recorded a moment ago can be taken back here."""
    person, today = person_of(request), clock.today()
    found = class_for(person, school_class, Permission.WORK_ON_CASES)
    shown = {
        "school_class": found,
        "pairs": queries.active_pairs(found, today=today),
        "others": queries.not_active(found, today=today),
        "together": queries.came_together([found], today=today)[found.pk],
        "just_now": queries.told_just_now(person, found),
    }
    return render(request, "casework/volunteers/pairs_of_class.html", shown)


@needs(Permission.WORK_ON_CASES)
def pair(request: HttpRequest, pair: UUID) -> HttpResponse:
    """What a pair tells, or its paper slip says: one tap, and on to the next pair."""
    shown = queries.pair_to_hear(person_of(request), pair, today=clock.today())
    form = ToldForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _told(request, shown.pair, form.cleaned_data["kind"])
    page = {"shown": shown, "form": form, "kinds": PairNote.Kind.choices}
    return render(request, "casework/volunteers/pair.html", page)


def _told(request: HttpRequest, pair: Pair, kind: str) -> HttpResponse:
    try:
        actions.tell(pair=pair, kind=kind, by=person_of(request))
    except DoneBefore:
        messages.warning(request, _already(kind) % {"number": pair.number})
    else:
        messages.success(request, _recorded(kind) % {"number": pair.number})
    return redirect("pairs_of_class", school_class=pair.pairing.school_class_id)


def _recorded(kind: str) -> str:
    if kind == PairNote.Kind.GROWN_UP:
        return _("Pair %(number)s waits for a grown-up. It stands on your Today until you have gone there.")
    if kind == PairNote.Kind.INVITED:
        return _("Pair %(number)s: recorded that one of them invited the other.")
    return _("Pair %(number)s: recorded that they came together.")


def _already(kind: str) -> str:
    if kind == PairNote.Kind.GROWN_UP:
        return _("Pair %(number)s waits for a grown-up already, and stands on your Today.")
    return _("That was recorded for pair %(number)s today already. Nothing was stored a second time.")


@needs(Permission.WORK_ON_CASES)
@require_POST
def take_back_note(request: HttpRequest, pair: UUID) -> HttpResponse:
    """A slip of the finger, taken back."""
    person, note = person_of(request), _note(request)
    found = queries.pair_at_school(person, pair)
    try:
        gone = note is not None and actions.take_back(pair=found, note=note, by=person)
    except actions.TooLate:
        messages.warning(request, _("It is too long ago to be taken back, or somebody has gone to the pair."))
    else:
        said = _("Taken back.") if gone else _("That was taken back already.")
        messages.success(request, said)
    return redirect("pairs_of_class", school_class=found.pairing.school_class_id)


def _note(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("note", ""))
    except ValueError:
        return None


@needs(Permission.WORK_ON_CASES)
@require_POST
def went_to_pair(request: HttpRequest, pair: UUID) -> HttpResponse:
    """Somebody went to the pair that asked for a grown-up: one tap on Today."""
    person = person_of(request)
    found = queries.pair_at_school(person, pair)
    actions.go_to(pair=found, by=person)
    messages.success(request, _("Recorded: you went to pair %(number)s.") % {"number": found.number})
    return redirect("today")
