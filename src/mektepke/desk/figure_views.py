"""From Today down to a municipality's schools and a school's classes: figures, and nobody's name."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mektepke.base import clock
from mektepke.desk import queries
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.requests import person_of


@needs(Permission.SEE_FIGURES)
def municipality(request: HttpRequest, place: UUID) -> HttpResponse:
    """A municipality's schools, compared."""
    found = queries.municipality_figures(person_of(request), place, today=clock.today())
    return render(request, "desk/municipality.html", {"figures": found})


@needs(Permission.SEE_FIGURES)
def school(request: HttpRequest, school: UUID) -> HttpResponse:
    """A school's classes, and which registers are missing. The way back leads one step up, as far as there is one."""
    found = queries.school_figures(person_of(request), school, today=clock.today())
    return render(request, "desk/school.html", {"figures": found})
