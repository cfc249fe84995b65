"""Who may do what where: the classes, schools and places in which a person has a permission today."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from mektepke.doors.permissions import Permission
from mektepke.people.models import Assignment, Person
from mektepke.people.roles import permits
from mektepke.places.models import Place, School, SchoolClass
from mektepke.places.queries import villages_below

NOBODY = Q(pk__in=[])


def assignments_with(person: Person, permission: Permission) -> list[Assignment]:
    """The person's roles of today that have this permission."""
    return [found for found in person.assignments_now if permission in permits(found.role)]


def classes_where(person: Person, permission: Permission, *, path: str = "") -> Q:
    """A condition: the class that `path` leads to is one in which the person has the permission.

    `path` such as `enrolments__school_class`; empty for SchoolClass itself. A role at a school or a place reaches down.
    """
    start = f"{path}__" if path else ""
    found = NOBODY
    for assignment in assignments_with(person, permission):
        if assignment.school_class_id:
            found |= Q(**{f"{start}pk" if path == "" else path: assignment.school_class_id})
        elif assignment.school_id:
            found |= Q(**{f"{start}school": assignment.school_id})
        elif assignment.place:
            found |= villages_below(assignment.place, path=f"{start}school__village")
    return found


def schools_where(person: Person, permission: Permission, *, path: str = "") -> Q:
    """A condition: the school that `path` leads to is one in which the person has the permission as a whole."""
    start = f"{path}__" if path else ""
    found = NOBODY
    for assignment in assignments_with(person, permission):
        if assignment.school_id:
            found |= Q(**{path or "pk": assignment.school_id})
        elif assignment.place:
            found |= villages_below(assignment.place, path=f"{start}village")
    return found


def villages_where(person: Person, permission: Permission, *, path: str = "") -> Q:
    """A condition: the village that `path` leads to is one for which the person has the permission.

    A school's pedagogue has it for the village in which the school stands: children in no school live there too.
    """
    found = NOBODY
    for assignment in assignments_with(person, permission):
        if assignment.school_id and assignment.school:
            found |= Q(**{path or "pk": assignment.school.village_id})
        elif assignment.place:
            found |= villages_below(assignment.place, path=path)
    return found


def classes(person: Person, permission: Permission) -> QuerySet[SchoolClass]:
    """The classes in which the person has the permission."""
    return SchoolClass.objects.filter(classes_where(person, permission)).select_related("school")


def schools(person: Person, permission: Permission) -> QuerySet[School]:
    """The schools in which the person has the permission as a whole."""
    return School.objects.filter(schools_where(person, permission)).select_related("village")


def places(person: Person, permission: Permission) -> list[Place]:
    """The places at which a role with this permission was given."""
    return [found.place for found in assignments_with(person, permission) if found.place]
