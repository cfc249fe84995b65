"""Children of school age who are in no school, and the sheet with which somebody walks from door to door."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.pupils import actions, queries
from mektepke.pupils.forms import Adults, ChildForm, EndingForm, HomeForm, OutOfSchoolForm
from mektepke.pupils.models import Child, Household, OutOfSchool
from mektepke.pupils.views import all_valid, has_faults, me, refuse, see
from mektepke.pupils.views.adding import alike_page, key_of

P = Permission.REGISTER_OUT_OF_SCHOOL
ON_ONE_PAGE = 50
# In the address, the street of those of whom nobody wrote it down.
NO_STREET = "-"


@needs(P)
def out_of_school(request: HttpRequest) -> HttpResponse:
    """The children in no school of one's villages."""
    page = Paginator(queries.in_no_school(me(request)), ON_ONE_PAGE).get_page(request.GET.get("page"))
    going = Paginator(queries.on_no_list_yet(me(request)), ON_ONE_PAGE).get_page(request.GET.get("going"))
    today = clock.today()
    shown = {
        "page": page,
        "later": queries.in_no_school(me(request)).filter(enters_on__gt=today).count(),
        "rows": [(record, record.child.age_on(today)) for record in page],
        "sees_child": me(request).may(Permission.SEE_CHILD),
        "enrols": me(request).may(Permission.EDIT_CHILDREN),
        "going": going,
        "earlier": going.paginator.count - going.end_index(),
    }
    return render(request, "pupils/out_of_school.html", shown)


@needs(P)
def register_out_of_school(request: HttpRequest) -> HttpResponse:
    """Write down a child of school age who is in no school."""
    forms = _forms(request)
    new: Child = forms["child"].instance
    if request.method == "POST" and all_valid(list(forms.values())) and "correct" not in request.POST:
        if queries.in_no_school(me(request)).filter(child=new.pk).exists():
            return redirect("out_of_school")  # sent twice
        question = alike_page(request, forms["child"].known())
        if question is not None:
            return question
        if _written(request, forms):
            messages.success(request, _("%(name)s is on the list.") % {"name": new.name})
            return redirect("out_of_school")
    shown = {"forms": forms, "wrong": has_faults(list(forms.values())), "key": new.pk}
    return render(request, "pupils/register_out_of_school.html", shown)


def _forms(request: HttpRequest) -> dict[str, Any]:
    typed, villages = request.POST or None, list(queries.villages_of(me(request)))
    only = villages[0].pk if len(villages) == 1 else None
    return {
        "child": ChildForm(typed, instance=Child(id=key_of(request)), birth_may_be_unknown=True),
        "home": HomeForm(typed, instance=Household(), villages=villages, initial={"village": only}),
        "record": OutOfSchoolForm(typed, initial={"found_on": clock.today()}),
        "adults": Adults(typed, prefix="adult"),
    }


def _written(request: HttpRequest, forms: dict[str, Any]) -> bool:
    child: Child = forms["child"].instance
    child.household = forms["home"].instance
    try:
        actions.register_out_of_school(
            child=child, guardians=forms["adults"].given(), by=me(request), **forms["record"].cleaned_data
        )
    except ValidationError as refused:
        refuse(refused, [forms["child"], forms["home"], forms["record"]])
        return False
    return True


@needs(P)
def edit_out_of_school(request: HttpRequest, record: UUID) -> HttpResponse:
    """The record, the child and its home put right."""
    found = queries.out_of_school_for(me(request), record)
    name, typed = found.child.name, request.POST or None
    about = ChildForm(typed, instance=found.child, birth_may_be_unknown=True)
    home = HomeForm(typed, instance=found.child.household, villages=list(queries.villages_of(me(request))))
    how = OutOfSchoolForm(typed, instance=found)
    forms: list[Any] = [about, home, how]
    if request.method == "POST" and all_valid(forms):
        fields = about.changed_fields() | home.changed_fields() | how.changed_fields()
        try:
            actions.correct_out_of_school(record_of=found, fields=fields, by=me(request))
        except ValidationError as refused:
            refuse(refused, forms)
        else:
            messages.success(request, _("Saved."))
            return redirect("out_of_school")
    if request.method == "GET":
        see(request, found.child, "edit_out_of_school")
    shown = {"record": found, "name": name, "about": about, "home": home, "how": how, "wrong": has_faults(forms)}
    return render(request, "pupils/edit_out_of_school.html", shown)


