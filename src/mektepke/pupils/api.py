"""Classes and their rolls, for phones and other programmes."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema

from mektepke.base import clock
from mektepke.doors.declare import needs
from mektepke.doors.permissions import Permission
from mektepke.people.queries import classes
from mektepke.people.requests import person_of
from mektepke.pupils.queries import class_for, roll
from mektepke.pupils.rules import told_apart

router = Router(tags=["classes"])


class SchoolClassOut(Schema):
    """A class of this school year."""

    id: UUID
    name: str
    grade: int
    school: UUID
    school_name: str


class PupilOut(Schema):
    """A child on the roll of a class. `mode` `home` learns at home and is not expected in the room."""

    child: UUID
    name: str
    mode: str


class RollOut(Schema):
    """Who is on the roll of a class on one day, in the order of the list."""

    school_class: UUID
    day: date
    pupils: list[PupilOut]


@router.get("/classes", response=list[SchoolClassOut])
@needs(Permission.SEE_CLASS)
def class_list(request: HttpRequest) -> list[dict[str, Any]]:
    """The classes of this school year that the signed-in person may see."""
    person = person_of(request)
    today = clock.today()
    own = classes(person, Permission.SEE_CLASS).filter(year__starts__lte=today, year__ends__gte=today)
    return [
        {
            "id": found.pk,
            "name": found.name,
            "grade": found.grade,
            "school": found.school_id,
            "school_name": found.school.name,
        }
        for found in own.order_by("school__code", "grade", "letter")
    ]


@router.get("/classes/{school_class}/roll", response=RollOut)
@needs(Permission.SEE_CLASS)
def class_roll(request: HttpRequest, school_class: UUID, day: date | None = None) -> dict[str, Any]:
    """The roll of one class, today or on another day."""
    person = person_of(request)
    found = class_for(person, school_class, Permission.SEE_CLASS)
    on = day or clock.today()
    rows = list(roll(found, on))
    names = told_apart(row.child for row in rows)
    pupils = [{"child": row.child_id, "name": names[row.child_id], "mode": row.mode} for row in rows]
    return {"school_class": found.pk, "day": on, "pupils": pupils}
