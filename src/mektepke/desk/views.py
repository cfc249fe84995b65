"""Today, and a child's page."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mektepke.attendance.queries import child_days
from mektepke.base import clock
from mektepke.casework.queries import call_list
from mektepke.desk import queries
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.pupils.queries import child_for, enrolment_on, reason_to_see
from mektepke.trail.actions import looked
from mektepke.trail.queries import looks_at


@needs(Permission.SEE_TODAY)
def today(request: HttpRequest) -> HttpResponse:
    """What this person has to do today."""
    assert isinstance(request.user, Person)
    day = clock.today()
    shown = {"classes": queries.classes_today(request.user, today=day)}
    if request.user.may(Permission.WORK_ON_CASES):
        shown["call_list"] = call_list(request.user, today=day)  # type: ignore[assignment]
    return render(request, "desk/today.html", shown)


@needs(Permission.SEE_CHILD)
def child(request: HttpRequest, child: UUID) -> HttpResponse:
    """A child's page: days, enrolment, signals, and who looked."""
    assert isinstance(request.user, Person)
    found = child_for(request.user, child)
    looked(by=request.user, child=found.pk, page="child", reason=reason_to_see(request.user, found))
    day = clock.today()
    shown = {
        "child": found,
        "enrolment": enrolment_on(found, day),
        "days": child_days(found, first=day - timedelta(days=60), last=day),
        "signals": found.signals.all(),
        "looks": looks_at(found.pk),
    }
    return render(request, "desk/child.html", shown)
