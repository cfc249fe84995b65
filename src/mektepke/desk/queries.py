"""What the screens of the desk join."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mektepke.attendance.queries import taken_on
from mektepke.doors.permissions import Permission
from mektepke.people.models import Person
from mektepke.people.queries import classes
from mektepke.places.models import SchoolClass


@dataclass(frozen=True, slots=True)
class ClassToday:
    """A class and whether its register of today is taken."""

    school_class: SchoolClass
    taken: bool


def classes_today(person: Person, *, today: date) -> list[ClassToday]:
    """The classes in which this person takes registers, with today's state. Two queries."""
    found = list(classes(person, Permission.TAKE_REGISTER).filter(year__starts__lte=today, year__ends__gte=today))
    taken = taken_on(today, [school_class.pk for school_class in found])
    return [ClassToday(school_class, school_class.pk in taken) for school_class in found]
