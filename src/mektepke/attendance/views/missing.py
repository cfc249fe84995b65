"""Which registers are missing today."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mektepke.attendance import queries
from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.queries import classes
from mektepke.people.requests import person_of


@needs(Permission.TAKE_REGISTER, Permission.SEE_FIGURES)
def missing(request: HttpRequest) -> HttpResponse:
    """Classes without a register today, school by school. It names classes, never children."""
    person = person_of(request)
    today = clock.today()
    own = classes(person, Permission.TAKE_REGISTER) | classes(person, Permission.SEE_FIGURES)
    reach = {school_class.pk: school_class.school for school_class in own.distinct()}
    lines = queries.missing_registers(list({*reach.values()}), first=today, last=today)
    found = [line for line in lines if line.school_class.pk in reach]
    shown = {
        "schools": [(school, list(lines)) for school, lines in groupby(found, lambda line: line.school_class.school)],
        "missing": len(found),
        "may_take": person.may(Permission.TAKE_REGISTER),
    }
    return render(request, "attendance/missing.html", shown)
