"""The tree of places: looking, adding, correcting."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.places import actions, queries, rules
from mektepke.places.forms import ClassForm, PlaceForm, SchoolForm
from mektepke.places.models import LEVELS, Place, School
from mektepke.places.rules import Level
from mektepke.places.views import keeper_of, reach_of

P = Permission.MANAGE_PLACES


@needs(P)
def places(request: HttpRequest) -> HttpResponse:
    """The places and schools for which this person answers."""
    reach = reach_of(request, P)
    schools = queries.schools_in(queries.Reach(schools=reach.schools))
    shown = {"places": reach.places, "schools": schools, "keeps_oblasts": queries.reaches_every_oblast(reach)}
    return render(request, "places/places.html", shown)


@needs(P)
def place(request: HttpRequest, place: UUID) -> HttpResponse:
    """One place: what lies above and below it, and its schools."""
    reach = reach_of(request, P)
    found = queries.place_for(reach, place)
    below = rules.level_below(Level(found.level))
    shown = {
        "place": found,
        "path": queries.path_of(found.parent),
        "keeps_above": found.parent is not None and found.parent in queries.places_in(reach),
        "children": queries.children_of(found),
        "level_below": dict(LEVELS).get(below) if below else None,
        "schools": found.schools.order_by("valid_until", "code"),
    }
    return render(request, "places/place.html", shown)


@needs(P)
def place_add(request: HttpRequest, place: UUID) -> HttpResponse:
    """Add a place below this one."""
    above = queries.place_for(reach_of(request, P), place)
    level = rules.level_below(Level(above.level))
    if level is None:
        raise Http404
    form = PlaceForm(request.POST or None, instance=Place(level=level.value, parent=above))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_place(place=form.instance, by=keeper_of(request))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("%(name)s was added.") % {"name": made.name})
            return redirect("place", place=above.pk)
    return render(request, "places/place_form.html", {"form": form, "above": above, "level": dict(LEVELS)[level]})


@needs(P)
def place_correct(request: HttpRequest, place: UUID) -> HttpResponse:
    """Put right a place's names, code or dates."""
    found = queries.place_for(reach_of(request, P), place)
    name = found.name
    form = PlaceForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_place(place=form.instance, fields=form.changed_data, by=keeper_of(request))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The place was corrected."))
            return redirect("place", place=found.pk)
    return render(request, "places/place_form.html", {"form": form, "place": found, "name": name})


@needs(P)
def school_add(request: HttpRequest, place: UUID) -> HttpResponse:
    """Add a school in this village."""
    village = queries.place_for(reach_of(request, P), place)
    if village.level != Level.VILLAGE:
        raise Http404
    form = SchoolForm(request.POST or None, instance=School(village=village))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_school(school=form.instance, by=keeper_of(request))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("%(name)s was added. Now its classes can be entered.") % {"name": made.name})
            return redirect("school", school=made.pk)
    return render(request, "places/school_form.html", {"form": form, "village": village})


@needs(P)
def school(request: HttpRequest, school: UUID) -> HttpResponse:
    """One school with its classes, the latest school year first."""
    found = queries.school_for(reach_of(request, P), school)
    shown = {
        "school": found,
        "path": queries.path_of(found.village),
        "years": queries.years_of(found),
        "keeps_village": queries.places_in(reach_of(request, P)).filter(pk=found.village_id).exists(),
    }
    return render(request, "places/school.html", shown)


@needs(P)
def school_correct(request: HttpRequest, school: UUID) -> HttpResponse:
    """Put right a school's names, code or dates."""
    found = queries.school_for(reach_of(request, P), school)
    name = found.name
    form = SchoolForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_school(school=form.instance, fields=form.changed_data, by=keeper_of(request))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The school was corrected."))
            return redirect("school", school=found.pk)
    return render(request, "places/school_form.html", {"form": form, "school": found, "name": name})


@needs(P)
def class_correct(request: HttpRequest, school_class: UUID) -> HttpResponse:
    """Put right a class."""
    found = queries.class_for(reach_of(request, P), school_class)
    name = found.name
    form = ClassForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.correct_class(school_class=form.instance, fields=form.changed_data, by=keeper_of(request))
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The class was corrected."))
            return redirect("school", school=found.school_id)
    return render(request, "places/class_form.html", {"form": form, "school_class": found, "name": name})


@needs(P)
@require_POST
def class_remove(request: HttpRequest, school_class: UUID) -> HttpResponse:
    """Take back a class that was added by mistake."""
    found = queries.class_for(reach_of(request, P), school_class)
    try:
        actions.remove_class(school_class=found, by=keeper_of(request))
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        messages.success(request, _("Class %(name)s was removed.") % {"name": found.name})
    return redirect("school", school=found.school_id)