@needs(P)
def end_out_of_school(request: HttpRequest, record: UUID) -> HttpResponse:
    """The child goes to school, has moved, or was put down by mistake."""
    found: OutOfSchool = queries.out_of_school_for(me(request), record)
    form = EndingForm(request.POST or None, initial={"on": clock.today()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_out_of_school(record_of=found, by=me(request), **form.cleaned_data)
        except ValidationError as refused:
            refuse(refused, [form])
        else:
            messages.success(request, _ended(found, form.cleaned_data["goes_to"]))
            return redirect("out_of_school")
    if request.method == "GET":
        see(request, found.child, "end_out_of_school")
    shown = {"record": found, "form": form, "enrols": me(request).may(Permission.EDIT_CHILDREN)}
    return render(request, "pupils/end_out_of_school.html", shown)


@needs(P)
@require_POST
def again_out_of_school(request: HttpRequest, record: UUID) -> HttpResponse:
    """The child who was said to go to school does not: on the list again, and what is known of it to be put right."""
    child = queries.on_no_list_for(me(request), record).child
    try:
        new = actions.register_out_of_school(
            child=child, kind=OutOfSchool.Kind.LEFT, found_on=clock.today(), by=me(request)
        )
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("out_of_school")
    messages.success(request, _("%(name)s is on the list.") % {"name": child.name})
    return redirect("edit_out_of_school", record=new.pk)


def _ended(record: OutOfSchool, goes_to: str) -> str:
    name = record.child.name
    if goes_to and queries.enrolment_now_or_next(record.child, clock.today()) is None:
        words = _("%(name)s goes to this school: %(school)s. No school's list has the child yet.")
        return words % {"name": name, "school": goes_to}
    return _("%(name)s is no longer on the list.") % {"name": name}


@needs(P)
def door_to_door(request: HttpRequest) -> HttpResponse:
    """For which village, or for which municipality at once."""
    villages = list(queries.villages_of(me(request)))
    if len(villages) == 1:
        return redirect("door_to_door_sheet", place=villages[0].pk)
    municipalities = list(dict.fromkeys(village.parent for village in villages))
    shown = {
        "municipalities": [
            (above, [village for village in villages if village.parent == above]) for above in municipalities
        ]
    }
    return render(request, "pupils/door_to_door.html", shown)


@needs(P)
def door_to_door_sheet(request: HttpRequest, place: UUID) -> HttpResponse:
    """The sheet to print: by street and house, with room to write. Opening it leaves a trace."""
    villages = queries.villages_for_sheet(me(request), place)
    whole = villages[0].parent if villages[0].pk != place else None
    above = whole or villages[0]
    actions.open_door_to_door(place=above, by=me(request))
    today = clock.today()
    sheets = queries.unsafe_sheets(villages, today)
    streets = list(dict.fromkeys(street.name for sheet in sheets for street in sheet.streets))
    chosen = _street_asked_for(request, streets)
    shown = {
        "place": above,
        "sheets": sheets if chosen is None else [one for sheet in sheets if (one := sheet.only(chosen)).streets],
        "streets": streets,
        "chosen": chosen,
        "unknown": NO_STREET,
        "one_of_many": queries.villages_of(me(request)).count() > 1,
        "begins": queries.next_school_year_starts(today),
        "empty_rows": range(4),
        "empty_sheet": range(12),
    }
    return render(request, "pupils/door_to_door_sheet.html", shown)


def _street_asked_for(request: HttpRequest, streets: list[str]) -> str | None:
    """The one street to show; None for all, also where nobody of this village lives in the street of the address."""
    asked = request.GET.get("street", "")
    name = "" if asked == NO_STREET else asked or None
    return name if name in streets else None
