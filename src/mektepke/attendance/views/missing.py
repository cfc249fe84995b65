"""Which registers are missing today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mektepke.attendance import queries
from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.requests import person_of


@needs(Permission.TAKE_REGISTER, Permission.SEE_FIGURES)
def missing(request: HttpRequest) -> HttpResponse:
    """Classes without a register today, by municipality and school. It names classes, never children."""
    person = person_of(request)
    found = queries.missing_today(person, today=clock.today())
    shown = {
        "municipalities": found,
        "missing": sum(place.missing for place in found),
        "may_take": person.may(Permission.TAKE_REGISTER),
        "figures_of": queries.with_figures(person, [school for place in found for school, _lines in place.schools]),
    }
    return render(request, "attendance/missing.html", shown)
