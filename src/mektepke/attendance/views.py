"""Taking a register."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mektepke.attendance import actions, queries
from mektepke.attendance.forms import read_marks
from mektepke.attendance.models import Mark
from mektepke.attendance.rules import Outcome
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.pupils.queries import class_for, roll


@needs(Permission.TAKE_REGISTER)
def register(request: HttpRequest, school_class: UUID, day: date) -> HttpResponse:
    """The register of one class and day: everybody is present until marked."""
    assert isinstance(request.user, Person)
    found = class_for(request.user, school_class, Permission.TAKE_REGISTER)
    enrolled = roll(found, day)
    stored = queries.register_of(found, day)
    if request.method == "POST":
        taken = actions.take_register(
            school_class=found,
            day=day,
            marks=read_marks(request.POST, enrolled),
            by=request.user,
            based_on=int(request.POST.get("version") or 0),
        )
        if taken.outcome is not Outcome.CONFLICTING:
            messages.success(request, _("The register is stored."))
            return redirect("today")
        messages.error(request, _("Somebody else changed this register meanwhile. Both are kept; please look again."))
        return redirect("register", school_class=found.pk, day=day)
    marks = {mark.child_id: mark for mark in stored.marks.all()} if stored else {}
    rows = [(enrolment.child, marks.get(enrolment.child_id)) for enrolment in enrolled]
    shown = {"school_class": found, "day": day, "rows": rows, "stored": stored, "kinds": Mark.Kind}
    return render(request, "attendance/register.html", shown)
