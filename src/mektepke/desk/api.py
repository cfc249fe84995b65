"""Today's list for phones and other programmes: what the page says, for the person who signed in."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from mektepke.base import clock
from mektepke.casework.queries import Line, call_list
from mektepke.desk.queries import WORSE_SHOWN, ClassToday, ToCall, classes_today, to_call
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.requests import person_of

router = Router(tags=["today"])


class ClassTodayOut(Schema):
    """One of the person's own classes, and whether its register is taken."""

    school_class: UUID
    name: str
    has_school: bool
    taken: bool


class ChildTodayOut(Schema):
    """One child who needs this person today, why, and what to do by when."""

    child: UUID
    name: str
    class_name: str
    reasons: list[str]
    next_step: str
    due_on: date | None
    """None where a child in care has no next step agreed: that is what to do."""


class TodayOut(Schema):
    """What the signed-in person has to do today, in the order of the page: a teacher's first-day calls, then a social
    pedagogue's call list with the children in care who get worse. Empty for who calls nobody, such as a head or an
    officer. `waiting` is how many more stand below the cut of what one day can hold."""

    day: date
    classes: list[ClassTodayOut]
    children: list[ChildTodayOut]
    waiting: int


@router.get("/today", response=TodayOut)
@needs(Permission.SEE_TODAY)
def today(request: HttpRequest) -> dict[str, Any]:
    """The signed-in person's list of today."""
    person = person_of(request)
    day = clock.today()
    children = [_to_call(call, day) for call in to_call(person, today=day)]
    waiting = 0
    if person.may(Permission.WORK_ON_CASES):
        listed = call_list(person, today=day)
        children += [_line(line) for line in (*listed.lines, *listed.worse[:WORSE_SHOWN])]
        waiting = listed.waiting
    classes = [_class(found) for found in classes_today(person, today=day)]
    return {"day": day, "classes": classes, "children": children, "waiting": waiting}


def _class(found: ClassToday) -> dict[str, Any]:
    return {
        "school_class": found.school_class.pk,
        "name": found.school_class.name,
        "has_school": found.has_school,
        "taken": found.taken,
    }


def _to_call(call: ToCall, day: date) -> dict[str, Any]:
    return {
        "child": call.child.pk,
        "name": call.child.name,
        "class_name": call.school_class.name,
        "reasons": [call.reason],
        "next_step": "call",
        "due_on": day,
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "child": line.child.pk,
        "name": line.child.name,
        "class_name": line.class_name,
        "reasons": line.reasons,
        "next_step": line.step.code,
        "due_on": line.step.due_on,
    }
