"""Today for every role, and a child's page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mektepke.base import clock
from mektepke.casework.queries.approvals import plans_to_approve
from mektepke.desk import queries
from mektepke.desk.queries.arriving import arriving
from mektepke.desk.queries.beginning import beginning_of
from mektepke.desk.queries.protection import protection_today, to_read
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.requests import person_of
from mektepke.people.roles import Role
from mektepke.pupils.queries import child_for, reason_to_see
from mektepke.trail.actions import looked
from mektepke.watch.concerns.queries import count_waiting

MOST_MORE = 10


@needs(Permission.SEE_TODAY)
def today(request: HttpRequest) -> HttpResponse:
    """What this person has to do today. Somebody with two roles sees both, the children first."""
    person = person_of(request)
    return render(request, "desk/today.html", _sections(person, more=_asked_for(request)))


def _sections(person: Person, *, more: int) -> dict[str, Any]:
    day, roles = clock.today(), person.roles_now()
    shown: dict[str, Any] = {"roles": roles, "arriving": arriving(person), "concerns": count_waiting(person)}
    shown |= {"protection": protection_today(person), "to_read": to_read(person)}
    if Role.PEDAGOGUE in roles:
        shown["pedagogue"] = queries.pedagogue_today(person, today=day, more=more)
        shown["more"] = more + 1
    if Role.TEACHER in roles:
        shown["classes"] = queries.classes_today(person, today=day)
        shown["to_call"] = queries.to_call(person, today=day)
    if Role.HEAD in roles:
        shown["head"] = queries.head_today(person, today=day)
    if roles & {Role.MUNICIPALITY, Role.DISTRICT, Role.PROGRAMME, Role.AUDITOR}:
        shown["officer"] = queries.officer_today(person, today=day)
    if person.may(Permission.APPROVE_PLANS):
        shown["plans_to_approve"] = plans_to_approve(person).count()
    if Role.ADMINISTRATOR in roles:
        shown["beginning"] = beginning_of(person, today=day)
    return shown


def _asked_for(request: HttpRequest) -> int:
    """How many more children somebody with time to spare asked for."""
    asked = request.GET.get("more", "")
    return min(int(asked[:4]), MOST_MORE) if asked.isdecimal() else 0


@needs(Permission.SEE_CHILD)
def child(request: HttpRequest, child: UUID) -> HttpResponse:
    """A child's page. Opening it leaves a trace with the reason for which this person may."""
    person = person_of(request)
    found = child_for(person, child)
    looked(by=person, child=found.pk, page="child", reason=reason_to_see(person, found))
    return render(request, "desk/child.html", {"page": queries.child_page(person, found, today=clock.today())})
