"""Registers written straight into the database: a whole autumn of one class in a few rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mektepke.attendance.models import Mark, Register
from mektepke.people.models import Person
from mektepke.places.models import SchoolClass
from mektepke.places.queries import school_days
from mektepke.pupils.models import Child
from tests.cast import Cast, more_pupils

OPENING = date(2014, 9, 1)
SATURDAY = date(2014, 11, 15)
KINDS = {
    "a": ("absent", None),
    "u": ("absent", False),
    "i": ("absent", None),
    "w": ("absent", False),
    "e": ("absent", True),
    "l": ("late", None),
    "g": ("left_early", None),
}


REASONS = {"i": "illness", "w": "work"}


def days_until(school_class: SchoolClass, last: date) -> list[date]:
    """The school days of the class from 1 September on."""
    return school_days(school_class.school, first=OPENING, last=last)


def take(school_class: SchoolClass, days: Sequence[date], by: Person, marks: Mapping[Child, str] | None = None) -> None:
    """Registers for these days. `marks` has one letter a day for a child, counted back from the last: `.` came."""
    registers = {
        day: Register(
            id=Register.key_of(school_class.pk, day), school_class=school_class, day=day, change_number=1, taken_by=by
        )
        for day in days
    }
    Register.objects.bulk_create(registers.values())
    Mark.objects.bulk_create(
        Mark(
            id=Mark.key_of(registers[day].pk, child.pk),
            register=registers[day],
            child=child,
            kind=KINDS[letter][0],
            excused=KINDS[letter][1],
            reason=REASONS.get(letter, ""),
        )
        for child, letters in (marks or {}).items()
        for day, letter in zip(days[-len(letters) :], letters, strict=True)
        if letter != "."
    )


def autumn(cast: Cast, marks: dict[Child, str], *, last: date = SATURDAY, more: int = 12) -> None:
    """Registers of the class here up to Saturday, in a class large enough that a few missing are not most of it."""
    more_pupils(cast.here.school_class, more)
    take(cast.here.school_class, days_until(cast.here.school_class, last), cast.here.teacher, marks)


def one_more_day(cast: Cast, day: date, marks: dict[Child, str]) -> None:
    """One more register of the class here."""
    take(cast.here.school_class, [day], cast.here.teacher, marks)
